"""Arbitrary posts for property tests: any post that post.toml can hold, with figures that are often at the edge."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from prstudio.messages import Language
from prstudio.model.districts import all_districts
from prstudio.model.geometry import Box, Point
from prstudio.model.post import Asset, Caption, CaptionOverride, Fit, Platform, Post, Slide, Slideshow, Target, Trim

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
        cover_s=draw(st.one_of(st.none(), seconds)),
        subtitles=draw(by_language(files)),
        slideshow=slideshow,
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
