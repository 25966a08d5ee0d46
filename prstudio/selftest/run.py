"""Runs the self-test in a process of its own and starts that anew behind a part which took it down."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from prstudio import paths
from prstudio.errors import file_trouble
from prstudio.media.child_process import running
from prstudio.model.selftest import Outcome, SelfTest
from prstudio.selftest.parts import PARTS

_STDERR_KEPT_BYTES: Final = 600
"""The end of what a fallen process said."""

OnOutcome = Callable[[Outcome], None]


def run_selftest(*, on_outcome: OnOutcome, parts: Sequence[str] = tuple(PARTS)) -> SelfTest:
    """Try `parts` one after another; `on_outcome` hears of each. However badly one falls, the others are tried."""
    waiting = list(parts)
    outcomes: list[Outcome] = []
    while waiting:
        for outcome in _try_until_a_fall(waiting):
            waiting.remove(outcome.part)
            outcomes.append(outcome)
            on_outcome(outcome)
    return SelfTest(tuple(outcomes))


def save_selftest(selftest: SelfTest, file: Path) -> None:
    """Write it as JSON.

    Raises:
        FileTrouble: the folder can't be made or written.
    """
    content = json.dumps(selftest.as_document(), ensure_ascii=False, indent=2) + "\n"
    try:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, file.parent) from error
    paths.write_atomically(file, content.encode("utf-8"))


def _try_until_a_fall(parts: Sequence[str]) -> Iterator[Outcome]:
    """The outcomes of `parts` in their order, up to the first that took the process down, which counts as failed."""
    begun = parts[0]
    try:
        with running([sys.executable, "-m", "prstudio.selftest", *parts]) as process:
            last_words = _LastWords(process)
            for told in _told(process):
                if "begun" in told:
                    begun = str(told["begun"])
                else:
                    yield Outcome(**told)
                    begun = ""
            problem = f"the process ended with {process.wait()}: {last_words.text()}"
    except OSError as error:  # Python itself can't be started
        problem = f"the process can't be started: {error}"
    if begun:
        yield Outcome(begun, ok=False, duration_s=0.0, problem=problem)


def _told(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """The lines that `prstudio.selftest.__main__` prints, without what libraries may print in between."""
    assert process.stdout is not None
    for line in process.stdout:
        with contextlib.suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict):
                yield told


class _LastWords:
    """Keeps a process's standard error flowing, and the end of it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None
        self._stream = process.stderr
        self._kept = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def text(self) -> str:
        """All that was kept, in one line, once the process has ended."""
        self._reader.join()
        return " · ".join(self._kept.decode("utf-8", "replace").split("\n")).strip(" ·\r")

    def _read(self) -> None:
        for line in self._stream:
            self._kept = (self._kept + line)[-_STDERR_KEPT_BYTES:]
