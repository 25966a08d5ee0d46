from __future__ import annotations

import pytest

from prstudio.messages import Language
from prstudio.model.post import Asset
from prstudio.prepare.alts import alt_text

HI, EN = Language.HI, Language.EN
BOTH = {HI: "शिविर में लोग", EN: "People at the camp"}


@pytest.mark.parametrize(
    ("alt", "languages", "limit", "expected"),
    [
        (BOTH, (HI, EN), 100, "शिविर में लोग / People at the camp"),
        (BOTH, (EN, HI), 100, "People at the camp / शिविर में लोग"),
        (BOTH, (HI, EN), 20, "शिविर में लोग"),
        (BOTH, (EN,), 100, "People at the camp"),
        (BOTH, (HI, EN), 5, "शिविर में लोग"),
        ({EN: "People\n at the camp"}, (HI, EN), 100, "People at the camp"),
        ({EN: "Only English"}, (HI,), 100, "Only English"),
        ({HI: "same", EN: "same"}, (HI, EN), 100, "same"),
        ({HI: "  "}, (HI, EN), 100, ""),
        ({}, (HI, EN), 100, ""),
    ],
)
def test_alternative_texts_follow_the_languages_and_the_limit(alt, languages, limit, expected) -> None:
    assert alt_text(Asset("a.jpg", alt=alt), languages, lambda text: len(text) <= limit) == expected
