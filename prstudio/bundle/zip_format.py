"""The three records of a plain zip (local header, directory entry, end), packed and unpacked; no 64-bit extensions.

Both sides use the same structures, so that what the writer writes is exactly what the strict reader expects.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STORED: Final = 0
DEFLATED: Final = 8
UNIX: Final = 3
UTF8_FLAG: Final = 0x0800
FIXED_TIME: Final = 0
FIXED_DATE: Final = 0x0021  # 1 January 1980, the first day that a zip can name

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
LOCAL_SIGN: Final = b"PK\x03\x04"
_CENTRAL_SIGN = b"PK\x01\x02"
_END_SIGN = b"PK\x05\x06"

LOCAL_BYTES: Final = _LOCAL.size
CENTRAL_BYTES: Final = _CENTRAL.size
END_BYTES: Final = _END.size
_REGULAR_FILE = 0o100644 << 16
_VERSION_MADE_BY = (UNIX << 8) | 20


@dataclass(frozen=True, slots=True)
class Shared:
    """What the local header and the directory both say of a file; a difference between them is a trap."""

    version_needed: int
    flags: int
    method: int
    time: int
    date: int
    crc32: int
    packed_bytes: int
    size_bytes: int
    name: bytes
    extra: bytes


@dataclass(frozen=True, slots=True)
class Central:
    """One entry of the directory."""

    shared: Shared
    version_made_by: int
    disk: int
    external_attributes: int
    offset_bytes: int
    """Of the local header, from the start of the file."""
    comment_bytes: int
    total_bytes: int
    """Of the entry itself."""


@dataclass(frozen=True, slots=True)
class End:
    """The record that ends the file."""

    disk: int
    directory_disk: int
    entries_here: int
    entries: int
    directory_bytes: int
    directory_offset_bytes: int
    comment_bytes: int


def stored_file(name: str, *, size_bytes: int, crc32: int) -> Shared:
    """The description of an uncompressed file, the same on every day and every computer."""
    return Shared(
        version_needed=20,
        flags=0,
        method=STORED,
        time=FIXED_TIME,
        date=FIXED_DATE,
        crc32=crc32,
        packed_bytes=size_bytes,
        size_bytes=size_bytes,
        name=name.encode("ascii"),
        extra=b"",
    )


def pack_local(shared: Shared) -> bytes:
    """The local header of a file."""
    return _LOCAL.pack(LOCAL_SIGN, *_common_fields(shared)) + shared.name + shared.extra


def pack_central(shared: Shared, *, offset_bytes: int) -> bytes:
    """The directory entry of a regular file whose local header stands at `offset_bytes`."""
    fields = (*_common_fields(shared), 0, 0, 0, _REGULAR_FILE, offset_bytes)
    return _CENTRAL.pack(_CENTRAL_SIGN, _VERSION_MADE_BY, *fields) + shared.name + shared.extra


def pack_end(entries: int, *, directory_bytes: int, directory_offset_bytes: int) -> bytes:
    """The end record, without a comment."""
    return _END.pack(_END_SIGN, 0, 0, entries, entries, directory_bytes, directory_offset_bytes, 0)


def _shared(fields: Sequence[int], *, name: bytes = b"", extra: bytes = b"") -> Shared:
    version_needed, flags, method, time, date, crc32, packed_bytes, size_bytes = fields
    return Shared(version_needed, flags, method, time, date, crc32, packed_bytes, size_bytes, name, extra)


def _common_fields(shared: Shared) -> tuple[int, ...]:
    return (
        shared.version_needed,
        shared.flags,
        shared.method,
        shared.time,
        shared.date,
        shared.crc32,
        shared.packed_bytes,
        shared.size_bytes,
        len(shared.name),
        len(shared.extra),
    )


def unpack_local(head: bytes) -> tuple[Shared, int, int] | None:
    """The fixed part of a local header, with empty name and extra, and the lengths of both; None: it is none."""
    if len(head) < LOCAL_BYTES:
        return None
    sign, *fields, name_bytes, extra_bytes = _LOCAL.unpack_from(head)
    if sign != LOCAL_SIGN:
        return None
    return _shared(fields), name_bytes, extra_bytes


def unpack_central(directory: bytes, position: int) -> Central | None:
    """The entry that begins at `position`; None: there is none, or it runs over the end."""
    if position + CENTRAL_BYTES > len(directory):
        return None
    sign, made_by, *rest = _CENTRAL.unpack_from(directory, position)
    fields, (name_bytes, extra_bytes, comment_bytes, disk, _internal, attributes, offset_bytes) = rest[:8], rest[8:]
    name_at = position + CENTRAL_BYTES
    total_bytes = CENTRAL_BYTES + name_bytes + extra_bytes + comment_bytes
    if sign != _CENTRAL_SIGN or position + total_bytes > len(directory):
        return None
    name = directory[name_at : name_at + name_bytes]
    extra = directory[name_at + name_bytes : name_at + name_bytes + extra_bytes]
    return Central(
        shared=_shared(fields, name=name, extra=extra),
        version_made_by=made_by,
        disk=disk,
        external_attributes=attributes,
        offset_bytes=offset_bytes,
        comment_bytes=comment_bytes,
        total_bytes=total_bytes,
    )


def unpack_end(tail: bytes) -> End | None:
    """The end record in the last `END_BYTES` of a file; None: it does not stand exactly there."""
    if len(tail) != END_BYTES:
        return None
    sign, *fields = _END.unpack(tail)
    return End(*fields) if sign == _END_SIGN else None
