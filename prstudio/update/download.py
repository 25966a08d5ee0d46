"""Brings a published pack over a thin line: goes on where it was cut, and gives back a file only when it is whole."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from prstudio import paths
from prstudio.errors import UpdateRefused, WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never
from prstudio.net.backoff import NETWORK_CAP_S, delay_s
from prstudio.net.exchange import Loss, LossKind
from prstudio.net.fetch import Fetched, FetchOutcome, Refused, fetch_to_file, tag_file
from prstudio.update.feed import FEED_FILE, FEED_MAX_BYTES, Offer, parse_feed

TRIES: Final = 6
"""In a row that bring nothing; each byte that arrives starts the count anew."""
KEPT_S: Final = 30 * 86_400.0
"""So long what arrived waits for the rest, or for being taken."""
_HASH_BLOCK_BYTES: Final = 1_048_576
_BEYOND_END: Final = 416
_BUSY: Final = frozenset({408, 429, 500, 502, 503, 504})
_PAUSE_S: Final = 0.1


class Fetch(Protocol):
    """As `net.fetch.fetch_to_file`."""

    def __call__(
        self, url: str, part: Path, *, max_bytes: int, arrived: Callable[[int], None] = ..., cancelled: Cancelled = ...
    ) -> FetchOutcome:
        """Let `part` grow until it holds all of `url`."""


def downloads_folder() -> Path:
    """Where packs are brought to."""
    return paths.home() / "updates"


def load_offers(
    address: str, folder: Path, key: bytes, *, cancelled: Cancelled = never, fetch: Fetch = fetch_to_file
) -> tuple[Offer, ...]:
    """What headquarters publishes at `address`.

    Raises:
        UpdateRefused: the server can't be reached, has no list, or it isn't genuine.
        FileTrouble, DiskFull: `folder` can't be written.
        WorkCancelled: it was asked for.
    """
    part = folder / f"{FEED_FILE}.part"
    _forget(part)  # the list is of today or worth nothing
    try:
        _settle(fetch(address + FEED_FILE, part, max_bytes=FEED_MAX_BYTES, cancelled=cancelled))
        return parse_feed(part.read_bytes(), key)
    except OSError as error:
        raise file_trouble(error, part) from error
    finally:
        _forget(part)


def download(
    offer: Offer,
    address: str,
    folder: Path,
    *,
    report: Report = ignore,
    cancelled: Cancelled = never,
    fetch: Fetch = fetch_to_file,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Bring the pack of `offer` into `folder`; the whole file, checked, comes back.

    Cancelled or cut, what arrived stays in `folder` for the next time.

    Raises:
        UpdateRefused: the line is gone for good, or the server has another file.
        FileTrouble, DiskFull: `folder` can't be written; free some space and go on.
        WorkCancelled: it was asked for.
    """
    target, part = folder / offer.file, folder / f"{offer.sha256[:32]}.part"
    _clear(folder, older_than_s=time.time() - KEPT_S)
    if _has(target, offer):
        return target
    is_resumed = part.is_file() and part.stat().st_size > 0
    _fetch_all(offer, address, part, report=report, cancelled=cancelled, fetch=fetch, sleep=sleep)
    if not _has(part, offer):
        _forget(part)
        if not is_resumed:
            raise UpdateRefused("update_other_file", {"file": offer.file})
        _fetch_all(offer, address, part, report=report, cancelled=cancelled, fetch=fetch, sleep=sleep)
        if not _has(part, offer):
            _forget(part)
            raise UpdateRefused("update_other_file", {"file": offer.file})
    try:
        paths.replace(part, target)
    except OSError as error:
        raise file_trouble(error, target) from error
    _forget(part)
    return target


def _fetch_all(
    offer: Offer,
    address: str,
    part: Path,
    *,
    report: Report,
    cancelled: Cancelled,
    fetch: Fetch,
    sleep: Callable[[float], None],
) -> None:
    """Until all bytes are there, or nothing comes any more however often it is tried."""
    best, failures = 0, 0

    def arrived(size_bytes: int) -> None:
        nonlocal best, failures
        if size_bytes > best:
            best, failures = size_bytes, 0
        share = min(1.0, best / offer.size_bytes)
        report(Progress("download", offer.file, best, offer.size_bytes, "bytes", share))

    while True:
        outcome = fetch(address + offer.file, part, max_bytes=offer.size_bytes, arrived=arrived, cancelled=cancelled)
        if _is_over(outcome):
            return
        failures += 1
        if failures >= TRIES or not _is_worth_another_try(outcome):
            _settle(outcome)
        _wait(delay_s(failures, random=random.random, cap_s=NETWORK_CAP_S), cancelled=cancelled, sleep=sleep)


def _is_over(outcome: FetchOutcome) -> bool:
    """Also when more comes than was announced, or all was there already: the hash tells."""
    if isinstance(outcome, Refused):
        return outcome.status == _BEYOND_END
    return not isinstance(outcome, Loss)


def _is_worth_another_try(outcome: FetchOutcome) -> bool:
    if isinstance(outcome, Loss):
        return outcome.kind not in (LossKind.STOPPED, LossKind.UNTRUSTED)
    return isinstance(outcome, Refused) and outcome.status in _BUSY


def _settle(outcome: FetchOutcome) -> None:
    """Raise what stands against it, if anything does."""
    if isinstance(outcome, Fetched):
        return
    if isinstance(outcome, Refused):
        raise UpdateRefused("update_server_refuses", {"status": outcome.status})
    if isinstance(outcome, Loss):
        if outcome.kind is LossKind.STOPPED:
            raise WorkCancelled
        raise UpdateRefused("update_untrusted" if outcome.kind is LossKind.UNTRUSTED else "update_unreachable")
    raise UpdateRefused("update_list_broken")


def _wait(duration_s: float, *, cancelled: Cancelled, sleep: Callable[[float], None]) -> None:
    left_s = duration_s
    while left_s > 0:
        if cancelled():
            raise WorkCancelled
        sleep(min(_PAUSE_S, left_s))
        left_s -= _PAUSE_S


def _has(file: Path, offer: Offer) -> bool:
    """Whether `file` is the very file that was signed for."""
    try:
        if not file.is_file() or file.stat().st_size != offer.size_bytes:
            return False
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while block := stream.read(_HASH_BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise file_trouble(error, file) from error
    return digest.hexdigest() == offer.sha256


def _forget(part: Path) -> None:
    try:
        for file in (part, tag_file(part)):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise file_trouble(error, part) from error


def _clear(folder: Path, *, older_than_s: float) -> None:
    """Nobody takes any more what lies here for long."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            if file.is_file() and file.stat().st_mtime < older_than_s:
                file.unlink(missing_ok=True)
    except OSError as error:
        raise file_trouble(error, folder) from error
