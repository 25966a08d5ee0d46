"""Fetches a large file into one on disk, going on where the last try ended; without any token."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import requests
import urllib3.exceptions

from prstudio import __version__, paths
from prstudio.errors import WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled, never
from prstudio.net.exchange import Loss, LossKind
from prstudio.net.transport import CONNECT_S, check_address, kind_of

SILENCE_S: Final = 30.0
"""For the next byte: then the line counts as cut, and the next try goes on from there."""
_WATCH_S: Final = 0.2
_BLOCK_BYTES: Final = 16_384
"""Small, for progress and cancel are heard between two blocks, and a line may carry five kilobytes a second."""
_RANGE: Final = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})")
_TAG_MAX_SIGNS: Final = 500
_PARTIAL: Final = 206


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that the server had is on disk."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server answered something else."""

    status: int


@dataclass(frozen=True, slots=True)
class TooLarge:
    """The server sends more than was expected."""


FetchOutcome = Fetched | Refused | TooLarge | Loss


def tag_file(part: Path) -> Path:
    """Where it is kept which version at the server the bytes in `part` are of."""
    return part.with_name(f"{part.name}.tag")


def fetch_to_file(
    url: str,
    part: Path,
    *,
    max_bytes: int,
    arrived: Callable[[int], None] = lambda _bytes: None,
    cancelled: Cancelled = never,
    connect_s: float = CONNECT_S,
    silence_s: float = SILENCE_S,
) -> FetchOutcome:
    """Let `part` grow until it holds all of `url`; what it holds already isn't asked for again.

    When the server's file has become another one, or the server knows no ranges, `part` begins anew. What arrived
    stays in every case but those. `arrived` hears how many bytes `part` holds. Redirects aren't followed.

    Raises:
        ValueError: the address is neither https nor on this computer.
        FileTrouble, DiskFull: `part` can't be written.
    """
    check_address(url)
    try:
        start = part.stat().st_size if part.is_file() else 0
        headers = _headers(start, _load_tag(part))
    except OSError as error:
        raise file_trouble(error, part) from error
    try:
        with _answer(url, headers, timeouts=(connect_s, silence_s)) as response:
            if response.status_code not in (200, _PARTIAL):
                return Refused(response.status_code)
            start = _begin(response, part, start=start)
            return _receive(response, part, start, max_bytes=max_bytes, arrived=arrived, cancelled=cancelled)
    except WorkCancelled:
        return Loss(LossKind.STOPPED)
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        return Loss(LossKind.STOPPED if cancelled() else kind_of(error))


def _headers(start: int, tag: str) -> dict[str, str]:
    """Without a tag the range is asked for all the same: whoever knows the hash of the whole finds a mixture."""
    headers = {"Accept-Encoding": "identity", "User-Agent": f"PRStudio/{__version__}"}
    if start:
        headers["Range"] = f"bytes={start}-"
    if start and tag:
        headers["If-Range"] = tag
    return headers


@contextlib.contextmanager
def _answer(url: str, headers: Mapping[str, str], *, timeouts: tuple[float, float]) -> Iterator[requests.Response]:
    with requests.Session() as session:
        session.auth = _no_auth  # else `requests` asks a .netrc file for a password to send
        with session.get(url, headers=headers, timeout=timeouts, allow_redirects=False, stream=True) as response:
            yield response


def _no_auth(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    return prepared


def _begin(response: requests.Response, part: Path, *, start: int) -> int:
    """Make `part` ready for what comes; where it goes comes back.

    Raises:
        FileTrouble, DiskFull: it can't be written.
    """
    if response.status_code == _PARTIAL:
        match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != start:
            raise requests.exceptions.InvalidHeader("another part than the one that was asked for")
        return start
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(b"")
        tag = _tag_of(response.headers)
        if tag:
            paths.write_atomically(tag_file(part), tag.encode("latin-1", "ignore"))
        else:
            tag_file(part).unlink(missing_ok=True)
    except OSError as error:
        raise file_trouble(error, part) from error
    return 0


def _receive(
    response: requests.Response,
    part: Path,
    start: int,
    *,
    max_bytes: int,
    arrived: Callable[[int], None],
    cancelled: Cancelled,
) -> Fetched | TooLarge:
    size = start
    with _open(part) as file, _ending_when(cancelled, response):
        arrived(size)
        for block in response.iter_content(_BLOCK_BYTES):
            if cancelled():
                raise WorkCancelled
            size += len(block)
            if size > max_bytes:
                return TooLarge()
            try:
                file.write(block)
                file.flush()  # what has arrived stays, even when the program is killed
            except OSError as error:
                raise file_trouble(error, part) from error
            arrived(size)
    if cancelled():  # then the end of the answer isn't the end of the file
        raise WorkCancelled
    return Fetched()


@contextlib.contextmanager
def _ending_when(cancelled: Cancelled, response: requests.Response) -> Iterator[None]:
    """A line that carries nothing would hold up whoever wants to stop, or to close the window, until it is silent."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_WATCH_S):
            if cancelled():
                with contextlib.suppress(ValueError, OSError):  # it has just ended by itself
                    response.raw.shutdown()
                return

    watcher = threading.Thread(target=watch, name="fetch-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()


def _open(part: Path) -> BinaryIO:
    try:
        return part.open("ab")
    except OSError as error:
        raise file_trouble(error, part) from error


def _tag_of(headers: Mapping[str, str]) -> str:
    """What names this very version at the server: a strong ETag, or the time of its last change."""
    tag = headers.get("ETag", "")
    if not tag or tag.startswith("W/"):
        tag = headers.get("Last-Modified", "")
    return tag if len(tag) <= _TAG_MAX_SIGNS else ""


def _load_tag(part: Path) -> str:
    file = tag_file(part)
    return file.read_text(encoding="latin-1")[:_TAG_MAX_SIGNS].strip() if file.is_file() else ""
