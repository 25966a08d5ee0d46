from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import pictures
from PIL import Image

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media import jpeg_budget
from prstudio.media.jpeg_budget import ENCODES_MAX, QUALITY_MIN, JpegFile, fit_jpeg
from prstudio.media.jpeg_encode import encode_jpeg, estimate_jpeg_bytes
from prstudio.model.geometry import Size

SIZE = (320, 240)
KINDS = {
    "a busy photo": pictures.photo(SIZE, grain=0.3),
    "a usual photo": pictures.photo(SIZE, seed=2),
    "a calm photo": pictures.photo(SIZE, seed=3, grain=0.0).resize((40, 30)).resize(SIZE),
    "a poster": pictures.photo(SIZE, seed=4, grain=0.0).quantize(16).convert("RGB"),
}


def fit(image: Image.Image, max_bytes: int, quality_max: float = 88) -> JpegFile:
    return fit_jpeg(image, max_bytes, file="camp.jpg", quality_max=quality_max)


@pytest.fixture
def encodes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The quality of every encode that is really made, in order, the plain one of an estimate included."""
    made: list[float] = []

    def counted(image: Image.Image, quality: float, *, xmp: bytes = b"") -> bytes:
        made.append(quality)
        return encode_jpeg(image, quality, xmp=xmp)

    def counted_estimate(image: Image.Image, quality: float) -> int:
        made.append(quality)
        return estimate_jpeg_bytes(image, quality)

    monkeypatch.setattr(jpeg_budget, "encode_jpeg", counted)
    monkeypatch.setattr(jpeg_budget, "estimate_jpeg_bytes", counted_estimate)
    return made


def test_what_fits_at_the_best_quality_is_encoded_once(encodes: list[float]) -> None:
    result = fit(KINDS["a poster"], 1_000_000)
    assert encodes == [88]
    assert (result.quality, result.encodes, result.size) == (88, 1, Size(*SIZE))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.95, 0.8, 0.6, 0.45])
def test_a_binding_limit_is_used_to_93_percent_or_more_and_never_broken(
    kind: str, share: float, encodes: list[float]
) -> None:
    image = KINDS[kind]
    smallest, largest = len(encode_jpeg(image, QUALITY_MIN)), len(encode_jpeg(image, 88))
    limit = round(largest * share)
    result = fit(image, limit)
    assert len(result.data) <= limit
    assert len(encodes) == result.encodes <= ENCODES_MAX
    if limit > smallest:
        assert len(result.data) >= 0.93 * limit
        assert result.size == Size(*SIZE)


def test_the_quality_ceiling_is_never_exceeded(encodes: list[float]) -> None:
    fit(KINDS["a usual photo"], 10_000_000, quality_max=61)
    fit(KINDS["a usual photo"], len(encode_jpeg(KINDS["a usual photo"], 61)) - 400, quality_max=61)
    assert max(encodes) == 61


def test_when_the_lowest_quality_is_too_large_the_picture_shrinks_and_says_so(encodes: list[float]) -> None:
    image = KINDS["a busy photo"]
    limit = len(encode_jpeg(image, QUALITY_MIN)) // 2
    result = fit(image, limit)
    assert len(result.data) <= limit
    assert result.quality >= QUALITY_MIN
    assert min(encodes) >= QUALITY_MIN
    assert len(encodes) <= ENCODES_MAX
    assert result.size.width_px < SIZE[0]
    assert result.size.ratio == pytest.approx(SIZE[0] / SIZE[1], rel=0.02)
    assert Image.open(io.BytesIO(result.data)).size == (result.size.width_px, result.size.height_px)


def test_an_impossible_limit_is_our_error(encodes: list[float]) -> None:
    with pytest.raises(MediaFault) as caught:
        fit(KINDS["a busy photo"], 900)
    assert caught.value.code == "picture_budget_impossible"
    assert caught.value.params == {"file": "camp.jpg", "limit": 900}
    assert len(encodes) <= ENCODES_MAX


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(list(KINDS)), st.integers(300, 60_000), st.integers(20, 95))
def test_no_limit_is_ever_broken(kind: str, limit: int, quality_max: int) -> None:
    try:
        result = fit(KINDS[kind], limit, quality_max)
    except MediaFault:
        return  # how small is too small is another test's matter
    assert len(result.data) <= limit
    assert result.encodes <= ENCODES_MAX
    assert result.quality <= quality_max


def test_the_person_can_stop_between_two_encodes(encodes: list[float]) -> None:
    with pytest.raises(WorkCancelled):
        fit_jpeg(KINDS["a busy photo"], 5_000, file="a.jpg", quality_max=88, cancelled=lambda: len(encodes) >= 2)
    assert len(encodes) == 2


def test_a_limit_that_barely_binds_is_not_undercut(encodes: list[float]) -> None:
    """The estimate may say that it won't fit when it just does: the search must still climb."""
    for image in KINDS.values():
        encodes.clear()
        limit = len(encode_jpeg(image, 88)) + 10
        result = fit(image, limit)
        assert len(result.data) >= 0.93 * limit
        assert len(encodes) == result.encodes <= ENCODES_MAX


def test_most_limits_take_one_estimate_and_one_or_two_encodes(encodes: list[float]) -> None:
    image = KINDS["a usual photo"]
    largest = len(encode_jpeg(image, 88))
    limits = [round(largest * share / 20) for share in range(10, 20)]
    for limit in limits:
        fit(image, limit)
    assert len(encodes) <= 2.8 * len(limits)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("quality", [40, 60, 88])
def test_the_estimate_is_within_a_tenth(kind: str, quality: int) -> None:
    assert estimate_jpeg_bytes(KINDS[kind], quality) == pytest.approx(len(encode_jpeg(KINDS[kind], quality)), rel=0.1)


@pytest.mark.parametrize("quality", [10, 40, 49, 50, 75, 88, 95])
def test_a_whole_quality_has_the_tables_of_libjpeg(quality: int) -> None:
    buffer = io.BytesIO()
    KINDS["a poster"].save(buffer, "JPEG", quality=quality)
    ours = Image.open(io.BytesIO(encode_jpeg(KINDS["a poster"], quality)))
    assert ours.quantization == Image.open(buffer).quantization


def test_the_file_is_progressive_and_says_nothing_about_its_maker() -> None:
    image = pictures.chart(SIZE)
    image.info = {"comment": b"a secret note", "dpi": (300, 300)}
    data = encode_jpeg(image, 80)
    opened = Image.open(io.BytesIO(data))
    assert opened.info.get("progressive")
    assert b"secret" not in data
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_the_same_picture_gives_the_same_bytes() -> None:
    first, second = fit(KINDS["a usual photo"], 9_000), fit(KINDS["a usual photo"].copy(), 9_000)
    assert first.data == second.data
