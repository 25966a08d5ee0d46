"""The box structure of MP4, MOV and 3GP files, read within fixed bounds; the media data itself is never touched."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

_MAX_TOP_BOXES: Final = 20_000
"""A fragmented recording has two boxes a fragment: three hours at one fragment a second."""
_MAX_CHILDREN: Final = 4_096
_MAX_INDEX_BYTES: Final = 64 * 1024 * 1024
"""The index (moov) of a ten-hour recording takes about 30 MB."""


class Damaged(Exception):
    """The bytes break the rules of their format; turned into a MediaFault where the file's name is known."""

    def __init__(self, reason: str, *, is_cut_off: bool = False) -> None:
        """`is_cut_off`: the end of the file is missing."""
        super().__init__(reason)
        self.is_cut_off = is_cut_off


class Protected(Exception):
    """The media data is encrypted; turned into a MediaFault like `Damaged`."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box inside a buffer; `start` and `end` are the bounds of its content, offsets into the buffer."""

    kind: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in a file at the top level."""

    index: bytes
    """The content of `moov`."""
    is_fast_start: bool
    """The index stands before the media data."""
    is_fragmented: bool


def read_layout(file: BinaryIO, size_bytes: int) -> Layout:
    """The index of `file`, and what stands around it.

    Raises:
        Damaged: there is no index, the file ends too early, or a size makes no sense.
    """
    index: bytes | None = None
    has_data = has_fragments = is_fast_start = False
    for kind, start, end in _top_boxes(file, size_bytes):
        if kind == b"moov" and index is None:
            index, is_fast_start = _read_index(file, start, end), not has_data
        has_data = has_data or kind == b"mdat"
        has_fragments = has_fragments or kind == b"moof"
        if index is not None and has_fragments:
            break
    if index is None:
        raise Damaged("no moov", is_cut_off=has_data)
    is_fragmented = has_fragments or find(index, b"mvex") is not None
    if not has_data and not is_fragmented:
        raise Damaged("no mdat", is_cut_off=True)
    return Layout(index, is_fast_start, is_fragmented)


def _top_boxes(file: BinaryIO, size_bytes: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, end) of each top-level box, as offsets into the file."""
    at = 0
    for _ in range(_MAX_TOP_BOXES):
        if at + 8 > size_bytes:
            return
        file.seek(at)
        header = file.read(16)
        length, kind = struct.unpack_from(">I4s", header)
        start = at + 8
        if length == 1:
            start, (length,) = at + 16, struct.unpack_from(">Q", header, 8)
        if length == 0:
            length = size_bytes - at
        end = at + length
        if end < start or not _is_kind(kind):
            raise Damaged(f"box of {length} bytes at {at}")
        if end > size_bytes:
            raise Damaged(f"{kind!r} ends at {end}", is_cut_off=True)
        yield kind, start, end
        at = end
    raise Damaged("too many boxes")


def _read_index(file: BinaryIO, start: int, end: int) -> bytes:
    if end - start > _MAX_INDEX_BYTES:
        raise Damaged(f"moov of {end - start} bytes")
    file.seek(start)
    return file.read(end - start)


def _is_kind(kind: bytes) -> bool:
    return all(32 <= byte < 127 or byte == 0xA9 for byte in kind)


def children(data: bytes, parent: Box) -> Iterator[Box]:
    """The boxes inside `parent`, in order; a box that reaches beyond it ends with it."""
    at = parent.start
    for _ in range(_MAX_CHILDREN):
        if at + 8 > parent.end:
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1 and at + 16 <= parent.end:
            start, (length,) = at + 16, struct.unpack_from(">Q", data, at + 8)
        if at + length < start:  # QuickTime ends some lists with four zero bytes
            return
        end = min(at + length, parent.end)
        yield Box(kind, start, end)
        at = end
    raise Damaged(f"too many boxes in {parent.kind!r}")


def whole(data: bytes) -> Box:
    """All of `data` as one box."""
    return Box(b"moov", 0, len(data))


def find(data: bytes, *path: bytes, within: Box | None = None) -> Box | None:
    """The first box along `path`, one kind a level, or None."""
    box = whole(data) if within is None else within
    for kind in path:
        found = next((child for child in children(data, box) if child.kind == kind), None)
        if found is None:
            return None
        box = found
    return box


def get(data: bytes, *path: bytes, within: Box | None = None) -> Box:
    """The first box along `path`.

    Raises:
        Damaged: there is none.
    """
    box = find(data, *path, within=within)
    if box is None:
        raise Damaged(f"no {b'/'.join(path)!r}")
    return box
