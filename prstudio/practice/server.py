"""The practice server as a whole: starts, runs in the background, tells what it saw, stops cleanly."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from prstudio.errors import PracticeFault
from prstudio.practice.control import Control
from prstudio.practice.facebook.graph import Facebook
from prstudio.practice.facts import load_facts
from prstudio.practice.faults import Fault, read_faults
from prstudio.practice.front import Front
from prstudio.practice.http_server import HOST, PracticeHttpServer
from prstudio.practice.journal import Journal
from prstudio.practice.ledger import Ledger
from prstudio.practice.script import Script
from prstudio.practice.spool import Spool
from prstudio.practice.tokens import Tokens
from prstudio.practice.world import World
from prstudio.practice.x.api import X
from prstudio.practice.youtube.api import YouTube

_POLL_S: Final = 0.05
_REOPEN_TRIES: Final = 100
_ORIGIN: Final = "set_faults"


class PracticeServer:
    """All platforms on 127.0.0.1. Use it as a context, or `start` and `stop` it."""

    def __init__(
        self,
        port: int = 0,
        faults: Iterable[Fault | Mapping[str, Any]] = (),
        clock: Callable[[], float] = time.time,
        *,
        processing_s: float | None = None,
        seed: int = 0,
    ) -> None:
        """Nothing listens yet.

        `port` 0 lets the system choose. `clock` gives Unix time. `processing_s` is how long clips are processed,
        else as long as each platform's facts say. `seed` makes the lots of a script repeatable.

        Raises:
            PracticeFault: a fault has no meaning.
        """
        self._port = port
        self._clock = clock
        self._processing_s = processing_s
        self._journal = Journal(clock)
        self._script = Script(_as_faults(faults), seed=seed)
        self._ledger = Ledger(clock)
        self._door_lock = threading.Lock()
        self._is_running = False
        self._http: PracticeHttpServer | None = None
        self._folder: Path | None = None
        self._front: Front | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """The one address, without a slash at its end."""
        return f"http://{HOST}:{self._port}"

    def start(self) -> None:
        """Listen and answer, in a thread of its own.

        Raises:
            PracticeFault: the port isn't free.
        """
        self._folder = Path(tempfile.mkdtemp(prefix="prstudio-practice-"))
        self._front = self._make_front(self._folder)
        self._is_running = True
        try:
            self._open_door()
        except OSError as error:
            self.stop()
            raise PracticeFault("practice_port_taken", {"port": self._port}) from error

    def stop(self) -> None:
        """End all connections and forget all files."""
        self._is_running = False
        closed = self._close_door()
        if closed is not None:
            closed.wait_for_connections()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)  # a file may still be open on Windows; it is a temporary
            self._folder = None

    def posts(self) -> list[dict[str, Any]]:
        """What is published or will be, the oldest first: see `ledger.as_document`."""
        return self._control.posts()["posts"]

    def unpublished(self) -> list[dict[str, Any]]:
        """What was made but is not shown: Facebook's unpublished posts."""
        return self._control.posts()["unpublished"]

    def log(self) -> list[dict[str, Any]]:
        """Every request, the oldest first: see `journal.Entry`."""
        return self._journal.as_documents()

    def set_faults(self, faults: Iterable[Fault | Mapping[str, Any]]) -> None:
        """Begin a new script of trouble; raises PracticeFault as the constructor does."""
        self._script.set_faults(_as_faults(faults))

    def reset(self) -> None:
        """Forget posts, uploads, tokens and the log, and end all trouble."""
        self._control.reset()

    def refuse_connections(self, seconds: float) -> None:
        """Shut the door and all connections for a while; returns as soon as they are shut."""
        self._close_door()
        threading.Thread(target=self._stay_shut, args=(seconds,), daemon=True, name="practice-shut").start()

    def _make_front(self, folder: Path) -> Front:
        tokens = Tokens(self._clock)
        world = World(self._clock, load_facts(), Spool(folder), self._ledger, tokens, self._processing_s)
        platforms = (YouTube(world), Facebook(world), X(world))
        self._control = Control(world, self._script, self._journal, platforms)
        return Front(platforms, self._control.answer, lambda: self._is_running)

    def _stay_shut(self, seconds: float) -> None:
        time.sleep(seconds)
        for _ in range(_REOPEN_TRIES):
            try:
                self._open_door()
            except OSError:
                time.sleep(_POLL_S)  # a dying connection still holds the port
            else:
                return

    def _open_door(self) -> None:
        with self._door_lock:
            if not self._is_running or self._http is not None or self._front is None:
                return
            self._http = PracticeHttpServer(
                self._port,
                front=self._front,
                script=self._script,
                journal=self._journal,
                clock=self._clock,
                refuse=self.refuse_connections,
            )
            self._port = self._http.server_port
            serve = threading.Thread(target=self._http.serve_forever, args=(_POLL_S,), daemon=True, name="practice")
            serve.start()

    def _close_door(self) -> PracticeHttpServer | None:
        """What was closed; None where nothing was open."""
        with self._door_lock:
            closed, self._http = self._http, None
            if closed is not None:
                closed.shutdown()
                closed.server_close()
                closed.close_connections()
            return closed


def _as_faults(faults: Iterable[Fault | Mapping[str, Any]]) -> tuple[Fault, ...]:
    known = tuple(faults)
    return tuple(fault if isinstance(fault, Fault) else read_faults([dict(fault)], _ORIGIN)[0] for fault in known)
