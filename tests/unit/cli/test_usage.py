"""Help pages and mistakes speak one language throughout."""

from __future__ import annotations

import re

import pytest

from prstudio.cli import app
from prstudio.messages import Language

PAGES = [
    [],
    *[[name] for name in app.COMMANDS],
    ["media", "probe"],
    ["media", "trim"],
    ["media", "fit"],
    ["limits", "install"],
]
CLICKS_OWN = (
    "Usage:",
    "Options:",
    "Commands:",
    "Show this message",
    "[OPTIONS]",
    "COMMAND [ARGS]",
    "required",
    "Error:",
)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_hindi_help_page_holds_nothing_of_clicks_english(page, capsys):
    assert app.run(["--lang", "hi", *page, "--help"]) == 0
    text = capsys.readouterr().out
    assert not [word for word in CLICKS_OWN if word in text]
    assert re.search("[\u0900-\u097f]", text)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_an_english_help_page_holds_no_hindi(page, capsys):
    assert app.run(["--lang", "en", *page, "--help"]) == 0
    assert "Usage:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["chek"], '"check"'),
        (["xyzzy"], "--help"),
        (["check", "x", "--jsn"], "--json"),
        (["check", "x", "--frobnicate"], "--frobnicate"),
        (["check"], "POST"),
        (["check", "a", "b"], "--help"),
        (["export", "x"], "--out"),
        (["export", "x", "--out"], "--out"),
        (["media", "trim", "a", "--start", "x", "--end", "2", "--out", "b"], "--start"),
        (["media", "fit", "a", "--platform", "x", "--out", "b", "--max-bytes", "0"], "--max-bytes"),
        (["media", "fit", "a", "--platform", "x", "--out", "b", "--crop", "1,2"], "--crop"),
        (["media", "fit", "a", "--platform", "x", "--out", "b", "--focus", "2,0"], "--focus"),
        (["media", "fit", "a", "--platform", "x", "--out", "b", "--focus", "0,0", "--crop", "0,0,1,1"], "--focus"),
        (["count", "x", "--file", "y"], "--file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
@pytest.mark.parametrize("language", list(Language))
def test_a_wrong_call_is_told_in_one_sentence_that_helps(arguments, part, language, capsys):
    assert app.run(["--lang", language, *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert part in said.err
    assert ("\u0900" <= max(said.err) <= "\u097f") == (language is Language.HI)


def test_a_group_without_a_subcommand_shows_its_help(capsys):
    assert app.run(["--lang", "hi", "media"]) == 2
    assert "probe" in capsys.readouterr().out


def test_there_is_a_whole_help(capsys):
    assert app.run(["--lang", "hi", "--help"]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in app.COMMANDS)


def test_the_version_is_one_line(capsys):
    assert app.run(["--version"]) == 0
    assert re.fullmatch(r"prstudio \d+\.\d+\.\d+\n", capsys.readouterr().out)
