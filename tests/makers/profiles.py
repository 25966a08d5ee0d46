"""Makes small ICC colour profiles byte by byte (ICC.1:2001-04): Pillow can only make sRGB."""

from __future__ import annotations

import struct

_D50 = (0.9642, 1.0, 0.8249)
_DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))  # adapted to D50
_INKS_LAB = {"c": (55, -37, -50), "m": (48, 74, -3), "y": (89, -5, 93)}


def display_p3() -> bytes:
    """What phones write: wider primaries than sRGB, gamma 2.2."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    tags = {b"desc": _description("Display P3 (test)"), b"cprt": _text("none"), b"wtpt": _xyz(_D50)}
    for name, primary in zip((b"rXYZ", b"gXYZ", b"bXYZ"), _DISPLAY_P3, strict=True):
        tags[name] = _xyz(primary)
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        tags[name] = curve
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def press() -> bytes:
    """Four inks on white paper; pure cyan is a duller blue than the naive formula's."""
    grid = b"".join(_lab8(*_mixed(index >> 3 & 1, index >> 2 & 1, index >> 1 & 1, index & 1)) for index in range(16))
    ramp = bytes(range(256))
    identity = struct.pack(">9i", *(65536 if place % 4 == 0 else 0 for place in range(9)))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + identity + ramp * 4 + grid + ramp * 3
    tags = {b"desc": _description("Press (test)"), b"cprt": _text("none"), b"wtpt": _xyz(_D50), b"A2B0": table}
    return _profile(b"prtr", b"CMYK", b"Lab ", tags)


def _mixed(cyan: int, magenta: int, yellow: int, black: int) -> tuple[float, float, float]:
    if black:
        return 8.0, 0.0, 0.0
    inks = [_INKS_LAB[name] for name, used in zip("cmy", (cyan, magenta, yellow), strict=True) if used]
    if not inks:
        return 100.0, 0.0, 0.0
    light = 100.0
    for ink in inks:
        light *= ink[0] / 100
    return light, sum(ink[1] for ink in inks) / len(inks), sum(ink[2] for ink in inks) / len(inks)


def _lab8(light: float, a: float, b: float) -> bytes:
    return bytes((round(light * 2.55), round(a) + 128, round(b) + 128))


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in values)


def _text(text: str) -> bytes:
    return b"text" + bytes(4) + text.encode("ascii") + b"\0"


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(78)


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", offset + len(body), len(content))
        body += padded
    illuminant = b"".join(_fixed(value) for value in _D50)
    head = bytes(8) + b"\x02\x40\0\0" + kind + space + connection + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    head += bytes(28) + illuminant
    head += bytes(128 - len(head))
    whole = head + table + body
    return struct.pack(">I", len(whole)) + whole[4:]
