from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.bundle import names


@pytest.mark.parametrize(
    "path",
    [
        "bagit.txt",
        "data/facebook/caption.hi.txt",
        "data/x-2/photo-1.jpg",
        "data/youtube/subtitles.hi.srt",
        "data/post.json",
    ],
)
def test_names_of_real_bundles_are_safe(path):
    assert names.is_safe_path(path)


@pytest.mark.parametrize("device", ["con", "prn", "aux", "nul", "com0", "com9", "lpt1"])
def test_a_device_of_windows_is_never_a_name(device):
    assert not names.is_safe_path(f"data/{device}.txt")
    assert not names.is_safe_path(f"data/{device}.hi.txt")
    assert not names.is_safe_path(f"data/{device}/a.txt")
    assert names.is_safe_path(f"data/{device}2x.txt")


@given(st.text(max_size=40))
def test_a_safe_name_is_the_same_name_everywhere(path):
    if names.is_safe_path(path):
        assert path.isascii()
        assert path == path.casefold()
        assert not set(path) & set('<>:"\\|?* \t\n\0')
        assert ".." not in path
        assert not path.startswith(("/", "."))


@pytest.mark.parametrize("district", ["Jhajjar", "झज्जर", "", "-jhajjar", "jhajjar/x", "a" * 60])
def test_a_bundle_is_never_named_after_nonsense(district):
    with pytest.raises(ValueError, match="no name"):
        names.bundle_name(date(2026, 11, 24), district, "0123abcd")


def test_a_district_of_two_words_gives_a_name():
    name = names.bundle_name(date(2026, 11, 24), "charkhi-dadri", "0123abcd")
    assert name == "2026-11-24-charkhi-dadri-0123abcd"
    assert names.is_bundle_name(name)


@given(st.one_of(st.text(), st.binary()))
def test_a_shown_name_can_do_no_harm_on_a_terminal(name):
    shown = names.shown(name)
    assert shown.replace("…", "").isascii()
    assert shown.isprintable()
    assert len(shown) <= 100
