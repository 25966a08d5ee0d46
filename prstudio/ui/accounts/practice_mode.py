"""Practice: the program sends to a practice server in its own process or at an address, and to nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError
from prstudio.ui.accounts.practice_troubles import FAULTS, Trouble
from prstudio.ui.jobs import JobRunner

if TYPE_CHECKING:
    from prstudio.model.post import Platform
    from prstudio.platforms.rules import PlatformRules
    from prstudio.practice.server import PracticeServer
    from prstudio.publish.line import Line

Rules = Callable[[], "Mapping[Platform, PlatformRules]"]


class PracticeMode(QObject):
    """Begins and ends practice; what is sent goes by `line`, the newest that was told.

    Signals:
        line_changed(Line): from now on everything goes this way.
        began(str): practice is on, at that base address.
        ended(): practice is off; the line to the real platforms follows.
        failed(StudioError): a line can't be opened; the one before stays.
    """

    line_changed = Signal(object)
    began = Signal(str)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, rules: Rules, *, parent: QObject | None = None) -> None:
        """`rules` gives those in force; it is called in a worker thread."""
        super().__init__(parent)
        self._jobs = jobs
        self._rules = rules
        self._lock = threading.Lock()
        self._server: PracticeServer | None = None
        self._turn = 0
        self._is_closed = False
        self._trouble = Trouble.NONE
        self._line: Line | None = None

    @property
    def line(self) -> Line | None:
        """Where everything goes now; None before the first one was opened."""
        return self._line

    @property
    def base(self) -> str | None:
        """The practice server's address; None: no practice."""
        return None if self._line is None else self._line.practice

    @property
    def is_own(self) -> bool:
        """Whether the practice server runs in this program, so that it can be given trouble."""
        return self._server is not None

    @property
    def trouble(self) -> Trouble:
        """The trouble that the own server makes."""
        return self._trouble

    def begin(self) -> None:
        """Start a server in this program, and send there."""
        self._open(self._begin_own)

    def begin_at(self, address: str) -> None:
        """Send to the practice server at `address`, which must be on this computer."""
        self._open(partial(self._begin_at, address.strip()))

    def end(self) -> None:
        """Send to the real platforms again; the own server stops, and with it all that was posted there is gone."""
        self._open(self._end)

    def refresh(self) -> None:
        """Open the line anew, for the accounts are others now; practice stays as it is."""
        if self.base is None:
            self._open(self._end)

    def give_trouble(self, trouble: Trouble) -> None:
        """Let the own server make this trouble from now on; one at an address has its own script."""
        server = self._server
        if server is not None:
            server.set_faults(FAULTS[trouble])
            self._trouble = trouble

    def close(self) -> None:
        """Begin nothing more: before the threads end."""
        self._is_closed = True

    def shutdown(self) -> None:
        """Stop the own server: once, after the threads have ended."""
        self._stop_server()

    # in worker threads

    def _begin_own(self) -> Line:
        from prstudio.practice.server import PracticeServer  # noqa: PLC0415 -- loads an HTTP server
        from prstudio.publish.line import open_line  # noqa: PLC0415 -- loads the network
        from prstudio.publish.office import forget_practice  # noqa: PLC0415 -- as above

        self._stop_server()
        server = PracticeServer()
        server.start()
        try:
            line = open_line(server.base_url, rules=self._rules())
            forget_practice(server.base_url)
        except StudioError:
            server.stop()
            raise
        with self._lock:
            self._server = server
        return line

    def _begin_at(self, address: str) -> Line:
        from prstudio.publish.line import open_line  # noqa: PLC0415 -- loads the network

        line = open_line(address, rules=self._rules())
        self._stop_server()
        return line

    def _end(self) -> Line:
        from prstudio.publish.line import open_line  # noqa: PLC0415 -- loads the network

        line = open_line(None, rules=self._rules())
        self._stop_server()
        return line

    def _stop_server(self) -> None:
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            server.stop()

    # in the window's thread

    def _open(self, work: Callable[[], Line]) -> None:
        if self._is_closed:
            return
        self._turn += 1
        job = self._jobs.call(work)
        job.finished.connect(partial(self._on_opened, self._turn))
        job.failed.connect(self.failed)
        job.start()

    def _on_opened(self, turn: int, line: Line) -> None:
        if turn != self._turn:
            return  # something else was asked for meanwhile
        was_practice = self.base
        self._line = line
        self._trouble = Trouble.NONE
        self.line_changed.emit(line)
        if line.practice is not None:
            self.began.emit(line.practice)
        elif was_practice is not None:
            self.ended.emit()
