"""Facebook's sign-in: the dialogue, long-lived tokens, what a token is, and taking it back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from prstudio.practice import consent
from prstudio.practice.exchange import Answer, Refusal, Request, json_answer
from prstudio.practice.facebook.errors import bad_parameter, graph_error
from prstudio.practice.facebook.nodes import Call
from prstudio.practice.forms import BadForm, read_form
from prstudio.practice.tokens import Kind, Standing, kind_of, page_of
from prstudio.practice.world import World

_LONG_LIFE_S: Final = 60 * 86_400
_SCOPES: Final = ("pages_show_list", "pages_read_engagement", "pages_manage_posts", "public_profile")
_TYPES: Final = {Kind.PAGE: "PAGE", Kind.USER: "USER", Kind.SYSTEM: "SYSTEM_USER"}
_DESK_ADDRESS: Final = "https://www.facebook.com/connect/login_success.html"


class FacebookSignIn:
    """Codes and tokens."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._codes: dict[str, tuple[str, float]] = {}
        """Redirect address and time of each code."""

    def owns(self, rest: str) -> bool:
        """Whether this path, without its version, is one of the sign-in's."""
        return rest in ("dialog/oauth", "oauth/access_token")

    def clear(self) -> None:
        """Forget all codes."""
        self._codes.clear()

    def answer(self, request: Request, rest: str) -> Answer:
        """The dialogue or the exchange."""
        return self._authorize(request) if rest == "dialog/oauth" else self._exchange(request)

    def debug(self, call: Call) -> Answer:
        """`GET /debug_token`: what `input_token` is. Facebook wants that one in the address."""
        token = call.text("input_token")
        if not token:
            raise bad_parameter("The parameter input_token is required")
        standing = self._world.tokens.standing(token)
        accounts = self._world.facts.accounts
        kind = kind_of(token)
        end = self._world.tokens.end_of(token)
        page_id = page_of(token) or accounts.facebook_page_id
        data: dict[str, Any] = {
            "app_id": accounts.facebook_app_id,
            "type": _TYPES[kind],
            "application": "Practice",
            "data_access_expires_at": 0,
            "expires_at": 0 if end is None else int(end),
            "is_valid": standing is Standing.VALID,
            "scopes": list(_SCOPES),
            "user_id": accounts.facebook_user_id,
        }
        if kind is Kind.PAGE:
            data["profile_id"] = page_id
        if standing is not Standing.VALID:
            data["error"] = {"code": 190, "message": f"The token is {standing}.", "subcode": 463}
        return json_answer(200, {"data": data})

    def revoke(self, call: Call) -> Answer:
        """`DELETE /me/permissions`: the token is no good any more."""
        self._world.tokens.revoke(call.token)
        return json_answer(200, {"success": True})

    def _authorize(self, request: Request) -> Answer:
        query = request.query
        redirect = query.get("redirect_uri", "")
        address = urlsplit(redirect)
        is_here = address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")
        if not is_here and redirect != _DESK_ADDRESS:
            return consent.refusal_page("redirect_uri must be http://localhost… or the address for desktop programs")
        choice = query.get("practice_answer")
        if choice is None and "text/html" in request.headers.get("accept", ""):
            return consent.consent_page("facebook", request)
        state = {"state": query["state"]} if "state" in query else {}
        if choice == "deny":
            denied = {"error": "access_denied", "error_reason": "user_denied", "error_code": "200"}
            return _redirect(f"{redirect}?", {**denied, **state})
        if query.get("response_type") == "token":
            pair = self._world.tokens.issue("facebook", life_s=self._world.facts.facebook.token_life_s)
            token = pair.access.replace("practice-access-", "practice-user-")
            life = {"expires_in": str(int(self._world.facts.facebook.token_life_s))}
            return _redirect(f"{redirect}#", {"access_token": token, **life, **state})
        code = secrets.token_urlsafe(32)
        self._codes[code] = (redirect, self._world.clock())
        return _redirect(f"{redirect}?", {"code": code, **state})

    def _exchange(self, request: Request) -> Answer:
        try:
            fields: Mapping[str, str] = {**request.query, **read_form(request, self._world.spool).fields}
        except BadForm as error:
            raise bad_parameter(f"The request body could not be read: {error}") from error
        if not fields.get("client_id") or not fields.get("client_secret"):
            raise Refusal(graph_error(101, "Missing client_id or client_secret parameter."))
        if fields.get("grant_type") == "fb_exchange_token":
            given = fields.get("fb_exchange_token", "")
            if self._world.tokens.standing(given) is not Standing.VALID:
                raise Refusal(graph_error(190, "Error validating access token.", subcode=463))
            life_s: float = _LONG_LIFE_S
        else:
            redirect, made_at = self._codes.pop(fields.get("code", ""), ("", 0.0))
            life_s = self._world.facts.facebook.token_life_s
            is_late = self._world.clock() > made_at + self._world.facts.facebook.code_life_s
            if not redirect or redirect != fields.get("redirect_uri") or is_late:
                message = "Error validating verification code. Please make sure your redirect_uri is identical."
                raise Refusal(graph_error(100, message, subcode=36008))
        token = f"practice-user-{secrets.token_urlsafe(24)}"
        return json_answer(200, {"access_token": token, "token_type": "bearer", "expires_in": int(life_s)})


def _redirect(start: str, values: Mapping[str, str]) -> Answer:
    return Answer(302, headers={"Location": f"{start}{urlencode(values)}"})
