"""Subtitles are read as people write them, refused with the line that is wrong, and cut without a shift."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.errors import FileTrouble, MediaFault
from prstudio.language.wording import say_error
from prstudio.media.subtitles import MAX_BYTES, Cue, cut, format_srt, format_vtt, load, parse, read_subtitles
from prstudio.messages import Language

HINDI = """1
00:00:01,000 --> 00:00:03,500
झज्जर में निःशुल्क
नेत्र जांच शिविर

2
00:00:04,000 --> 00:00:06,000
<i>सुबह 9 बजे</i> से
"""


def test_srt_is_read_in_hindi_with_lines_and_tags_kept() -> None:
    assert parse(HINDI) == [
        Cue(1.0, 3.5, "झज्जर में निःशुल्क\nनेत्र जांच शिविर"),
        Cue(4.0, 6.0, "<i>सुबह 9 बजे</i> से"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        HINDI.replace("\n", "\r\n"),
        HINDI.replace("\n", "\r"),
        "\ufeff" + HINDI,
        HINDI.replace("1\n0", "0", 1).replace("2\n0", "0", 1),
        HINDI.replace("\n2\n", "\n1\n"),
        HINDI.replace("\n\n", "\n \n\t\n\n"),
        HINDI.rstrip("\n"),
        HINDI.replace(",000", ".000").replace("00:00:0", "00:0", 1),
        HINDI.replace(" --> ", "-->").replace("06,000", "06,000   X1:10 X2:20 Y1:1 Y2:9"),
        "WEBVTT - शिविर\nKind: captions\n\nNOTE यह टिप्पणी है\nदो पंक्ति\n\nSTYLE\n::cue { color: red }\n\n"
        + HINDI.replace(",", ".").replace("06.000", "06.000 align:start line:0"),
    ],
)
def test_the_usual_liberties_of_writers_change_nothing(text: str) -> None:
    assert parse(text) == parse(HINDI)


def test_overlapping_and_unordered_cues_are_kept_in_order_of_start() -> None:
    text = "00:00:05,000 --> 00:00:08,000\nदो\n\n00:00:01,000 --> 00:00:06,000\nएक\n"
    assert [cue.text for cue in parse(text)] == ["एक", "दो"]


def test_cues_without_text_are_left_out() -> None:
    assert parse("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nहाँ\n") == [Cue(3.0, 4.0, "हाँ")]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("नमस्ते\n", "subtitles_no_timing", 1),
        (HINDI + "\n3\nबिना समय\n", "subtitles_no_timing", 10),
        (HINDI.replace("00:00:04,000", "00:00:4x,000"), "subtitles_bad_timing", 7),
        (HINDI.replace("00:00:04,000", "00:61:04,000"), "subtitles_bad_timing", 7),
        (HINDI.replace("00:00:04,000", "00:00:64,000"), "subtitles_bad_timing", 7),
        (HINDI.replace("00:00:04,000 -->", "-->"), "subtitles_bad_timing", 7),
        (HINDI.replace("00:00:04,000", "००:००:०४,०००"), "subtitles_bad_timing", 7),
        (HINDI.replace("00:00:06,000", "00:00:04,000"), "subtitles_end_before_start", 7),
        (HINDI.replace("00:00:06,000", "00:00:02,000"), "subtitles_end_before_start", 7),
        (HINDI.replace("\n", "\r\n").replace("00:00:06,000", "00:00:02,000"), "subtitles_end_before_start", 7),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(MediaFault) as caught:
        parse(text, file="शिविर.srt")
    assert (caught.value.code, caught.value.params["line"]) == (code, line)
    for language in Language:
        assert f"{line}" in say_error(caught.value, language)
        assert "शिविर.srt" in say_error(caught.value, language)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HINDI.encode("utf-16"), "subtitles_not_utf8"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n".encode("utf-16-le"), "subtitles_not_utf8"),
        ("1\n00:00:01,000 --> 00:00:02,000\nCafé – “camp”\n".encode("cp1252"), "subtitles_not_utf8"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n" + b"a" * MAX_BYTES, "subtitles_too_large"),
    ],
)
def test_other_encodings_and_huge_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "camp.srt"
    path.write_bytes(content)
    with pytest.raises(MediaFault) as caught:
        read_subtitles(path, "camp.srt")
    assert caught.value.code == code
    assert say_error(caught.value, Language.HI)


def test_what_a_file_holds_is_told(tmp_path: Path) -> None:
    path = tmp_path / "शिविर.srt"
    path.write_bytes(b"\xef\xbb\xbf" + HINDI.replace("\n", "\r\n").encode())
    info = read_subtitles(path, "sub/शिविर.srt")
    assert (info.file, info.format, info.cues, info.last_end_s) == ("sub/शिविर.srt", "srt", 2, 6.0)
    assert info.size_bytes == path.stat().st_size
    assert info.language is Language.HI


@pytest.mark.parametrize(
    ("content", "kind", "cues", "language"),
    [
        ("WEBVTT\n", "vtt", 0, None),
        ("", "srt", 0, None),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nFree eye camp\n", "vtt", 1, Language.EN),
    ],
)
def test_the_language_is_read_off_the_letters(
    tmp_path: Path, content: str, kind: str, cues: int, language: Language | None
) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(content, encoding="utf-8")
    info = read_subtitles(path, "a.vtt")
    assert (info.format, info.cues, info.language) == (kind, cues, language)


def test_decomposed_hindi_comes_out_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(unicodedata.normalize("NFD", "00:00:01,000 --> 00:00:02,000\nप्रशिक्षण café\n"), encoding="utf-8")
    assert load(path)[0].text == "प्रशिक्षण café"


def test_a_missing_file_is_a_trouble_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        load(tmp_path / "none.srt")


def test_a_cut_keeps_what_is_seen_and_moves_it_to_the_new_start() -> None:
    cues = [Cue(0.0, 2.0, "a"), Cue(1.5, 4.0, "b"), Cue(4.0, 6.0, "c"), Cue(8.0, 9.0, "d"), Cue(2.97, 3.02, "e")]
    assert cut(cues, 3.0, 8.0) == [Cue(0.0, 1.0, "b"), Cue(1.0, 3.0, "c")]


def test_a_cut_of_the_whole_clip_changes_nothing() -> None:
    assert cut(parse(HINDI), 0.0, 60.0) == parse(HINDI)


TEXT = st.text(st.sampled_from("कखग्िा ं।ab1-->\u200d👍🏽<i>é"), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text and "-->" not in text and not text.startswith(("NOTE", "STYLE"))
)
CUES = st.lists(
    st.builds(
        lambda start, length, lines: Cue(start / 1000, (start + length) / 1000, "\n".join(lines)),
        st.integers(0, 100_000_000),
        st.integers(1, 100_000),
        st.lists(TEXT, min_size=1, max_size=3),
    ),
    max_size=6,
)


@given(CUES)
@settings(deadline=None)
def test_what_is_written_reads_back(cues: list[Cue]) -> None:
    ordered = sorted(cues, key=lambda cue: (cue.start_s, cue.end_s))
    assert parse(format_srt(ordered)) == ordered
    assert parse(format_vtt(ordered)) == ordered


@given(CUES, st.floats(0, 50_000), st.floats(0.1, 50_000))
@settings(deadline=None)
def test_a_cut_lies_inside_the_trim(cues: list[Cue], start_s: float, length_s: float) -> None:
    for cue in cut(cues, start_s, start_s + length_s):
        assert 0 <= cue.start_s < cue.end_s <= length_s + 1e-6


@given(st.text(st.sampled_from("0123456789:,.-> \nWEBVTNOअआ\r\ufeff"), max_size=80))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(cue.end_s > cue.start_s for cue in parse(text))
    except MediaFault as fault:
        assert int(str(fault.params["line"])) >= 1  # noqa: PT017 — both outcomes are right


def test_srt_has_the_line_ends_of_windows_and_vtt_those_of_the_web() -> None:
    assert format_srt([Cue(1, 2.5, "क\n\nख")]) == "1\r\n00:00:01,000 --> 00:00:02,500\r\nक\r\nख\r\n"
    assert format_vtt([Cue(3661, 3662, "a")]) == "WEBVTT\n\n01:01:01.000 --> 01:01:02.000\na\n"
