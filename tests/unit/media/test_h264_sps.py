"""Parameter sets written bit by bit are read back; cut ones are refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.media.h264_sps import H264Sps, parse_sps
from prstudio.media.mp4_boxes import Damaged


class Writer:
    def __init__(self) -> None:
        self.bits = ""

    def put(self, value: int, count: int) -> None:
        self.bits += f"{value:0{count}b}"

    def golomb(self, *values: int) -> None:
        for value in values:
            coded = f"{value + 1:b}"
            self.bits += "0" * (len(coded) - 1) + coded

    def nal(self) -> bytes:
        bits = self.bits + "1"
        bits += "0" * (-len(bits) % 8)
        body = int(bits, 2).to_bytes(len(bits) // 8, "big")
        protected, zeros = bytearray(b"\x67"), 0
        for byte in body:
            if zeros >= 2 and byte <= 3:
                protected.append(3)
                zeros = 0
            protected.append(byte)
            zeros = zeros + 1 if byte == 0 else 0
        return bytes(protected)


@st.composite
def parameter_sets(draw: st.DrawFn) -> tuple[H264Sps, bytes]:
    writer = Writer()
    profile = draw(st.sampled_from([66, 77, 100, 110, 122]))
    constraints, interlaced = draw(st.sampled_from([0, 0x40, 0x10])), draw(st.booleans())
    writer.put(profile, 8), writer.put(constraints, 8), writer.put(40, 8)
    writer.golomb(0)
    chroma, depth = 1, 8
    if profile >= 100:
        chroma, depth = draw(st.sampled_from([0, 1, 2, 3])), draw(st.sampled_from([8, 10]))
        writer.golomb(chroma)
        if chroma == 3:
            writer.put(0, 1)
        writer.golomb(depth - 8, depth - 8)
        writer.put(0, 1)
        has_lists = draw(st.booleans())
        writer.put(int(has_lists), 1)
        for index in range((8 if chroma != 3 else 12) if has_lists else 0):
            given_list = draw(st.booleans())
            writer.put(int(given_list), 1)
            if given_list and draw(st.booleans()):
                writer.golomb(16)  # -8: the rest of the list is the standard one
            elif given_list:
                for _ in range(16 if index < 6 else 64):
                    writer.golomb(index % 2)  # steps of 0 or 1
    writer.golomb(4)
    order = draw(st.sampled_from([0, 1, 2]))
    writer.golomb(order)
    if order == 0:
        writer.golomb(4)
    if order == 1:
        writer.put(0, 1)
        writer.golomb(3, 4, 2, 1, 2)
    writer.golomb(2)
    writer.put(0, 1)
    writer.golomb(19, 10)
    writer.put(int(not interlaced), 1)
    if interlaced:
        writer.put(1, 1)
    writer.put(1, 1)
    cropped = draw(st.booleans())
    writer.put(int(cropped), 1)
    if cropped:
        writer.golomb(0, 0, 0, 4)
    shape, full, transfer, rgb = None, False, 2, False
    has_vui = draw(st.booleans())
    writer.put(int(has_vui), 1)
    if has_vui:
        number = draw(st.sampled_from([None, 0, 1, 14, 255]))
        writer.put(int(number is not None), 1)
        if number is not None:
            writer.put(number, 8)
            shape = {0: None, 1: Fraction(1), 14: Fraction(4, 3), 255: Fraction(40, 33)}[number]
        if number == 255:
            writer.put(40, 16), writer.put(33, 16)
        writer.put(0, 1)
        has_colour = draw(st.booleans())
        writer.put(int(has_colour), 1)
        if has_colour:
            full, transfer = draw(st.booleans()), draw(st.sampled_from([1, 16, 18]))
            writer.put(5, 3), writer.put(int(full), 1), writer.put(1, 1)
            matrix = draw(st.sampled_from([0, 1, 9]))
            writer.put(9, 8), writer.put(transfer, 8), writer.put(matrix, 8)
            rgb = matrix == 0 and chroma == 3
    return H264Sps(profile, constraints, chroma, depth, interlaced, shape, full, transfer, rgb), writer.nal()


@given(parameter_sets())
@settings(deadline=None, max_examples=60)
def test_a_parameter_set_is_read_back(case: tuple[H264Sps, bytes]) -> None:
    expected, nal = case
    assert parse_sps(nal) == expected


@given(st.binary(max_size=64))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(nal: bytes) -> None:
    try:
        assert parse_sps(nal).bit_depth >= 8
    except Damaged:
        return


@pytest.mark.parametrize("nal", [b"", b"\x67", b"\x67\x64\x00\x28", b"\x67\x64\x00\x28" + bytes(2000)])
def test_a_cut_or_endless_set_is_refused(nal: bytes) -> None:
    with pytest.raises(Damaged):
        parse_sps(nal)
