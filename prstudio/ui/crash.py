"""Writes a file when the program crashes, and finds at the next start the one that nobody has seen yet."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from prstudio import paths
from prstudio.errors import StudioError, file_trouble
from prstudio.ui.crash_report import describe_error, describe_program, fingerprint

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

FOLDER: Final = "crashes"
KEPT_MAX: Final = 20
"""Files; older ones are removed at the next start."""
FILES_A_RUN_MAX: Final = 5
"""One bug can fail in every repaint."""
_SEEN: Final = "seen.txt"
_HEAD_END: Final = "----\n"
"""Between the head of a file that lies ready and what the system's signal writes into it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """A crash that left a file."""

    file: Path
    text: str


class CrashWatch(QObject):
    """From `start` to `stop`, every error that nobody caught and every fatal signal leaves a file.

    Signals:
        written(object): the Path of a file of this run, in the window's thread: the program goes on, damaged.
    """

    written = Signal(object)

    def __init__(self, parent: QObject | None = None, *, now: Callable[[], datetime] | None = None) -> None:
        super().__init__(parent)
        self._now = now or _now
        self._known: set[tuple[str, ...]] = set()
        self._lock = threading.Lock()
        self._ready: IO[str] | None = None
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def start(self) -> None:
        """Watch from now on. Call it once this is the only window of its folder.

        Raises:
            FileTrouble: the per-user folder can't be written.
        """
        folder = crashes_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _remove_old(folder)
            self._ready = _file_name(folder, self._now(), "fatal").open("x", encoding="utf-8")
            self._ready.write(describe_program(self._now()) + _HEAD_END)
            self._ready.flush()
        except OSError as error:
            raise file_trouble(error, folder) from error
        faulthandler.enable(self._ready, all_threads=True)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable

    def stop(self) -> None:
        """The program ends as it should: nothing is left behind but files of real crashes."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        if self._ready is None:
            return
        faulthandler.disable()
        self._ready.close()
        with contextlib.suppress(OSError):  # the next start removes it: it holds nothing
            Path(self._ready.name).unlink()
        self._ready = None

    def note(self, error: BaseException, where: str) -> Path | None:
        """Write the file about `error`, from any thread; None: it is known, one of too many, or can't be written."""
        with self._lock:
            mark = fingerprint(error)
            if mark in self._known or len(self._known) >= FILES_A_RUN_MAX:
                return None
            self._known.add(mark)
            now = self._now()
            file = _file_name(crashes_folder(), now, f"crash-{len(self._known)}")
            text = describe_program(now) + _HEAD_END + describe_error(error, where)
            try:
                paths.write_atomically(file, text.encode("utf-8", "replace"))
            except StudioError as trouble:  # nothing more can be done while the program is failing
                _log.error("the crash file can't be written: %s", trouble.code)
                return None
        self.written.emit(file)
        return file

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self.note(error, "window")
        self._before[0](kind, error, trace)

    def _on_thread_error(self, arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            name = arguments.thread.name if arguments.thread is not None else "thread"
            self.note(arguments.exc_value, name)
        self._before[1](arguments)

    def _on_unraisable(self, arguments: UnraisableHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            self.note(arguments.exc_value, "clean-up")
        self._before[2](arguments)


def crashes_folder() -> Path:
    """Where crash files lie."""
    return paths.home() / FOLDER


def find_unseen_crash() -> Crash | None:
    """The newest crash of an earlier run that wasn't marked as seen. Call it before a `CrashWatch` starts.

    Raises:
        FileTrouble: the folder can't be read.
    """
    folder = crashes_folder()
    try:
        seen = _read(folder / _SEEN).strip()
        for file in _files(folder):
            text = _read(file)
            if file.name > seen and text.partition(_HEAD_END)[2].strip():
                return Crash(file, text)
    except OSError as error:
        raise file_trouble(error, folder) from error
    return None


def mark_seen(crash: Crash) -> None:
    """Never offer this crash, nor an older one, again.

    Raises:
        FileTrouble: that can't be noted down; it will be offered once more.
    """
    paths.write_atomically(crashes_folder() / _SEEN, crash.file.name.encode())


def _now() -> datetime:
    return datetime.now(UTC)


def _file_name(folder: Path, now: datetime, kind: str) -> Path:
    """Names stand in the order of time."""
    return folder / f"{now:%Y%m%d-%H%M%S-%f}-{kind}.txt"


def _files(folder: Path) -> list[Path]:
    """Crash files, the newest first."""
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if file.name[:1].isdigit()), reverse=True)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def _remove_old(folder: Path) -> None:
    """Keep the newest files of real crashes; what a killed program left lies empty and goes."""
    real = [file for file in _files(folder) if _read(file).partition(_HEAD_END)[2].strip()]
    for file in set(_files(folder)) - set(real[:KEPT_MAX]):
        file.unlink(missing_ok=True)
