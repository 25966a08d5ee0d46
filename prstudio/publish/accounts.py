"""The accounts of this computer: their tokens, renewed in time, signed in and out; secrets stay in the keyring."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from prstudio.errors import KeyringTrouble, PublishFault, SignInLost
from prstudio.model.delivery import Account
from prstudio.model.post import Platform
from prstudio.net.transport import HttpTransport, Transport
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.oauth import App, Grant, OAuthFlow, parse_grant
from prstudio.store.account_book import AccountBook, SignedIn
from prstudio.store.deliveries import utc_now
from prstudio.store.secrets import SecretStore, open_secrets

_SECRET: Final = "app secret"  # noqa: S105 -- the name of an entry


class Accounts:
    """All accounts; fulfils `publish.worker.Tokens`. Calls may come from any thread."""

    def __init__(
        self,
        book: AccountBook,
        rules: Mapping[Platform, PlatformRules],
        *,
        secrets: Callable[[], SecretStore] = open_secrets,
        transport: Transport | None = None,
        now: Callable[[], datetime] = utc_now,
        practice: str | None = None,
    ) -> None:
        """`secrets` is called when a secret is needed, and not before: finding a keyring takes a while."""
        self._book = book
        self._rules = rules
        self._find_secrets = secrets
        self._transport = transport or HttpTransport()
        self._now = now
        self._practice = practice
        self._lock = threading.Lock()
        """One renewal at a time: X's tokens for it work once."""

    @property
    def book(self) -> AccountBook:
        """What is known of them without their secrets."""
        return self._book

    def by_id(self) -> dict[str, Account]:
        """All that are signed in. Raises FileTrouble."""
        return {one.account.id: one.account for one in self._book.list_all()}

    def get(self, account: Account) -> str:
        """A token that should work, renewed when it soon won't.

        Raises:
            SignInLost: none is left.
            KeyringTrouble: the keyring refuses.
            PublishFault: the platform can't be reached to renew it.
        """
        with self._lock:
            grant = self._grant(account)
            if grant.is_due(self._now()):
                grant = self._renewed(account, grant)
            return grant.access

    def renew(self, account: Account, refused: str) -> str:
        """Another token, since the platform refused `refused`; somebody else may have renewed it already.

        Raises:
            SignInLost: it can't be renewed; SignInLost, KeyringTrouble, PublishFault as `get`.
        """
        with self._lock:
            grant = self._grant(account)
            if grant.access != refused:
                return grant.access
            if not grant.refresh:
                raise self._lost(account)
            return self._renewed(account, grant).access

    def keep(self, signed_in: SignedIn, grant: Grant) -> None:
        """Remember an account that was just signed in.

        Raises:
            KeyringTrouble: there is no safe place for its token; then nothing is remembered.
            FileTrouble: the book can't be written.
        """
        with self._lock:
            self._find_secrets().save(self._entry(signed_in.account.id), grant.dump())
            self._book.save(signed_in)

    def sign_out(self, account_id: str) -> bool:
        """Forget the account here, and end its sign-in at the platform; whether the platform took note.

        Raises:
            PublishFault: it isn't known.
            KeyringTrouble: the keyring refuses: then it is still signed in.
        """
        known = self.by_id().get(account_id)
        if known is None:
            raise PublishFault("account_unknown", {"account": account_id})
        with self._lock:
            told = self._revoke(known)
            self._find_secrets().delete(self._entry(account_id))
            self._book.remove(account_id)
        return told

    def forget_secrets(self) -> None:
        """Take every secret of theirs out of the keyring, without a word to the platforms: the program goes.

        Raises:
            KeyringTrouble: the keyring refuses.
            FileTrouble: the book can't be read; the secrets of the apps are gone all the same.
        """
        with self._lock:
            for platform in Platform:
                self._find_secrets().delete(self._app_entry(platform))
            for account_id in self.by_id():
                self._find_secrets().delete(self._entry(account_id))

    def find_app(self, platform: Platform) -> App:
        """What the platform calls this program.

        Raises:
            PublishFault: HQ's file of app ids was not taken over yet.
            KeyringTrouble: the keyring refuses.
        """
        client_id = self._book.load_apps().client_ids.get(platform)
        if client_id is None and self._practice is not None:
            return App("practice-app")
        if client_id is None:
            raise PublishFault("app_unknown", {"platform": str(platform)})
        return App(client_id, self._find_secrets().find(self._app_entry(platform)) or "")

    def keep_app_secret(self, platform: Platform, secret: str) -> None:
        """Remember what Google wants of desktop programs. Raises KeyringTrouble."""
        self._find_secrets().save(self._app_entry(platform), secret)

    def flow(self, platform: Platform) -> OAuthFlow:
        """How one signs in there. Raises as `find_app`."""
        return OAuthFlow(self._rules[platform], self.find_app(platform), practice=self._practice)

    def _grant(self, account: Account) -> Grant:
        stored = self._find_secrets().find(self._entry(account.id))
        if stored is None:
            raise self._lost(account)
        try:
            return parse_grant(stored)
        except ValueError as error:
            raise KeyringTrouble("keyring_damaged", {"name": account.name}) from error

    def _renewed(self, account: Account, grant: Grant) -> Grant:
        flow = self.flow(account.platform)
        outcome = self._transport.send(flow.refresh(grant), Path())
        try:
            fresh = flow.read(outcome, now=self._now(), former=grant)
        except SignInLost as error:
            raise self._lost(account) from error
        self._find_secrets().save(self._entry(account.id), fresh.dump())  # before it is used: it may work only once
        return fresh

    def _revoke(self, account: Account) -> bool:
        if "revoke" not in self._rules[account.platform].protocol.get("auth", {}):
            return False
        try:
            outcome = self._transport.send(self.flow(account.platform).revoke(self._grant(account)), Path())
        except (SignInLost, PublishFault):
            return False
        return getattr(outcome, "status", 0) == 200

    def _entry(self, account_id: str) -> str:
        """What the keyring calls an account's token; practice never comes upon a real one of the same name."""
        return f"{self._kind}account {account_id}"

    def _app_entry(self, platform: Platform) -> str:
        return f"{self._kind}{_SECRET} {platform}"

    @property
    def _kind(self) -> str:
        return "" if self._practice is None else "practice "

    def _lost(self, account: Account) -> SignInLost:
        for one in self._book.list_all():
            if one.account.id == account.id and not one.is_lost:
                self._book.save(replace(one, is_lost=True))
        return SignInLost("sign_in_lost", {"account": account.name})


def open_accounts(rules: Mapping[Platform, PlatformRules]) -> Accounts:
    """The accounts of this computer."""
    return Accounts(AccountBook(), rules)
