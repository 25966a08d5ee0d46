from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import pictures
from PIL import Image

from prstudio.media.animation_header import FRAMES_MAX, read_animation
from prstudio.model.geometry import Size

GIF_HEAD = b"GIF89a" + struct.pack("<HHBBB", 8, 6, 0, 0, 0)


def gif_frame(left: int = 0, top: int = 0, width: int = 8, height: int = 6) -> bytes:
    return b"," + struct.pack("<HHHHB", left, top, width, height, 0) + b"\x02\x02\x44\x01\0"


def saved(kind: str, **options: object) -> io.BytesIO:
    buffer = io.BytesIO()
    pictures.chart((40, 30)).save(buffer, kind, **options)
    buffer.seek(0)
    return buffer


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_still_has_its_canvas_and_one_frame(kind: str) -> None:
    header = read_animation(saved(kind), Image.MIME[kind])
    assert header.canvas == Size(40, 30)
    assert len(header.delays_ms) == 1


def test_a_lossless_webp_has_its_canvas_too() -> None:
    assert read_animation(saved("WEBP", lossless=True), "image/webp").canvas == Size(40, 30)


def test_each_frame_has_its_own_delay() -> None:
    buffer = io.BytesIO()
    first, *rest = pictures.moving_frames(3)
    first.save(buffer, "GIF", save_all=True, append_images=rest, duration=[50, 200, 1000])
    buffer.seek(0)
    assert read_animation(buffer, "image/gif").delays_ms == (50, 200, 1000)


def test_a_frame_beyond_the_gif_screen_widens_it() -> None:
    """Pillow gives memory for the widened canvas, so the widened one is what must be measured."""
    file = io.BytesIO(GIF_HEAD + gif_frame(left=60_000, width=5_000) + b";")
    assert read_animation(file, "image/gif").canvas.width_px == 65_000


def test_a_gif_without_its_end_keeps_the_frames_that_came() -> None:
    assert len(read_animation(io.BytesIO(GIF_HEAD + gif_frame() * 3), "image/gif").delays_ms) == 3


def test_counting_frames_stops_somewhere() -> None:
    file = io.BytesIO(GIF_HEAD + gif_frame() * (FRAMES_MAX + 5))
    assert len(read_animation(file, "image/gif").delays_ms) == FRAMES_MAX


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["image/gif", "image/webp", "image/png"]))
def test_no_bytes_make_it_run_for_ever_or_fail_otherwise_than_promised(data: bytes, mime: str) -> None:
    heads = {"image/gif": GIF_HEAD, "image/webp": b"RIFF\0\0\0\0WEBP", "image/png": b"\x89PNG\r\n\x1a\n"}
    try:
        header = read_animation(io.BytesIO(heads[mime] + data), mime)
    except (EOFError, ValueError, struct.error):
        return
    assert header.delays_ms
