from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import captions, x_reference

from prstudio.platforms.rules import Source, SourceKind, XWeights
from prstudio.platforms.x_weight import weighted_length

V3 = XWeights(
    scale=100,
    default_weight=200,
    url_length=23,
    ranges=((0, 4351, 100), (8192, 8205, 100), (8208, 8223, 100), (8242, 8247, 100)),
    source=Source("tt-v3", "twitter-text config v3", date(2026, 8, 22), SourceKind.SPEC),
)


def weight(text: str) -> int:
    return weighted_length(text, V3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("हरियाणा", 7),
        ("क्षेत्र", 7),
        ("\u095c", 2),  # NFC parts ड़ into ड and nukta
        ("\u095d", 2),
        ("\u095b", 2),
        ("\u095e", 2),
        ("e\u0301", 1),
        ("\u200d", 1),
        ("\u200c", 1),
        ("।", 1),
        ("॥", 1),
        ("–—“”‘’", 6),
        ("₹", 2),
        ("…", 2),
        ("•→✓™", 8),
        ("©", 2),  # the references say 1 and 2
        ("®", 2),
        ("©️", 2),
        ("👍", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🇮🇳", 2),
        ("1️⃣", 2),
        ("❤️‍🔥", 5),
        ("🫱🏻‍🫲🏿", 9),
        ("🧑‍🧑‍🧒", 8),
        ("haryana.gov.in", 23),
        ("https://haryana.gov.in/हिंदी", 28),
        ("dpr@haryana.gov.in", 18),
        ("a\r\nb", 3),
        ("क\u200d.com.in", 1 + 1 + 1 + 23),  # one reference misses this link
        ("क" * 281, 281),
        ("https://t.co/abc/def", 23 + 4),
    ],
)
def test_each_known_text_weighs_what_x_says(text: str, expected: int) -> None:
    assert weight(text) == expected


@pytest.mark.node
@pytest.mark.parametrize("seed", [1, 2])
def test_nasty_texts_weigh_what_the_npm_reference_says(seed: int) -> None:
    texts = [text.replace("\r\n", "\n") for text in captions.nasty(4000, seed)]
    for text, said in zip(texts, x_reference.ask_npm(texts), strict=True):
        ours = weight(text)
        assert ours >= said["weight"], ascii(text)
        if "©" not in text and "®" not in text:
            assert ours == said["weight"], ascii(text)


@pytest.mark.node
def test_every_emoji_of_unicode_twelve_weighs_what_the_npm_reference_says() -> None:
    emoji_list = pytest.importorskip("twitter_text.regexp.emoji").emoji_list
    emoji = ["".join(chr(int(code, 16)) for code in entry.codepoint.split()) for entry in emoji_list]
    texts = [f"{one}{one} क{one}" for one in emoji if one not in "©®"]
    said = [answer["weight"] for answer in x_reference.ask_npm(texts)]
    assert [weight(text) for text in texts] == said


def test_orderly_texts_weigh_what_the_pypi_reference_says() -> None:
    for text in captions.orderly(1500, 3):
        assert weight(text) == x_reference.ask_pypi(text), ascii(text)


@pytest.mark.node
def test_no_emoji_weighs_less_than_both_references_say() -> None:
    emoji_list = pytest.importorskip("twitter_text.regexp.emoji").emoji_list
    signs = ["".join(chr(int(code, 16)) for code in entry.codepoint.split()) for entry in emoji_list]
    signs += [sign + "\ufe0f" for sign in signs if len(sign) == 1]
    for sign, said in zip(signs, x_reference.ask_npm(signs), strict=True):
        assert weight(sign) >= said["weight"]
        assert weight(sign) >= x_reference.ask_pypi(sign) or weight(sign) == said["weight"], ascii(sign)


def test_the_figures_come_from_the_rules() -> None:
    changed = replace(V3, url_length=30, default_weight=300, ranges=((0, 127, 100), (2304, 2431, 150)))
    assert weighted_length("haryana.gov.in", changed) == 30
    assert weighted_length("日", changed) == 3
    assert weighted_length("कख", changed) == 3
    assert weighted_length("क", changed) == 2, "half units are rounded up"
    assert weighted_length("a👍🏽", changed) == 4


def test_weights_without_ranges_weigh_every_sign_alike() -> None:
    flat = replace(V3, ranges=(), scale=1, default_weight=1)
    assert weighted_length("abc ©日", flat) == 6


plain = st.text(alphabet="कि्षरहाa b,।₹日é", max_size=40)


@settings(deadline=None, max_examples=60)
@given(plain, plain)
def test_texts_apart_weigh_as_much_as_joined(first: str, second: str) -> None:
    assert weight(f"{first}\n{second}") == weight(first) + 1 + weight(second)


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=60))
def test_any_text_weighs_at_least_one_and_no_text_of_links_more_than_they_do(text: str) -> None:
    assert (weight(text) > 0) is (text != "")
    assert weight(text) <= 2 * len(unicodedata.normalize("NFC", text)) + 23 * text.count(".")


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_normal_forms_weigh_the_same(text: str) -> None:
    assert weight(unicodedata.normalize("NFD", text)) == weight(unicodedata.normalize("NFC", text))


def test_a_lone_surrogate_does_not_stop_the_counter() -> None:
    assert weight("क\ud83d.com.in \udc00 haryana.gov.in") > 0


def test_counting_imports_nothing_heavy() -> None:
    heavy = "['regex', 'PIL', 'numpy', 'PySide6', 'moviepy', 'keyring', 'jinja2', 'nacl', 'click', 'requests']"
    code = f"import sys, prstudio.platforms.counting; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
