"""A hostile index is refused quickly and with our own error, whatever stands in it."""

from __future__ import annotations

import shutil
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prstudio.errors import FileTrouble, MediaFault
from prstudio.media.mp4_movie import Movie, read_movie

Made = Callable[[str], Path]
SEEDS = ("b_frames", "edit_list", "hevc_hlg", "pcm_mov", "av1", "with_apple_place", "starts_late", "phone_3gp")
_LIMIT_S = 2.0


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def read_bytes(folder: Path, content: bytes) -> Movie | str:
    """The movie, or the code of the refusal; fails the test when it takes long."""
    path = folder / "clip.mp4"
    path.write_bytes(content)
    started = time.process_time()
    try:
        return read_movie(path)
    except MediaFault as fault:
        return fault.code
    finally:
        assert time.process_time() - started < _LIMIT_S


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_index_is_read_or_refused(made: Made, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(made(data.draw(st.sampled_from(SEEDS))).read_bytes())
    first = content.rindex(b"moov") - 4
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(first, len(content) - 1))
        piece = data.draw(st.sampled_from([b"\0", b"\xff", b"\x7f", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x80\0\0\0"]))
        content[at : at + len(piece)] = piece
    outcome = read_bytes(tmp_path, bytes(content))
    assert isinstance(outcome, Movie) or outcome.startswith("media_")


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_shortened_file_is_read_or_refused(made: Made, tmp_path: Path, data: st.DataObject) -> None:
    content = made(data.draw(st.sampled_from(SEEDS))).read_bytes()
    length = data.draw(st.integers(0, len(content) - 1))
    assert read_bytes(tmp_path, content[:length]) in ("media_cut_off", "media_damaged")


@given(content=st.binary(max_size=400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_an_index_are_refused(tmp_path: Path, content: bytes) -> None:
    whole = box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat", b"") + box(b"moov", content)
    assert read_bytes(tmp_path, whole) == "media_damaged"


def patched(content: bytes, kind: bytes, offset: int, value: bytes) -> bytes:
    at = content.index(kind, content.rindex(b"moov")) + 4 + offset
    return content[:at] + value + content[at + len(value) :]


@pytest.mark.parametrize(
    ("kind", "offset", "value"),
    [
        (b"stts", 4, b"\xff\xff\xff\xff"),
        (b"stts", 8, b"\xff\xff\xff\xff"),
        (b"ctts", 4, b"\x7f\xff\xff\xff"),
        (b"stss", 4, b"\xff\xff\xff\xff"),
        (b"stsz", 8, b"\xff\xff\xff\xff"),
        (b"elst", 4, b"\xff\xff\xff\xff"),
        (b"mdhd", 12, b"\0\0\0\0"),
        (b"mvhd", 12, b"\0\0\0\0"),
        (b"stsd", 8, b"\xff\xff\xff\xff"),
        (b"avcC", 6, b"\xff\xff"),
        (b"esds", 4, b"\xff\xff\xff\xff\xff"),
        (b"avc1", 24, b"\0\0\0\0"),
    ],
)
def test_an_impossible_number_is_refused_or_ignored(
    made: Made, tmp_path: Path, kind: bytes, offset: int, value: bytes
) -> None:
    outcome = read_bytes(tmp_path, patched(made("b_frames").read_bytes(), kind, offset, value))
    if isinstance(outcome, Movie):
        assert outcome.video is not None
        assert outcome.video.timeline.frame_count <= 50
    else:
        assert outcome == "media_damaged"


def test_a_table_that_promises_millions_of_frames_in_few_bytes_is_refused_fast(made: Made, tmp_path: Path) -> None:
    content = patched(made("silent").read_bytes(), b"stts", 8, b"\xff\xff\xff\xff")
    content = patched(content, b"stsz", 4, b"\0\0\0\x01\xff\xff\xff\xff")  # one size for 4 billion frames
    assert read_bytes(tmp_path, content) == "media_damaged"


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0\0\x08wide" * 50_000,
        box(b"moov", b"\0\0\0\x08free" * 10_000),
        box(b"moov", box(b"mvhd", bytes(100)), box(b"trak") * 1000),
        b"\0\0\0\x01mdat" + b"\xff" * 8 + bytes(100),
        b"\0\0\0\x01mdat" + struct.pack(">Q", 4) + bytes(100),
        b"\0\0\0\x04mdat" + bytes(100),
        struct.pack(">I4s", 2**32 - 1, b"moov") + bytes(100),
    ],
)
def test_bad_box_sizes_and_counts_are_refused(tmp_path: Path, content: bytes) -> None:
    assert read_bytes(tmp_path, box(b"ftyp", b"isom\0\0\0\0") + content) in ("media_damaged", "media_cut_off")


def test_a_huge_index_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with path.open("wb") as file:
        file.write(box(b"ftyp", b"isom\0\0\0\0") + struct.pack(">I4s", 2**31, b"moov"))
        file.truncate(2**31 + 16)
    with pytest.raises(MediaFault, match="media_damaged"):
        read_movie(path)


def test_a_missing_file_is_a_trouble_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="file_not_found"):
        read_movie(tmp_path / "none.mp4")


def test_the_file_is_closed_afterwards(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "copy.mp4"
    shutil.copy(made("plain"), path)
    read_movie(path)
    path.rename(tmp_path / "moved.mp4")  # Windows refuses this while a handle is open
    assert (tmp_path / "moved.mp4").exists()
