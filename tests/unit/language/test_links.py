from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import captions, x_reference

from prstudio.language import links


def found(text: str) -> list[str]:
    return [span.cut_from(text) for span in links.find_urls(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("हरियाणा सरकार।", []),
        ("haryana.gov.in", ["haryana.gov.in"]),
        ("देखें: haryana.gov.in.", ["haryana.gov.in"]),
        ("पोर्टल.haryana.gov.in", ["haryana.gov.in"]),
        ("https://haryana.gov.in/हिंदी", ["https://haryana.gov.in/"]),
        ("https://x.com/a?b=1&c=2#d, और", ["https://x.com/a?b=1&c=2#d"]),
        ("(https://example.com/a_(b))", ["https://example.com/a_(b)"]),
        ("हरियाणा.भारत http://हरियाणा.भारत/x", ["http://हरियाणा.भारत/x"]),
        ("dipr.भारत", ["dipr.भारत"]),
        ("HTTP://EXAMPLE.COM", ["HTTP://EXAMPLE.COM"]),
        ("dpr@haryana.gov.in", []),
        ("#haryana.gov.in", []),
        ("डॉ.शर्मा Rs.500 3.5 v1.2.3 file.exe", []),
        ("a_b.com", []),
        ("http://a_b.example.com", ["http://a_b.example.com"]),
        ("https://t.co/abc/def", ["https://t.co/abc"]),
        ("http://" + "a" * 64 + ".com", []),
        ("http://xn--p1ai.xn--p1ai", ["http://xn--p1ai.xn--p1ai"]),
        ("a.com b.in", ["a.com", "b.in"]),
        ("example.com:8080/x", ["example.com:8080/x"]),
        ("http://example.com/" + "a" * 4100, []),
    ],
)
def test_links_are_found_as_x_sees_them(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.node
def test_links_stand_where_the_reference_finds_them() -> None:
    texts = [unicodedata.normalize("NFC", text) for text in captions.nasty(3000, 11) + captions.orderly(500, 12)]
    for text, said in zip(texts, x_reference.ask_npm(texts), strict=True):
        theirs = [text[start:end] for start, end in said["urls"]]
        # A bare domain may go on in other letters; X counts only as many signs as its Latin part and the path have.
        assert len(found(text)) == len(theirs), ascii(text)
        assert all(whole.startswith(ours) for ours, whole in zip(found(text), theirs, strict=True)), ascii(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://haryana.gov.in", True),
        ("HTTP://x.in", True),
        ("mailto:dpr@haryana.gov.in", True),
        ("haryana.gov.in", False),
        ("www.haryana.gov.in", False),
        ("//haryana.gov.in", False),
        ("https://", False),
        ("https:// haryana.gov.in", False),
        ("", False),
    ],
)
def test_a_scheme_is_told_from_a_bare_address(url: str, expected: bool) -> None:
    assert links.has_scheme(url) is expected


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="abक.:/@-_ \n?=#()क्😀ms", max_size=60))
def test_links_stand_in_order_inside_the_text_and_hold_no_blank(text: str) -> None:
    spans = links.find_urls(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert not any(sign.isspace() for span in spans for sign in span.cut_from(text))


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="abक हिं।,", max_size=30), st.text(alphabet="abक हिं।,", max_size=30))
def test_a_link_with_blanks_around_is_found_whatever_stands_beside_it(before: str, after: str) -> None:
    assert found(f"{before} https://haryana.gov.in/a {after}") == ["https://haryana.gov.in/a"]
