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
_CLINGING = 20  # code points of a body that are never parted from its headline: a few words
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TRAILING_BLANKS = re.compile(r"[^\S\n]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished text."""

    text: str
    """NFC, lines ended by a line feed, never two blank lines in a row."""
    sections: tuple[int, ...] = ()
    """Offsets where a language ends and another follows."""
    held: tuple[tuple[int, int], ...] = ()
    """Spans (start, end) that belong together: each headline with the beginning of its body; link and hashtags."""


def chosen_captions(post: Post, target: Target) -> list[Caption]:
    """The captions that the target publishes, with its own wording, in its order; languages not written left out."""
    captions = (post.caption_for(target, language) for language in _distinct(target.languages))
    return [caption for caption in captions if not caption.is_empty or caption.hashtags]


def compose(captions: Sequence[Caption], link: str | None, layout: Layout) -> Composed:
    """The text of one field: each language's headline and body, then the link and the hashtags."""
    blocks = _language_blocks(captions, layout)
    body = layout.separator.join(block.text for block in blocks)
    tail: list[str] = []
    if link and layout.link is LinkPlace.END and not contains_link(body, link):
        tail.append(link.strip())
    line = _hashtag_line(captions, layout, body)
    if line:
        tail.append(line)
    text = tidy(_PARAGRAPH.join(part for part in (body, *tail) if part))
    sections, held = _structure(text, blocks)
    if tail and body:
        held.append((len(text) - len(_PARAGRAPH.join(tail)), len(text)))
    return Composed(text, tuple(sections[:-1]), tuple(held))


@dataclass(frozen=True, slots=True)
class _Block:
    """One language's part of a text."""

    text: str
    heading_length: int
    """Code points of the headline and the beginning of what stands below it; 0 without both."""


def _structure(text: str, blocks: Sequence[_Block]) -> tuple[list[int], list[tuple[int, int]]]:
    """Where each language's block ends, and the spans of headlines with the beginning of their bodies."""
    sections: list[int] = []
    headings: list[tuple[int, int]] = []
    start = 0
    for block in blocks:
        start = max(text.find(block.text, start), start)
        if block.heading_length:
            headings.append((start, start + block.heading_length))
        start += len(block.text)
        sections.append(start)
    return sections, headings


def _language_blocks(captions: Sequence[Caption], layout: Layout) -> list[_Block]:
    blocks: list[_Block] = []
    for caption in captions:
        headline = one_line(caption.headline) if layout.headline else ""
        body = tidy(caption.body) if layout.body else ""
        parts = [headline, body]
        if layout.hashtags is HashtagPlace.EACH_LANGUAGE:
            before = [*(block.text for block in blocks), *parts]
            parts.append(_line(publishable_tags([caption], _PARAGRAPH.join(before))))
        text = _PARAGRAPH.join(part for part in parts if part)
        heading_length = len(headline) + len(_PARAGRAPH) + _CLINGING if headline and body else 0
        if text:
            blocks.append(_Block(text, min(heading_length, len(text))))
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
