"""The plain text of copied HTML (Word, browsers): paragraphs as lines, styles, scripts and comments left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_SKIPPED: Final = frozenset({"head", "style", "script", "title", "template", "noscript", "xml"})
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
    }
)  # fmt: skip
_ASIDES: Final = re.compile(r"<!--.*?(?:-->|\Z)|<!\[[^>]*>?", re.DOTALL)
"""Comments, and what Word writes like them (`<![if !supportLists]>`): Python's parser raises on odd ones."""
_SPACED: Final = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"])


def plain_text(html: str) -> str:
    """What a reader sees of `html`, with `paste_cleaning.clean` still to come; anything is taken, however broken."""
    reader = _Reader()
    reader.feed(_ASIDES.sub("", html))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._skipping: list[str] = []

    def text(self) -> str:
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping.append(tag)
        if tag == "br":
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts.append(" ")
        elif tag in _BLOCKS:
            self._break(lines=1)
        if tag == "li":
            self._parts.append("• ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipping:
            del self._skipping[self._skipping.index(tag) :]
        if tag in _BLOCKS:
            self._break(lines=2 if tag in _SPACED else 1)

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        # Line ends of the source are blanks; only tags make lines.
        words = data.replace("\r", " ").replace("\n", " ")
        if words.strip(" \t") or not self._at_line_start():
            self._parts.append(words.lstrip(" \t") if self._at_line_start() else words)

    def _at_line_start(self) -> bool:
        return not self._parts or self._parts[-1].endswith("\n")

    def _break(self, *, lines: int) -> None:
        """At least `lines` line ends here, unless the text hasn't begun."""
        if not self._parts:
            return
        ends = len(self._parts[-1]) - len(self._parts[-1].rstrip("\n"))
        if len(self._parts) > 1 and self._parts[-1] == "\n":
            ends += len(self._parts[-2]) - len(self._parts[-2].rstrip("\n"))
        if lines > ends:
            self._parts.append("\n" * (lines - ends))
