"""Takes each request to the platform it is meant for, and lets the script of trouble strike on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

from prstudio.practice.body import LineLost
from prstudio.practice.exchange import Answer, Handler, Refusal, Request, json_answer
from prstudio.practice.faults import Trouble
from prstudio.practice.world import Platform

PAGES: Final = "practice"
"""The platform's name in the log for the server's own pages."""
DRAIN_BYTES: Final = 16 * 1024 * 1024
"""How much of an unread body is read, so that the client hears the answer."""
_log = logging.getLogger(__name__)


class Front:
    """The one door to all platforms."""

    def __init__(self, platforms: Sequence[Platform], pages: Handler, is_running: Callable[[], bool]) -> None:
        self._platforms = tuple(platforms)
        self._pages = pages
        self._is_running = is_running

    def platform_of(self, path: str) -> str:
        """Whose path it is; "" for nobody's."""
        if path in ("/", f"/{PAGES}") or path.startswith(f"/{PAGES}/"):
            return PAGES
        return next((platform.name for platform in self._platforms if platform.owns(path)), "")

    def answer(self, request: Request) -> Answer:
        """The answer, whatever happens.

        Raises:
            LineLost: the line broke while the body came.
        """
        if self.platform_of(request.path) == PAGES:
            return self._pages(request)
        platform = next((known for known in self._platforms if known.owns(request.path)), None)
        if platform is None:
            return json_answer(404, {"error": "no platform answers at this path", "path": request.path})
        early = self._strike_before(platform, request)
        if early is not None:
            request.body.drain(DRAIN_BYTES)
            return early
        answer = self._ask(platform, request)
        fault = request.find_trouble(Trouble.SERVER_ERROR)
        return platform.server_error(fault.status) if fault is not None and answer.status < 400 else answer

    def _strike_before(self, platform: Platform, request: Request) -> Answer | None:
        """The answer of a fault that keeps the platform from doing anything."""
        fault = request.find_trouble(Trouble.SERVER_ERROR)
        if fault is not None and not fault.committed:
            return platform.server_error(fault.status)
        fault = request.find_trouble(Trouble.RATE_LIMIT)
        if fault is not None:
            return platform.rate_limited(fault.seconds)
        if request.find_trouble(Trouble.DUPLICATE):
            return platform.duplicate()
        if request.find_trouble(Trouble.QUOTA):
            return platform.quota_spent()
        return None

    def _ask(self, platform: Platform, request: Request) -> Answer:
        try:
            return platform.answer(request)
        except Refusal as refusal:
            return refusal.answer
        except OSError as error:
            if not self._is_running():
                raise LineLost("the server has stopped, and its files are gone") from error
            # a full disk: the client hears what a broken platform would say
            _log.exception("the practice server could not do its work")
            return platform.server_error(500)
