"""Opens a zipped bundle and believes nothing: every byte of the archive must belong to exactly one expected file.

The directory and the local headers must agree; files follow one another without gap, overlap, prefix or trailer.
Nothing is written to disk here.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from prstudio.bundle import names, zip_format
from prstudio.bundle.names import refusal
from prstudio.bundle.zip_format import Central, Shared
from prstudio.errors import file_trouble

_CHUNK_BYTES = 1 << 18
_MAX_DEFLATED_BYTES = 1_000_000
_ALLOWED_FLAGS = zip_format.UTF8_FLAG | 0x0002  # 0x0002 only tells how hard deflate tried
_MAX_DIRECTORY_BYTES = names.MAX_FILES * (zip_format.CENTRAL_BYTES + 300)
_DOS_FOLDER_OR_LABEL = 0x18


@dataclass(frozen=True, slots=True)
class _Place:
    shared: Shared
    data_at: int


@dataclass(frozen=True, slots=True)
class ZipBag:
    """An open zip whose structure has been checked; its contents have not."""

    name: str
    """Of the one top folder."""
    sizes: Mapping[str, int]
    """Path below the top folder → size in bytes."""
    _file: BinaryIO
    _places: Mapping[str, _Place]

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content of `path`, checked against its size and checksum by the time it ends.

        Raises:
            BundleRefused: it is not as long as the archive says, or its checksum differs.
        """
        place = self._places[path]
        crc32, done_bytes = 0, 0
        for chunk in _inflated(self._file, place, path):
            done_bytes += len(chunk)
            if done_bytes > place.shared.size_bytes:
                raise refusal("bundle_file_damaged", path)
            crc32 = zlib.crc32(chunk, crc32)
            yield chunk
        if done_bytes != place.shared.size_bytes or crc32 != place.shared.crc32:
            raise refusal("bundle_file_damaged", path)


@contextmanager
def open_zip(path: Path) -> Iterator[ZipBag]:
    """The bundle in the zip at `path`, open while the block runs.

    Raises:
        BundleRefused: the archive is not built exactly as a bundle is.
        FileTrouble: the file can't be read at all.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise file_trouble(error, path) from error
    with file:
        yield _read_structure(file)


def _read_structure(file: BinaryIO) -> ZipBag:
    entries, directory_at = _read_directory(file)
    places = _check_chain(file, entries, directory_at)
    top, _, _ = next(iter(places)).partition("/")
    if not names.is_bundle_name(top):
        raise refusal("bundle_top_folder", top)
    inner: dict[str, _Place] = {}
    for name, place in places.items():
        folder, _, below = name.partition("/")
        if folder != top:
            raise refusal("bundle_top_folder", name)
        if not names.is_safe_path(below):
            raise refusal("bundle_name_forbidden", name)
        if place.shared.size_bytes > names.max_bytes(below):
            raise refusal("bundle_file_too_large", below)
        inner[below] = place
    sizes = {path: place.shared.size_bytes for path, place in inner.items()}
    if sum(sizes.values()) > names.MAX_TOTAL_BYTES:
        raise refusal("bundle_too_large")
    return ZipBag(name=top, sizes=sizes, _file=file, _places=inner)


def _read_directory(file: BinaryIO) -> tuple[list[Central], int]:
    """The entries of the directory, and where it begins."""
    size_bytes = file.seek(0, os.SEEK_END)
    end_at = size_bytes - zip_format.END_BYTES
    if end_at < 0 or _read(file, 0, 4) != zip_format.LOCAL_SIGN:
        raise refusal("bundle_not_zip")
    end = zip_format.unpack_end(_read(file, end_at, zip_format.END_BYTES))
    if end is None:
        raise refusal("bundle_not_zip")
    if end.disk or end.directory_disk or end.comment_bytes or end.entries != end.entries_here:
        raise refusal("bundle_zip_structure")
    if end.entries > names.MAX_FILES or end.directory_bytes > _MAX_DIRECTORY_BYTES:
        raise refusal("bundle_too_many_files")
    if end.directory_offset_bytes + end.directory_bytes != end_at:
        raise refusal("bundle_zip_structure")
    directory = _read(file, end.directory_offset_bytes, end.directory_bytes)
    entries: list[Central] = []
    position = 0
    for _ in range(end.entries):
        entry = zip_format.unpack_central(directory, position)
        if entry is None:
            raise refusal("bundle_zip_structure")
        entries.append(entry)
        position += entry.total_bytes
    if position != len(directory) or not entries:
        raise refusal("bundle_zip_structure")
    return entries, end.directory_offset_bytes


def _check_chain(file: BinaryIO, entries: list[Central], directory_at: int) -> dict[str, _Place]:
    """Name → place of every file; they must stand in the directory's order and touch one another and it."""
    places: dict[str, _Place] = {}
    position = 0
    for entry in entries:
        _check_entry(entry)
        name = entry.shared.name.decode("ascii")
        if name in places:
            raise refusal("bundle_name_twice", name)
        if entry.offset_bytes != position:
            raise refusal("bundle_zip_structure", name)
        place = _check_local(file, entry)
        position = place.data_at + entry.shared.packed_bytes
        places[name] = place
    if position != directory_at:
        raise refusal("bundle_zip_structure")
    return places


def _check_entry(entry: Central) -> None:
    shared = entry.shared
    name = shared.name
    if not name.isascii() or not _is_plain_name(name):
        raise refusal("bundle_name_forbidden", name)
    if shared.flags & ~_ALLOWED_FLAGS or shared.version_needed > 20:
        raise refusal("bundle_zip_method", name)
    if shared.method not in (zip_format.STORED, zip_format.DEFLATED):
        raise refusal("bundle_zip_method", name)
    if not _is_regular(entry):
        raise refusal("bundle_not_regular_file", name)
    if shared.extra or entry.comment_bytes or entry.disk:
        raise refusal("bundle_zip_structure", name)
    if shared.method == zip_format.STORED and shared.packed_bytes != shared.size_bytes:
        raise refusal("bundle_zip_headers", name)
    if shared.method == zip_format.DEFLATED and shared.size_bytes > _MAX_DEFLATED_BYTES:
        raise refusal("bundle_file_too_large", name)


def _is_plain_name(name: bytes) -> bool:
    top, slash, below = name.decode("ascii").partition("/")
    return bool(slash) and names.is_safe_folder(top) and names.is_safe_path(below)


def _is_regular(entry: Central) -> bool:
    if entry.external_attributes & _DOS_FOLDER_OR_LABEL:
        return False
    if entry.version_made_by >> 8 != zip_format.UNIX:
        return True
    kind = stat.S_IFMT(entry.external_attributes >> 16)
    return kind in (0, stat.S_IFREG)


def _check_local(file: BinaryIO, entry: Central) -> _Place:
    name = entry.shared.name
    read = zip_format.unpack_local(_read(file, entry.offset_bytes, zip_format.LOCAL_BYTES))
    if read is None:
        raise refusal("bundle_zip_structure", name)
    local, name_bytes, extra_bytes = read
    if name_bytes != len(name) or extra_bytes:
        raise refusal("bundle_zip_headers", name)
    local = replace(local, name=_read(file, entry.offset_bytes + zip_format.LOCAL_BYTES, name_bytes))
    if local != entry.shared:
        raise refusal("bundle_zip_headers", name)
    return _Place(entry.shared, entry.offset_bytes + zip_format.LOCAL_BYTES + name_bytes)


def _inflated(file: BinaryIO, place: _Place, path: str) -> Iterator[bytes]:
    packed = _packed(file, place)
    if place.shared.method == zip_format.STORED:
        yield from packed
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    left_bytes = place.shared.size_bytes + 1  # one more than promised is enough to see the lie
    try:
        for chunk in packed:
            content = engine.decompress(chunk, left_bytes)
            left_bytes -= len(content)
            yield content
            if left_bytes <= 0:
                return
    except zlib.error as error:
        raise refusal("bundle_file_damaged", path) from error
    if not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise refusal("bundle_file_damaged", path)


def _packed(file: BinaryIO, place: _Place) -> Iterator[bytes]:
    done_bytes = 0
    while done_bytes < place.shared.packed_bytes:
        wanted_bytes = min(_CHUNK_BYTES, place.shared.packed_bytes - done_bytes)
        chunk = _read(file, place.data_at + done_bytes, wanted_bytes)
        done_bytes += len(chunk)
        if not chunk:
            return  # the length check of the caller tells
        yield chunk


def _read(file: BinaryIO, offset_bytes: int, length_bytes: int) -> bytes:
    try:
        file.seek(offset_bytes)
        return file.read(length_bytes)
    except OSError as error:
        raise file_trouble(error, getattr(file, "name", "")) from error
