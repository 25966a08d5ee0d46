"""What differs between two sets of rules, told so that a person can follow it."""

from __future__ import annotations

import pytest

from prstudio import resources
from prstudio.model.post import Platform
from prstudio.platforms.changes import Change, list_changes
from prstudio.platforms.reader import read_rules
from prstudio.platforms.rules_files import load_built_in

OWN = resources.read_text("platforms", "x.toml")


def changes(old: str, new: str) -> tuple[Change, ...]:
    assert OWN.count(old) >= 1
    return list_changes(read_rules(OWN, "x.toml"), read_rules(OWN.replace(old, new, 1), "x.toml"))


@pytest.mark.parametrize("platform", Platform)
def test_the_same_rules_differ_in_nothing(platform: Platform) -> None:
    rules = load_built_in(platform)
    assert list_changes(rules, rules) == ()


DIFFERENCES = [
    ("{ value = 280, unit", "{ value = 300, unit",
     "texts.post.max_length", "280 weighted (error, counting)", "300 weighted (error, counting)"),
    ("seen = 2026-09-25", "seen = 2027-01-02",
     "sources.media",
     "https://docs.x.com/x-api/media/quickstart/best-practices (official-quoted, 2026-09-25)",
     "https://docs.x.com/x-api/media/quickstart/best-practices (official-quoted, 2027-01-02)"),
    ("value = 0.5, unit", "value = 0.501, unit",
     "videos.video.min_duration_s", "0.5 s (error, media)", "0.501 s (error, media)"),
    ('value = "3:1"', 'value = "3.001:1"', "videos.video.max_ratio", "3:1 (error, media)", "3.001 (error, media)"),
    ('values = ["h264"], level', 'values = ["h264", "hevc"], level',
     "videos.video.video_codecs", "h264 (error, media) [High profile]", "h264, hevc (error, media) [High profile]"),
    ("value = 7500,", "value = 7200,",
     "videos.video.max_duration_s@premium", "7,500 s (error, chunked)", "7,200 s (error, chunked)"),
    ("direct = true", "direct = true\nmixes_media = true", "mixes_media", "false", "true"),
    ("automatic = false", "automatic = true", "kinds.thread.automatic", "false", "true"),
    ("url_length = 23", "url_length = 24", "x_weights",
     "(100, 200, 23, ((0, 4351, 100), (8192, 8205, 100), (8208, 8223, 100), (8242, 8247, 100))) (weights)",
     "(100, 200, 24, ((0, 4351, 100), (8192, 8205, 100), (8208, 8223, 100), (8242, 8247, 100))) (weights)"),
    ('max_cashtags = { value = 1, unit = "pieces", level = "error", source = "posts" }\n', "",
     "texts.post.max_cashtags", "1 pieces (error, posts)", None),
    ('layout = { headline = true, separator = "\\n\\n",', 'layout = { headline = true, separator = "\\n\\n—\\n\\n",',
     "texts.post.layout.separator", "\\n\\n", "\\n\\n—\\n\\n"),
    ("max_chunk_bytes = 5_000_000", "max_chunk_bytes = 4_000_000",
     "protocol.upload.chunks.max_chunk_bytes", "5000000", "4000000"),
    ('name = "square", width_px = 1080', 'name = "square", width_px = 1081', "pictures.photo.recommended",
     "landscape 1600×900; square 1080×1080; portrait 1080×1350",
     "landscape 1600×900; square 1081×1080; portrait 1080×1350"),
    ('[[errors]]\nmeaning = "rate"', '[[errors]]\nmeaning = "blocked"\nhttp = [451]\nsource = "own"\n[[errors]]\nmeaning = "rate"',
     "errors.[http 451]", None, "blocked (own)"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "before", "after"), DIFFERENCES, ids=[d[2] for d in DIFFERENCES])
def test_one_difference_is_told_once_with_its_place_and_both_values(
    old: str, new: str, place: str, before: str | None, after: str | None
) -> None:
    assert changes(old, new) == (Change(place, before, after),)


def test_a_changed_level_shows_although_the_figure_stays() -> None:
    (change,) = changes('source = "recalled", profile = "premium"', 'source = "counting", profile = "premium"')
    assert change.old is not None
    assert change.new is not None
    assert "recalled" in change.old
    assert "counting" in change.new


def test_what_is_gone_is_told_after_what_is_new() -> None:
    old, new = load_built_in(Platform.TELEGRAM), load_built_in(Platform.THREADS)
    told = list_changes(old, new)
    gone = [index for index, change in enumerate(told) if change.new is None]
    assert gone
    assert gone == list(range(gone[0], len(told)))
    assert len({change.place for change in told}) == len(told)
