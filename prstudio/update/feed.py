"""What headquarters publishes: one signed list of packs, beside them in a folder of any web server.

`updates.json` holds the list as text and its signature side by side, so that they can't be of different days.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from prstudio import paths
from prstudio.errors import FileTrouble, UpdateRefused, file_trouble
from prstudio.messages import Language
from prstudio.net.transport import check_address
from prstudio.update.manifest import PackKind, is_newer, is_revision, is_sha256, is_version, require_signed

FEED_FILE: Final = "updates.json"
FEED_MAX_BYTES: Final = 200_000
ADDRESS_FILE: Final = "updates.url"
ADDRESS_VARIABLE: Final = "PRSTUDIO_UPDATES"
_PACK_MAX_BYTES: Final = 500_000_000
_FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One published file."""

    kind: PackKind
    version: str
    """Of rules: their day, `2026-12-01`."""
    runtime: str
    """That it runs on, or of the installer, that it brings; "" of rules."""
    file: str
    size_bytes: int
    sha256: str
    news: Mapping[Language, str]
    """What is new, for the officer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of it concerns this computer; None: nothing newer."""

    app: Offer | None = None
    rules: Offer | None = None
    installer: Offer | None = None
    """Set when the newest version needs another runtime than the one that is here."""


def find_address() -> str | None:
    """The folder where headquarters publishes, ending with a slash: from the environment, or from the file
    `updates.url` among the person's data; None when nobody has set one.

    Raises:
        UpdateRefused: it is neither https nor on this computer.
        FileTrouble: the file can't be read.
    """
    text = os.environ.get(ADDRESS_VARIABLE, "").strip() or _load_address()
    if not text:
        return None
    try:
        check_address(text)
    except ValueError as error:
        raise UpdateRefused("update_address_wrong", {"address": text}) from error
    return text if text.endswith("/") else f"{text}/"


def get_address() -> str:
    """As `find_address`.

    Raises:
        UpdateRefused: there is none as well.
    """
    address = find_address()
    if address is None:
        raise UpdateRefused("update_no_address", {"file": str(paths.home() / ADDRESS_FILE)})
    return address


def _load_address() -> str:
    file = paths.home() / ADDRESS_FILE
    try:
        return file.read_text(encoding="utf-8-sig")[:2000].strip() if file.is_file() else ""
    except UnicodeDecodeError as error:
        raise FileTrouble("file_failed", {"file": str(file), "details": "UTF-8"}) from error
    except OSError as error:
        raise file_trouble(error, file) from error


def parse_feed(content: bytes, key: bytes) -> tuple[Offer, ...]:
    """The offers in the list `content`, if it is signed with `key`.

    Raises:
        UpdateRefused: it is malformed, or somebody else's.
    """
    try:
        envelope = json.loads(content.decode("utf-8"))
        signed, signature = str(envelope["signed"]).encode("utf-8"), bytes.fromhex(envelope["signature"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UpdateRefused("update_list_broken") from error
    require_signed(signed, signature, key)
    try:
        document = json.loads(signed)
        if document["schema"] != 1:
            raise ValueError(document["schema"])
        return tuple(_read(entry) for entry in document["packs"] if entry["kind"] in tuple(PackKind))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UpdateRefused("update_list_broken") from error


def _read(entry: dict[str, Any]) -> Offer:
    news = {language: str(entry["news"][language]) for language in Language}
    offer = Offer(
        PackKind(entry["kind"]),
        entry["version"],
        entry["runtime"],
        entry["file"],
        entry["size_bytes"],
        entry["sha256"],
        news,
    )
    is_known = is_revision if offer.kind is PackKind.RULES else is_version
    is_sound = (
        is_known(offer.version)
        and isinstance(offer.runtime, str)
        and _FILE.fullmatch(offer.file) is not None
        and type(offer.size_bytes) is int
        and 0 < offer.size_bytes <= _PACK_MAX_BYTES
        and is_sha256(offer.sha256)
    )
    if not is_sound:
        raise ValueError(offer)
    return offer


def choose(offers: tuple[Offer, ...], *, version: str, runtime: str, rules_day: str) -> Choice:
    """What of the offers is newer than `version` on `runtime`, and than the rules of `rules_day`."""
    programs = [offer for offer in offers if offer.kind is not PackKind.RULES and is_newer(offer.version, version)]
    fitting = [offer for offer in programs if offer.kind is PackKind.APP and offer.runtime == runtime]
    app = max(fitting, key=_number, default=None)
    others = [offer for offer in programs if offer.kind is PackKind.INSTALLER]
    installer = max(others, key=_number, default=None)
    if installer is not None and app is not None and not is_newer(installer.version, app.version):
        installer = None
    rules = [offer for offer in offers if offer.kind is PackKind.RULES and offer.version > rules_day]
    return Choice(app, max(rules, key=lambda offer: offer.version, default=None), installer)


def _number(offer: Offer) -> tuple[int, ...]:
    return tuple(map(int, offer.version.split(".")))
