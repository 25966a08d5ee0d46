"""Measures whole commands side by side, as ratios: absolute times mean little on a shared machine."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

import psutil

_SAMPLE_S = 0.01


@dataclass(frozen=True, slots=True)
class Measurement:
    """Medians over the repeats of one command."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
    """Largest sum of unique memory over the process and all its children at one moment."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ours against a peer, both from the same run."""

    name: str
    ours: float
    peer: float
    unit: str
    target_ratio: float
    at_most: bool = True
    """False: the ratio must be at least the target."""
    command: str = ""
    peer_command: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.target_ratio if self.at_most else self.ratio >= self.target_ratio


def measure(command: Sequence[str], repeats: int = 3) -> Measurement:
    """Run `command` `repeats` times.

    Raises:
        RuntimeError: it ended with another exit code than 0; the message holds its last words.
    """
    runs = [_run_once(command) for _ in range(repeats)]
    return Measurement(
        wall_s=statistics.median(run.wall_s for run in runs),
        cpu_s=statistics.median(run.cpu_s for run in runs),
        peak_bytes=int(statistics.median(run.peak_bytes for run in runs)),
    )


def measure_pair(command: Sequence[str], peer: Sequence[str], repeats: int = 3) -> tuple[Measurement, Measurement]:
    """Both commands in turn, A B A B …, so that a slow moment of the machine hits both."""
    ours, theirs = [], []
    for _ in range(repeats):
        ours.append(_run_once(command))
        theirs.append(_run_once(peer))

    def medians(runs: list[Measurement]) -> Measurement:
        return Measurement(
            statistics.median(run.wall_s for run in runs),
            statistics.median(run.cpu_s for run in runs),
            int(statistics.median(run.peak_bytes for run in runs)),
        )

    return medians(ours), medians(theirs)


def _run_once(command: Sequence[str]) -> Measurement:
    with tempfile.TemporaryFile() as words:
        return _watch(command, words)


def _watch(command: Sequence[str], words: IO[bytes]) -> Measurement:
    started = time.perf_counter()
    process = psutil.Popen(list(command), stdout=subprocess.DEVNULL, stderr=words)
    peak_bytes, cpu_by_pid = 0, {}
    while not _has_ended(process):
        total_bytes = 0
        for member in _family(process):
            try:
                total_bytes += member.memory_full_info().uss
                times = member.cpu_times()
            except psutil.Error:  # it ended between the listing and the look
                continue
            cpu_by_pid[member.pid] = times.user + times.system
        peak_bytes = max(peak_bytes, total_bytes)
    wall_s = time.perf_counter() - started
    if process.returncode != 0:
        words.seek(0)
        last_words = words.read().decode("utf-8", "replace")[-2000:]
        raise RuntimeError(f"{command!r} ended with {process.returncode}: {last_words}")
    return Measurement(wall_s, sum(cpu_by_pid.values()), peak_bytes)


def _has_ended(process: psutil.Popen) -> bool:
    """Waits for one sample's time, or until the process ends, to the millisecond."""
    try:
        process.wait(timeout=_SAMPLE_S)
    except psutil.TimeoutExpired:
        return False
    return True


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []
