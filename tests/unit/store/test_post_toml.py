"""post.toml: read strictly, one fault with key and line for each mistake, and written so that it reads back the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from makers.posts import posts

from prstudio.errors import PostFault
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.geometry import Box, Point
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
from prstudio.store.post_toml import format_post, parse_post

HI, EN = Language.HI, Language.EN
FULL = '''\
schema = 1
title = "Eye camp, Jhajjar"
district = "jhajjar"
link = "https://example.org/camp"

[caption.hi]
headline = "झज्जर में निःशुल्क नेत्र जांच शिविर"
body = """पहली पंक्ति
दूसरी पंक्ति"""
hashtags = ["हरियाणा", "#झज्जर"]

[caption.en]
headline = "Free eye camp in Jhajjar"

[[asset]]
file = "photos/camp.jpg"
alt = { hi = "शिविर", en = "The camp" }
focus = { x = 0.62, y = 0.40 }
crop."1:1" = { x = 0.10, y = 0.0, w = 0.60, h = 1.0 }

[[asset]]
file = "camp.mov"
trim = { start_s = 12.48, end_s = 72.0 }
mute = true
weight = "light"
cover_s = 20
fit = "colour"
fit_colour = "#FF9933"
subtitles = { hi = "camp.hi.srt" }

[[asset]]
slideshow = { slides = [{ file = "a.jpg", duration_s = 3 }, { file = "b.jpg" }], crossfade_s = 0.5, sound = "s.mp3" }

[[target]]
platform = "facebook"
kind = "photo"
languages = ["en", "hi"]
account = "jhajjar-facebook"
ratio = "4:5"
caption.hi.body = "अलग"
'''


def test_every_key_of_the_format_is_read() -> None:
    post = parse_post(FULL, "post.toml")
    assert post == Post(
        district="jhajjar",
        title="Eye camp, Jhajjar",
        link="https://example.org/camp",
        captions={
            HI: Caption("झज्जर में निःशुल्क नेत्र जांच शिविर", "पहली पंक्ति\nदूसरी पंक्ति", ("हरियाणा", "झज्जर")),
            EN: Caption("Free eye camp in Jhajjar"),
        },
        assets=(
            Asset(
                file="photos/camp.jpg",
                alt={HI: "शिविर", EN: "The camp"},
                focus=Point(0.62, 0.4),
                crop={"1:1": Box(0.1, 0.0, 0.6, 1.0)},
            ),
            Asset(
                file="camp.mov",
                trim=Trim(12.48, 72.0),
                mute=True,
                weight=Weight.LIGHT,
                cover_s=20.0,
                fit=Fit.COLOUR,
                fit_colour="#ff9933",
                subtitles={HI: "camp.hi.srt"},
            ),
            Asset(slideshow=Slideshow((Slide("a.jpg", 3.0), Slide("b.jpg")), 0.5, "s.mp3")),
        ),
        targets=(
            Target(
                platform=Platform.FACEBOOK,
                kind="photo",
                languages=(EN, HI),
                account="jhajjar-facebook",
                ratio="4:5",
                caption={HI: CaptionOverride(body="अलग")},
            ),
        ),
    )


def test_the_smallest_post_is_a_schema_and_a_district() -> None:
    assert parse_post('schema = 1\ndistrict = "nuh"\n', "post.toml") == Post(district="nuh")


def test_texts_become_nfc_with_plain_line_ends() -> None:
    loose = "रेवा\u095cी".encode().decode()
    post = parse_post(f'schema = 1\ndistrict = "nuh"\n[caption.hi]\nbody = """{loose}\r\nx\\r\\ny\\rz"""\n', "p")
    body = post.captions[HI].body
    assert unicodedata.is_normalized("NFC", body)
    assert body == "रेवाड़ी\nx\ny\nz"


def test_a_file_name_stays_exactly_as_written() -> None:
    post = parse_post('schema = 1\ndistrict = "nuh"\n[[asset]]\nfile = "रेवा\u095cी.jpg"\n', "p")
    assert post.assets[0].file == "रेवा\u095cी.jpg"


def test_a_crop_that_misses_one_by_a_hair_is_taken_as_whole() -> None:
    post = parse_post(with_asset('crop."1:1" = { x = 0.7, y = 0.9, w = 0.3, h = 0.1 }'), "p")
    box = post.assets[0].crop["1:1"]
    assert box.x + box.w <= 1
    assert box.y + box.h <= 1


def with_asset(line: str, file: str = 'file = "a.jpg"') -> str:
    return f'schema = 1\ndistrict = "nuh"\n[[asset]]\n{file}\n{line}\n'


def with_target(line: str, platform: str = 'platform = "x"') -> str:
    return f'schema = 1\ndistrict = "nuh"\n[[target]]\n{platform}\n{line}\n'


def with_file(name: str) -> str:
    return f'schema = 1\ndistrict = "nuh"\n[[asset]]\n\nfile = {name}\n'


BAD = [
    ("", "toml_missing_key", "schema", 1),
    ("schema = 2", "post_schema", "schema", 1),
    ("schema = true", "toml_wrong_type", "schema", 1),
    ("schema = 1", "toml_missing_key", "district", 1),
    ('schema = 1\ndistrict = "jhajar"', "toml_not_a_choice_near", "district", 2),
    ('schema = 1\ndistrict = "Charkhi Dadri"', "toml_not_a_choice_near", "district", 2),
    ('schema = 1\ndistrict = "झज्जर"', "toml_not_a_choice_near", "district", 2),
    ('schema = 1\ndistrict = "xxxxxxxx"', "toml_not_a_choice", "district", 2),
    ('schema = 1\ndistrict = "nuh"\ntitel = "x"', "toml_unknown_key_near", "titel", 3),
    ('schema = 1\n\ndistrikt = "nuh"', "toml_misspelt_key", "distrikt", 3),
    ('schema = 1\ndistrict = "nuh"\ntitle = 5', "toml_wrong_type", "title", 3),
    ('schema = 1\ndistrict = "nuh"\nlink = """a\nb"""', "post_one_line", "link", 3),
    ('schema = 1\ndistrict = "nuh"\ntitle = "a\\u0007b"', "post_control_character", "title", 3),
    ('schema = 1\ndistrict = "nuh"\ntitle = "a\\u0085b"', "post_control_character", "title", 3),
    ('schema = 1\ndistrict = "nuh"\n[caption.fr]\nbody = "x"', "toml_unknown_key", "caption.fr", 3),
    ('schema = 1\ndistrict = "nuh"\ncaption = 1', "toml_wrong_type", "caption", 3),
    ('schema = 1\ndistrict = "nuh"\n[caption.hi]\nbody = ["x"]', "toml_wrong_type", "caption.hi.body", 4),
    ('schema = 1\ndistrict = "nuh"\n[caption.hi]\n\nhashtag = []', "toml_unknown_key_near", "caption.hi.hashtag", 5),
    ('schema = 1\ndistrict = "nuh"\n[caption.hi]\nhashtags = "a b"', "toml_wrong_type", "caption.hi.hashtags", 4),
    ('schema = 1\ndistrict = "nuh"\n[caption.hi]\nhashtags = ["a", "#"]', "post_hashtag_empty", "caption.hi.hashtags", 4),
    ('schema = 1\ndistrict = "nuh"\nasset = {}', "toml_wrong_type", "asset", 3),
    (with_asset("", file=""), "toml_missing_key", "asset.0.file", 3),
    (with_asset("focus = { x = 0.5 }"), "toml_missing_key", "asset.0.focus.y", 5),
    (with_asset("focus = { x = 1.5, y = 0 }"), "post_fraction", "asset.0.focus.x", 5),
    (with_asset("focus = { x = nan, y = 0 }"), "toml_wrong_type", "asset.0.focus.x", 5),
    (with_asset("focus = { x = 0, y = 0, z = 0 }"), "toml_unknown_key", "asset.0.focus.z", 5),
    (with_asset('crop."1:0" = { x = 0, y = 0, w = 1, h = 1 }'), "post_ratio", 'asset.0.crop."1:0"', 5),
    (with_asset("crop.square = { x = 0, y = 0, w = 1, h = 1 }"), "post_ratio", "asset.0.crop.square", 5),
    (with_asset('crop."१:१" = { x = 0, y = 0, w = 1, h = 1 }'), "post_ratio", 'asset.0.crop."१:१"', 5),
    (with_asset('crop."1:1" = { x = 0, y = 0, w = 0, h = 1 }'), "post_crop_empty", 'asset.0.crop."1:1".w', 5),
    (with_asset('crop."1:1" = { x = 0, y = 0.5, w = 1, h = 0.6 }'), "post_crop_outside", 'asset.0.crop."1:1".h', 5),
    (with_asset('crop."1:1" = { x = -0.1, y = 0, w = 1, h = 1 }'), "post_fraction", 'asset.0.crop."1:1".x', 5),
    (with_asset("trim = { start_s = 5, end_s = 5 }"), "post_trim_order", "asset.0.trim.end_s", 5),
    (with_asset("trim = { start_s = 5, end_s = 4 }"), "post_trim_order", "asset.0.trim.end_s", 5),
    (with_asset("trim = { start_s = -1 }"), "post_negative", "asset.0.trim.start_s", 5),
    (with_asset("trim = { start_s = nan }"), "toml_wrong_type", "asset.0.trim.start_s", 5),
    (with_asset("trim = { end_s = inf }"), "toml_wrong_type", "asset.0.trim.end_s", 5),
    (with_asset("trim = { end = 4 }"), "toml_unknown_key_near", "asset.0.trim.end", 5),
    (with_asset("cover_s = -2"), "post_negative", "asset.0.cover_s", 5),
    (with_asset('mute = "yes"'), "toml_wrong_type", "asset.0.mute", 5),
    (with_asset('weight = "heavy"'), "toml_not_a_choice", "asset.0.weight", 5),
    (with_asset('fit = "blurr"'), "toml_not_a_choice_near", "asset.0.fit", 5),
    (with_asset('fit_colour = "red"'), "post_colour", "asset.0.fit_colour", 5),
    (with_asset('fit_colour = "#ffff"'), "post_colour", "asset.0.fit_colour", 5),
    (with_asset('alt = { fr = "x" }'), "toml_unknown_key", "asset.0.alt.fr", 5),
    (with_asset('alt = "x"'), "toml_wrong_type", "asset.0.alt", 5),
    (with_asset('subtitles = { hi = "../a.srt" }'), "post_file_name", "asset.0.subtitles.hi", 5),
    (with_asset("slideshow = { slides = [{ file = 'a' }] }"), "post_file_and_slideshow", "asset.0.file", 4),
    (with_asset("slideshow = { slides = [] }", file=""), "post_slideshow_empty", "asset.0.slideshow.slides", 5),
    (with_asset("slideshow = {}", file=""), "post_slideshow_empty", "asset.0.slideshow.slides", 5),
    (
        with_asset("slideshow = { slides = [{ file = 'a', duration_s = 0 }] }", file=""),
        "post_not_positive", "asset.0.slideshow.slides.0.duration_s", 5,
    ),
    (
        with_asset("slideshow = { slides = [\n{ file = 'a' },\n{ file = 'b', duration_s = 2 }], crossfade_s = 2 }", file=""),
        "post_slide_too_short", "asset.0.slideshow.slides.1.duration_s", 7,
    ),
    (
        with_asset("slideshow = { slides = [{ file = 'a' }], crossfade_s = -1 }", file=""),
        "post_negative", "asset.0.slideshow.crossfade_s", 5,
    ),
    (with_target("", platform='platform = "facebok"'), "toml_not_a_choice_near", "target.0.platform", 4),
    (with_target("", platform='platform = "koo"'), "toml_not_a_choice", "target.0.platform", 4),
    (with_target("", platform=""), "toml_missing_key", "target.0.platform", 3),
    (with_target("languages = []"), "post_no_language", "target.0.languages", 5),
    (with_target('languages = ["hi", "hi"]'), "post_language_twice", "target.0.languages", 5),
    (with_target('languages = ["hindi"]'), "toml_not_a_choice", "target.0.languages", 5),
    (with_target('ratio = "wide"'), "post_ratio", "target.0.ratio", 5),
    (with_target('ratio = "0:1"'), "post_ratio", "target.0.ratio", 5),
    (with_target('caption.hi.text = "x"'), "toml_unknown_key", "target.0.caption.hi.text", 5),
    (with_target('caption.ur.body = "x"'), "toml_unknown_key", "target.0.caption.ur", 5),
    ("schema = 1\nschema = 1", "toml_syntax", "", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "key", "line"), BAD)
def test_each_mistake_is_one_fault_naming_key_and_line(text: str, code: str, key: str, line: int) -> None:
    with pytest.raises(PostFault) as caught:
        parse_post(text, "post.toml")
    error = caught.value
    assert (error.code, error.params["key"], error.params["line"], error.params["file"]) == (
        code,
        key,
        line,
        "post.toml",
    )
    for language in Language:
        sentence = say_error(error, language)
        assert f"{line}" in sentence
        assert key in sentence
        assert "{" not in sentence


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ('""', "file_name_empty"),
        ('"  "', "file_name_empty"),
        ('"a\\u0000.jpg"', "file_name_control"),
        ('"a\\nb.jpg"', "file_name_control"),
        ("'photos\\a.jpg'", "file_name_backslash"),
        ("'\\\\server\\share\\a.jpg'", "file_name_backslash"),
        ("'C:\\a.jpg'", "file_name_backslash"),
        ('"C:/a.jpg"', "file_name_colon"),
        ('"a.jpg:stream"', "file_name_colon"),
        ('"http://example.org/a.jpg"', "file_name_colon"),
        ('"/etc/passwd"', "file_name_absolute"),
        ('"//server/share/a.jpg"', "file_name_absolute"),
        ('"../a.jpg"', "file_name_dots"),
        ('"a/../../b.jpg"', "file_name_dots"),
        ('"./a.jpg"', "file_name_dots"),
        ('"a//b.jpg"', "file_name_dots"),
        ('"photos/"', "file_name_dots"),
        ('"NUL"', "file_name_device"),
        ('"nul.jpg"', "file_name_device"),
        ('"con .jpg"', "file_name_device"),
        ('"photos/COM1.jpg"', "file_name_device"),
        ('"LPT9/a.jpg"', "file_name_device"),
        ('"a.jpg."', "file_name_end"),
        ('"a.jpg "', "file_name_end"),
    ],
)
def test_a_file_name_that_leads_outside_or_breaks_windows_is_refused(name: str, reason: str) -> None:
    with pytest.raises(PostFault) as caught:
        parse_post(with_file(name), "post.toml")
    assert caught.value.code == "post_file_name"
    assert caught.value.params["reason"] == reason
    assert caught.value.params["line"] == 5
    for language in Language:
        assert "\x00" not in say_error(caught.value, language)


@pytest.mark.parametrize("name", ["शिविर की फोटो.jpg", "console.jpg", "com10.jpg", "a b/c d.jpg", "👁️.png", "..a.jpg"])
def test_ordinary_file_names_are_taken(name: str) -> None:
    assert parse_post(with_file(f'"{name}"'), "p").assets[0].file == name


@settings(deadline=None, max_examples=60)
@given(posts())
def test_any_post_reads_back_as_it_was_written(post: Post) -> None:
    text = format_post(post)
    assert parse_post(text, "post.toml") == post
    assert format_post(parse_post(text, "post.toml")) == text


def test_the_written_form_looks_as_a_person_would_write_it() -> None:
    post = parse_post(FULL, "post.toml")
    text = format_post(post)
    assert 'alt = { hi = "शिविर", en = "The camp" }' in text
    assert "focus = { x = 0.62, y = 0.4 }" in text
    assert 'crop."1:1" = { x = 0.1, y = 0.0, w = 0.6, h = 1.0 }' in text
    assert 'body = """\nपहली पंक्ति\nदूसरी पंक्ति"""' in text
    assert 'hashtags = ["हरियाणा", "झज्जर"]' in text
    assert "\n[[target]]\n" in text


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("turn_deg = 45", "post_turn"),
        ("turn_deg = -90", "post_turn"),
        ("turn_deg = 90.0", "toml_wrong_type"),
        ("straighten_deg = 15.1", "post_straighten"),
        ("straighten_deg = -16", "post_straighten"),
        ("straighten_deg = 0.25", "post_straighten"),
        ('straighten_deg = "2"', "toml_wrong_type"),
    ],
)
def test_odd_turns_are_refused(line: str, code: str) -> None:
    text = f'schema = 1\ndistrict = "jhajjar"\n[[asset]]\nfile = "a.jpg"\n{line}\n'
    with pytest.raises(PostFault) as caught:
        parse_post(text, "post.toml")
    assert caught.value.code == code
    assert caught.value.params["line"] == 5


def test_a_slideshow_is_never_turned() -> None:
    text = 'schema = 1\ndistrict = "jhajjar"\n[[asset]]\nturn_deg = 90\nslideshow = { slides = [{ file = "a.jpg" }] }\n'
    with pytest.raises(PostFault) as caught:
        parse_post(text, "post.toml")
    assert caught.value.code == "post_turn_slideshow"


def test_turns_are_read_and_written() -> None:
    text = 'schema = 1\ndistrict = "jhajjar"\n[[asset]]\nfile = "a.jpg"\nturn_deg = 270\nstraighten_deg = -1.5\n'
    post = parse_post(text, "post.toml")
    assert (post.assets[0].turn_deg, post.assets[0].straighten_deg) == (270, -1.5)
    assert "turn_deg = 270\nstraighten_deg = -1.5\n" in format_post(post)
