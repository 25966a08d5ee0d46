"""A rules file is read strictly: every fault names its place and line, and nothing unsourced gets in."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.errors import RulesFault
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.geometry import Size
from prstudio.model.post import Platform
from prstudio.platforms.limit_names import VIDEO, WHOLE_UNITS
from prstudio.platforms.reader import read_rules
from prstudio.platforms.rules import ErrorRule, HashtagPlace, LinkPlace, SourceKind, Unit

RULES = """\
schema = 1
platform = "x"
revision = 2026-11-23
label = { hi = "एक्स", en = "X" }
direct = true

[sources]
doc = { where = "https://example.org/doc", seen = 2026-08-22, kind = "official" }
tale = { where = "hearsay", seen = 2026-08-21, kind = "folk" }

[texts.post]
counter = "x_weighted"
max_length = { value = 280, unit = "weighted", level = "error", source = "doc" }
max_hashtags = { value = 2, unit = "hashtags", level = "advice", source = "tale", note = "few read more" }
layout = { headline = true, separator = "\\n\\n", hashtags = "end", link = "none" }

[x_weights]
source = "doc"
scale = 100
default_weight = 200
url_length = 23
ranges = [{ first = 0, last = 4351, weight = 100 }, { first = 8192, last = 8205, weight = 100 }]

[pictures.photo]
mimes = { values = ["image/jpeg", "image/png"], level = "error", source = "doc" }
max_bytes = { value = 5_000_000, unit = "bytes", level = "error", source = "doc", exclusive = true }
min_ratio = { value = "1:3", unit = "w/h", level = "error", source = "doc" }
max_ratio = { value = "3:1", unit = "w/h", level = "error", source = "doc" }
traits = { values = ["srgb"], level = "error", source = "doc" }
recommended = [{ name = "square", width_px = 1080, height_px = 1080, source = "tale" }]

[videos.video]
mimes = { values = ["video/mp4"], level = "error", source = "doc" }
traits = { values = ["fast_start", "no_edit_list"], level = "error", source = "doc" }
ratios = { values = ["16:9"], level = "warning", source = "doc" }
min_duration_s = { value = 0.5, unit = "s", level = "error", source = "doc" }
max_duration_s = [
    { value = 1200, unit = "s", level = "error", source = "doc" },
    { value = 140, unit = "s", level = "warning", source = "tale" },
    { value = 7500, unit = "s", level = "error", source = "doc", profile = "premium" },
]

[subtitles]
formats = { values = ["srt"], level = "error", source = "doc" }

[kinds.photo]
label = { hi = "फ़ोटो", en = "Photo" }
fields = ["post"]
picture = "photo"
min_photos = { value = 1, unit = "pieces", level = "error", source = "doc" }
max_photos = { value = 4, unit = "pieces", level = "error", source = "doc" }

[kinds.video]
label = { hi = "वीडियो", en = "Video" }
fields = ["post"]
video = "video"
subtitles = true
max_videos = { value = 1, unit = "pieces", level = "error", source = "doc" }

[schedule.post]
min_lead_s = { value = 600, unit = "s", level = "error", source = "doc" }

[rates]
max_posts_per_24h = { value = 100, unit = "posts", level = "error", source = "doc" }

[prices]
post = { value = 0.015, unit = "USD", level = "advice", source = "doc" }

[[errors]]
meaning = "rate"
http = [429]
source = "doc"
[[errors]]
meaning = "reauth"
codes = [102, 190]
code_range = { first = 200, last = 299 }
source = "doc"
[[errors]]
meaning = "duplicate"
http = [403]
text = "duplicate content"
call = "publish"
source = "doc"

[protocol."upload.chunks"]
source = "doc"
max_chunk_bytes = 5_000_000
done_http = [200, 201]
styles = ["a", "b"]
resume = false
"""


def test_everything_written_is_read() -> None:
    rules = read_rules(RULES, "x.toml")
    assert rules.platform is Platform.X
    assert rules.label == {Language.HI: "एक्स", Language.EN: "X"}
    assert rules.revision == dt.date(2026, 11, 23)
    assert rules.direct
    assert rules.sources["doc"].seen == dt.date(2026, 8, 22)
    assert rules.sources["tale"].kind is SourceKind.FOLK
    post = rules.texts["post"]
    assert post.limits.value("max_length") == 280
    assert post.limits.named("max_hashtags")[0].note == "few read more"
    assert post.layout is not None
    assert (post.layout.hashtags, post.layout.link) == (HashtagPlace.END, LinkPlace.NONE)
    assert rules.x_weights is not None
    assert rules.x_weights.ranges == ((0, 4351, 100), (8192, 8205, 100))
    photo = rules.pictures["photo"]
    assert "image/png" in photo.mimes
    assert photo.limits.broken("max_bytes", 5_000_000) is not None
    assert photo.limits.value("max_ratio") == 3
    assert photo.recommended[0].size == Size(1080, 1080)
    video = rules.videos["video"]
    assert video.needs_fast_start
    assert not video.allows_edit_list
    assert video.limits.tightest("max_duration_s") is video.limits.named("max_duration_s")[1]
    assert video.limits.value("max_duration_s", "premium") == 7500
    assert rules.kinds["video"].subtitles
    assert rules.schedule["post"].value("min_lead_s") == 600
    assert rules.rates.value("max_posts_per_24h") == 100
    assert rules.prices.value("post") == 0.015
    assert rules.protocol["upload.chunks"] == {
        "source": "doc", "max_chunk_bytes": 5_000_000, "done_http": (200, 201), "styles": ("a", "b"), "resume": False,
    }  # fmt: skip


def test_a_list_of_codes_becomes_one_rule_each() -> None:
    rules = read_rules(RULES, "x.toml")
    source = rules.sources["doc"]
    assert rules.errors == (
        ErrorRule("rate", source, http=(429,)),
        ErrorRule("reauth", source, codes=(102, 102)),
        ErrorRule("reauth", source, codes=(190, 190)),
        ErrorRule("reauth", source, codes=(200, 299)),
        ErrorRule("duplicate", source, http=(403,), text="duplicate content", call="publish"),
    )


def test_windows_line_ends_and_decomposed_letters_make_no_difference() -> None:
    # the nukta letters of the label stand decomposed in NFC; the precomposed sign must give the same text
    written = RULES.replace("\n", "\r\n").replace("फ़ोटो", "\u095eोटो")
    assert read_rules(written, "x.toml") == read_rules(RULES, "x.toml")


HEAD = "max_length = { value = 280, unit"
BROKEN = [
    # (what stands there, what is written instead, code, place, line in the broken file)
    ("schema = 1", "schema = 2", "rules_schema", "schema", 1),
    ("schema = 1", "", "toml_missing_key", "schema", 1),
    ("revision = 2026-11-23", 'revision = "2026-11-23"', "toml_wrong_type", "revision", 3),
    ('platform = "x"', 'platform = "koo"', "toml_not_a_choice", "platform", 2),
    ('platform = "x"', 'platform = "facebok"', "toml_not_a_choice_near", "platform", 2),
    ("direct = true", "direct = false", "toml_missing_key", "export_reason", 1),
    ("direct = true", "direct = 1", "toml_wrong_type", "direct", 5),
    ("direct = true", "direct = true\ncolour = 3", "toml_unknown_key", "colour", 6),
    ('label = { hi = "एक्स", en = "X" }', 'label = { en = "X" }', "toml_missing_key", "label.hi", 4),
    ('en = "X" }', 'en = " " }', "rules_text", "label.en", 4),
    ('en = "X" }', 'en = "X\\u001b[31m" }', "rules_text", "label.en", 4),
    ("seen = 2026-08-22, ", "", "toml_missing_key", "sources.doc.seen", 8),
    ('seen = 2026-08-22, kind = "official"', "seen = 2026-08-22", "toml_missing_key", "sources.doc.kind", 8),
    ('kind = "official"', 'kind = "certain"', "toml_not_a_choice", "sources.doc.kind", 8),
    ('where = "https://example.org/doc"', 'where = ""', "rules_text", "sources.doc.where", 8),
    ('unit = "weighted", level = "error", source = "doc"', 'unit = "weighted", level = "error"', "toml_missing_key", "texts.post.max_length.source", 13),
    ('unit = "weighted", level', "level", "toml_missing_key", "texts.post.max_length.unit", 13),
    ('unit = "weighted", level = "error"', 'unit = "weighted"', "toml_missing_key", "texts.post.max_length.level", 13),
    ('unit = "weighted"', 'unit = "letters"', "rules_wrong_unit", "texts.post.max_length.unit", 13),
    ('unit = "weighted"', 'unit = "miles"', "toml_not_a_choice", "texts.post.max_length.unit", 13),
    ('unit = "weighted", level = "error"', 'unit = "weighted", level = "fatal"', "toml_not_a_choice", "texts.post.max_length.level", 13),
    ('level = "error", source = "doc" }\nmax_hashtags', 'level = "error", source = "docs" }\nmax_hashtags', "toml_not_a_choice_near", "texts.post.max_length.source", 13),
    ('level = "advice", source = "tale"', 'level = "error", source = "tale"', "rules_unsure_error", "texts.post.max_hashtags.level", 14),
    ("max_length = { value = 280", "max_length = { value = -280", "rules_not_positive", "texts.post.max_length.value", 13),
    ("max_length = { value = 280", "max_length = { value = 0", "rules_not_positive", "texts.post.max_length.value", 13),
    ("max_length = { value = 280", "max_length = { value = nan", "toml_wrong_type", "texts.post.max_length.value", 13),
    ("max_length = { value = 280", "max_length = { value = inf", "toml_wrong_type", "texts.post.max_length.value", 13),
    ("max_length = { value = 280", "max_length = { value = 280.5", "rules_not_whole", "texts.post.max_length.value", 13),
    ("max_length = { value = 280", 'max_length = { value = "280"', "toml_wrong_type", "texts.post.max_length.value", 13),
    ("max_length = {", "max_lenght = {", "toml_unknown_key_near", "texts.post.max_lenght", 13),
    ("max_length = {", "gop_s = {", "toml_unknown_key", "texts.post.gop_s", 13),
    (HEAD, "max_length = { velue = 1, value = 280, unit", "toml_unknown_key_near", "texts.post.max_length.velue", 13),
    ('counter = "x_weighted"', 'counter = "x_waited"', "toml_not_a_choice_near", "texts.post.counter", 12),
    ('hashtags = "end"', 'hashtags = "middle"', "toml_not_a_choice", "texts.post.layout.hashtags", 15),
    ("layout = { headline = true", "layout = { body = false, headline = false", "rules_layout_empty", "texts.post.layout", 15),
    ("first = 8192", "first = 4000", "rules_range", "x_weights.ranges.1.first", 22),
    ("last = 8205", "last = 8_000_000", "rules_range", "x_weights.ranges.1.first", 22),
    ("scale = 100", "scale = 0", "rules_not_positive", "x_weights.scale", 19),
    ('"image/jpeg", "image/png"', '"image/jpeg", "image/jpeg"', "rules_values", "pictures.photo.mimes.values", 25),
    ('values = ["image/jpeg", "image/png"]', "values = []", "rules_values", "pictures.photo.mimes.values", 25),
    ('values = ["image/jpeg", "image/png"]', "values = [1]", "toml_wrong_type", "pictures.photo.mimes.values", 25),
    ('value = "3:1"', 'value = "3 to 1"', "rules_ratio", "pictures.photo.max_ratio.value", 28),
    ('value = "3:1"', 'value = "3:0"', "rules_ratio", "pictures.photo.max_ratio.value", 28),
    ('value = "3:1"', "value = 3", "toml_wrong_type", "pictures.photo.max_ratio.value", 28),
    ('value = "3:1"', 'value = "1:4"', "rules_crossed", "pictures.photo.max_ratio", 28),
    ('values = ["srgb"]', 'values = ["cmyk"]', "toml_not_a_choice", "pictures.photo.traits.values", 29),
    ('name = "square"', 'name = "round"', "toml_not_a_choice", "pictures.photo.recommended.0.name", 30),
    ("width_px = 1080", "width_px = 0", "rules_not_positive", "pictures.photo.recommended.0.width_px", 30),
    ('height_px = 1080, source = "tale"', "height_px = 1080", "toml_missing_key", "pictures.photo.recommended.0.source", 30),
    ("value = 140, unit", "value = 0.25, unit", "rules_crossed", "videos.video.max_duration_s", 37),
    ('"warning", source = "tale"', '"warning", source = "doc"},{ value = 9, unit = "s", level = "warning", source = "doc"', "rules_twice", "videos.video.max_duration_s.2", 39),
    ('profile = "premium"', 'profile = "Premium!"', "rules_name", "videos.video.max_duration_s.2.profile", 40),
    ('ratios = { values = ["16:9"]', 'ratios = { values = ["wide"]', "rules_ratio", "videos.video.ratios", 35),
    ("[kinds.photo]", "[kinds.picture]", "toml_not_a_choice", "kinds.picture", 46),
    ('fields = ["post"]\npicture', 'fields = ["posts"]\npicture', "toml_not_a_choice_near", "kinds.photo.fields", 48),
    ('fields = ["post"]\npicture', "fields = []\npicture", "rules_values", "kinds.photo.fields", 48),
    ('picture = "photo"', 'picture = "foto"', "toml_not_a_choice_near", "kinds.photo.picture", 49),
    ('picture = "photo"\n', "", "rules_kind_media", "kinds.photo.picture", 46),
    ('video = "video"\n', "", "rules_kind_media", "kinds.video.video", 53),
    ("[subtitles]\nformats", "[subtitle]\nformats", "toml_unknown_key_near", "subtitle", 43),
    ('[subtitles]\nformats = { values = ["srt"], level = "error", source = "doc" }\n', "", "rules_no_subtitles", "kinds.video.subtitles", 55),
    ("max_posts_per_24h", "posts_per_24h", "rules_name", "rates.posts_per_24h", 64),
    ('value = 100, unit = "posts"', 'value = 100, unit = "bytes"', "rules_wrong_unit", "rates.max_posts_per_24h.unit", 64),
    ('meaning = "rate"', 'meaning = "late"', "toml_not_a_choice_near", "errors.0.meaning", 70),
    ("http = [429]", "http = [4290]", "rules_http", "errors.0.http", 71),
    ("http = [429]", 'http = ["429"]', "rules_values", "errors.0.http", 71),
    ("http = [429]\n", "", "rules_error_match", "errors.0", 69),
    ("first = 200", "first = 300", "rules_range", "errors.1.code_range.first", 76),
    ("codes = [102, 190]", "codes = [102, 190]\nsubcodes = [1]", "rules_error_match", "errors.1", 73),
    ('text = "duplicate content"', 'text = "Duplicate"', "rules_lower_case", "errors.2.text", 81),
    ("max_chunk_bytes = 5_000_000", "max_chunk_bytes = -1", "rules_not_positive", 'protocol."upload.chunks".max_chunk_bytes', 87),
    ("max_chunk_bytes = 5_000_000", "Max = 1", "rules_name", 'protocol."upload.chunks".Max', 87),
    ("resume = false", "resume = { a = 1 }", "toml_wrong_type", 'protocol."upload.chunks".resume', 90),
    ('[protocol."upload.chunks"]\nsource = "doc"', '[protocol."upload.chunks"]', "toml_missing_key", 'protocol."upload.chunks".source', 85),
    ('[protocol."upload.chunks"]', '[protocol."up load"]', "rules_name", 'protocol."up load"', 85),
    ('"image/png"], level', '"image/png", level', "toml_syntax", "", 25),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "place", "line"), BROKEN)
def test_a_broken_file_is_refused_with_its_place_and_line(old: str, new: str, code: str, place: str, line: int) -> None:
    assert RULES.count(old) >= 1
    with pytest.raises(RulesFault) as caught:
        read_rules(RULES.replace(old, new, 1), "hq/x.toml")
    fault = caught.value
    assert (fault.code, fault.params["place"], fault.params["line"]) == (code, place, line)
    for language in Language:
        assert "hq/x.toml" in say_error(fault, language)


@pytest.mark.parametrize("section", ["texts.post", "kinds.photo", "x_weights"])
def test_a_section_that_nothing_works_without_is_asked_for(section: str) -> None:
    whole = section.partition(".")[0]
    lines = RULES.splitlines(keepends=True)
    kept, skip = [], False
    for line in lines:
        if line.startswith("["):
            skip = line.startswith(f"[{whole}")
        kept += [] if skip else [line]
    with pytest.raises(RulesFault) as caught:
        read_rules("".join(kept), "x.toml")
    assert (caught.value.code, caught.value.params["key"]) == ("rules_section_missing", whole)


def test_a_file_without_sources_is_refused() -> None:
    with pytest.raises(RulesFault) as caught:
        read_rules('schema = 1\nplatform = "x"', "x.toml")
    assert (caught.value.code, caught.value.params["key"]) == ("toml_missing_key", "sources")


@settings(deadline=None, max_examples=150)
@given(
    name=st.sampled_from(sorted(VIDEO)),
    value=st.one_of(st.integers(1, 10**12), st.floats(1e-6, 1e12)),
    level=st.sampled_from(Severity),
    exclusive=st.booleans(),
    profile=st.sampled_from(["default", "premium", "unverified"]),
    note=st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20),
)
def test_a_limit_reads_back_as_it_was_written(
    name: str, value: float, level: Severity, exclusive: bool, profile: str, note: str
) -> None:
    unit = VIDEO[name]
    written, expected = repr(value), float(value)
    if unit in WHOLE_UNITS:
        written, expected = repr(int(value) + 1), float(int(value) + 1)
    if unit is Unit.RATIO:
        width, height = int(value) % 99_999 + 1, 9
        written, expected = f'"{width}:{height}"', width / height
    noted = f", note = '{note}'" if note.strip() and "'" not in note else ""
    limit_line = (
        f'{name} = {{ value = {written}, unit = "{unit}", level = "{level}", source = "doc", '
        f'exclusive = {str(exclusive).lower()}, profile = "{profile}"{noted} }}\n'
    )
    text = RULES.replace("min_duration_s", "# min_duration_s").replace("max_duration_s = [", "x = [")
    start, end = text.index("x = ["), text.index("[subtitles]")
    video = read_rules(text[:start] + limit_line + text[end:], "x.toml").videos["video"]
    (limit,) = video.limits.bounds
    assert (limit.name, limit.value, limit.unit, limit.level) == (name, expected, unit, level)
    assert (limit.exclusive, limit.profile, limit.source.id) == (exclusive, profile, "doc")
    assert limit.note == (unicodedata.normalize("NFC", note) if noted else "")


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(RULES)), st.integers(0, 40), st.text(max_size=6))
def test_a_damaged_file_is_read_or_refused_but_never_crashes(at: int, cut: int, put: str) -> None:
    refusal = None
    try:
        read_rules(RULES[:at] + put + RULES[at + cut :], "x.toml")
    except RulesFault as fault:
        refusal = fault
    if refusal is not None:
        assert refusal.params["file"] == "x.toml"
        assert isinstance(refusal.params["line"], int)
        assert all(say_error(refusal, language) for language in Language)
