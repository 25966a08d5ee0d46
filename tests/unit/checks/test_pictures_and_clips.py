"""Planned pictures and clips against the rules, and trims, covers and subtitles against the clip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from makers.drafts import CLIP, EN, HI, MEDIA, RULES, clean_post, clip, codes_of, findings_of, only, photo, post_for

from prstudio.checks.sizes import enlargement, shown_size
from prstudio.model.finding import Fix, Severity
from prstudio.model.geometry import Box, Size
from prstudio.model.media_info import AudioInfo
from prstudio.model.post import Asset, Fit, Platform, Post, Slide, Slideshow, Target, Trim
from prstudio.model.variant import Variant
from prstudio.platforms.rules import PlatformRules, Words
from prstudio.prepare import fixes


def spoilt(**changes: object) -> Callable[[Variant], Variant]:
    """Spoils the plan of the clip, or of each picture where there is no clip."""

    def change(variant: Variant) -> Variant:
        if variant.video is not None:
            return replace(variant, video=replace(variant.video, **changes))
        return replace(variant, pictures=tuple(replace(plan, **changes) for plan in variant.pictures))

    return change


def on(platform: Platform, kind: str | None = None, ratio: str | None = None) -> Target:
    return Target(platform, kind=kind, languages=(HI,), ratio=ratio)


def with_words(platform: Platform, video: str, **words: tuple[str, ...]) -> dict[Platform, PlatformRules]:
    """The rules with other words in one video rule."""
    own = RULES[platform]
    rule = own.videos[video]
    source = rule.mimes.source
    changed = replace(rule, **{name: Words(values, Severity.ERROR, source) for name, values in words.items()})
    return {**RULES, platform: replace(own, videos={**own.videos, video: changed})}


# Pictures


def test_a_small_photo_that_must_grow_is_warned_of() -> None:
    post = post_for(on(Platform.INSTAGRAM), photo("small.jpg"))
    finding = only("picture_enlarged", findings_of(post))
    assert (finding.severity, finding.place, finding.params["factor"]) == (Severity.WARNING, "asset.0", 1.6)
    assert "picture_enlarged" not in codes_of(post_for(on(Platform.INSTAGRAM), photo()))


@pytest.mark.parametrize(
    ("fit", "factor"),
    [(Fit.CROP, 2.0), (Fit.BLUR, 1.0), (Fit.COLOUR, 1.0)],
)
def test_enlargement_is_that_of_what_is_shown(fit: Fit, factor: float) -> None:
    shown = shown_size(Box(0, 0, 0.5, 1), Size(200, 100), fit)
    assert shown == (Size(100, 100) if fit is Fit.CROP else Size(200, 100))
    assert enlargement(Size(200, 200), shown=shown, fit=fit) == factor


def test_a_ratio_that_instagram_refuses_is_an_error_and_mended() -> None:
    post = post_for(on(Platform.INSTAGRAM, "photo", "3:1"), photo())
    finding = only("ratio_too_wide", findings_of(post))
    assert (finding.severity, finding.fix) == (Severity.ERROR, Fix("choose_allowed_ratio", target_index=0))
    mended = fixes.apply(finding.fix, post, MEDIA, RULES)
    assert codes_of(mended).isdisjoint({"ratio_too_wide", "ratio_too_narrow"})
    tall = post_for(on(Platform.INSTAGRAM, "photo", "1:3"), photo())
    assert only("ratio_too_narrow", findings_of(tall)).severity is Severity.ERROR
    assert codes_of(post_for(on(Platform.INSTAGRAM, "photo", "4:5"), photo())).isdisjoint({"ratio_too_narrow"})


def test_pixels_outside_the_bounds_are_told_with_their_measure() -> None:
    post = post_for(on(Platform.INSTAGRAM), photo())
    wide = only("pixels_too_many", findings_of(post, change=spoilt(size=Size(1500, 1500))))
    assert (wide.params["measure"], wide.params["value"], wide.params["limit"]) == ("measure_width_px", 1500, 1440)
    narrow = only("pixels_too_few", findings_of(post, change=spoilt(size=Size(300, 300))))
    assert narrow.params["limit"] == 320
    assert codes_of(post).isdisjoint({"pixels_too_many", "pixels_too_few"})


def test_a_type_that_the_platform_does_not_take_is_an_error() -> None:
    post = post_for(on(Platform.INSTAGRAM), photo())
    finding = only("picture_type", findings_of(post, change=spoilt(mime="image/png")))
    assert (finding.severity, finding.params["known"]) == (Severity.ERROR, "image/jpeg")
    assert "picture_type" not in codes_of(post)


def test_an_animation_stops_where_only_photos_are_taken() -> None:
    finding = only("animation_stops", findings_of(post_for(on(Platform.FACEBOOK), photo("moving.gif"))))
    assert finding.severity is Severity.ADVICE
    assert "animation_stops" not in codes_of(post_for(on(Platform.X), photo("moving.gif")))


def test_an_animation_with_too_many_frames_is_cut() -> None:
    finding = only("animation_cut", findings_of(post_for(on(Platform.X), photo("long.gif"))))
    assert (finding.params["value"], finding.params["limit"]) == (500, 350)


def test_an_animation_over_the_limit_will_lose_something() -> None:
    finding = only("animation_squeezed", findings_of(post_for(on(Platform.X), photo("moving.gif"))))
    assert (finding.severity, finding.params["limit"]) == (Severity.WARNING, 15_000_000)
    light = {**MEDIA, "moving.gif": replace(MEDIA["moving.gif"], size_bytes=100_000)}
    assert "animation_squeezed" not in codes_of(post_for(on(Platform.X), photo("moving.gif")), light)


def test_a_photo_that_serves_as_thumbnail_is_looked_at_too() -> None:
    post = post_for(on(Platform.YOUTUBE), clip(), photo("small.jpg"))
    assert only("picture_enlarged", findings_of(post)).params["file"] == "small.jpg"


# Clips


def test_a_clip_over_the_longest_length_is_told_and_trimmed() -> None:
    post = post_for(on(Platform.X), clip("long.mp4"))
    finding = only("clip_too_long", findings_of(post))
    assert (finding.severity, finding.params["limit"], finding.params["over"]) == (Severity.ERROR, 1200, 300)
    assert finding.fix == Fix("trim_to_longest", target_index=0, asset_index=0)
    mended = fixes.apply(finding.fix, post, MEDIA, RULES)
    left = [finding for finding in findings_of(mended) if finding.code == "clip_too_long"]
    assert all(finding.severity is Severity.WARNING for finding in left)


def test_a_clip_in_the_unsure_range_only_warns() -> None:
    media = {**MEDIA, "camp.mp4": replace(CLIP, duration_s=300.0)}
    finding = only("clip_too_long", findings_of(post_for(on(Platform.X), clip()), media))
    assert (finding.severity, finding.params["limit"]) == (Severity.WARNING, 140)


def test_a_clip_under_the_shortest_length_is_an_error() -> None:
    finding = only("clip_too_short", findings_of(post_for(on(Platform.FACEBOOK, "reel"), clip("short.mp4"))))
    assert (finding.severity, finding.params["limit"], finding.fix) == (Severity.ERROR, 3, None)


def test_a_clip_of_ordinary_length_is_fine() -> None:
    for platform in (Platform.FACEBOOK, Platform.X, Platform.YOUTUBE, Platform.WHATSAPP):
        assert codes_of(post_for(on(platform), clip())) == set()


def test_a_slideshow_can_be_too_long_too() -> None:
    slides = tuple(Slide(f"camp-{number}.jpg", 40.0) for number in range(1, 5))
    finding = only(
        "clip_too_long", findings_of(post_for(on(Platform.FACEBOOK, "reel"), Asset(slideshow=Slideshow(slides))))
    )
    assert finding.params["file"] == "camp-1.jpg"


def test_a_reel_has_one_ratio_alone() -> None:
    post = post_for(on(Platform.FACEBOOK, "reel", "1:1"), clip())
    finding = only("ratio_not_taken", findings_of(post))
    assert (finding.severity, finding.params["known"]) == (Severity.ERROR, "9:16")
    assert "ratio_not_taken" not in codes_of(fixes.apply(finding.fix, post, MEDIA, RULES))


def test_a_tiny_clip_in_a_large_frame_is_warned_of() -> None:
    found = findings_of(post_for(on(Platform.FACEBOOK, "reel"), clip("tiny.mp4")))
    assert only("picture_enlarged", found).params["factor"] > 1.5


def test_each_small_photo_of_a_slideshow_is_warned_of() -> None:
    slideshow = Slideshow((Slide("camp.jpg"), Slide("small.jpg")))
    found = findings_of(post_for(on(Platform.FACEBOOK, "reel"), Asset(slideshow=slideshow)))
    assert only("picture_enlarged", found).params["file"] == "small.jpg"


def test_an_hour_in_sixteen_megabytes_looks_poor() -> None:
    finding = only("clip_starved", findings_of(post_for(on(Platform.WHATSAPP), clip("hour.mp4"))))
    assert finding.severity is Severity.WARNING
    assert finding.params["kbps"] < 100
    assert "clip_starved" not in codes_of(post_for(on(Platform.WHATSAPP), clip()))


def test_a_plan_heavier_than_the_limit_is_told() -> None:
    post = post_for(on(Platform.TELEGRAM), clip())
    finding = only("clip_too_heavy", findings_of(post, change=spoilt(max_bytes=60_000_000)))
    assert (finding.severity, finding.params["limit"]) == (Severity.ERROR, 50_000_000)
    media = {**MEDIA, "camp.mp4": replace(CLIP, size_bytes=70_000_000)}
    copied = findings_of(post, media, change=spoilt(remux=True, max_bytes=None))
    assert only("clip_too_heavy", copied).params["value"] == 70_000_000


@pytest.mark.parametrize(
    ("changes", "code", "figure"),
    [
        ({"fps": Fraction(120)}, "clip_figure_high", "figure_fps"),
        ({"fps": Fraction(12)}, "clip_figure_low", "figure_fps"),
        ({"gop_s": 10.0}, "clip_figure_high", "figure_gop_s"),
        ({"audio_kbps": 64}, "clip_figure_low", "figure_audio_kbps"),
        ({"audio_rate_hz": 22_050}, "clip_figure_low", "figure_audio_rate_hz"),
    ],
)
def test_a_figure_out_of_bounds_is_told(changes: dict[str, object], code: str, figure: str) -> None:
    post = post_for(on(Platform.FACEBOOK, "reel"), clip())
    assert only(code, findings_of(post, change=spoilt(**changes))).params["figure"] == figure
    assert codes_of(post).isdisjoint({"clip_figure_low", "clip_figure_high"})


def test_the_sound_of_a_silent_clip_breaks_nothing() -> None:
    post = post_for(on(Platform.FACEBOOK, "reel"), clip(mute=True))
    assert findings_of(post, change=spoilt(audio_kbps=8)) == findings_of(post)


def test_codecs_are_judged_by_the_plan_not_by_the_original() -> None:
    odd = replace(CLIP, video_codec="vp9", pixel_format="yuv422p10le", audio=AudioInfo("pcm_s16le", 96_000, 6))
    media = {**MEDIA, "camp.mp4": odd}
    post = post_for(on(Platform.X), clip())
    assert "clip_stream_not_taken" not in {finding.code for finding in findings_of(post, media)}
    copied = findings_of(post, media, change=spoilt(remux=True))
    streams = {finding.params["stream"] for finding in copied if finding.code == "clip_stream_not_taken"}
    assert streams == {"stream_video_codec", "stream_audio_codec", "stream_pixel_format"}
    assert "clip_figure_high" in {finding.code for finding in copied}


def test_a_platform_that_takes_no_file_of_ours_is_told() -> None:
    rules = with_words(Platform.X, "video", mimes=("video/webm",))
    finding = only("clip_stream_not_taken", findings_of(post_for(on(Platform.X), clip()), rules=rules))
    assert (finding.params["stream"], finding.params["value"]) == ("stream_mime", "video/mp4")


# Trims and covers


@pytest.mark.parametrize(
    ("trim", "code", "severity"),
    [
        (Trim(40.0), "trim_outside_clip", Severity.ERROR),
        (Trim(30.0, 60.0), "trim_outside_clip", Severity.ERROR),
        (Trim(9.0, 9.0), "trim_outside_clip", Severity.ERROR),
        (Trim(5.0, 31.0), "trim_past_end", Severity.WARNING),
    ],
)
def test_a_trim_beyond_the_clip_is_told_and_mended(trim: Trim, code: str, severity: Severity) -> None:
    post = post_for(on(Platform.FACEBOOK), clip(trim=trim))
    finding = only(code, findings_of(post))
    assert (finding.severity, finding.fix) == (severity, Fix("trim_to_clip", asset_index=0))
    mended = fixes.apply(finding.fix, post, MEDIA, RULES)
    assert codes_of(mended).isdisjoint({"trim_outside_clip", "trim_past_end"})


@pytest.mark.parametrize("trim", [None, Trim(), Trim(0.0, 30.0), Trim(2.0, 30.04), Trim(29.0)])
def test_a_trim_inside_the_clip_is_fine(trim: Trim | None) -> None:
    assert codes_of(post_for(on(Platform.FACEBOOK), clip(trim=trim))).isdisjoint({"trim_outside_clip", "trim_past_end"})


def test_a_cover_beyond_the_clip_is_told_and_mended() -> None:
    post = post_for(on(Platform.YOUTUBE), clip(cover_s=31.0))
    finding = only("cover_outside_clip", findings_of(post))
    assert (finding.place, finding.fix) == ("asset.0.cover_s", Fix("use_clip_cover", asset_index=0))
    assert "cover_outside_clip" not in codes_of(fixes.apply(finding.fix, post, MEDIA, RULES))
    assert "cover_outside_clip" not in codes_of(post_for(on(Platform.YOUTUBE), clip(cover_s=12.0)))


# Subtitles


@pytest.mark.parametrize(
    ("file", "code"),
    [("empty.srt", "subtitles_empty"), ("late.srt", "subtitles_past_end"), ("en.srt", "subtitles_other_language")],
)
def test_subtitles_that_do_not_suit_are_told(file: str, code: str) -> None:
    finding = only(code, findings_of(post_for(on(Platform.YOUTUBE), clip(subtitles={HI: file}))))
    assert (finding.place, finding.severity) == ("asset.0.subtitles.hi", Severity.WARNING)


def test_subtitles_that_suit_are_fine() -> None:
    post = post_for(Target(Platform.YOUTUBE), clip(subtitles={HI: "hi.srt", EN: "en.srt"}))
    assert not {code for code in codes_of(post) if code.startswith("subtitles_")}


def test_subtitles_where_none_are_taken_are_left_out() -> None:
    post = post_for(on(Platform.FACEBOOK), clip(subtitles={HI: "hi.srt", EN: "en.srt"}))
    finding = only("subtitles_not_taken", findings_of(post))
    assert (finding.severity, finding.params["file"]) == (Severity.ADVICE, "hi.srt")


def test_heavy_subtitles_and_a_format_that_is_not_taken_are_told() -> None:
    post = post_for(on(Platform.X), clip(subtitles={HI: "huge.srt"}))
    assert only("subtitles_too_heavy", findings_of(post)).params["limit"] == 1_000_000
    own = RULES[Platform.X]
    assert own.subtitles is not None
    only_vtt = replace(own.subtitles, formats=replace(own.subtitles.formats, values=("vtt",)))
    rules = {**RULES, Platform.X: replace(own, subtitles=only_vtt)}
    assert only("subtitles_format", findings_of(post, rules=rules)).params["known"] == "vtt"


def test_a_post_with_photos_alone_has_no_findings_about_clips() -> None:
    post: Post = clean_post()
    assert not {code for code in codes_of(post) if code.startswith(("clip_", "trim_", "subtitles_", "cover_"))}
