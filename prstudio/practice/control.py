"""The server's own pages below /practice/: timelines, log, posts, the script of trouble, a fresh start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import urlsplit

from prstudio.errors import PracticeFault
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.faults import parse_faults
from prstudio.practice.journal import Journal
from prstudio.practice.ledger import State, as_document
from prstudio.practice.script import Script
from prstudio.practice.timeline import show_timeline
from prstudio.practice.world import Platform, World

_MAX_SCRIPT_BYTES: Final = 1024 * 1024


class Control:
    """What a trainer or a test asks and sets."""

    def __init__(self, world: World, script: Script, journal: Journal, platforms: Sequence[Platform]) -> None:
        self._world = world
        self._script = script
        self._journal = journal
        self._platforms = tuple(platforms)

    def answer(self, request: Request) -> Answer:
        """The page, or a 404."""
        if request.method not in ("GET", "HEAD") and not _is_from_here(request):
            return json_answer(403, {"error": "asked by a page of another site"})
        routes: dict[tuple[str, str], Callable[[Request], Answer]] = {
            ("GET", "/practice/log"): self._show_log,
            ("GET", "/practice/posts"): self._show_posts,
            ("GET", "/practice/faults"): self._show_faults,
            ("PUT", "/practice/faults"): self._take_faults,
            ("POST", "/practice/reset"): self._reset,
        }
        route = routes.get((request.method, request.path))
        if route is not None:
            return route(request)
        if request.method in ("GET", "HEAD"):
            return show_timeline(self._world, request)
        return json_answer(404, {"error": "no such page"})

    def posts(self) -> dict[str, list[dict[str, Any]]]:
        """All posts, what is shown or will be apart from what was only made."""
        posts = self._world.ledger.all()
        return {
            "posts": [as_document(post) for post in posts if post.state is not State.UNPUBLISHED],
            "unpublished": [as_document(post) for post in posts if post.state is State.UNPUBLISHED],
        }

    def reset(self) -> None:
        """Forget everything."""
        self._script.set_faults(())
        for platform in self._platforms:
            platform.clear()
        self._world.ledger.clear()
        self._world.tokens.clear()
        self._journal.clear()

    def _show_log(self, _request: Request) -> Answer:
        return json_answer(200, {"requests": self._journal.as_documents()})

    def _show_posts(self, _request: Request) -> Answer:
        return json_answer(200, self.posts())

    def _show_faults(self, _request: Request) -> Answer:
        faults = [{**asdict(fault), "struck": struck} for fault, struck in self._script.faults()]
        return json_answer(200, {"faults": faults})

    def _take_faults(self, request: Request) -> Answer:
        content = request.body.read_all(_MAX_SCRIPT_BYTES)
        try:
            faults = parse_faults(content or b"", "PUT /practice/faults")
        except PracticeFault as error:
            message = {str(language): say_error(error, language) for language in Language}
            return json_answer(400, {"error": {"code": error.code, "message": message}})
        self._script.set_faults(faults)
        return json_answer(200, {"faults": len(faults)})

    def _reset(self, _request: Request) -> Answer:
        self.reset()
        return json_answer(200, {"reset": True})


def _is_from_here(request: Request) -> bool:
    """A web page elsewhere may make a browser call us; then the browser says so."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).hostname in ("127.0.0.1", "localhost")
