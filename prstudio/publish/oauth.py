"""Signing in with a code and a proof of who asked for it (PKCE): addresses and requests, without input and output."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from prstudio.errors import PublishFault, SignInLost
from prstudio.net.exchange import Answer, FormBody, Outcome, Request, Sign
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.answers import judge
from prstudio.publish.endpoints import moved_to
from prstudio.publish.facts import Facts

EARLY: Final = timedelta(minutes=5)
"""A token with less than this left is renewed before it is used."""
_LOST: Final = frozenset({"invalid_grant", "invalid_request", "unauthorized_client", "invalid_client"})


@dataclass(frozen=True, slots=True)
class App:
    """What a platform calls this program."""

    client_id: str
    client_secret: str = ""
    """Google wants one of desktop programs too, though it is none; "" elsewhere."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What signing in gives; a secret, never shown or logged."""

    access: str
    refresh: str = ""
    expires_at: datetime | None = None
    """Of the access token; None: it doesn't end."""

    def __repr__(self) -> str:
        return "Grant(…)"

    def is_due(self, now: datetime) -> bool:
        """Whether it should be renewed before it is used."""
        return bool(self.refresh) and self.expires_at is not None and self.expires_at - now < EARLY

    def dump(self) -> str:
        """As the keyring keeps it."""
        expires = None if self.expires_at is None else self.expires_at.isoformat()
        return json.dumps({"access": self.access, "refresh": self.refresh, "expires_at": expires})


def parse_grant(text: str) -> Grant:
    """What `Grant.dump` wrote.

    Raises:
        ValueError: it isn't.
    """
    try:
        found = json.loads(text)
        expires = found["expires_at"]
        moment = None if expires is None else datetime.fromisoformat(expires)
        return Grant(str(found["access"]), str(found["refresh"]), moment)
    except (KeyError, TypeError) as error:
        raise ValueError("not a grant") from error


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in; good once and for a few minutes."""

    state: str
    verifier: str
    redirect: str

    @property
    def challenge(self) -> str:
        """What the platform is shown of the verifier."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def make_attempt(redirect: str) -> Attempt:
    """A new try that comes back to `redirect`."""
    return Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(64), redirect)


class OAuthFlow:
    """One platform's addresses and forms."""

    def __init__(self, rules: PlatformRules, app: App, *, practice: str | None = None) -> None:
        """Raises RulesFault when the rules lack a fact."""
        self._rules = rules
        self._app = app
        auth = Facts(rules, "auth")
        self._authorize = moved_to(practice, auth.text("authorize"))
        self._token = moved_to(practice, auth.text("token"))
        self._revoke = moved_to(practice, auth.text("revoke"))
        self._scopes = auth.texts("scopes")
        self._extra = tuple((name, auth.text(name)) for name in ("access_type", "prompt") if name in _section(rules))

    def address(self, attempt: Attempt) -> str:
        """The page that the officer's browser opens."""
        query = [
            ("response_type", "code"),
            ("client_id", self._app.client_id),
            ("redirect_uri", attempt.redirect),
            ("scope", " ".join(self._scopes)),
            ("state", attempt.state),
            ("code_challenge", attempt.challenge),
            ("code_challenge_method", "S256"),
            *self._extra,
        ]
        return f"{self._authorize}?{urlencode(query)}"

    def redeem(self, code: str, attempt: Attempt) -> Request:
        """The request that turns the code into a grant."""
        return self._form(
            "oauth.redeem",
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", attempt.redirect),
            ("code_verifier", attempt.verifier),
        )

    def refresh(self, grant: Grant) -> Request:
        """The request for another access token."""
        return self._form("oauth.refresh", ("grant_type", "refresh_token"), ("refresh_token", grant.refresh))

    def revoke(self, grant: Grant) -> Request:
        """The request that ends the sign-in at the platform too."""
        body = FormBody((("token", grant.refresh or grant.access), ("client_id", self._app.client_id)))
        return Request("oauth.revoke", "POST", self._revoke, body=body, sign=Sign.NONE)

    def read(self, outcome: Outcome, *, now: datetime, former: Grant | None = None) -> Grant:
        """The grant in an answer; what it doesn't name anew stays as it was in `former`.

        Raises:
            SignInLost: the platform refuses for good.
            PublishFault: it can't be reached, or refuses for now.
        """
        params: dict[str, object] = {"platform": str(self._rules.platform), "account": str(self._rules.platform)}
        if not isinstance(outcome, Answer):
            raise PublishFault("platform_unreachable", params)
        found = outcome.json()
        if outcome.status != 200:
            if outcome.status in (400, 401) and found.get("error") in _LOST:
                raise SignInLost("sign_in_lost", params)
            trouble = judge(outcome, self._rules, now=now)
            raise PublishFault("platform_refused", params | {"details": trouble.details or trouble.code})
        access, refresh, lasts_s = found.get("access_token"), found.get("refresh_token"), found.get("expires_in")
        if not isinstance(access, str) or not access:
            raise PublishFault("platform_refused", params | {"details": "access_token"})
        kept = refresh if isinstance(refresh, str) and refresh else (former.refresh if former else "")
        return Grant(access, kept, _end(lasts_s, now))

    def _form(self, name: str, *fields: tuple[str, str]) -> Request:
        who = [("client_id", self._app.client_id)]
        if self._app.client_secret:
            who.append(("client_secret", self._app.client_secret))
        return Request(name, "POST", self._token, body=FormBody((*fields, *who)), sign=Sign.NONE)


def _end(lasts_s: object, now: datetime) -> datetime | None:
    if not isinstance(lasts_s, int) or isinstance(lasts_s, bool) or lasts_s <= 0:
        return None
    return now + timedelta(seconds=lasts_s)


def _section(rules: PlatformRules) -> frozenset[str]:
    return frozenset(rules.protocol.get("auth", {}))
