"""YouTube's error answers in Google's shape."""

from __future__ import annotations

from typing import Final

from prstudio.practice.exchange import Answer, Refusal, json_answer
from prstudio.practice.tokens import Standing

_STATUS_WORDS: Final = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
}
_BAD_CREDENTIAL: Final = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_NO_CREDENTIAL: Final = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


def google_error(status: int, reason: str, message: str, *, domain: str = "youtube.video") -> Answer:
    """One error with its reason."""
    error = {
        "code": status,
        "message": message,
        "errors": [{"message": message, "domain": domain, "reason": reason}],
    }
    if status in _STATUS_WORDS:
        error["status"] = _STATUS_WORDS[status]
    return json_answer(status, {"error": error})


def refusal(status: int, reason: str, message: str, *, domain: str = "youtube.video") -> Refusal:
    """The same, ready to raise."""
    return Refusal(google_error(status, reason, message, domain=domain))


def unauthorised(standing: Standing | None) -> Answer:
    """Of a token that isn't good; None: there was none. Google tells expired, revoked and unknown ones alike."""
    message = _NO_CREDENTIAL if standing is None else _BAD_CREDENTIAL
    error = {
        "code": 401,
        "message": message,
        "errors": [
            {
                "message": "Login Required." if standing is None else "Invalid Credentials",
                "domain": "global",
                "reason": "required" if standing is None else "authError",
                "location": "Authorization",
                "locationType": "header",
            }
        ],
        "status": "UNAUTHENTICATED",
    }
    challenge = 'Bearer realm="https://accounts.google.com/"'
    if standing is not None:
        challenge += ', error="invalid_token"'
    return json_answer(401, {"error": error}, {"WWW-Authenticate": challenge})


def quota_exceeded() -> Answer:
    """The project's units of today are spent."""
    message = (
        "The request cannot be completed because you have exceeded your "
        '<a href="/youtube/v3/getting-started#quota">quota</a>.'
    )
    return google_error(403, "quotaExceeded", message, domain="youtube.quota")
