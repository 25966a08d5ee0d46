"""Languages and scripts: a caption that is missing, in the wrong script, swapped, or typed in a legacy font."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from prstudio.checks.case import Case, Whole
from prstudio.checks.written import Written, alt_texts, caption_texts
from prstudio.language import hashtags, legacy_fonts, links, script
from prstudio.messages import Language
from prstudio.model.finding import Finding, Fix, Severity
from prstudio.model.post import Caption

_LETTERS_MIN: Final = 12
"""Fewer letters (a name, an abbreviation) tell nothing about a caption's language."""
_FOREIGN_SHARE: Final = 0.6
"""A caption with more than this share of letters of the other script is in the wrong one."""
_SAMPLE_LETTERS: Final = 24
"""Enough for the officer to recognise the text."""
_MENTION: Final = re.compile(r"@\w+")


def check_missing(cases: Sequence[Case]) -> Iterator[Finding]:
    """A language that targets publish and that has no caption; once for all of them."""
    for language in Language:
        lacking = [case for case in cases if _lacks(case, language)]
        if not lacking:
            continue
        alone = lacking[0] if len(lacking) == 1 else None
        index = alone.variant.target_index if alone else None
        written = next(other for other in Language if other is not language)
        yield Finding(
            code="language_missing",
            severity=Severity.WARNING,
            place=f"caption.{language}",
            platform=alone.variant.platform if alone else None,
            target_index=index,
            params={"language": str(language), "targets": len(lacking), "written": str(written)},
            fix=Fix("use_one_language", target_index=index, language=written),
        )


def _lacks(case: Case, language: Language) -> bool:
    """Whether the target wants that language, hasn't got it, and has got another."""
    wanted = case.target.languages
    if language not in wanted or not case.whole.post.caption_for(case.target, language).is_empty:
        return False
    return any(not case.whole.post.caption_for(case.target, other).is_empty for other in wanted)


def check_script(whole: Whole) -> Iterator[Finding]:
    """Kruti Dev and its like first: converted, the caption may well be in the right script."""
    legacy: list[Written] = []
    plain: list[Written] = []
    for written in (*caption_texts(whole.post), *alt_texts(whole.post)):
        (legacy if legacy_fonts.looks_legacy(written.text) else plain).append(written)
    for written in legacy:
        sample = written.text.strip()[:_SAMPLE_LETTERS]
        yield _finding(
            "text_looks_legacy",
            written,
            params={"sample": sample, "meant": legacy_fonts.to_unicode(sample)},
            fix=Fix("convert_legacy", target_index=written.target_index, language=written.language),
        )
    foreign = [written for written in plain if _foreign_share(written) > _FOREIGN_SHARE]
    own = [written for written in foreign if written.is_own_caption]
    if {written.language for written in own} == set(Language):
        yield Finding("captions_swapped", Severity.WARNING, "caption", fix=Fix("swap_captions"))
        foreign = [written for written in foreign if not written.is_own_caption]
    for written in foreign:
        percent = round(100 * _foreign_share(written))
        fix = Fix("swap_captions") if _is_in_the_others_place(written, whole) else None
        yield _finding("caption_wrong_script", written, params={"percent": percent}, fix=fix)


def _foreign_share(written: Written) -> float:
    """The share of letters of the other script, 0–1; 0 where too few letters tell anything."""
    text = _running_text(written.text)
    if sum(sign.isalpha() for sign in text) < _LETTERS_MIN:
        return 0.0
    devanagari = script.devanagari_share(text)
    return devanagari if written.language is Language.EN else 1 - devanagari


def _is_in_the_others_place(written: Written, whole: Whole) -> bool:
    """Whether a caption stands alone, wholly in the other script: then it was written under the wrong language."""
    other = next(other for other in Language if other is not written.language)
    is_alone = whole.post.captions.get(other, Caption()).is_empty
    return written.is_own_caption and is_alone and _foreign_share(written) == 1


def _running_text(text: str) -> str:
    """The text without what is in Latin letters in any language: links, hashtags, names of accounts."""
    for span in sorted((*links.find_urls(text), *hashtags.find(text)), reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return _MENTION.sub(" ", text)


def _finding(code: str, written: Written, *, params: Mapping[str, object], fix: Fix | None) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        place=written.place,
        target_index=written.target_index,
        params={"language": str(written.language), **params},
        fix=fix,
    )
