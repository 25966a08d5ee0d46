from __future__ import annotations

from datetime import date

import pytest

from prstudio import messages
from prstudio.errors import DiskFull
from prstudio.language import wording
from prstudio.messages import Language


@pytest.fixture
def sentence(monkeypatch: pytest.MonkeyPatch):
    """Says a template as if it stood in the message files."""

    def say(text: str, language: Language = Language.EN, **params: object) -> str:
        known = messages.template
        monkeypatch.setattr(messages, "template", lambda key, lang: text if key == "test.it" else known(key, lang))
        return wording.say("test.it", language, params)

    return say


@pytest.mark.parametrize(
    ("template", "value", "english", "hindi"),
    [
        ("{v:number}", 1234567, "12,34,567", "12,34,567"),
        ("{v:bytes}", 9_600_000, "9.6 MB", "9.6 MB"),
        ("{v:duration}", 48, "0:48", "0:48"),
        ("{v:duration}", 2.5, "2.5 s", "2.5 से."),
        ("{v:date}", date(2026, 11, 23), "23 November 2026", "23 नवंबर 2026"),
        ("{v:ratio}", 16 / 9, "16:9", "16:9"),
        ("{v:photo|photos}", 1, "photo", "photo"),
        ("{v:photo|photos}", 2, "photos", "photos"),
        ("{v:word}", "hi", "Hindi", "हिन्दी"),
        ("{v}", "शिविर", "शिविर", "शिविर"),
    ],
)
def test_figures_are_written_as_the_language_wants_them(sentence, template, value, english, hindi):
    assert sentence(template, v=value) == english
    assert sentence(template, Language.HI, v=value) == hindi


def test_an_unknown_kind_of_figure_is_a_bug(sentence):
    with pytest.raises(ValueError, match="unknown format"):
        sentence("{v:furlongs}", v=1)


def test_a_missing_figure_is_a_bug(sentence):
    with pytest.raises(KeyError):
        sentence("{v}")


def test_an_error_says_what_to_do_next_in_both_languages():
    error = DiskFull("disk_full", {"file": "a.jpg"})
    assert "a.jpg" in wording.say_error(error, Language.EN)
    assert "हटाकर" in wording.say_error(error, Language.HI)
