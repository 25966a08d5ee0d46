"""Captions become the running text of a platform's field, laid out as its readers expect it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prstudio.language import hashtags
from prstudio.messages import Language
from prstudio.model.post import Caption, Post, Target
from prstudio.platforms.rules import HashtagPlace, Layout, LinkPlace

_PARAGRAPH = "\n\n"
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TRAILING_BLANKS = re.compile(r"[^\S\n]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished text."""

    text: str
    """NFC, lines ended by a line feed, never two blank lines in a row."""
    tail_length: int = 0
    """Code points at its end that belong together: link and hashtags."""


def chosen_captions(post: Post, target: Target) -> list[Caption]:
    """The captions that the target publishes, with its own wording, in its order; languages not written left out."""
    captions = (post.caption_for(target, language) for language in _distinct(target.languages))
    return [caption for caption in captions if not caption.is_empty or caption.hashtags]


def compose(captions: Sequence[Caption], link: str | None, layout: Layout) -> Composed:
    """The text of one field: each language's headline and body, then the link and the hashtags."""
    body = layout.separator.join(_language_blocks(captions, layout))
    tail: list[str] = []
    if link and layout.link is LinkPlace.END and not contains_link(body, link):
        tail.append(link.strip())
    line = _hashtag_line(captions, layout, body)
    if line:
        tail.append(line)
    text = tidy(_PARAGRAPH.join(part for part in (body, *tail) if part))
    return Composed(text, tail_length=len(tidy(_PARAGRAPH.join(tail))))


def _language_blocks(captions: Sequence[Caption], layout: Layout) -> list[str]:
    blocks: list[str] = []
    for caption in captions:
        parts = [one_line(caption.headline) if layout.headline else "", tidy(caption.body) if layout.body else ""]
        if layout.hashtags is HashtagPlace.EACH_LANGUAGE:
            parts.append(_line(publishable_tags([caption], _PARAGRAPH.join([*blocks, *parts]))))
        block = _PARAGRAPH.join(part for part in parts if part)
        if block:
            blocks.append(block)
    return blocks


def _hashtag_line(captions: Sequence[Caption], layout: Layout, body: str) -> str:
    return _line(publishable_tags(captions, body)) if layout.hashtags is HashtagPlace.END else ""


def _line(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def publishable_tags(captions: Sequence[Caption], body: str = "") -> list[str]:
    """The hashtags of all languages without the sign, in order, none twice, none that already stands in `body`.

    A tag that no platform would link (with a space, a danda, digits alone) is left out; checks speak of it.
    """
    seen = {_folded(body[span.start : span.end]) for span in hashtags.find(body)}
    tags: list[str] = []
    for tag in (bare_tag(tag) for caption in captions for tag in caption.hashtags):
        if hashtags.is_valid(tag) and _folded(tag) not in seen:
            seen.add(_folded(tag))
            tags.append(tag)
    return tags


def bare_tag(tag: str) -> str:
    """The tag without its sign and without blanks around it; NFC."""
    return unicodedata.normalize("NFC", tag).strip().lstrip("#＃").strip()


def _folded(tag: str) -> str:
    return bare_tag(tag).casefold()


def contains_link(text: str, link: str) -> bool:
    """Whether `text` already holds `link`, with or without its scheme and last slash, as a whole address."""
    core = _SCHEME.sub("", unicodedata.normalize("NFC", link).strip()).rstrip("/")
    if not core:
        return False
    whole = re.compile(rf"(?<![\w.@-]){re.escape(core)}(?![\w@%&=#?+-]|/[\w%?#]|\.\w)", re.IGNORECASE)
    return whole.search(text) is not None


def tidy(text: str) -> str:
    """NFC, line feeds only, no blanks at line ends, at most one blank line in a row, none at the ends."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _GAPS.sub("\n\n", _TRAILING_BLANKS.sub("", text)).strip()


def one_line(text: str) -> str:
    """NFC in a single line, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _distinct(languages: Iterable[Language]) -> list[Language]:
    return list(dict.fromkeys(languages))
