"""Every key of a TOML text is found at its own line, however the text is laid out."""

from __future__ import annotations

import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.toml_lines import key_lines

NASTY = '''\
# a comment with [brackets] and = signs
top = "a # b" # [not.a.table]
"quoted key" = 1
'literal.key' = 2
a.b."c.d" = 3
multi = """
[fake]
key = 1
an escaped quote \\""" still inside
ends with two quotes"""""
after_multi = 1
literal = \'\'\'
[[fake]]
\\\'\'\'
after_literal = 2
array = [
  1, # one
  [ "x]", "y" ],
  { inner = 1, deep.er = [ { z = 2 } ] },
]
when = 1979-05-27 07:32:00
inline = { first = "}", "second" = \'}\', third = [1,
  2] }

[ spaced . "table name" ]
x = 1
[implicit.sub.table]
[[asset]]
file = "one"
trim = { start_s = 1, end_s = 2 }
[[asset]]
file = "two"
[asset.trim]
start_s = 3
[[asset.part]]
n = 1
[[asset.part]]
n = 2
[asset.part.more]
m = 1
caption.hi.body = "नमस्ते"
"\\u0930" = "escaped key"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("quoted key",), 3),
        (("literal.key",), 4),
        (("a", "b", "c.d"), 5),
        (("multi",), 6),
        (("after_multi",), 11),
        (("literal",), 12),
        (("after_literal",), 15),
        (("array",), 16),
        (("array", 0), 17),
        (("array", 1, 1), 18),
        (("array", 2, "inner"), 19),
        (("array", 2, "deep", "er", 0, "z"), 19),
        (("when",), 21),
        (("inline", "first"), 22),
        (("inline", "second"), 22),
        (("inline", "third", 1), 23),
        (("spaced",), 25),
        (("spaced", "table name", "x"), 26),
        (("implicit",), 27),
        (("implicit", "sub", "table"), 27),
        (("asset",), 28),
        (("asset", 0), 28),
        (("asset", 0, "trim", "end_s"), 30),
        (("asset", 1), 31),
        (("asset", 1, "trim"), 33),
        (("asset", 1, "trim", "start_s"), 34),
        (("asset", 1, "part", 0, "n"), 36),
        (("asset", 1, "part", 1, "n"), 38),
        (("asset", 1, "part", 1, "more", "m"), 40),
        (("asset", 1, "part", 1, "more", "caption", "hi", "body"), 41),
        (("asset", 1, "part", 1, "more", "र"), 42),
    ],
)
def test_a_key_in_a_nasty_document_is_found_at_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(NASTY)
    assert key_lines(NASTY)[path] == line


def test_nothing_is_found_that_is_not_there() -> None:
    assert set(key_lines(NASTY)) == set(paths_of(tomllib.loads(NASTY)))


def test_an_empty_text_and_a_text_without_a_last_line_end_are_fine() -> None:
    assert key_lines("") == {}
    assert key_lines("# only a comment") == {}
    assert key_lines("a = 1") == {("a",): 1}


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    found = [path] if path else []
    for key, inner in items:
        found += paths_of(inner, (*path, key))
    return found


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
keys = st.one_of(st.sampled_from(["a", "b", "c.d", "क", ""]), texts)
leaves = st.one_of(texts, st.integers(-9, 9), st.booleans(), st.floats(allow_nan=False), st.dates())
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, max_size=5)


@settings(deadline=None)
@given(documents, st.booleans())
def test_every_key_of_any_document_has_a_line(content: dict[str, object], multiline: bool) -> None:
    text = tomli_w.dumps(content, multiline_strings=multiline)
    lines = key_lines(text)
    assert set(lines) == set(paths_of(tomllib.loads(text)))
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@settings(deadline=None)
@given(documents, st.integers(0, 40))
def test_lines_move_down_with_the_text(content: dict[str, object], shift: int) -> None:
    text = tomli_w.dumps(content)
    moved = key_lines("# म\n" * shift + text)
    assert moved == {path: line + shift for path, line in key_lines(text).items()}


@settings(deadline=None)
@given(st.lists(st.tuples(keys, leaves, st.integers(0, 3)), max_size=8, unique_by=lambda item: item[0]))
def test_every_key_stands_in_the_very_line_that_was_written(pairs: list[tuple[str, object, int]]) -> None:
    text, expected = "", {}
    for key, value, blanks in pairs:
        text += "\n" * blanks
        expected[(key,)] = text.count("\n") + 1
        text += tomli_w.dumps({key: value})
    found = key_lines(text)
    assert {path: line for path, line in found.items() if len(path) == 1} == expected
