"""Whose token it is: each platform is asked, so that nothing goes to a wrong page, channel or user."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from prstudio.errors import PublishFault, SignInLost
from prstudio.model.delivery import Account, Meaning
from prstudio.model.post import Platform
from prstudio.net.exchange import Answer, Request
from prstudio.net.transport import Transport
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.answers import judge
from prstudio.publish.endpoints import Endpoints
from prstudio.store.deliveries import utc_now

_NO_SUCH_FIELD: Final = 100
_QUESTIONS: Final = {
    Platform.FACEBOOK: "/me?fields=id,name,category",
    Platform.YOUTUBE: "/channels?part=snippet&mine=true",
    Platform.X: "/users/me",
}


def identify(id_: str, rules: PlatformRules, endpoints: Endpoints, transport: Transport, *, token: str) -> Account:
    """The account that `token` speaks for, under our name `id_`.

    Raises:
        SignInLost: the platform refuses the token.
        PublishFault: it can't be reached, refuses for another reason, or the token is not of a page or channel.
    """
    params: dict[str, object] = {"account": id_, "platform": str(rules.platform)}
    request = Request("identity", "GET", f"{endpoints.api}{_QUESTIONS[rules.platform]}")
    outcome = transport.send(request, Path(), token=token)
    if not isinstance(outcome, Answer):
        raise PublishFault("platform_unreachable", params)
    if outcome.status != 200:
        if _is_of_a_person(rules.platform, outcome):
            raise PublishFault("token_not_of_account", params)
        trouble = judge(outcome, rules, now=utc_now())
        if trouble.meaning in (Meaning.REFRESH, Meaning.REAUTH):
            raise SignInLost("sign_in_lost", params)
        raise PublishFault("platform_refused", params | {"details": trouble.details or trouble.code})
    found = _read(rules.platform, outcome.json())
    if found is None:
        raise PublishFault("token_not_of_account", params)
    remote_id, name = found
    return Account(id_, rules.platform, name, remote_id)


def _is_of_a_person(platform: Platform, answer: Answer) -> bool:
    """Facebook, asked for a field that only pages have."""
    error = answer.json().get("error")
    return platform is Platform.FACEBOOK and isinstance(error, dict) and error.get("code") == _NO_SUCH_FIELD


def _read(platform: Platform, answer: dict[str, Any]) -> tuple[str, str] | None:
    """Remote id and name; None when the token is of something else."""
    found: object = answer
    name_key = "name"
    match platform:
        case Platform.FACEBOOK:
            if not isinstance(answer.get("category"), str):
                return None  # every page has one; a person's token would post nowhere, or on the person's own wall
        case Platform.YOUTUBE:
            items = answer.get("items")
            channel = items[0] if isinstance(items, list) and items else {}
            snippet = channel.get("snippet", {}) if isinstance(channel, dict) else {}
            found = {"id": channel.get("id"), "name": snippet.get("title")} if isinstance(snippet, dict) else {}
        case Platform.X:
            found, name_key = answer.get("data"), "username"
    if not isinstance(found, dict):
        return None
    remote_id, name = found.get("id"), found.get(name_key)
    return (remote_id, name) if isinstance(remote_id, str) and isinstance(name, str) and remote_id else None
