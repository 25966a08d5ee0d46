from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.bundle.strict_json import JsonFault, parse_object


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"1", b"null", b"{", b'{"a":1}x', b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":-Infinity}',
        b'{"a":1e999}', b'{"a":9007199254740993}', b'{"a":' + b"9" * 6000 + b"}", b'{"a":"\\ud800"}', b'{"\\udfff":1}',
        b"\xef\xbb\xbf{}", b'{"a":"\xff"}', '{"a":1}'.encode("utf-16"), b'{"a":' * 100_000, b"{'a':1}", b'{"a":01}',
        b'{"a":"\n"}', b'{"x":{"a":1,"a":1}}',
    ],
)  # fmt: skip
def test_json_that_could_be_read_in_two_ways_is_refused(content):
    with pytest.raises(JsonFault):
        parse_object(content)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_what_json_writes_is_read(document):
    assert parse_object(json.dumps(document, ensure_ascii=False).encode("utf-8")) == document


@given(st.binary(max_size=80))
def test_any_bytes_are_an_object_or_a_fault(content):
    try:
        assert isinstance(parse_object(content), dict)
    except JsonFault:
        return
