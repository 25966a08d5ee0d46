"""Starts a child process that never outlives us: not when we cancel, not when we crash, not when we are killed.

Windows: the child sits in a job that the system ends together with our process. Elsewhere a tiny shell waits on a
pipe that only we hold; when the pipe closes without a word, it kills the child. (ffmpeg ignores SIGPIPE and reads
no end of file on its input, and PR_SET_PDEATHSIG would need code between fork and exec, unsafe beside threads.)
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

_GRACE_S = 0.3
_NICENESS = 10

# Variables that would make ffmpeg write a report file, colour its log or read presets from elsewhere.
_UNWANTED_VARIABLES = frozenset({"FFREPORT", "AV_LOG_FORCE_COLOR", "FFMPEG_DATADIR"})

_WATCH = 'read _; kill -9 "$1"'


@contextlib.contextmanager
def running(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The started `command` with pipes on its stdout and stderr; at the end of the block it has ended.

    It runs below normal priority, without a console window, deaf to Ctrl+C (which is for us to handle).

    Raises:
        OSError: it can't be started.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _UNWANTED_VARIABLES}
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        creationflags=_CREATION_FLAGS,
        start_new_session=True,
    )
    with process:
        try:
            with _bound_to_us(process):
                yield process
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask `process` to stop, and make it stop a moment later; nothing happens when it has ended."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if sys.platform == "win32":
    from prstudio.media import windows_job

    _CREATION_FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS

    @contextlib.contextmanager
    def _bound_to_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
        windows_job.add(process)
        yield

else:
    _CREATION_FLAGS = 0

    @contextlib.contextmanager
    def _bound_to_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
        # At once, so that the threads which the child starts later inherit it.
        os.setpriority(os.PRIO_PROCESS, process.pid, min(19, os.getpriority(os.PRIO_PROCESS, 0) + _NICENESS))
        watcher = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "sh", str(process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with watcher:
            try:
                yield
            finally:
                end(process)  # first the child, else nobody would watch it for a moment
                watcher.kill()
