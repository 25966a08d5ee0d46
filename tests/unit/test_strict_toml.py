"""Strict TOML: every value has its type, every key is known, every fault names its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.errors import PostFault, StudioError
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.strict_toml import Document, Table, dotted


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def fault(code: str, _path: object, _line: int, params: Mapping[str, object]) -> StudioError:
    return PostFault(code, params)


def root(text: str) -> Table:
    return Document(text, "post.toml", fault=fault).root


def test_each_reader_gives_its_own_type() -> None:
    table = root(
        'a = "x"\nb = 3\nc = 2.5\nd = 4\ne = true\nf = 2026-11-23\ng = ["p", "q"]\nh = "green"\n'
        "[i]\nx = 1\n[[j]]\ny = 1\n[[j]]\ny = 2\n"
    )
    assert table.text("a") == "x"
    assert table.integer("b") == 3
    assert table.number("c") == 2.5
    assert isinstance(table.number("d"), float)
    assert table.boolean("e") is True
    assert table.date("f") == dt.date(2026, 11, 23)
    assert table.texts("g") == ("p", "q")
    assert table.choice("h", Colour) is Colour.GREEN
    assert table.table("i").integer("x") == 1
    assert [inner.integer("y") for inner in table.tables("j")] == [1, 2]
    table.finish()


def test_what_is_absent_takes_its_default() -> None:
    table = root("")
    assert table.text("a", default=None) is None
    assert table.integer("a", default=7) == 7
    assert table.number("a", default=None) is None
    assert table.boolean("a", default=False) is False
    assert table.date("a", default=None) is None
    assert table.texts("a", default=()) == ()
    assert table.choice("a", Colour, default=Colour.RED) is Colour.RED
    assert table.find_table("a") is None
    assert table.tables("a") == ()


READERS: dict[str, Callable[[Table], object]] = {
    "text": lambda table: table.text("k"),
    "integer": lambda table: table.integer("k"),
    "number": lambda table: table.number("k"),
    "boolean": lambda table: table.boolean("k"),
    "date": lambda table: table.date("k"),
    "texts": lambda table: table.texts("k"),
    "table": lambda table: table.table("k"),
    "tables": lambda table: table.tables("k"),
    "choice": lambda table: table.choice("k", Colour),
}

WRONG = [
    ("text", "1"), ("text", "['a']"), ("text", "2026-11-23"),
    ("integer", "1.0"), ("integer", "true"), ("integer", '"1"'),
    ("number", "true"), ("number", "nan"), ("number", "inf"), ("number", "-inf"), ("number", '"1"'),
    ("number", "1" + "0" * 400),
    ("boolean", "1"), ("boolean", '"true"'),
    ("date", "2026-11-23T10:00:00"), ("date", '"2026-11-23"'), ("date", "10:00:00"),
    ("texts", '"a"'), ("texts", "['a', 1]"), ("texts", "[['a']]"),
    ("table", "1"), ("table", "[]"), ("tables", "{}"), ("tables", "[{}, 1]"),
    ("choice", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "value"), WRONG)
def test_a_wrong_type_is_one_fault_with_key_and_line(reader: str, value: str) -> None:
    with pytest.raises(PostFault) as caught:
        READERS[reader](root(f"\n\nk = {value}\n"))
    assert caught.value.code == "toml_wrong_type"
    assert (caught.value.params["key"], caught.value.params["line"]) == ("k", 3)
    for language in Language:
        assert "k" in say_error(caught.value, language)


@pytest.mark.parametrize("reader", [name for name in READERS if name != "tables"])
def test_a_missing_key_is_told_at_the_line_of_its_table(reader: str) -> None:
    table = root("\n[outer]\nx = 1\n").table("outer")
    with pytest.raises(PostFault) as caught:
        READERS[reader](table)
    assert caught.value.code == "toml_missing_key"
    assert (caught.value.params["key"], caught.value.params["line"]) == ("outer.k", 2)
    for language in Language:
        assert "outer.k" in say_error(caught.value, language)


def test_an_unknown_key_names_the_known_ones_and_the_nearest() -> None:
    table = root('title = "x"\ndistrikt = "jhajjar"\n')
    table.text("title")
    table.text("district", default="")
    with pytest.raises(PostFault) as caught:
        table.finish()
    assert caught.value.code == "toml_unknown_key_near"
    assert caught.value.params["near"] == "district"
    assert caught.value.params["known"] == "district, title"
    assert say_error(caught.value, Language.EN) == (
        "post.toml, line 2: there is no key distrikt here. Did you mean district? The known keys are: district, title."
    )
    assert "district" in say_error(caught.value, Language.HI)


def test_a_misspelt_key_that_must_be_there_is_told_where_it_stands() -> None:
    with pytest.raises(PostFault) as caught:
        root('title = "x"\n\ndistrikt = "nuh"\n').text("district")
    assert (caught.value.code, caught.value.params["line"]) == ("toml_misspelt_key", 3)
    for language in Language:
        sentence = say_error(caught.value, language)
        assert "distrikt" in sentence
        assert "district" in sentence


def test_an_unknown_key_far_from_all_names_no_nearest() -> None:
    table = root("zzz = 1\n")
    table.text("title", default="")
    with pytest.raises(PostFault) as caught:
        table.finish()
    assert caught.value.code == "toml_unknown_key"
    for language in Language:
        assert "title" in say_error(caught.value, language)


@pytest.mark.parametrize(("written", "code"), [("gren", "toml_not_a_choice_near"), ("xyz", "toml_not_a_choice")])
def test_a_wrong_choice_names_the_right_ones(written: str, code: str) -> None:
    with pytest.raises(PostFault) as caught:
        root(f'c = "{written}"').choice("c", Colour)
    assert caught.value.code == code
    for language in Language:
        assert "green, red" in say_error(caught.value, language)


SYNTAX = [
    ("a = 1\nb = = 2\n", 2),
    ("a = 1\na = 2\n", 2),
    ("a = 1\n\n[t\n", 3),
    ('a = """never closed\n\n\n', 1),
    ("a = 1\r\nb =\r\n", 2),
    ("a = 1\n\x00", 2),
    ("a = " + "1" * 5000, 1),
    ("a", 1),
    ("d = 2026-13-45", 1),
]


@pytest.mark.parametrize(("text", "line"), SYNTAX)
def test_broken_toml_is_one_fault_with_a_line(text: str, line: int) -> None:
    with pytest.raises(PostFault) as caught:
        root(text)
    assert caught.value.code == "toml_syntax"
    assert caught.value.params["line"] == line
    assert "(at " not in str(caught.value.params["details"])
    for language in Language:
        assert "post.toml" in say_error(caught.value, language)


def test_endless_nesting_is_a_fault_and_no_crash() -> None:
    with pytest.raises(PostFault) as caught:
        root("a = " + "[" * 100_000)
    assert caught.value.code in {"toml_too_deep", "toml_syntax"}
    for language in Language:
        assert say_error(caught.value, language)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab=[]{}\"'\n\r.,#1 \\"), max_size=40))
def test_any_text_is_read_or_refused_in_our_own_words(text: str) -> None:
    outcome: set[object] = set()
    try:
        table = root(text)
        outcome = {table.line(key) >= 1 for key in table.keys()}  # noqa: SIM118 - a Table is no dict
    except PostFault as error:
        outcome = {error.code in {"toml_syntax", "toml_too_deep"}}
    assert outcome <= {True}


def test_asking_whether_a_key_is_there_makes_it_known() -> None:
    table = root("a = 1\n")
    assert "a" in table
    table.finish()


def test_a_path_is_written_as_a_person_would() -> None:
    assert dotted(("asset", 0, "crop", "1:1", "x")) == 'asset.0.crop."1:1".x'
    assert dotted(("झज्जर",)) == '"झज्जर"'
    assert dotted(()) == ""


def test_a_table_tells_its_own_line_and_those_of_its_keys() -> None:
    table = root("\n[t]\n\nx = { y = 1 }\n").table("t")
    assert table.line() == 2
    assert table.line("x") == 4
    assert table.line("absent") == 2


def test_one_table_and_an_array_of_tables_read_alike() -> None:
    table = root("one = { x = 1 }\nmany = [{ x = 1 }, { x = 2 }]\nempty = []\nno = 3")
    assert [inner.integer("x") for inner in table.table_or_tables("one")] == [1]
    assert [inner.integer("x") for inner in table.table_or_tables("many")] == [1, 2]
    assert table.table_or_tables("absent") == ()
    for key in ("empty", "no"):
        with pytest.raises(PostFault) as caught:
            table.table_or_tables(key)
        assert caught.value.code == "toml_wrong_type"
        assert say_error(caught.value, Language.EN)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"x"', "x"),
        ("3", 3),
        ("2.5", 2.5),
        ("true", True),
        ("2026-11-23", dt.date(2026, 11, 23)),
        ('["a", "b"]', ("a", "b")),
        ("[]", ()),
        ("[1, 2]", (1, 2)),
    ],
)
def test_a_plain_value_is_read_as_it_stands(written: str, value: object) -> None:
    assert root(f"k = {written}").plain("k") == value


@pytest.mark.parametrize("written", ["{ a = 1 }", "[{ a = 1 }]", "[1, 'a']", "[true]", "nan", "[1.5]", "10:30:00"])
def test_a_value_that_is_not_plain_is_refused(written: str) -> None:
    with pytest.raises(PostFault) as caught:
        root(f"k = {written}").plain("k")
    assert caught.value.code == "toml_wrong_type"
    assert say_error(caught.value, Language.HI)
