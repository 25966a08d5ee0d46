"""The folders of the library's posts: copying media into and out of them, and giving them up."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import FileTrouble, WorkCancelled, file_trouble
from prstudio.model.post import Post
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never

CHUNK_BYTES: Final = 1 << 20
_GONE_PREFIX: Final = ".gone-"
_PART_PREFIX: Final = ".part-"
_SETTLED_S: Final = 3600
"""What wasn't written to for so long isn't in the making any more."""


def named_files(post: Post) -> tuple[str, ...]:
    """Every file that the post names, each once, in order."""
    files: dict[str, None] = {}
    for asset in post.assets:
        files |= dict.fromkeys((*asset.files, *asset.subtitles.values()))
    return tuple(file for file in files if file)


def copy_file(source: Path, target: Path, *, report: Report = ignore, cancelled: Cancelled = never) -> None:
    """Copy one file whole or not at all, on disk before this returns; `target` must not exist.

    Raises:
        FileTrouble, DiskFull: one of them can't be read or written.
        WorkCancelled: `cancelled` said so.
    """
    part = target.with_name(f"{_PART_PREFIX}{secrets.token_hex(8)}")
    try:
        with part.open("xb") as writer:
            for chunk, fraction in _chunks(source):
                if cancelled():
                    raise WorkCancelled
                writer.write(chunk)
                report(Progress("copy", source.name, fraction, 1.0, fraction=fraction))
            writer.flush()
            os.fsync(writer.fileno())
        if os.path.lexists(target):
            raise FileTrouble("copy_place_taken", {"file": str(target)})
        paths.replace(part, target)
    except OSError as error:
        raise file_trouble(error, target) from error
    finally:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            part.unlink(missing_ok=True)


def copy_named(
    files: tuple[str, ...], source: Path, target: Path, *, report: Report = ignore, cancelled: Cancelled = never
) -> None:
    """Copy the files of a post from one folder to another, with the folders inside that their names speak of.

    Raises:
        FileTrouble, DiskFull, WorkCancelled: as for `copy_file`; what was copied by then stays.
    """
    for number, file in enumerate(files):
        report(Progress("copy", file, number, len(files), fraction=number / len(files)))
        make_folder((target / file).parent)
        copy_file(source / file, target / file, cancelled=cancelled)
    report(Progress("copy", files[-1] if files else "", len(files), len(files), fraction=1.0))


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it, where they are missing.

    Raises:
        FileTrouble: they can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, folder) from error


@contextlib.contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` to fill; it gets its name when the block ends well, and goes when it doesn't.

    Raises:
        FileTrouble: something that isn't an empty folder stands there, or it can't be written.
    """
    part = folder.with_name(f"{_PART_PREFIX}{secrets.token_hex(8)}")
    make_folder(part)
    try:
        yield part
        _take_name(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)  # its name tells the check to remove what is left


def give_up(folder: Path) -> None:
    """Remove a folder so that a cut on the way leaves it either whole or under a name that the check removes.

    Raises:
        FileTrouble: it can't be moved: a file in it is open.
    """
    gone = folder.with_name(f"{_GONE_PREFIX}{secrets.token_hex(8)}")
    try:
        if folder.exists():
            paths.replace(folder, gone)
    except OSError as error:
        raise file_trouble(error, folder) from error
    shutil.rmtree(gone, ignore_errors=True)


def remove_leftovers(folder: Path, *, now: datetime) -> int:
    """Remove what work that was cut short left in `folder`, unless it may still be in the making; how many."""
    if not folder.is_dir():
        return 0
    removed = 0
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_GONE_PREFIX) or (path.name.startswith(_PART_PREFIX) and _is_settled(path, now)):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            removed += not path.exists()
    return removed


def _is_settled(path: Path, now: datetime) -> bool:
    return now.timestamp() - path.stat().st_mtime > _SETTLED_S


def _take_name(part: Path, folder: Path) -> None:
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        if os.path.lexists(folder):
            raise FileTrouble("copy_place_taken", {"file": str(folder)})
        paths.replace(part, folder)
    except OSError as error:
        raise file_trouble(error, folder) from error


def _chunks(source: Path) -> Iterator[tuple[bytes, float]]:
    """The file piece by piece, each with the share (0–1) that is read by then."""
    read_bytes = 0
    try:
        with source.open("rb") as reader:
            size_bytes = os.fstat(reader.fileno()).st_size
            while chunk := reader.read(CHUNK_BYTES):
                read_bytes += len(chunk)
                yield chunk, min(1.0, read_bytes / size_bytes) if size_bytes else 1.0
    except OSError as error:
        raise file_trouble(error, source) from error
