"""Sign-in by code and PKCE over a loopback address, as Google and X do it; their differences are data."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from prstudio.practice import consent
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.forms import BadForm, read_form
from prstudio.practice.tokens import Pair, Standing
from prstudio.practice.world import World

_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Rules:
    """How one platform does it."""

    platform: str
    authorize_paths: tuple[str, ...]
    token_path: str
    revoke_path: str
    token_life_s: float
    code_life_s: float
    rotates: bool
    """Each refresh token works once and is replaced."""
    needs_challenge: bool
    offline: tuple[str, str]
    """The parameter and the word in it that ask for a refresh token."""
    bad_code: tuple[str, str]
    """Error and description."""
    bad_refresh: tuple[str, str]
    revoked_answer: Mapping[str, Any]
    """What a successful revocation says."""


@dataclass(frozen=True, slots=True)
class _Code:
    client_id: str
    redirect_uri: str
    challenge: str
    method: str
    scope: str
    is_offline: bool
    made_at: float


class OAuth:
    """One platform's sign-in. Safe to use from several threads."""

    def __init__(self, world: World, rules: Rules) -> None:
        self._world = world
        self._rules = rules
        self._lock = threading.Lock()
        self._codes: dict[str, _Code] = {}
        self._scopes: dict[str, str] = {}
        """Of each sign-in, by family."""

    def answer(self, request: Request) -> Answer:
        """The page, the redirect or the document."""
        if request.path in self._rules.authorize_paths and request.method == "GET":
            return self._authorize(request)
        if request.path == self._rules.token_path and request.method == "POST":
            return self._token(request)
        if request.path == self._rules.revoke_path and request.method == "POST":
            return self._revoke(request)
        return _error(404, "invalid_request", "No such address, or not by this method.")

    def clear(self) -> None:
        """Forget all codes."""
        with self._lock:
            self._codes.clear()
            self._scopes.clear()

    def _authorize(self, request: Request) -> Answer:
        query = request.query
        redirect = query.get("redirect_uri", "")
        address = urlsplit(redirect)
        if address.scheme != "http" or address.hostname not in _LOOPBACK or address.fragment:
            return consent.refusal_page("redirect_uri must be an address on this computer: http://127.0.0.1:PORT/…")
        fault = self._fault_of(query)
        if fault:
            return _redirect(redirect, {"error": "invalid_request", "error_description": fault}, query)
        choice = query.get("practice_answer")
        if choice is None and "text/html" in request.headers.get("accept", ""):
            return consent.consent_page(self._rules.platform, request)
        if choice == "deny":
            return _redirect(redirect, {"error": "access_denied"}, query)
        return _redirect(redirect, {"code": self._new_code(query)}, query)

    def _fault_of(self, query: Mapping[str, str]) -> str:
        if query.get("response_type") != "code":
            return "response_type must be code"
        if not query.get("client_id"):
            return "client_id is missing"
        if not query.get("scope"):
            return "scope is missing"
        challenge, method = query.get("code_challenge", ""), query.get("code_challenge_method", "plain")
        if self._rules.needs_challenge and not challenge:
            return "code_challenge is missing"
        if challenge and (method not in ("S256", "plain") or not 43 <= len(challenge) <= 128):
            return "code_challenge needs 43 to 128 letters and the method S256 or plain"
        return "" if query.get("state") or not self._rules.needs_challenge else "state is missing"

    def _new_code(self, query: Mapping[str, str]) -> str:
        code = secrets.token_urlsafe(32)
        parameter, word = self._rules.offline
        with self._lock:
            self._codes[code] = _Code(
                query["client_id"],
                query["redirect_uri"],
                query.get("code_challenge", ""),
                query.get("code_challenge_method", "plain"),
                query["scope"],
                word in query.get(parameter, "").split(),
                self._world.clock(),
            )
        return code

    def _token(self, request: Request) -> Answer:
        try:
            fields = read_form(request, self._world.spool).fields
        except BadForm as error:
            return _error(400, "invalid_request", f"{error}")
        if request.query:
            request.notes.append("parameters of the token endpoint belong into the body")
        grant = fields.get("grant_type")
        if grant == "authorization_code":
            return self._redeem(fields)
        if grant == "refresh_token":
            return self._refresh(fields)
        return _error(400, "unsupported_grant_type", f"Invalid grant_type: {grant}")

    def _redeem(self, fields: Mapping[str, str]) -> Answer:
        with self._lock:
            code = self._codes.pop(fields.get("code", ""), None)  # a code is good once, even in wrong hands
        is_good = (
            code is not None
            and self._world.clock() < code.made_at + self._rules.code_life_s
            and fields.get("redirect_uri") == code.redirect_uri
            and fields.get("client_id", code.client_id) == code.client_id
            and _proves(code, fields.get("code_verifier", ""))
        )
        if code is None or not is_good:
            return _error(400, *self._rules.bad_code)
        pair = self._world.tokens.issue(self._rules.platform, life_s=self._rules.token_life_s)
        self._scopes[pair.family] = code.scope
        return self._grant(pair, with_refresh=code.is_offline)

    def _refresh(self, fields: Mapping[str, str]) -> Answer:
        token = fields.get("refresh_token", "")
        tokens = self._world.tokens
        is_good = tokens.use_up(token) if self._rules.rotates else tokens.standing(token) is Standing.VALID
        if not token or not is_good:
            return _error(400, *self._rules.bad_refresh)
        pair = tokens.issue(self._rules.platform, life_s=self._rules.token_life_s, family=tokens.family_of(token))
        return self._grant(pair, with_refresh=self._rules.rotates)

    def _grant(self, pair: Pair, *, with_refresh: bool) -> Answer:
        document = {
            "access_token": pair.access,
            "expires_in": int(self._rules.token_life_s),
            "scope": self._scopes.get(pair.family, ""),
            "token_type": "Bearer" if self._rules.platform == "youtube" else "bearer",
        }
        return json_answer(200, document | ({"refresh_token": pair.refresh} if with_refresh else {}))

    def _revoke(self, request: Request) -> Answer:
        try:
            fields = read_form(request, self._world.spool).fields
        except BadForm as error:
            return _error(400, "invalid_request", f"{error}")
        token = fields.get("token") or request.query.get("token", "")
        if "token" in request.query:
            request.notes.append("a token stands in the address: send it in the body")
        if self._world.tokens.standing(token) is Standing.UNKNOWN:
            return _error(400, "invalid_token", "Token expired or revoked")
        self._world.tokens.revoke(token)
        return json_answer(200, self._rules.revoked_answer)


def _proves(code: _Code, verifier: str) -> bool:
    if not code.challenge:
        return True
    proof = verifier
    if code.method == "S256":
        proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("utf-8")).digest()).rstrip(b"=").decode("ascii")
    return hmac.compare_digest(proof, code.challenge)


def _redirect(address: str, values: Mapping[str, str], query: Mapping[str, str]) -> Answer:
    more = {key: query[key] for key in ("state",) if key in query}
    joint = "&" if "?" in address else "?"
    return Answer(302, headers={"Location": f"{address}{joint}{urlencode({**values, **more})}"})


def _error(status: int, error: str, description: str) -> Answer:
    return json_answer(status, {"error": error, "error_description": description})
