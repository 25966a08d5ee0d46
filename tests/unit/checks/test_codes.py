"""Every code that a check can give has its sentences and its tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prstudio.checks
from prstudio import messages

_CODE = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')
_BUILT = {"too_many_hashtags", "too_many_mentions", "too_many_cashtags"}


def written_codes() -> set[str]:
    (folder,) = prstudio.checks.__path__
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(folder).glob("*.py"))
    return (set(_CODE.findall(sources)) & messages.names("finding")) | _BUILT


def test_many_codes_are_known() -> None:
    assert len(written_codes()) > 50


@pytest.mark.parametrize("code", sorted(written_codes()))
def test_a_code_is_named_in_a_test_and_has_its_sentence(code: str) -> None:
    assert messages.has(f"finding.{code}")
    tests = Path(__file__).parent.glob("test_*.py")
    assert any(f'"{code}"' in path.read_text(encoding="utf-8") for path in tests if path != Path(__file__))


def test_every_finding_that_a_check_makes_has_a_sentence() -> None:
    (folder,) = prstudio.checks.__path__
    made = re.compile(r'(?:case\.finding|[^_a-z]Finding|_finding|_Found)\(\s*"([a-z_]+)"|code="([a-z_]+)"')
    codes = {
        first or second
        for path in Path(folder).glob("*.py")
        for first, second in made.findall(path.read_text(encoding="utf-8"))
    }
    assert len(codes) > 30
    assert not {code for code in codes if not messages.has(f"finding.{code}")}
