"""What the export says, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import drafts

from prstudio.messages import Language
from prstudio.model.post import Caption, Post
from prstudio.ui.outcome.export_words import ExportWords, short_place


@pytest.mark.parametrize(
    ("left_s", "english", "hindi"),
    [
        (3.0, "a few seconds left", "कुछ ही सेकंड बाक़ी"),
        (14.0, "about 10 seconds left", "लगभग 10 सेकंड बाक़ी"),
        (54.9, "about 50 seconds left", "लगभग 50 सेकंड बाक़ी"),
        (56.0, "about 1 minute left", "लगभग 1 मिनट बाक़ी"),
        (95.0, "about 2 minutes left", "लगभग 2 मिनट बाक़ी"),
        (3560.0, "about 59 minutes left", "लगभग 59 मिनट बाक़ी"),
        (3580.0, "about 1 hour left", "लगभग 1 घंटा बाक़ी"),
        (7500.0, "about 2 hours left", "लगभग 2 घंटे बाक़ी"),
        (5400.0, "about 1 hour 30 minutes left", "लगभग 1 घंटा 30 मिनट बाक़ी"),
    ],
)
def test_time_is_told_the_rounder_the_longer_it_is(speech, left_s, english, hindi):
    words = ExportWords(speech)
    assert words.left(left_s) == english
    speech.set_language(Language.HI)
    assert words.left(left_s) == hindi


def test_a_post_is_called_by_its_headline_in_the_windows_language_else_by_what_it_has(speech):
    words = ExportWords(speech)
    hindi = Post("jhajjar", captions={Language.HI: Caption("मेला"), Language.EN: Caption(" ")})
    assert words.title(drafts.clean_post()) == "Free eye camp in Jhajjar"
    assert words.title(hindi) == "मेला"
    assert words.title(Post("jhajjar")) == "Untitled post"
    assert words.bundle_name(drafts.clean_post()) == "Eye camp"
    assert words.bundle_name(hindi) == "मेला"


def test_an_estimate_does_not_look_like_a_measurement(speech):
    assert ExportWords(speech).total(2, 1_234_567) == "2 targets · about 1.2 MB"
    assert ExportWords(speech).total(1, None) == "1 target"
    assert ExportWords(speech).total(0, 0) == "No target chosen"


def test_a_place_at_home_is_told_from_there():
    assert short_place(Path.home() / "Documents" / "मेला") == "~/Documents/मेला"
    assert short_place(Path("/srv/out")) == str(Path("/srv/out"))
