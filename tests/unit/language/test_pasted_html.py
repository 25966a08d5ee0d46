"""Copied HTML gives the words that a reader saw."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.language.paste_cleaning import clean
from prstudio.language.pasted_html import plain_text

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>x</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>p.MsoNormal {margin:0cm; font-family:"Mangal",serif;}</style></head>
<body lang=EN-IN><!--StartFragment-->
<p class=MsoNormal style='mso-line-height-alt:12pt'><b><span lang=HI style='font-family:"Mangal",serif'>नेत्र&nbsp;जांच
शिविर</span></b><o:p></o:p></p>
<p class=MsoNormal>“Free” camp &amp; medicines<br>on Sunday</p>
<!--EndFragment--></body></html>"""

CASES = {
    "Word": (WORD, 'नेत्र जांच शिविर\n\n"Free" camp & medicines\non Sunday'),
    "a list": ("<ul><li>एक</li><li>दो</li></ul>", "• एक\n• दो"),
    "a table": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    "scripts": ("<p>a</p><script>alert('x')</script><p>b</p>", "a\n\nb"),
    "inline tags": ("झ<b>ज्ज</b>र में <i>शिविर</i>", "झज्जर में शिविर"),
    "tags that never close": ("<div><p>a<p>b", "a\nb"),
    "no tags at all": ("only words", "only words"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "text"), CASES.values(), ids=CASES.keys())
def test_the_words_stay_and_the_styles_go(html: str, text: str):
    assert clean(plain_text(html)).strip() == text


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<style>", "</style>", "<!--", "-->", "<", "&", "क", "<li>", "<![if"])))
def test_broken_html_is_taken_too(parts: list[str]):
    text = clean(plain_text("".join(parts)))
    assert clean(text) == text
    assert text.count("क") <= parts.count("क")
