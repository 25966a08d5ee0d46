"""The list of districts is complete, and its ids fit into file names."""

from __future__ import annotations

import re
import unicodedata

import pytest

from prstudio.messages import Language
from prstudio.model.districts import all_districts, find_district


def test_haryana_has_22_districts_each_with_its_own_names() -> None:
    districts = all_districts()
    assert len(districts) == 22
    for language in Language:
        assert len({district.name[language] for district in districts.values()}) == 22


@pytest.mark.parametrize("id_", sorted(all_districts()))
def test_an_id_is_the_english_name_in_plain_ascii(id_: str) -> None:
    district = all_districts()[id_]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", id_)
    assert district.name[Language.EN].lower().replace(" ", "-") == id_


@pytest.mark.parametrize("id_", sorted(all_districts()))
def test_a_hindi_name_is_devanagari_and_composed(id_: str) -> None:
    name = all_districts()[id_].name[Language.HI]
    assert re.fullmatch(r"[\u0900-\u097f ]+", name)
    assert unicodedata.is_normalized("NFC", name)


def test_an_unknown_id_finds_nothing() -> None:
    assert find_district("jhajjar") is not None
    assert find_district("Jhajjar") is None
    assert find_district("delhi") is None
