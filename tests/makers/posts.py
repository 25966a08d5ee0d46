"""Arbitrary posts for property tests: any post that post.toml can hold, with figures that are often at the edge."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from prstudio.messages import Language
from prstudio.model.districts import all_districts
from prstudio.model.geometry import Box, Point, Size
from prstudio.model.media_info import (
    AudioInfo,
    ClipInfo,
    MediaInfo,
    PictureInfo,
    SoundInfo,
    SubtitlesInfo,
    UnusableInfo,
)
from prstudio.model.post import (
    Asset,
    Caption,
    CaptionOverride,
    Fit,
    Platform,
    Post,
    Slide,
    Slideshow,
    Target,
    Trim,
    Weight,
)

_SNIPPETS = [
    "झज्जर में शिविर।", "Free eye camp.", "👨‍👩‍👧 ", "#हरियाणा ", "https://example.org/a?b=c ", "example.in", "डॉ. ",
    "\n\n", '"""', "\\", "\t", "क्षि", "98765 43210", "esa fnukad osQ", "\u202e", "<b>", "ड़", "@office ", "।", "",
]  # fmt: skip


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _clean(text: str) -> bool:
    return not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text)


_letters = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=15)
texts = st.one_of(st.lists(st.sampled_from(_SNIPPETS), max_size=8).map("".join), _letters).map(_nfc).filter(_clean)
"""Texts for people: snippets that trouble counters, scanners and checks, or anything at all."""

lines = texts.map(lambda text: text.replace("\n", " ").strip()).filter(bool)
hashtags = (
    st.one_of(st.sampled_from(["हरियाणा", "Haryana", "a b", "क।", "123", "x#y"]), lines)
    .map(lambda tag: tag.strip().lstrip("#＃").strip())
    .filter(bool)
)
files = st.sampled_from(
    ["a.jpg", "b.png", "c.mp4", "d.mov", "photos/शिविर.jpg", "e.gif", "सूची.srt", "s.mp3", "bad.bin"]
)
fractions = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1))
seconds = st.one_of(st.sampled_from([0.0, 0.1, 2.0, 3.0, 60.0, 90.0, 1e6]), st.floats(0, 1e5))
ratios = st.sampled_from(["1:1", "16:9", "9:16", "4:5", "1.91:1", "10000:1", "3:2"])


def by_language(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(st.sampled_from(list(Language)), values, max_size=2)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(st.floats(0, 0.999)), draw(st.floats(0, 0.999))
    return Box(x, y, min(draw(st.floats(0.001, 1)), 1 - x), min(draw(st.floats(0.001, 1)), 1 - y))


@st.composite
def trims(draw: st.DrawFn) -> Trim:
    start_s = draw(seconds)
    return Trim(start_s, draw(st.one_of(st.none(), st.floats(0.001, 1e4).map(lambda length_s: start_s + length_s))))


@st.composite
def slideshows(draw: st.DrawFn) -> Slideshow:
    crossfade_s = draw(st.floats(0, 2))
    durations = st.floats(crossfade_s, crossfade_s + 9, exclude_min=True)
    slides = draw(st.lists(st.builds(Slide, files, durations), min_size=1, max_size=4))
    return Slideshow(tuple(slides), crossfade_s, draw(st.one_of(st.none(), files)))


captions = st.builds(Caption, texts, texts, st.lists(hashtags, max_size=4).map(tuple))
overrides = st.builds(
    CaptionOverride,
    st.one_of(st.none(), texts),
    st.one_of(st.none(), texts),
    st.one_of(st.none(), st.lists(hashtags, max_size=3).map(tuple)),
)


@st.composite
def assets(draw: st.DrawFn) -> Asset:
    slideshow = draw(st.one_of(st.none(), st.none(), slideshows()))
    return Asset(
        file="" if slideshow else draw(files),
        alt=draw(by_language(texts)),
        focus=draw(st.one_of(st.none(), st.builds(Point, fractions, fractions))),
        crop=draw(st.dictionaries(ratios, boxes(), max_size=2)),
        fit=draw(st.sampled_from(Fit)),
        fit_colour=draw(st.sampled_from(["#000000", "#ff9933"])),
        trim=draw(st.one_of(st.none(), trims())),
        mute=draw(st.booleans()),
        weight=draw(st.sampled_from(Weight)),
        cover_s=draw(st.one_of(st.none(), seconds)),
        subtitles=draw(by_language(files)),
        slideshow=slideshow,
        turn_deg=0 if slideshow else draw(st.sampled_from([0, 0, 90, 180, 270])),
        straighten_deg=0.0 if slideshow else draw(st.integers(-150, 150)) / 10,
    )


targets = st.builds(
    Target,
    platform=st.sampled_from(Platform),
    kind=st.one_of(st.none(), st.sampled_from(["photo", "video", "reel", "thread", "nonsense"])),
    languages=st.sampled_from([(Language.HI, Language.EN), (Language.EN, Language.HI), (Language.HI,), (Language.EN,)]),
    account=st.one_of(st.none(), st.sampled_from(["jhajjar-x", "state-x"])),
    ratio=st.one_of(st.none(), ratios),
    caption=by_language(overrides),
)


def posts() -> st.SearchStrategy[Post]:
    """Any post that post.toml can hold."""
    return st.builds(
        Post,
        district=st.sampled_from(sorted(all_districts())),
        title=texts,
        link=st.one_of(st.none(), st.sampled_from(["https://example.org/a", "example.org", "http://उदाहरण.भारत"])),
        captions=by_language(captions),
        assets=st.lists(assets(), max_size=4).map(tuple),
        targets=st.lists(targets, max_size=4).map(tuple),
    )


sizes = st.builds(
    Size, st.sampled_from([1, 2, 31, 320, 641, 1080, 1920, 4000]), st.sampled_from([1, 3, 240, 1080, 6000])
)
_pictures = st.builds(
    PictureInfo,
    file=st.just(""),
    size_bytes=st.sampled_from([100, 10**6, 10**8]),
    mime=st.sampled_from(["image/jpeg", "image/png", "image/gif", "image/heic"]),
    size=sizes,
    frames=st.sampled_from([1, 1, 12, 900]),
    has_location=st.booleans(),
)
_clips = st.builds(
    ClipInfo,
    file=st.just(""),
    size_bytes=st.sampled_from([900, 10**6, 10**10]),
    mime=st.sampled_from(["video/mp4", "video/webm"]),
    size=sizes,
    duration_s=st.sampled_from([0.04, 2.9, 30.0, 95.0, 1500.0, 50_000.0]),
    fps=st.sampled_from([Fraction(0), Fraction(25), Fraction(30000, 1001), Fraction(240)]),
    video_codec=st.sampled_from(["h264", "hevc", "vp9"]),
    coded_size=sizes,
    pixel_format=st.sampled_from(["yuv420p", "yuv422p10le", ""]),
    audio=st.sampled_from([None, AudioInfo("aac", 48000, 2), AudioInfo("pcm_s16le", 96000, 6)]),
    has_location=st.booleans(),
)
_sounds = st.builds(SoundInfo, st.just(""), st.just(1000), st.floats(0.1, 99), st.just(AudioInfo("mp3", 44100, 2)))
_subtitles = st.builds(
    SubtitlesInfo,
    file=st.just(""),
    size_bytes=st.sampled_from([10, 10**7]),
    format=st.sampled_from(["srt", "vtt"]),
    cues=st.integers(0, 3),
    last_end_s=st.floats(0, 200),
    language=st.sampled_from([None, *Language]),
)
_unusable = st.just(UnusableInfo("", "file_not_found", {"file": "x"}))


@st.composite
def media_tables(draw: st.DrawFn) -> dict[str, MediaInfo]:
    """What the files of such posts are: anything, often not what their names say; some are missing altogether."""
    infos = st.one_of(_pictures, _pictures, _clips, _clips, _sounds, _subtitles, _unusable)
    found = draw(st.dictionaries(files, infos))
    return {file: replace(info, file=file) for file, info in found.items()}
