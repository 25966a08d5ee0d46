from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from makers import rules as make

from prstudio.language import graphemes, hashtags, links
from prstudio.model.post import Caption
from prstudio.platforms import counting
from prstudio.platforms.rules import Counter, Layout
from prstudio.prepare.captions import Composed, compose
from prstudio.prepare.threads import split_thread

HINDI = "जिला प्रशासन ने झज्जर में निःशुल्क नेत्र जांच शिविर लगाया। इसमें 312 लोगों की जांच हुई। "
ENGLISH = "The district held a free eye camp in Jhajjar. 312 people were examined. "
SNIPPETS = [
    HINDI, ENGLISH, "👨‍👩‍👧‍👦", "क्षेत्र ", "#हरियाणा ", "#Haryana ", "https://example.org/a?b=c ", "haryana.gov.in ", "डॉ. शर्मा ", "Rs. 3.5 ",
    "12,34,567 ", "\n\n", " ", "🇮🇳", "ख़ुशी ", "…", "word ", "1/2 ", "(1/2) ",
]  # fmt: skip
NUMBER = re.compile(r" \((\d+)/(\d+)\)\Z")


def weight(text: str) -> int:
    return counting.length(text, Counter.X_WEIGHTED, make.X_WEIGHTS)


def split(text: str, limit: int = 280) -> tuple[str, ...]:
    return split_thread(Composed(text), measure=weight, limit=limit)


def unnumbered(parts: tuple[str, ...]) -> list[str]:
    return [NUMBER.sub("", part) for part in parts] if len(parts) > 1 else list(parts)


def blankless(text: str) -> list[str]:
    return [piece for piece in graphemes.split(text) if not piece.isspace()]


def test_a_text_that_fits_stays_one_post_without_a_number() -> None:
    assert split("Short.") == ("Short.",)


def test_posts_are_numbered_and_end_with_sentences() -> None:
    parts = split(HINDI * 6)
    assert [NUMBER.search(part).groups() for part in parts] == [(str(n), str(len(parts))) for n in range(1, len(parts) + 1)]  # fmt: skip
    assert all(part.endswith("।") for part in unnumbered(parts))


def test_the_number_itself_is_counted_also_when_it_grows_wider() -> None:
    parts = split(ENGLISH * 60, limit=100)
    assert len(parts) > 9
    assert max(map(weight, parts)) <= 100


def test_headline_first_link_and_hashtags_together_on_the_last_post() -> None:
    caption = Caption("Free eye camp", ENGLISH * 5, ("Haryana", "Jhajjar"))
    composed = compose([caption], "https://example.org/camp", Layout())
    parts = unnumbered(split_thread(composed, measure=weight, limit=280))
    assert parts[0].startswith("Free eye camp\n\n")
    assert parts[-1].endswith("https://example.org/camp\n\n#Haryana #Jhajjar")


def test_a_language_starts_a_post_of_its_own_and_its_headline_is_never_left_alone() -> None:
    captions = [Caption("शिविर", HINDI * 2), Caption("Free eye camp", ENGLISH * 3)]
    composed = compose(captions, None, Layout())
    parts = unnumbered(split_thread(composed, measure=weight, limit=280))
    assert any(part.startswith("Free eye camp\n\nThe district") for part in parts)


def test_a_limit_too_small_for_any_thread_leaves_the_text_whole() -> None:
    text = "a" * 20_000
    assert split_thread(Composed(text), measure=len, limit=3) == (text,)


@given(pieces=st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=12), max_size=40), limit=st.sampled_from([60, 140, 280]))  # fmt: skip
@settings(deadline=None, max_examples=120)
def test_every_post_fits_and_all_graphemes_come_in_order_and_untorn(pieces: list[str], limit: int) -> None:
    text = unicodedata.normalize("NFC", "".join(pieces)).strip()
    whole = graphemes.split(text)
    assume(all(weight(piece) <= limit - 12 for piece in whole))
    spans = [*links.find_urls(text), *hashtags.find(text)]
    assume(all(weight(text[span.start : span.end]) <= limit - 12 for span in spans))

    parts = split(text, limit)

    assert all(weight(part) <= limit for part in parts)
    joined = [piece for part in unnumbered(parts) for piece in blankless(part)]
    assert joined == blankless(text)
    for span in spans:
        token = text[span.start : span.end]
        assert any(token in part for part in parts), f"{token!r} is torn"


@pytest.mark.parametrize("limit", [40, 280])
def test_one_endless_word_is_cut_at_graphemes(limit: int) -> None:
    parts = unnumbered(split("क्षि" * 200, limit))
    assert "".join(parts) == "क्षि" * 200
    assert all(len(part) % 4 == 0 for part in parts)
