"""The rules in force as rows for people and for programs."""

from __future__ import annotations

import json
from datetime import date

import pytest

from prstudio.model.post import Platform
from prstudio.platforms.listing import Row, list_rules
from prstudio.platforms.rules_files import load_built_in


def rows(platform: Platform) -> dict[str, Row]:
    return {row.place: row for row in reversed(list_rules(load_built_in(platform)))}


@pytest.mark.parametrize("platform", Platform)
def test_every_row_says_how_sure_it_is_and_where_and_when_it_was_read(platform: Platform) -> None:
    listed = list_rules(load_built_in(platform))
    assert len(listed) > 20
    for row in listed:
        assert row.value
        assert row.where
        assert date(2020, 1, 1) < row.seen < date(2027, 1, 1)
        assert row.level in ("error", "warning", "advice")
    assert listed == list_rules(load_built_in(platform))


def test_a_row_reads_well_for_people() -> None:
    assert rows(Platform.FACEBOOK)["pictures.photo.max_bytes"].value == "< 1,00,00,000"
    assert rows(Platform.FACEBOOK)["videos.video.max_ratio"].value == "16:9"
    assert rows(Platform.FACEBOOK)["videos.reel.video_codecs"].value == "h264, hevc, vp9, av1"
    assert rows(Platform.X)["prices.post"].value == "0.015"
    assert rows(Platform.X)["videos.video.recommended.1"].value == "landscape 1280×720"
    assert rows(Platform.X)["videos.video.max_duration_s@premium"].value == "7,500"


def test_a_row_is_plain_data_for_programs() -> None:
    row = rows(Platform.X)["texts.post.max_length"]
    assert row.as_json() == {
        "platform": "x", "place": "texts.post.max_length", "value": 280.0, "unit": "weighted", "level": "error",
        "source": "counting", "where": "https://docs.x.com/fundamentals/counting-characters", "kind": "official",
        "seen": "2026-08-22", "note": "",
    }  # fmt: skip
    for platform in Platform:
        written = [row.as_json() for row in list_rules(load_built_in(platform))]
        assert json.loads(json.dumps(written)) == written


def test_all_parts_of_the_rules_are_listed() -> None:
    sections = {row.place.split(".")[0] for row in list_rules(load_built_in(Platform.X))}
    assert sections == {"texts", "x_weights", "pictures", "videos", "subtitles", "kinds", "rates", "prices"}
    assert "schedule.reel.max_lead_s" in rows(Platform.FACEBOOK)
