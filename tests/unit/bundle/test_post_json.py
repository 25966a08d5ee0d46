from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.bundle.layout import build_layout
from prstudio.bundle.post_json import PostRecord, format_record, make_record, parse_record
from prstudio.errors import BundleRefused
from prstudio.messages import Language
from prstudio.model.geometry import Box, Point, Size
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
from prstudio.model.variant import VideoPlan

WORDS = st.text(max_size=12)
SHARES = st.floats(0, 0.5)
LANGUAGES = st.sampled_from(Language)
BOXES = st.builds(Box, SHARES, SHARES, st.floats(0.01, 0.5), st.floats(0.01, 0.5))
CAPTIONS = st.builds(Caption, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple))
ASSETS = st.builds(
    Asset,
    file=WORDS,
    alt=st.dictionaries(LANGUAGES, WORDS),
    focus=st.none() | st.builds(Point, SHARES, SHARES),
    crop=st.dictionaries(st.sampled_from(["1:1", "4:5"]), BOXES),
    fit=st.sampled_from(Fit),
    trim=st.none() | st.builds(Trim, st.floats(0, 9), st.none() | st.floats(10, 99)),
    mute=st.booleans(),
    weight=st.sampled_from(Weight),
    cover_s=st.none() | st.floats(0, 99),
    slideshow=st.none()
    | st.builds(Slideshow, st.lists(st.builds(Slide, WORDS, st.floats(1, 9)), max_size=2).map(tuple)),
)
TARGETS = st.builds(
    Target,
    platform=st.sampled_from(Platform),
    kind=st.none() | WORDS,
    languages=st.sampled_from([(Language.HI,), (Language.EN, Language.HI)]),
    caption=st.dictionaries(LANGUAGES, st.builds(CaptionOverride, st.none() | WORDS, st.none() | WORDS)),
)
POSTS = st.builds(
    Post,
    district=st.sampled_from(["jhajjar", "charkhi-dadri"]),
    title=WORDS,
    link=st.none() | WORDS,
    captions=st.dictionaries(LANGUAGES, CAPTIONS),
    assets=st.lists(ASSETS, max_size=3).map(tuple),
    targets=st.lists(TARGETS, max_size=3).map(tuple),
)


@given(post=POSTS)
@settings(deadline=None, max_examples=80)
def test_any_post_comes_back(post):
    record = PostRecord("0.1.0", "2026-11-23", post, (), ())
    assert parse_record(format_record(record)) == record


def test_a_whole_record_comes_back(contents):
    record = make_record(contents, build_layout(contents))
    again = parse_record(format_record(record))
    assert again.post == replace(contents.post, targets=contents.targets)
    assert tuple(target.variant for target in again.targets) == contents.variants
    assert [target.folder for target in again.targets] == ["data/facebook", "data/facebook-2", "data/youtube", "data/x"]
    assert format_record(again) == format_record(record)


def test_others_find_the_post_in_plain_json(honest):
    document = json.loads(honest.files["data/post.json"])
    assert document["schema"] == 1
    assert document["rules_revision"] == "2026-11-23"
    assert document["post"]["captions"]["hi"]["headline"] == "झज्जर में निःशुल्क नेत्र जांच शिविर"
    assert document["targets"][3]["variant"]["thread"][0] == "पहली पोस्ट #हरियाणा (1/2)"
    assert document["targets"][2]["variant"]["video"]["fps"] == "30000/1001"
    assert document["targets"][2]["files"][0]["role"] == "video"
    assert document["findings"][2]["params"]["limit"] == 280


def _video(**changes: object) -> VideoPlan:
    plan = VideoPlan("a.mov", 0.0, 1.0, Box(0, 0, 1, 1), Size(64, 36), Fraction(25))
    return replace(plan, **changes)


@pytest.mark.parametrize("box", [Box(-0.1, 0, 1, 1), Box(0.5, 0, 0.6, 1), Box(0, 0, 0, 1), Box(0, 0.2, 1, 0.9)])
def test_a_crop_outside_the_picture_is_refused(contents, box):
    spoilt = replace(contents, variants=(replace(contents.variants[2], video=_video(box=box)),))
    record = make_record(replace(spoilt, variants=()), ())
    target = make_record(contents, build_layout(contents)).targets[2]
    record = replace(record, targets=(replace(target, variant=spoilt.variants[0]),))
    with pytest.raises(BundleRefused) as refused:
        parse_record(format_record(record))
    assert refused.value.params["place"] == "targets.0.variant.video.box"


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_record_or_refused(content):
    with pytest.raises(BundleRefused):
        parse_record(content)


@given(data=st.data())
@settings(deadline=None, max_examples=120)
def test_a_record_with_one_value_changed_is_read_or_refused(honest, data):
    """Whatever stands in the place of any value, nothing but our own error comes out."""
    document = json.loads(honest.files["data/post.json"])
    places = list(_places(document))
    *path, last = data.draw(st.sampled_from(places))
    owner = document
    for step in path:
        owner = owner[step]
    owner[last] = data.draw(
        st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=5)
        | st.just([]) | st.just({}) | st.just([[[]]])
    )  # fmt: skip
    try:
        parse_record(json.dumps(document).encode("utf-8"))
    except BundleRefused as refused:
        assert refused.code == "bundle_post_broken"  # noqa: PT017 -- both outcomes are right


def _places(value: object, place: tuple = ()) -> list[tuple]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    found = []
    for key in keys:
        found += [(*place, key), *_places(value[key], (*place, key))]
    return found
