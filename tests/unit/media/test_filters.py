"""Filter graphs as text; test_encode_picture and test_encode_sound look at what they do."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.media.clip_colour import ClipColour
from prstudio.media.filters import audio_graph, fitted_size, frame_graph, video_graph
from prstudio.media.frame_span import FrameSpan
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.media_info import AudioInfo, ClipInfo
from prstudio.model.post import Fit
from prstudio.model.variant import FramePlan, VideoPlan

CLIP = ClipInfo(
    file="a.mp4", size_bytes=1, mime="video/mp4", size=Size(1920, 1080), coded_size=Size(1920, 1080), duration_s=60.0,
    fps=Fraction(30), video_codec="h264",
)  # fmt: skip
PLAN = VideoPlan("a.mp4", 1.0, 3.0, WHOLE, Size(1280, 720), Fraction(30))
SPAN = FrameSpan(seek_s=0.999, read_s=2.5, start_s=0.0, end_s=2.0, frames=60, fps=Fraction(30))
BT709 = ClipColour("bt709", "bt709", "bt709")


def graph(plan: VideoPlan = PLAN, *, info: ClipInfo = CLIP, colour: ClipColour = BT709) -> str:
    return video_graph(plan, info, colour, SPAN)


def test_a_plain_clip_is_only_cut_scaled_and_tagged() -> None:
    assert graph() == (
        "trim=end=2.000000,setparams=field_mode=prog,fps=fps=30/1:start_time=0,format=yuv420p|yuv420p10le,"
        "crop=w=trunc(iw/2)*2:h=trunc(ih/2)*2:x=0:y=0,zscale=w=1280:h=720:f=lanczos,format=yuv420p,setsar=1,"
        "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,"
        "tpad=stop=-1:stop_mode=clone,trim=end_frame=60"
    )


def test_only_fields_are_deinterlaced_and_before_anything_is_scaled() -> None:
    assert "bwdif" not in graph()
    fields = graph(info=replace(CLIP, is_interlaced=True))
    assert fields.index("bwdif") < fields.index("fps=") < fields.index("zscale")


def test_a_rotation_is_left_to_ffmpeg_alone() -> None:
    turned = graph(info=replace(CLIP, rotation_deg=90))
    assert "transpose" not in turned
    assert "rotate" not in turned


@pytest.mark.parametrize(("hdr", "transfer"), [("pq", "tin=smpte2084"), ("hlg", "tin=arib-std-b67")])
def test_hdr_is_toned_down_after_it_is_small(hdr: str, transfer: str) -> None:
    toned = graph(info=replace(CLIP, hdr=hdr))
    assert transfer in toned
    assert toned.index("w=1280") < toned.index("tonemap=hable") < toned.index("format=yuv420p,")


def test_hdr_that_only_the_frames_tell_is_toned_too() -> None:
    assert "tonemap" in graph(colour=ClipColour("bt2020nc", "bt2020", "smpte2084"))


@pytest.mark.parametrize(
    ("colour", "size", "words"),
    [
        (BT709, Size(1920, 1080), ""),
        (ClipColour(), Size(1920, 1080), ""),
        (ClipColour(), Size(640, 360), ":min=170m:m=709"),
        (ClipColour("smpte170m"), Size(1920, 1080), ":min=170m:m=709"),
        (ClipColour("bt470bg"), Size(1920, 1080), ":min=470bg:m=709"),
        (ClipColour("bt709", is_full_range=True), Size(1920, 1080), ":rin=full:r=limited"),
        (
            ClipColour("bt2020nc", "bt2020", "bt709"),
            Size(1920, 1080),
            ":min=2020_ncl:pin=2020:tin=709:m=709:p=709:t=709",
        ),
    ],
)
def test_colours_are_converted_only_where_they_differ(colour: ClipColour, size: Size, words: str) -> None:
    assert f":f=lanczos{words},format=yuv420p" in graph(info=replace(CLIP, size=size), colour=colour)


def test_a_box_is_cropped_before_it_is_scaled() -> None:
    cropped = graph(replace(PLAN, box=Box(0.25, 0.0, 0.5, 1.0)))
    assert "iw*0.500000" in cropped
    assert "x='iw*0.250000'" in cropped
    assert cropped.index("crop=") < cropped.index("zscale=")


def test_a_colour_is_written_as_ffmpeg_reads_it() -> None:
    padded = graph(replace(PLAN, size=Size(720, 1280), fit=Fit.COLOUR, fit_colour="#c02040"))
    assert "pad=720:1280:x=(ow-iw)/2:y=(oh-ih)/2:color=0xc02040" in padded
    assert "zscale=w=720:h=404" in padded


def test_a_blur_scales_the_clip_once() -> None:
    blurred = graph(replace(PLAN, size=Size(720, 1280), fit=Fit.BLUR))
    assert blurred.count("zscale") == 1
    assert "overlay=0:438" in blurred


def test_a_lead_is_cut_away_and_time_begins_behind_it() -> None:
    span = replace(SPAN, start_s=10.0, end_s=12.0)
    assert video_graph(PLAN, CLIP, BT709, span).startswith(
        "trim=start=10.000000:end=12.000000,setpts=PTS-10.000000/TB,"
    )
    sound = audio_graph(AudioInfo("aac", 48000, 2), span, rate_hz=48000, channels_max=2)
    assert sound.startswith("atrim=start=10.000000:end=12.000000,asetpts=PTS-10.000000/TB,")


@pytest.mark.parametrize(("channels", "most", "layout"), [(1, 2, "mono"), (2, 2, "stereo"), (6, 2, "stereo"), (2, 1, "mono"),
                                                          (0, 2, "stereo")])  # fmt: skip
def test_sound_gets_as_many_channels_as_it_has_and_may_have(channels: int, most: int, layout: str) -> None:
    assert f"ochl={layout}:" in audio_graph(AudioInfo("aac", 44100, channels), SPAN, rate_hz=48000, channels_max=most)


def test_sound_is_as_long_as_the_frames_and_gives_way_to_the_priming() -> None:
    sound = audio_graph(AudioInfo("aac", 44100, 2), SPAN, rate_hz=48000, channels_max=2)
    assert "apad=whole_len=96000,atrim=start_sample=1024:end_sample=96000" in sound


def test_a_still_picture_has_no_time_in_its_graph() -> None:
    still = frame_graph(FramePlan("a.mp4", 1.0, WHOLE, Size(640, 360)), CLIP, BT709)
    assert "fps" not in still
    assert "trim" not in still


@settings(deadline=None)
@given(
    st.builds(Size, st.integers(16, 8000), st.integers(16, 8000)),
    st.builds(Size, st.integers(16, 1000).map(lambda n: 2 * n), st.integers(16, 1000).map(lambda n: 2 * n)),
)
def test_a_fitted_size_is_even_and_inside_its_frame_and_touches_two_sides(source: Size, frame: Size) -> None:
    inner = fitted_size(source, frame)
    assert inner.width_px % 2 == inner.height_px % 2 == 0
    assert 2 <= inner.width_px <= frame.width_px
    assert 2 <= inner.height_px <= frame.height_px
    assert inner.width_px == frame.width_px or inner.height_px == frame.height_px
