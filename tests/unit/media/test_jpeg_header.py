from __future__ import annotations

import contextlib
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import pictures

from prstudio.media.jpeg_header import read_jpeg


def saved(**options: object) -> bytes:
    buffer = io.BytesIO()
    pictures.chart().save(buffer, "JPEG", **options)
    return buffer.getvalue()


def test_a_plain_jpeg_can_be_decoded_row_by_row() -> None:
    header = read_jpeg(io.BytesIO(saved()))
    assert not header.is_progressive
    assert header.scans == 0


def test_a_progressive_jpeg_has_about_ten_scans() -> None:
    header = read_jpeg(io.BytesIO(saved(progressive=True)))
    assert header.is_progressive
    assert 5 <= header.scans <= 12


def test_a_plain_jpeg_with_one_scan_a_colour_must_be_held_whole_too() -> None:
    data = saved()
    at = data.index(b"\xff\xda") + 4
    assert data[at] == 3
    assert read_jpeg(io.BytesIO(data[:at] + b"\x01" + data[at + 1 :])).is_progressive


def test_long_metadata_and_fill_bytes_are_passed_over() -> None:
    data = saved(exif=pictures.exif(location=True), icc_profile=bytes(150_000), comment=b"\xff\xda")
    assert not read_jpeg(io.BytesIO(data[:2] + b"\xff\xff\xff" + data[2:])).is_progressive


@pytest.mark.parametrize("length", [0, 1])
def test_a_segment_that_would_lead_backwards_is_an_error(length: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of its kind
        read_jpeg(io.BytesIO(b"\xff\xd8\xff\xe1" + struct.pack(">H", length) + bytes(50)))


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_run_for_ever(data: bytes) -> None:
    file = CountedReads(b"\xff\xd8" + data)
    with contextlib.suppress(EOFError, ValueError, struct.error):  # what a damaged header may raise
        read_jpeg(file)
    assert file.reads <= 2 * len(data) + 10


class CountedReads(io.BytesIO):
    """A file that knows how often it was asked."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)
