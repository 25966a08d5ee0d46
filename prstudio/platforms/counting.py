"""How long a text is in each platform's own unit, and whether it keeps to a rule. All counts are made on NFC text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prstudio.language import emoji
from prstudio.model.finding import Severity
from prstudio.platforms import x_weight
from prstudio.platforms.rules import Counter, TextRule, Unit, XWeights

UNITS: Final = {
    Counter.CODE_POINTS: Unit.CHARACTERS,
    Counter.UTF16: Unit.CHARACTERS,
    Counter.UTF8_BYTES: Unit.BYTES,
    Counter.YOUTUBE_TAGS: Unit.CHARACTERS,
    Counter.X_WEIGHTED: Unit.WEIGHTED,
    Counter.THREADS: Unit.CHARACTERS,
}
"""What each counter counts in."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The length of a text held against its rule."""

    value: int
    unit: Unit
    limit: int | None
    """The tightest bound that the platform enforces, else the tightest it advises; None when there is none."""
    is_valid: bool
    """The platform would take the text: not too long, no forbidden sign, not empty where words are required."""


def measure(text: str, rule: TextRule, weights: XWeights | None = None) -> Measure:
    """The text's length in the rule's unit.

    `weights` are X's; needed for its counter alone.
    """
    value = length(text, rule.counter, weights)
    bounds = rule.limits.named("max_length")
    enforced = [bound for bound in bounds if bound.level is Severity.ERROR]
    limit = min((int(bound.value) for bound in enforced or bounds), default=None)
    fits = all(bound.allows(value) for bound in enforced)
    forbidden = rule.forbidden is not None and any(sign in text for sign in rule.forbidden.values)
    return Measure(value, UNITS[rule.counter], limit, fits and not forbidden and (value > 0 or not rule.required))


def length(text: str, counter: Counter, weights: XWeights | None = None) -> int:
    """How long `text` is in the unit of `counter`.

    `weights` are X's; needed for its counter alone. For `youtube_tags` the text holds the tags, parted by commas.
    """
    if counter is Counter.X_WEIGHTED:
        if weights is None:
            raise ValueError("X's counter needs X's weights")
        return x_weight.weighted_length(text, weights)
    text = unicodedata.normalize("NFC", text)
    match counter:
        case Counter.CODE_POINTS:
            return len(text)
        case Counter.UTF16:
            return utf16_units(text)
        case Counter.UTF8_BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case Counter.YOUTUBE_TAGS:
            return tags_length([tag for part in text.split(",") if (tag := part.strip())])
        case Counter.THREADS:
            return threads_length(text)


def utf16_units(text: str) -> int:
    """The length that JavaScript, Java and Windows see: signs beyond U+FFFF count two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def tags_length(tags: Sequence[str]) -> int:
    """The length of a video's tags by YouTube's rule: commas between them count, a tag with a space counts two more."""
    written = [unicodedata.normalize("NFC", tag) for tag in tags]
    quotes = 2 * sum(" " in tag for tag in written)
    return sum(map(utf16_units, written)) + quotes + max(len(written) - 1, 0)


def threads_length(text: str) -> int:
    """The length on Threads: code points, but an emoji counts its UTF-8 bytes."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return len(text)
    pictures = emoji.pictures().findall(text)
    return len(text) + sum(len(picture.encode("utf-8")) - len(picture) for picture in pictures)
