"""The named temporary folder in which a bundle grows beside its place, and the swap that puts it there.

A folder `.prbundle-<hex>.part` holds `busy` (locked as long as the work runs), what is being made, and `old/`: the
former bundle while it is being replaced. A crash leaves such a folder behind, unlocked; the next work beside it puts
a former bundle back when its place is empty, and removes the rest.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from prstudio import paths

Step = Callable[[str], None]
"""Called with a name at every point where a crash would leave something different behind; tests fail there."""

_NAME = re.compile(r"\.prbundle-[0-9a-f]{16}\.part")
_BUSY = "busy"
_OLD = "old"


def no_step(_name: str) -> None:
    """Nothing happens between the steps of real work."""


def is_unfinished(path: Path) -> bool:
    """Whether `path` is, or lies in, the temporary folder of a work that never ended."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow links that the reader refuses
    return any(_NAME.fullmatch(part) for part in absolute.parts)


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A fresh folder in the folder `beside`, gone when the block ends; what crashes left there is cleared first.

    Raises:
        OSError: nothing can be made there.
    """
    beside.mkdir(parents=True, exist_ok=True)
    clear_leftovers(beside)
    place, busy = _make_place(beside)
    try:
        yield place
    finally:
        busy.close()
        _put_back(place)
        _remove(place)


def _make_place(beside: Path) -> tuple[Path, BinaryIO]:
    """A new folder and its open lock; tries again when another work takes the fresh folder for a leftover."""
    while True:
        place = beside / f".prbundle-{secrets.token_hex(8)}.part"
        place.mkdir()
        with contextlib.suppress(FileNotFoundError):
            busy = (place / _BUSY).open("xb")
            if _lock(busy):
                return place, busy
            busy.close()


def clear_leftovers(folder: Path) -> None:
    """Remove the temporary folders of work that ended in a crash; those of running work are left alone."""
    with os.scandir(folder) as entries:
        found = [folder / entry.name for entry in entries if _NAME.fullmatch(entry.name) and _is_real_folder(entry)]
    for place in found:
        if _is_left_over(place):
            _put_back(place)
            _remove(place)


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_left_over(place: Path) -> bool:
    try:
        with (place / _BUSY).open("rb+") as busy:
            return _lock(busy)
    except FileNotFoundError:  # made this very moment, or nearly removed
        with contextlib.suppress(OSError):
            place.rmdir()
        return False
    except OSError:  # Windows: open elsewhere; a share without locks: better litter than another's work
        return False


def _lock(file: BinaryIO) -> bool:
    """Whether the lock on `file` is now ours; it ends with the process or when the file is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 -- Windows alone has it

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 -- Windows has none

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _put_back(place: Path) -> None:
    """A former bundle whose successor never took its place goes back there."""
    with contextlib.suppress(OSError):
        for former in (place / _OLD).iterdir():
            home = place.parent / former.name
            if not os.path.lexists(home):
                former.rename(home)


def _remove(place: Path) -> None:
    """`busy` goes last: without it nobody could tell a leftover from a folder that was made this moment."""
    with contextlib.suppress(OSError):
        for child in place.iterdir():
            if child.name != _BUSY:
                _remove_one(child)
        (place / _BUSY).unlink(missing_ok=True)
        place.rmdir()


def _remove_one(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def take_place(ready: Path, target: Path, *, place: Path, step: Step = no_step) -> None:
    """Put the finished `ready` (file or folder in `place`) at `target`; a former bundle there goes to `place`/old.

    A file replaces a file in one step. A folder can't: between two renames `target` doesn't exist, and a crash in
    that moment is mended by the next work beside it, which puts the former one back.

    Raises:
        OSError: the system refused; `target` is as it was.
    """
    if ready.is_file() and not target.is_dir():
        paths.replace(ready, target)
    else:
        _swap_folder(ready, target, place=place, step=step)
    step("in_place")
    sync_folder(target.parent)


def _swap_folder(ready: Path, target: Path, *, place: Path, step: Step) -> None:
    if os.path.lexists(target):
        (place / _OLD).mkdir()
        paths.replace(target, place / _OLD / target.name)
        step("aside")
    try:
        paths.replace(ready, target)
    except OSError:
        _put_back(place)
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
