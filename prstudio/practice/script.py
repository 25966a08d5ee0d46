"""The script of trouble at work: counts matching exchanges and draws the lots."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from prstudio.practice.body import Line
from prstudio.practice.faults import Fault, Trouble, homes


@dataclass(slots=True)
class _Counter:
    seen: int = 0
    struck: int = 0


class Script:
    """Which faults strike which exchange. Safe to use from several threads."""

    def __init__(self, faults: Iterable[Fault] = (), *, seed: int = 0) -> None:
        self._lock = threading.Lock()
        self._seed = seed
        self.set_faults(faults)

    def set_faults(self, faults: Iterable[Fault]) -> None:
        """Begin anew with these."""
        with self._lock:
            self._faults = [(fault, _Counter()) for fault in faults]
            self._lots = random.Random(self._seed)  # noqa: S311 -- lots of an exercise, and repeatable

    def faults(self) -> tuple[tuple[Fault, int], ...]:
        """All faults, each with how often it has struck."""
        with self._lock:
            return tuple((fault, counter.struck) for fault, counter in self._faults)

    def meet(self, platform: str, method: str, path: str, *, length_bytes: int | None) -> tuple[Fault, ...]:
        """The faults that strike this exchange, numbers of bytes drawn; `length_bytes` is the body's, if known."""
        with self._lock:
            return tuple(
                self._draw(fault, length_bytes)
                for fault, counter in self._faults
                if _is_meant(fault, platform, method, path)
                and _has_room(fault, length_bytes)
                and self._strikes(fault, counter)
            )

    def _strikes(self, fault: Fault, counter: _Counter) -> bool:
        counter.seen += 1
        if counter.seen <= fault.after or (fault.count is not None and counter.struck >= fault.count):
            return False
        if fault.share < 1 and self._lots.random() >= fault.share:
            return False
        counter.struck += 1
        return True

    def _draw(self, fault: Fault, length_bytes: int | None) -> Fault:
        if fault.to_bytes is None:
            return fault
        last = fault.to_bytes
        if fault.trouble is Trouble.CUT_REQUEST and length_bytes:
            last = min(last, length_bytes - 1)
        return replace(fault, after_bytes=self._lots.randint(fault.after_bytes, last), to_bytes=None)


def make_line(faults: Iterable[Fault]) -> Line:
    """How the line behaves under these faults."""
    line = Line()
    for fault in faults:
        if fault.trouble is Trouble.CUT_REQUEST:
            line = replace(line, cut_after_bytes=fault.after_bytes)
        elif fault.trouble is Trouble.STALL:
            line = replace(line, stall_after_bytes=fault.after_bytes, stall_s=fault.seconds)
        elif fault.trouble is Trouble.SLOW:
            line = replace(line, bytes_per_s=fault.bytes_per_s)
    return line


def _is_meant(fault: Fault, platform: str, method: str, path: str) -> bool:
    if platform not in homes(fault.trouble) or fault.platform not in (None, platform):
        return False
    return fault.method in (None, method) and fnmatchcase(path, fault.path)


def _has_room(fault: Fault, length_bytes: int | None) -> bool:
    """A body that is shorter than the place of the cut can't be cut there."""
    if fault.trouble is not Trouble.CUT_REQUEST or fault.after_bytes == 0 or length_bytes is None:
        return True
    return fault.after_bytes < length_bytes
