"""A safe name is one that post.toml takes, that Windows takes, and that stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prstudio.model.post import Asset, Post
from prstudio.store.file_names import name_key, safe_name, unique_name
from prstudio.store.post_toml import format_post, parse_post


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("camp.JPG", "camp.jpg"),
        ("नेत्र शिविर 29.11.jpeg", "नेत्र शिविर 29.11.jpeg"),
        ("क्\u200dया.png", "क्\u200dया.png"),
        ("a:b?.jpg", "a-b-.jpg"),
        ("..\\..\\evil.jpg", "-..-evil.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("con.jpg", "file-con.jpg"),
        ("LPT1", "file-LPT1"),
        ("trailing . .", "trailing"),
        (".jpg", "jpg"),
        ("   ", "file"),
        ("\x00\x1f", "file"),
        ("श्री" * 60 + ".jpg", "श्री" * 9 + ".jpg"),
    ],
)
def test_names_become_safe(written: str, safe: str) -> None:
    assert safe_name(written) == safe


@example("\u00a0")
@given(st.one_of(st.text(max_size=60), st.text("aA.ि्क /\\:-_ ३é", max_size=200)))
@settings(deadline=None)
def test_any_name_becomes_one_that_a_post_can_hold(written: str) -> None:
    name = safe_name(written)
    post = Post(district="nuh", assets=(Asset(file=name),))
    assert parse_post(format_post(post), "post.toml") == post
    assert safe_name(name) == name
    assert len(name.encode()) <= 130


@given(st.lists(st.text("aA. -2कJjPpGg", max_size=8), max_size=8))
@settings(deadline=None)
def test_names_never_meet_on_any_system(written: list[str]) -> None:
    taken: set[str] = set()
    for name in written:
        unique = unique_name(name, taken)
        assert name_key(unique) not in taken
        taken.add(name_key(unique))
