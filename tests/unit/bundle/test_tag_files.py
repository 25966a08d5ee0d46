from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.bundle import tag_files
from prstudio.bundle.tag_files import BagInfo, Claim
from prstudio.errors import BundleRefused

CLAIM = Claim("ab" * 16, "jhajjar", "सुनीता, झज्जर", datetime(2026, 11, 24, 5, 30, 12, tzinfo=UTC))
INFO = BagInfo("2026-11-24-jhajjar-0123abcd", date(2026, 11, 24), "PR Studio 0.1.0", "jhajjar", 12345, 6)


@pytest.mark.parametrize("info", [INFO, replace(INFO, claim=CLAIM)])
def test_bag_info_reads_back_what_was_written(info):
    assert tag_files.parse_bag_info(tag_files.format_bag_info(info)) == info


def test_labels_of_later_programs_are_passed_over():
    content = tag_files.format_bag_info(INFO) + b"Contact-Phone: 01251-000000\n"
    assert tag_files.parse_bag_info(content) == INFO


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bag_info_or_refused(content):
    for parse, kind in (
        (tag_files.parse_bag_info, tag_files.BagInfo),
        (lambda content: tag_files.parse_manifest(content, "manifest-sha256.txt"), Mapping),
    ):
        try:
            found = parse(content)
        except BundleRefused:
            continue
        assert isinstance(found, kind)


HASHES = st.dictionaries(
    st.from_regex(r"data/[a-z][a-z0-9]{4,8}/[a-z]{4,8}\.txt", fullmatch=True),
    st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)


@given(HASHES)
def test_a_manifest_reads_back_and_is_sorted(hashes):
    content = tag_files.format_manifest(hashes)
    assert tag_files.parse_manifest(content, "manifest-sha256.txt") == hashes
    assert content.splitlines() == sorted(content.splitlines(), key=lambda line: line[66:])


@given(st.text())
def test_a_cleaned_line_stays_one_line_and_clean(text):
    line = tag_files.clean_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert not any("\u202a" <= sign <= "\u202e" for sign in line)
    assert tag_files.clean_line(line) == line


def test_joiners_of_hindi_spelling_survive():
    assert tag_files.clean_line("क्\u200dष  त्र") == "क्\u200dष त्र"


def test_moments_are_written_in_utc():
    kolkata = timezone(timedelta(hours=5, minutes=30))
    assert tag_files.format_moment(datetime(2026, 11, 24, 11, 0, tzinfo=kolkata)) == "2026-11-24T05:30:00Z"
