"""X's paths: who is asking, what is asked, and which part answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from prstudio.practice.exchange import Answer, Refusal, Request, json_answer
from prstudio.practice.forms import BadForm, read_form
from prstudio.practice.oauth import OAuth
from prstudio.practice.tokens import Standing, bearer_of
from prstudio.practice.world import World
from prstudio.practice.x.errors import duplicate_post, invalid, problem
from prstudio.practice.x.media import MediaShelf
from prstudio.practice.x.posts import Posts
from prstudio.practice.x.rates import Rates
from prstudio.practice.x.sign_in import make_x_oauth

_ID: Final = re.compile(r"/([0-9]{5,19})(?=/|$)")


class X:
    """The platform as a whole."""

    name: Final = "x"

    def __init__(self, world: World) -> None:
        self._world = world
        self._media = MediaShelf(world)
        self._posts = Posts(world, self._media)
        self._rates = Rates(world.facts.x, world.clock)
        self._oauth: OAuth = make_x_oauth(world)

    def owns(self, path: str) -> bool:
        """Whether this path is one of X's."""
        return path.startswith(("/2/", "/i/oauth2/"))

    def answer(self, request: Request) -> Answer:
        """What X says, with the headers of its limits."""
        if "/oauth2/" in request.path:
            return self._oauth.answer(request)
        self._authorise(request)
        rate = self._rates.count(request.method, request.path)
        if rate is None:
            return self._answer_call(request)
        if rate.is_exceeded:
            answer = problem(429, "Too Many Requests")
        else:
            try:
                answer = self._answer_call(request)
            except Refusal as refusal:
                answer = refusal.answer
        return Answer(answer.status, answer.body, {**answer.headers, **rate.headers()})

    def server_error(self, status: int) -> Answer:
        """X's word for a fault of its own."""
        return problem(status, "Something went wrong on our side.")

    def rate_limited(self, seconds: float) -> Answer:
        """Too many calls; the reset is that far away."""
        reset = int(self._world.clock() + seconds)
        headers = {"x-rate-limit-limit": "100", "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)}
        return problem(429, "Too Many Requests", headers=headers)

    def duplicate(self) -> Answer:
        """The same post again."""
        return duplicate_post()

    def quota_spent(self) -> Answer:
        """The account has no credit left."""
        detail = "Your enrolled account does not have any credits to fulfill this request."
        return problem(402, detail, kind="https://api.x.com/2/problems/credits")

    def clear(self) -> None:
        """Forget all uploads and counters."""
        self._media.clear()
        self._rates.clear()
        self._oauth.clear()

    def _authorise(self, request: Request) -> None:
        token = bearer_of(request.headers.get("authorization", ""))
        if "access_token" in request.query:
            request.notes.append("a token stands in the address: never do that")
            raise Refusal(problem(401, "Unauthorized"))
        if token is None or self._world.judge(request, token) is not Standing.VALID:
            raise Refusal(problem(401, "Unauthorized"))

    def _answer_call(self, request: Request) -> Answer:
        found = _ID.search(request.path)
        identity = "" if found is None else found[1]
        name = f"{request.method} {_ID.sub('/:id', request.path)}"
        calls: dict[str, Callable[[], Answer]] = {
            "POST /2/media/upload/initialize": lambda: self._media.initialize(request),
            "POST /2/media/upload/:id/append": lambda: self._media.append(request, identity),
            "POST /2/media/upload/:id/finalize": lambda: self._media.finalize(request, identity),
            "POST /2/media/upload": lambda: self._media.simple(request),
            "GET /2/media/upload": lambda: self._media.status(request),
            "POST /2/media/metadata": lambda: self._media.set_metadata(request),
            "POST /2/media/subtitles": lambda: self._media.set_subtitles(request),
            "POST /2/tweets": lambda: self._create(request),
            "GET /2/tweets": lambda: self._posts.show_many(request),
            "GET /2/tweets/:id": lambda: self._posts.show(identity),
            "DELETE /2/tweets/:id": lambda: self._posts.delete(identity),
            "GET /2/users/me": self._show_me,
            "GET /2/users/:id/tweets": lambda: self._posts.timeline(request, identity),
        }
        call = calls.get(name)
        return problem(404, f"No such call: {name}") if call is None else call()

    def _create(self, request: Request) -> Answer:
        try:
            form = read_form(request, self._world.spool)
        except BadForm as error:
            raise invalid("body", "", f"The body could not be read: {error}") from error
        return self._posts.create(request, form.document)

    def _show_me(self) -> Answer:
        accounts = self._world.facts.accounts
        data = {"id": accounts.x_user_id, "name": accounts.x_name, "username": accounts.x_username}
        return json_answer(200, {"data": data})
