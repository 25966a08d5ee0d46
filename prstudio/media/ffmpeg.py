"""The one place that runs ffmpeg: with white-lists, a time limit, progress, and an end within a second of a cancel."""

from __future__ import annotations

import contextlib
import io
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Final, cast

from prstudio.errors import DiskFull, EngineFault, FileTrouble, MediaFault, WorkCancelled, file_trouble
from prstudio.media import child_process
from prstudio.media.sniff import sniff
from prstudio.model.progress import Cancelled, never

# Containers of phones, cameras and sound recorders. Play lists, scripts and drawings (HLS, DASH, SDP, ffconcat, SVG),
# which name other files and addresses, are left out on purpose.
FORMATS: Final = (
    "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska,webm",
    "avi",
    "mpegts",
    "mp3",
    "wav",
    "ogg",
    "flac",
)
_MAX_ALLOC_BYTES: Final = 256 * 1024 * 1024
"""The largest single block that ffmpeg may ask for: an 8K picture in 16 bits takes 200 MB."""

_LOG_BYTES: Final = 256 * 1024
"""How much of ffmpeg's log is kept: the end of it."""
_LAST_WORDS: Final = 3
_AFTERMATH: Final = (
    "Terminating thread",
    "Task finished",
    "Nothing was written",
    "Conversion failed!",
    "Last message repeated",
    "frame=",
)
"""What ffmpeg writes after any failure, whatever its cause."""
_POLL_S: Final = 0.05
_PIECE_BYTES: Final = 64 * 1024
_PIECES_AHEAD: Final = 64
_REPORTS_PER_S: Final = 10
_NO_SPACE: Final = ("no space left on device", "disk quota exceeded", "not enough space")
_DEVICE_PREFIXES: Final = ("\\\\", "//")


@cache
def executable() -> str:
    """The path of the ffmpeg that travels with the program.

    Raises:
        EngineFault: there is none for this system.
    """
    import imageio_ffmpeg  # noqa: PLC0415 — 50 ms that only those who touch a clip should pay

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise EngineFault("engine_missing", {"file": "ffmpeg", "details": str(error)}) from error


def require_media(path: Path) -> str:
    """The MIME type of a clip or sound file, found by its content: only such a file may be given to ffmpeg.

    Raises:
        MediaFault: it is something else, whatever its name says.
        FileTrouble: it can't be read.
    """
    _absolute(path)
    mime = sniff(path)
    if mime is not None and mime.startswith(("video/", "audio/")):
        return mime
    try:
        is_empty = path.stat().st_size == 0
    except OSError as error:
        raise file_trouble(error, path) from error
    raise MediaFault("media_empty" if is_empty else "media_unknown_type", {"file": path.name})


def input_arguments(
    path: Path, *, start_s: float | None = None, duration_s: float | None = None, extra: Sequence[str] = ()
) -> list[str]:
    """The arguments that open `path` for reading, from `start_s` on for `duration_s` seconds.

    `extra` are further options of this input (`-noautorotate`, `-skip_frame nokey`, …).

    Raises:
        FileTrouble: the path lies on another computer or is a device.
    """
    arguments = ["-nostdin", "-protocol_whitelist", "file", "-format_whitelist", ",".join(FORMATS)]
    arguments += ["-max_alloc", str(_MAX_ALLOC_BYTES), *extra]
    if start_s is not None:
        arguments += ["-ss", f"{start_s:.6f}"]
    if duration_s is not None:
        arguments += ["-t", f"{duration_s:.6f}"]
    return [*arguments, "-i", f"file:{_absolute(path)}"]


def output_argument(path: Path) -> str:
    """The argument that names the output `path`, whatever signs its name holds.

    Raises:
        FileTrouble: the path lies on another computer or is a device.
    """
    return f"file:{_absolute(path)}"


def run(
    arguments: Sequence[str],
    *,
    duration_s: float,
    on_time: Callable[[float], None],
    cancelled: Cancelled,
    time_limit_s: float,
    file: str | None = None,
) -> str:
    """Run ffmpeg to its end; the last part of its log comes back.

    `on_time` hears, at most ten times a second and in the caller's thread, how many seconds of the output's
    `duration_s` are done; never less than before. An output file that was begun is the caller's to remove.
    `file` is the name that errors speak of; None: the first input's.

    Raises:
        WorkCancelled: `cancelled` said so, at most a second ago.
        EngineFault: ffmpeg failed or took longer than `time_limit_s`.
        DiskFull: no space was left for the output.
    """
    log = Log()
    command = ["-progress", "pipe:1", "-stats_period", str(1 / _REPORTS_PER_S), *arguments]
    done_s, rest = 0.0, b""
    for piece in stream(command, cancelled=cancelled, time_limit_s=time_limit_s, log=log, file=file):
        *lines, rest = (rest + piece).split(b"\n")
        now_s = min(max([done_s, *map(_progress_s, lines)]), duration_s)
        if now_s > done_s:
            done_s = now_s
            on_time(done_s)
    return log.text


def run_capture(
    arguments: Sequence[str],
    *,
    time_limit_s: float,
    cancelled: Cancelled = never,
    max_bytes: int = 64 * 1024 * 1024,
    file: str | None = None,
) -> bytes:
    """What ffmpeg writes to its stdout (`pipe:1` among the `arguments`), for short questions.

    Raises:
        WorkCancelled, EngineFault: as for `run`; also when more than `max_bytes` come.
    """
    content = bytearray()
    for piece in stream(arguments, cancelled=cancelled, time_limit_s=time_limit_s, file=file):
        content += piece
        if len(content) > max_bytes:
            raise EngineFault("engine_failed", {"file": _name(arguments, file), "details": f"> {max_bytes} bytes"})
    return bytes(content)


@dataclass(slots=True)
class Log:
    """The end of what ffmpeg wrote to its stderr; filled while it runs."""

    content: bytearray = field(default_factory=bytearray)

    def add(self, piece: bytes) -> None:
        """Put `piece` at the end; what is older than the last 256 kB is forgotten."""
        self.content += piece
        del self.content[:-_LOG_BYTES]

    @property
    def text(self) -> str:
        """As text, with `\\n` between lines."""
        return self.content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")

    @property
    def last_words(self) -> str:
        """Its last lines that say something of a cause, as one line."""
        lines = [line.strip() for line in self.text.splitlines()]
        telling = [line for line in lines if line and not any(sign in line for sign in _AFTERMATH)]
        return " · ".join(telling[-_LAST_WORDS:])


def stream(
    arguments: Sequence[str],
    *,
    cancelled: Cancelled,
    time_limit_s: float,
    log: Log | None = None,
    file: str | None = None,
) -> Iterator[bytes]:
    """The pieces that ffmpeg writes to its stdout, as they come; closing the iterator ends ffmpeg.

    Raises:
        WorkCancelled, EngineFault, DiskFull: as for `run`.
    """
    log = Log() if log is None else log
    name = _name(arguments, file)
    if cancelled():
        raise WorkCancelled
    with contextlib.ExitStack() as stack:
        try:
            command = [executable(), "-hide_banner", "-nostdin", "-nostats", *arguments]
            process = stack.enter_context(child_process.running(command))
        except OSError as error:
            raise EngineFault("engine_missing", {"file": name, "details": str(error)}) from error
        ticks = _ticks(cancelled, name=name, time_limit_s=time_limit_s)
        yield from _pieces(process, log, ticks)
    if process.returncode != 0:
        raise _fault(log, name, arguments[-1])


def _ticks(cancelled: Cancelled, *, name: str, time_limit_s: float) -> Iterator[None]:
    """One `None` a look; raises when the work is unwanted or takes too long."""
    until = time.monotonic() + time_limit_s
    while True:
        if cancelled():
            raise WorkCancelled
        if time.monotonic() > until:
            raise EngineFault("engine_too_slow", {"file": name, "limit_s": time_limit_s})
        yield


def _pieces(process: subprocess.Popen[bytes], log: Log, ticks: Iterator[None]) -> Iterator[bytes]:
    """What comes from stdout until the process has ended; `ticks` is asked at least every 50 ms."""
    pieces: queue.Queue[bytes] = queue.Queue(_PIECES_AHEAD)
    readers = (
        threading.Thread(target=_read, args=(process.stdout, pieces.put), daemon=True),
        threading.Thread(target=_read, args=(process.stderr, log.add), daemon=True),
    )
    for reader in readers:
        reader.start()
    is_open = True
    try:
        while is_open:
            next(ticks)
            with contextlib.suppress(queue.Empty):
                piece = pieces.get(timeout=_POLL_S)
                is_open = bool(piece)
                if piece:
                    yield piece
        while process.poll() is None:
            next(ticks)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_POLL_S)
    finally:
        child_process.end(process)
        while is_open:  # lets the reader come to the end of the pipe
            is_open = bool(pieces.get())
        for reader in readers:
            reader.join()


def _read(pipe: IO[bytes], take: Callable[[bytes], None]) -> None:
    """Give `take` all that comes, and b"" at the end."""
    while True:
        piece = cast("io.BufferedReader", pipe).read1(_PIECE_BYTES)
        take(piece)
        if not piece:
            return


def _progress_s(line: bytes) -> float:
    """Seconds of output done, from one line of -progress; 0 from any other line."""
    key, _, value = line.partition(b"=")
    if key != b"out_time_us":
        return 0.0
    try:
        return int(value) / 1_000_000
    except ValueError:  # N/A before the first frame
        return 0.0


def _fault(log: Log, name: str, output: str) -> EngineFault | DiskFull:
    if any(sign in log.text.lower() for sign in _NO_SPACE):
        return DiskFull("disk_full", {"file": Path(output.removeprefix("file:")).name})
    return EngineFault("engine_failed", {"file": name, "details": log.last_words})


def _name(arguments: Sequence[str], file: str | None) -> str:
    """What errors call the work: `file`, or the first input's name."""
    if file is not None:
        return file
    first = arguments[arguments.index("-i") + 1] if "-i" in arguments[:-1] else ""
    return Path(first).name if first.startswith("file:") else first


def _absolute(path: Path) -> Path:
    absolute = path.absolute()
    if any(str(either).startswith(_DEVICE_PREFIXES) for either in (path, absolute)):
        raise FileTrouble("file_not_local", {"file": str(path)})
    return absolute
