from __future__ import annotations

import pytest

from prstudio.cli.speech import find_language, system_language
from prstudio.errors import UsageFault
from prstudio.messages import Language


@pytest.fixture(autouse=True)
def _no_system_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "PRSTUDIO_LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("arguments", "rest"),
    [
        (["--lang", "hi", "check", "x"], ["check", "x"]),
        (["check", "x", "--lang=hi"], ["check", "x"]),
        (["check", "--lang", "HI", "x"], ["check", "x"]),
    ],
)
def test_the_option_may_stand_anywhere(arguments, rest):
    assert find_language(arguments) == (Language.HI, rest)


def test_behind_a_lone_double_dash_it_is_text():
    assert find_language(["count", "--", "--lang", "hi"]) == (None, ["count", "--", "--lang", "hi"])


def test_the_option_wins_over_the_variable_and_that_over_the_system(monkeypatch):
    assert find_language([])[0] is None
    assert system_language() is Language.EN
    monkeypatch.setenv("LANG", "hi_IN.UTF-8")
    assert system_language() is Language.HI
    monkeypatch.setenv("PRSTUDIO_LANG", "en")
    assert find_language([])[0] is Language.EN
    assert find_language(["--lang", "hi"])[0] is Language.HI


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--lang"], ["--lang="]])
def test_an_unknown_language_is_refused(arguments):
    with pytest.raises(UsageFault, match="usage_language"):
        find_language(arguments)


def test_a_nonsense_variable_is_refused(monkeypatch):
    monkeypatch.setenv("PRSTUDIO_LANG", "klingon")
    with pytest.raises(UsageFault, match="PRSTUDIO_LANG"):
        find_language([])
