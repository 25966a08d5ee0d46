"""The weighted length of a text on X (twitter-text configuration, version 3), fast enough for every keystroke.

Follows the reference implementation (npm twitter-text 3.1.0); where another reference counts © and ® higher, the higher
count is taken, for a text must never be longer on X than it is here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from prstudio.language import emoji, links
from prstudio.platforms.rules import XWeights

_BEYOND_LAST: Final = 0x110000  # one more than the last code point


def weighted_length(text: str, weights: XWeights) -> int:
    """How much of X's limit the text takes, rounded up to whole units."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    scales = _scales(weights.default_weight, weights.ranges)
    total = scales.weigh(text)
    urls = links.find_urls(text)
    for url in urls:
        total += weights.url_length * weights.scale - scales.weigh(url.cut_from(text))
    for sequence in emoji.find_sequences(text):
        # One that begins in a link is counted with the link, as far as the link goes.
        if not any(url.start <= sequence.start < url.end for url in urls):
            total += weights.default_weight - scales.weigh(sequence.cut_from(text))
    return -(-total // weights.scale)


@dataclass(frozen=True, slots=True)
class _Scales:
    """Weighs signs one by one; most have the same weight, so only the others are looked for."""

    common: int
    """The weight of most signs."""
    others: tuple[tuple[re.Pattern[str], int], ...]
    """Runs of signs of another weight, and how much more than `common` each sign weighs."""

    def weigh(self, text: str) -> int:
        total = self.common * len(text)
        for runs, more in self.others:
            total += more * sum(map(len, runs.findall(text)))
        return total


@cache
def _scales(default: int, ranges: tuple[tuple[int, int, int], ...]) -> _Scales:
    common = ranges[0][2] if ranges else default
    signs_by_weight: dict[int, str] = {default: emoji.single_signs()}
    for first, last, weight in (*ranges, *_gaps(default, ranges)):
        if weight != common:
            signs_by_weight[weight] = signs_by_weight.get(weight, "") + f"\\U{first:08x}-\\U{last:08x}"
    others = ((re.compile(f"[{signs}]+"), weight - common) for weight, signs in signs_by_weight.items())
    return _Scales(common, tuple(others))


def _gaps(default: int, ranges: tuple[tuple[int, int, int], ...]) -> Iterator[tuple[int, int, int]]:
    """The ranges between `ranges`, with the default weight."""
    begin = 0
    for first, last, _ in (*ranges, (_BEYOND_LAST, _BEYOND_LAST, default)):
        if begin < first:
            yield begin, first - 1, default
        begin = last + 1
