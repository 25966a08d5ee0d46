"""Signing an account in: through the officer's own browser, or by a token that headquarters handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from prstudio.errors import PublishFault
from prstudio.model.delivery import Account
from prstudio.model.post import Platform
from prstudio.model.progress import Cancelled, never
from prstudio.net.loopback import open_loopback
from prstudio.net.transport import HttpTransport, Transport
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.accounts import Accounts
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.identity import identify
from prstudio.publish.oauth import Grant, make_attempt
from prstudio.store.account_book import SignedIn
from prstudio.store.deliveries import utc_now

BY_BROWSER: Final = "oauth2_code_pkce"
TOKEN_MAX_LENGTH: Final = 5000
_SPACES: Final = " \t\r\n"


class SignIn:
    """Signs accounts of one set of rules in."""

    def __init__(
        self,
        accounts: Accounts,
        rules: Mapping[Platform, PlatformRules],
        *,
        transport: Transport | None = None,
        now: Callable[[], datetime] = utc_now,
        practice: str | None = None,
    ) -> None:
        self._accounts = accounts
        self._rules = rules
        self._transport = transport or HttpTransport()
        self._now = now
        self._practice = practice

    def is_by_browser(self, platform: Platform) -> bool:
        """Whether one signs in there in the browser; elsewhere headquarters hands a token over."""
        return self._rules[platform].protocol.get("auth", {}).get("kind") == BY_BROWSER

    def by_browser(
        self,
        platform: Platform,
        account_id: str,
        *,
        open_browser: Callable[[str], object],
        page: Callable[[bool], str],
        cancelled: Cancelled = never,
    ) -> Account:
        """Sign in as whoever is signed in in the browser, and remember that as `account_id`.

        `page` gives what the browser shows at the end, by whether it went well.

        Raises:
            PublishFault: it was refused, nobody came in three minutes, no port is free, or the account is another one.
            SignInLost: the platform refuses what it just gave.
            KeyringTrouble: there is no safe place for the token.
            WorkCancelled: `cancelled` said so.
        """
        flow = self._accounts.flow(platform)
        with open_loopback(page, addresses=_addresses(self._rules[platform])) as door:
            attempt = make_attempt(door.redirect)
            open_browser(flow.address(attempt))
            code = door.wait(attempt.state, cancelled=cancelled)
        # X's codes live half a minute: nothing else comes first.
        grant = flow.read(self._transport.send(flow.redeem(code, attempt), Path()), now=self._now())
        return self._keep(platform, account_id, grant, ends_at=None)

    def by_token(self, platform: Platform, account_id: str, token: str, *, ends_at: datetime | None = None) -> Account:
        """Take over a token that headquarters handed out, and remember its page as `account_id`.

        Raises:
            PublishFault: it is no token, not of a page or channel, or of another one than `account_id` was.
            SignInLost: the platform refuses it.
            KeyringTrouble: there is no safe place for it.
        """
        cleaned = token.strip(_SPACES)
        if not cleaned or len(cleaned) > TOKEN_MAX_LENGTH or not cleaned.isascii() or not cleaned.isprintable():
            raise PublishFault("token_malformed", {"platform": str(platform)})
        if any(space in cleaned for space in _SPACES):
            raise PublishFault("token_malformed", {"platform": str(platform)})
        return self._keep(platform, account_id, Grant(cleaned), ends_at=ends_at)

    def _keep(self, platform: Platform, account_id: str, grant: Grant, *, ends_at: datetime | None) -> Account:
        rules = self._rules[platform]
        endpoints = make_endpoints(rules, practice=self._practice)
        account = identify(account_id, rules, endpoints, self._transport, token=grant.access)
        former = self._accounts.by_id().get(account_id)
        if former is not None and (former.platform, former.remote_id) != (account.platform, account.remote_id):
            names = {"account": account_id, "former": former.name, "found": account.name}
            raise PublishFault("account_is_another", names)
        self._accounts.keep(SignedIn(account, self._now(), ends_at), grant)
        return account


def _addresses(rules: PlatformRules) -> list[tuple[int, str]]:
    """(port, path) of the ways back that the platform knows; any port where it takes any."""
    fixed = rules.protocol["auth"].get("redirects")
    if not isinstance(fixed, tuple):
        return [(0, "")]
    parts = [urlsplit(str(redirect)) for redirect in fixed]
    return [(part.port or 0, part.path) for part in parts]
