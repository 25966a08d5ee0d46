"""Writes a bundle as a folder or a zip: whole and on disk, or not at all."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from prstudio.bundle import zip_format
from prstudio.bundle.assembly import Assembly, Part, assemble
from prstudio.bundle.contents import BundleContents
from prstudio.bundle.place import check_place, is_zip
from prstudio.bundle.signing import Signer
from prstudio.bundle.workplace import Step, no_step, sync_folder, take_place, workplace
from prstudio.errors import FileTrouble, WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never

_ASSEMBLED_FRACTION = 0.4  # reading and hashing, previews; then the writing


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that stands on disk."""

    path: Path
    """Absolute."""
    name: str
    """`<yyyy-mm-dd>-<district>-<8 hex>`."""


def write_bundle(
    contents: BundleContents,
    out: Path,
    *,
    report: Report = ignore,
    cancelled: Cancelled = never,
    sign: Signer | None = None,
    step: Step = no_step,
) -> Written:
    """Write the bundle to `out`: a zip when its name ends in `.zip`, else a folder.

    An unchanged bundle, or an empty folder, that stands there is replaced. All work happens in a temporary folder
    beside `out`, which a crash leaves behind and the next export there clears.

    Raises:
        FileTrouble: something else stands at `out`, or it can't be written; DiskFull when no space is left.
        PostFault: the post makes more files, or larger ones, than a bundle may hold.
        WorkCancelled: `cancelled` said so; `out` is as it was.
    """
    out = check_place(out)
    try:
        report(Progress("bundle", out.name, 0, 0, "bytes"))
        assembly = assemble(contents, sign=sign, cancelled=cancelled)
        step("assembled")
        with workplace(out.parent) as place:
            step("place")
            told = _Telling(assembly, report, cancelled, step)
            if is_zip(out):
                ready = _write_zip(assembly, place / "bundle.zip", told)
            else:
                ready = _write_folder(assembly, place / "bundle", told)
            step("ready")
            take_place(ready, out, place=place, step=step)
    except OSError as error:
        raise file_trouble(error, out) from error
    report(Progress("bundle", out.name, assembly.size_bytes, assembly.size_bytes, "bytes", fraction=1.0))
    return Written(out, assembly.name)


class _Telling:
    """Progress, cancelling and fault points of one bundle's writing."""

    def __init__(self, assembly: Assembly, report: Report, cancelled: Cancelled, step: Step) -> None:
        self._total_bytes = assembly.size_bytes or 1
        self._done_bytes = 0
        self._report = report
        self._cancelled = cancelled
        self.step = step

    def moved(self, part: Part, chunk_bytes: int) -> None:
        """`chunk_bytes` more of `part` are going to be written."""
        if self._cancelled():
            raise WorkCancelled
        share = self._done_bytes / self._total_bytes
        fraction = _ASSEMBLED_FRACTION + (1 - _ASSEMBLED_FRACTION) * share
        name = part.path.rpartition("/")[2]
        self._report(Progress("bundle", name, self._done_bytes, self._total_bytes, "bytes", fraction=fraction))
        self._done_bytes += chunk_bytes


def _write_folder(assembly: Assembly, folder: Path, told: _Telling) -> Path:
    folder.mkdir()
    for part in assembly.parts:
        target = folder / part.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with _synced(target) as file:
            _copy(part, file, told)
        told.step(f"file {part.path}")
    for inner in sorted({(folder / part.path).parent for part in assembly.parts}):
        sync_folder(inner)
    sync_folder(folder)
    return folder


def _write_zip(assembly: Assembly, target: Path, told: _Telling) -> Path:
    """Everything is stored, nothing deflated: media don't shrink, and the bytes don't depend on a library."""
    with _synced(target) as file:
        directory = bytearray()
        for part in sorted(assembly.parts, key=lambda part: part.path):
            name = f"{assembly.name}/{part.path}"
            shared = zip_format.stored_file(name, size_bytes=part.size_bytes, crc32=part.crc32)
            directory += zip_format.pack_central(shared, offset_bytes=file.tell())
            file.write(zip_format.pack_local(shared))
            _copy(part, file, told)
            told.step(f"file {part.path}")
        end = zip_format.pack_end(
            len(assembly.parts), directory_bytes=len(directory), directory_offset_bytes=file.tell()
        )
        file.write(directory)
        told.step("directory")
        file.write(end)
    return target


@contextmanager
def _synced(path: Path) -> Iterator[BinaryIO]:
    """A new file, on disk when the block ends well."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _copy(part: Part, file: BinaryIO, told: _Telling) -> None:
    """Write one part; a rendered file that changed since it was hashed must not slip in."""
    crc32, done_bytes = 0, 0
    for chunk in part.chunks():
        told.moved(part, len(chunk))
        crc32 = zlib.crc32(chunk, crc32)
        done_bytes += len(chunk)
        file.write(chunk)
    if (done_bytes, crc32) != (part.size_bytes, part.crc32):
        raise FileTrouble("bundle_source_changed", {"file": str(part.content)[:200]})
