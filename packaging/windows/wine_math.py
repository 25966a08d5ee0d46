"""Lends wine two functions of Windows' C library that numpy calls when it is imported and that wine 8 lacks.

Only for tests: a copy of wine's own ucrtbase.dll in the prefix gets the few bytes of code in place of the stubs that
would end the process.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

NAME = "ucrtbase.dll"
_BUILTIN = b"Wine builtin DLL"  # without these words wine takes the file itself, and not the one it came with
_CODE = {
    "crealf": bytes.fromhex("660f6ec1 c3"),  # movd xmm0, ecx; ret: the first half of the eight bytes handed over
    "cimagf": bytes.fromhex(
        "4889c8 48c1e820 660f6ec0 c3"
    ),  # mov rax, rcx; shr rax, 32; movd xmm0, eax; ret: the second
}


def lend(prefix: Path) -> None:
    """Put the mended copy into the prefix; WINEDLLOVERRIDES must say `ucrtbase=n,b`."""
    file = prefix / "drive_c" / "windows" / "system32" / NAME
    content = bytearray(file.read_bytes())
    offsets = {name: offset for name, offset in _exports(bytes(content)) if name in _CODE}
    for name, code in _CODE.items():
        content[offsets[name] : offsets[name] + len(code)] = code
    start = content.find(_BUILTIN)
    if start >= 0:
        content[start : start + len(_BUILTIN)] = bytes(len(_BUILTIN))
    file.unlink()  # it may be a link to wine's own
    file.write_bytes(content)


def _exports(content: bytes) -> Iterator[tuple[str, int]]:
    """Every exported name and where its code lies in the file."""
    sections = _sections(content)
    header = _u32(content, 0x3C)
    table = _offset(_u32(content, header + 24 + 112), sections)
    count = _u32(content, table + 24)
    functions, names, ordinals = (_offset(_u32(content, table + place), sections) for place in (28, 32, 36))
    for number in range(count):
        start = _offset(_u32(content, names + 4 * number), sections)
        name = content[start : content.index(0, start)].decode("ascii")
        (ordinal,) = struct.unpack_from("<H", content, ordinals + 2 * number)
        yield name, _offset(_u32(content, functions + 4 * ordinal), sections)


def _sections(content: bytes) -> list[tuple[int, int, int]]:
    """Address, size and place in the file of each section."""
    header = _u32(content, 0x3C)
    (count,) = struct.unpack_from("<H", content, header + 6)
    (optional_size,) = struct.unpack_from("<H", content, header + 20)
    first = header + 24 + optional_size
    rows = [struct.unpack_from("<IIII", content, first + 40 * number + 8) for number in range(count)]
    return [(address, max(size, stored), place) for size, address, stored, place in rows]


def _offset(address: int, sections: list[tuple[int, int, int]]) -> int:
    return next(
        address - start + place for start, size_bytes, place in sections if start <= address < start + size_bytes
    )


def _u32(content: bytes, place: int) -> int:
    (value,) = struct.unpack_from("<I", content, place)
    return int(value)
