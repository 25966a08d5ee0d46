"""What every Graph call has: a version, a node and an edge, a token, and parameters from wherever they come."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from prstudio.practice.exchange import Request
from prstudio.practice.facebook.errors import bad_parameter, bad_token, no_permission
from prstudio.practice.forms import BadForm, read_form
from prstudio.practice.spool import StoredFile
from prstudio.practice.tokens import Kind, Standing, bearer_of, kind_of, page_of
from prstudio.practice.world import World

_ARRAY_FIELD: Final = re.compile(r"([A-Za-z_]+)\[(\d{1,3})\]")
_TRUE: Final = ("true", "1", "True")
_FALSE: Final = ("false", "0", "False", "")


@dataclass(frozen=True, slots=True)
class Call:
    """One Graph call, its caller known."""

    request: Request
    node: str
    """`me` is already replaced."""
    edge: str
    token: str
    parameters: Mapping[str, Any]
    """Texts, or what a JSON body held."""
    files: Mapping[str, StoredFile]

    def text(self, *names: str) -> str:
        """The first of these parameters that is there; "" where none is."""
        return next((str(self.parameters[name]) for name in names if self.parameters.get(name) is not None), "")

    def boolean(self, name: str, *, default: bool) -> bool:
        """true or false, as people write them."""
        value = str(self.parameters.get(name, default))
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise bad_parameter(f"Param {name} must be a boolean")

    def whole(self, name: str) -> int | None:
        """A whole number that isn't negative; None where it isn't given."""
        value = self.parameters.get(name)
        if value is None or value == "":
            return None
        if not str(value).isascii() or not str(value).isdigit():
            raise bad_parameter(f"Param {name} must be an integer")
        return int(str(value))

    def items(self, name: str) -> list[Any]:
        """An array: as JSON, or as name[0], name[1], …"""
        value = self.parameters.get(name)
        if value is None:
            numbered = [
                (int(found[2]), item)
                for key, item in self.parameters.items()
                if (found := _ARRAY_FIELD.fullmatch(key)) is not None and found[1] == name
            ]
            return [_from_json(item, name) for _, item in sorted(numbered, key=lambda pair: pair[0])]
        decoded = _from_json(value, name)
        if not isinstance(decoded, list):
            raise bad_parameter(f"Param {name} must be an array.")
        return [_from_json(item, name) for item in decoded]

    def file(self, name: str) -> StoredFile | None:
        """The file of that name; where there is only one file of any name, that one."""
        if name in self.files:
            return self.files[name]
        return next(iter(self.files.values())) if len(self.files) == 1 else None


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token it is."""

    kind: Kind
    page_id: str
    """Of a page token."""


def read_call(request: Request, world: World, path: str) -> Call:
    """The call behind `path`, which is without its version; its token is good."""
    try:
        form = read_form(request, world.spool)
    except BadForm as error:
        raise bad_parameter(f"The request body could not be read: {error}") from error
    parameters: dict[str, Any] = {**request.query, **form.fields, **form.document}
    token = check_token(request, world, _token_of(request, parameters))
    parameters.pop("access_token", None)
    node, _, edge = path.strip("/").partition("/")
    caller = caller_of(token, world)
    if node == "me":
        accounts = world.facts.accounts
        node = caller.page_id if caller.kind is Kind.PAGE else accounts.facebook_user_id
    return Call(request, node, edge, token, parameters, form.files)


def check_token(request: Request, world: World, token: str | None) -> str:
    """The token, which is good; or a refusal."""
    if token is None:
        raise bad_token(None)
    standing = world.judge(request, token)
    if standing is not Standing.VALID:
        raise bad_token(standing)
    return token


def caller_of(token: str, world: World) -> Caller:
    """Whose token it is; one that names no page is the practice page's."""
    return Caller(kind_of(token), page_of(token) or world.facts.accounts.facebook_page_id)


def require_page(call: Call, world: World) -> str:
    """The page that the call is about, which must be the token's own."""
    caller = caller_of(call.token, world)
    if caller.kind is not Kind.PAGE:
        raise no_permission("Posts must be made as the page itself: this needs a page access token.")
    if call.node != caller.page_id:
        raise no_permission("The permission pages_manage_posts is needed, for a page that this token is not of.")
    return caller.page_id


def _token_of(request: Request, parameters: Mapping[str, Any]) -> str | None:
    """From the header, else from where the Graph API takes it too, with a remark."""
    token = bearer_of(request.headers.get("authorization", ""), schemes=("bearer", "oauth"))
    if token is not None:
        return token
    if "access_token" in request.query:
        request.notes.append("a token stands in the address: Facebook takes it, and every proxy's log keeps it")
    given = parameters.get("access_token")
    return given if isinstance(given, str) and given else None


def _from_json(value: Any, name: str) -> Any:
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_parameter(f"Param {name} is not valid JSON") from error
