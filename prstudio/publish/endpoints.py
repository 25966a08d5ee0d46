"""Where a platform's calls go, and which addresses that a server hands out may be followed with a token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlencode, urlsplit

from prstudio.errors import UsageFault
from prstudio.model.post import Platform
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.facts import Facts

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The base addresses of one platform, without a slash behind."""

    platform: Platform
    api: str
    """Ordinary calls, with the version."""
    upload: str
    """Files, with the version; the same as `api` where there is no other."""
    video: str
    """Calls about videos, with the version; the same as `api` where there is no other."""
    hosts: frozenset[str]
    """The platform's own."""
    practice: str | None = None
    """Base address of the practice server that stands in for all of them."""

    def is_allowed(self, url: str) -> bool:
        """Whether a token may go to an address that a server sent: the platform's own hosts over https, or practice."""
        parts = _split(url)
        if parts is None or parts.username is not None or parts.password is not None:
            return False
        if self.practice is not None:
            return url.startswith(f"{self.practice}/")
        return parts.scheme == "https" and parts.hostname in self.hosts and parts.port in (None, 443)

    def shown(self, url: str) -> str:
        """Where people find what was published: `url`, or the timelines of the practice server."""
        return url if self.practice is None else f"{self.practice}/practice/"


def make_endpoints(rules: PlatformRules, *, practice: str | None = None) -> Endpoints:
    """The addresses that the rules give; with `practice`, all of them at that server.

    Raises:
        UsageFault: `practice` is no http address on this computer.
        RulesFault: the rules don't say.
    """
    base = None if practice is None else _practice_base(practice)
    api = Facts(rules, "api")
    addresses = {"api": api.text("base"), **_own_addresses(rules)}
    moved = {name: moved_to(base, address) for name, address in addresses.items()}
    return Endpoints(
        platform=rules.platform,
        api=moved["api"],
        upload=moved.get("upload", moved["api"]),
        video=moved.get("video", moved["api"]),
        hosts=frozenset(api.texts("hosts")),
        practice=base,
    )


def check_practice(practice: str) -> None:
    """Raise UsageFault unless `practice` is an http address on this computer."""
    _practice_base(practice)


def moved_to(practice: str | None, address: str) -> str:
    """`address` with its scheme and host replaced by the practice server's base; as it is when there is none."""
    parts = urlsplit(address)
    return address if practice is None else f"{practice}{parts._replace(scheme='', netloc='').geturl()}"


def with_query(url: str, query: Mapping[str, str]) -> str:
    """`url` with a query of its own; commas stay readable, as the platforms write them."""
    return f"{url}?{urlencode(query, safe=',')}" if query else url


def _own_addresses(rules: PlatformRules) -> dict[str, str]:
    match rules.platform:
        case Platform.YOUTUBE:
            return {"upload": Facts(rules, "upload").text("base")}
        case Platform.FACEBOOK:
            api = Facts(rules, "api")
            return {"upload": api.text("reel_base"), "video": api.text("video_base")}
    return {}


def _practice_base(practice: str) -> str:
    parts = _split(practice)
    is_base = parts is not None and parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts is None or not is_base or parts.scheme != "http" or parts.hostname not in _LOOPBACK or "@" in parts.netloc:
        raise UsageFault("practice_address", {"url": practice})
    return f"http://{parts.netloc}"


def _split(url: str) -> SplitResult | None:
    """The parts of an absolute address with a sound port; None when it is none."""
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError when it is no port
    except ValueError:
        return None
    return parts if parts.hostname else None
