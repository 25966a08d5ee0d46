from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.errors import MediaFault
from prstudio.media import budget
from prstudio.media.frame_span import FrameSpan
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.variant import VideoPlan

MB = 1_000_000


HD = Size(1280, 720)


def plan(max_bytes: int | None, *, size: Size = HD, max_kbps: int | None = 2500) -> VideoPlan:
    return VideoPlan("a.mp4", 0.0, 60.0, WHOLE, size, Fraction(30), max_bytes=max_bytes, max_kbps=max_kbps)


def span(duration_s: int = 60) -> FrameSpan:
    return FrameSpan(0.0, duration_s + 0.5, 0.0, float(duration_s), duration_s * 30, Fraction(30))


@pytest.mark.parametrize(
    ("max_bytes", "max_kbps", "binds"),
    [(None, 2500, False), (None, None, False), (100 * MB, None, True), (16 * MB, 2500, True), (30 * MB, 2500, False)],
)
def test_a_limit_binds_only_where_the_peak_rate_reaches_it(
    max_bytes: int | None, max_kbps: int | None, binds: bool
) -> None:
    assert budget.may_bind(plan(max_bytes, max_kbps=max_kbps), span(), has_sound=True) is binds


@pytest.mark.parametrize(
    ("max_bytes", "size"),
    [
        (None, Size(1920, 1080)), (40 * MB, Size(1920, 1080)), (12 * MB, Size(1280, 720)), (6 * MB, Size(960, 540)),
        (4_500_000, Size(854, 480)), (3 * MB, Size(640, 360)), (2 * MB, Size(640, 360)),
    ],
)  # fmt: skip
def test_the_size_steps_down_with_the_limit(max_bytes: int | None, size: Size) -> None:
    wished = plan(max_bytes, size=Size(1920, 1080), max_kbps=None)
    assert budget.fitting_size(wished, span(), has_sound=True, file="a.mp4") == size


def test_a_tall_clip_keeps_its_shape_when_it_steps_down() -> None:
    tall = plan(4_500_000, size=Size(1080, 1920))
    assert budget.fitting_size(tall, span(), has_sound=True, file="a.mp4") == Size(480, 854)


def test_an_hour_in_a_megabyte_is_refused() -> None:
    with pytest.raises(MediaFault) as fault:
        budget.fitting_size(plan(MB), span(3600), has_sound=True, file="a.mp4")
    assert fault.value.code == "clip_too_long_for_limit"
    assert fault.value.params["limit_bytes"] == MB


def test_statistics_tell_the_size_of_the_pictures() -> None:
    stats = (
        "#options: 1280x720 fps=30/1\n"
        "in:0 out:0 type:I dur:2 cpbdur:2 q:20.1 aq:17.5 tex:8000 mv:800 misc:80 imb:1 pmb:0 smb:0 d:- ref:;\n"
        "in:1 out:1 type:P dur:2 cpbdur:2 q:21.0 aq:18.0 tex:400 mv:40 misc:4 imb:0 pmb:1 smb:9 d:- ref:0 ;\n"
    )
    assert budget.parse_video_bytes(stats) == (8880 + 444) // 8


@settings(deadline=None)
@given(
    limit_bytes=st.integers(50_000, 10**9),
    rest_share=st.floats(0.01, 0.6),
    duration_s=st.integers(1, 3600),
    overshoot=st.floats(0.7, 1.04),
)
def test_the_next_bitrate_corrects_the_last_miss(
    limit_bytes: int, rest_share: float, duration_s: int, overshoot: float
) -> None:
    """For an encoder that misses by a constant factor, the second try lies just below the limit."""
    rest_bytes = round(limit_bytes * rest_share)

    def encoder(bits_per_s: int) -> int:
        return rest_bytes + round(bits_per_s * duration_s / 8 * overshoot)

    first = budget.first_bitrate(limit_bytes, span(duration_s), rest_bytes=rest_bytes)
    size_bytes = encoder(first)
    second = budget.next_bitrate(limit_bytes, first, size_bytes=size_bytes, rest_bytes=rest_bytes)
    slack_bytes = duration_s  # one bit a second is the finest step
    assert 0.97 * limit_bytes - slack_bytes <= encoder(second) <= limit_bytes


def test_a_stubborn_encoder_is_asked_for_much_less() -> None:
    asked = budget.next_bitrate(45_000, 71_652, size_bytes=46_520, rest_bytes=29_503)
    assert asked < 0.75 * 71_652
