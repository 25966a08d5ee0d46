"""Facebook's error answers in the shape of the Graph API."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from prstudio.practice.exchange import Answer, Refusal, json_answer
from prstudio.practice.tokens import Standing


def graph_error(
    code: int,
    message: str,
    *,
    subcode: int | None = None,
    kind: str = "OAuthException",
    status: int = 400,
    is_transient: bool = False,
    title: str = "",
    user_message: str = "",
    data: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One error."""
    error: dict[str, Any] = {"message": message, "type": kind, "code": code}
    if subcode is not None:
        error["error_subcode"] = subcode
    if data is not None:
        error["error_data"] = dict(data)
    if title or is_transient:
        error["is_transient"] = is_transient
    if title:
        error |= {"error_user_title": title, "error_user_msg": user_message}
    error["fbtrace_id"] = "A" + secrets.token_urlsafe(12)
    return json_answer(status, {"error": error}, headers)


def bad_parameter(message: str, *, subcode: int | None = None, user_message: str = "") -> Refusal:
    """Code 100: the call itself is wrong."""
    title = "Invalid parameter" if user_message else ""
    return Refusal(graph_error(100, f"(#100) {message}", subcode=subcode, title=title, user_message=user_message))


def no_such_object(node: str) -> Refusal:
    """Code 100, subcode 33."""
    message = (
        f"Unsupported request. Object with ID '{node}' does not exist, cannot be loaded due to missing permissions, "
        "or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api"
    )
    return Refusal(graph_error(100, message, subcode=33, kind="GraphMethodException"))


def no_permission(message: str) -> Refusal:
    """Code 200: this token may not do that."""
    return Refusal(graph_error(200, f"(#200) {message}", status=403))


def bad_token(standing: Standing | None) -> Refusal:
    """Code 190, with the subcode of what is wrong with the token; 104 where there is none."""
    if standing is None:
        return Refusal(graph_error(104, "An access token is required to request this resource."))
    reasons = {
        Standing.EXPIRED: (463, "Error validating access token: Session has expired."),
        Standing.REVOKED: (
            460,
            (
                "Error validating access token: The session has been invalidated because the user changed their "
                "password or Facebook has changed the session for security reasons."
            ),
        ),
    }
    subcode, message = reasons.get(standing, (None, "Invalid OAuth access token - Cannot parse access token"))
    challenge = f'OAuth "Facebook Platform" "invalid_token" "{message}"'
    return Refusal(graph_error(190, message, subcode=subcode, headers={"WWW-Authenticate": challenge}))


def upload_error(kind: str, message: str, *, is_retriable: bool, status: int = 400) -> Answer:
    """An error of the host that takes reels."""
    return json_answer(status, {"debug_info": {"retriable": is_retriable, "type": kind, "message": message}})
