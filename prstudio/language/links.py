"""Finds links in running text as X does: with http(s):// or as a bare domain under a known top-level domain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from prstudio.language import domains
from prstudio.language.span import Span

MAX_URL_UNITS: Final = 4096
"""UTF-16 units of the longest link, its scheme counted twice; longer ones are plain text."""

_MAX_LABEL_LETTERS: Final = 63  # of one part of a domain, in its ASCII form (RFC 1035)
_MAX_SHORT_CODE_LETTERS: Final = 40  # of X's own t.co links

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s/]|(?:mailto|tel):\S")
# The everyday case, known without the grammar: a short word that is nothing but a link.
_PLAIN: Final = re.compile(
    r"[ \n]?((?:https?://)?(?:[a-z0-9]+(?:-[a-z0-9]+)*\.){1,4}([a-z]+)(?:/[A-Za-z0-9/_\-]*)?)", re.ASCII
)
_MAX_PLAIN_LETTERS: Final = 60
_CANDIDATE: Final = re.compile(r"\.[A-Za-z\u00aa-\U0010ffff]")
_NO_BARE_LINK_BEHIND: Final = frozenset({"-", "_", ".", "/", domains.MARK})
_EAST_ASIAN_STOPS: Final = re.compile("[\u3002\uff0e\uff61]")


def find_urls(text: str) -> list[Span]:
    """The links of a text as X counts them, in order, without overlaps."""
    found: list[Span] = []
    candidate = _CANDIDATE.search(text)
    while candidate:
        start, end = _word_around(text, candidate.start())
        found += _find_in_word(text[start:end], start)
        candidate = _CANDIDATE.search(text, end)
    return found


def has_scheme(url: str) -> bool:
    """Whether an address says how it is reached (`https://…`), as link fields of platforms demand."""
    return bool(_SCHEME.match(url))


def _word_around(text: str, at: int) -> tuple[int, int]:
    """Between blanks; the blank before is included, for a link's left neighbour matters."""
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at), 0)
    ends = (text.find(" ", at), text.find("\n", at))
    return start, min((end for end in ends if end >= 0), default=len(text))


def _find_in_word(word: str, offset: int) -> list[Span]:
    plain = _PLAIN.fullmatch(word) if len(word) <= _MAX_PLAIN_LETTERS else None
    if plain and domains.is_latin_end(plain[2]) and "t.co" not in word:
        return [Span(offset + plain.start(1), offset + len(word))]
    marked = domains.mark_ends(word)
    if domains.MARK not in marked:
        return []
    spans: list[Span] = []
    for match in _grammar().link.finditer(marked):
        if not _is_sound(match):
            continue
        if match["scheme"]:
            spans += _full(match)
        elif match["before"] not in _NO_BARE_LINK_BEHIND:
            spans += _bare(match)
    return [Span(offset + span.start, offset + span.end) for span in spans]


def _is_sound(match: re.Match[str]) -> bool:
    """Whether the limits of length hold, and an ASCII form of a domain holds only ASCII."""
    domain = match["domain"].replace(domains.MARK, ".")
    if domain.startswith("xn--") and not _grammar().bare_domain.search(match["domain"]):
        return False
    if not match["before"]:
        domain = _without_first_half(domain)
    if not all(1 <= _ascii_length(label) <= _MAX_LABEL_LETTERS for label in domain.split(".")):
        return False
    scheme = match["scheme"] or "https://"
    return len(scheme) + len(match["url"].encode("utf-16-le", "surrogatepass")) // 2 <= MAX_URL_UNITS


def _without_first_half(domain: str) -> str:
    """X reads UTF-16: of an emoji that begins a domain, it takes the first half for the left neighbour."""
    first = ord(domain[0])
    return domain if first < 0x10000 else chr(0xDC00 + (first & 0x3FF)) + domain[1:]


def _ascii_length(label: str) -> int:
    """Letters of one part of a domain in its ASCII form; the full stops of East Asia part it further."""
    if label.isascii():
        return len(label)
    parts = _EAST_ASIAN_STOPS.split(label)
    lengths = (len(part) if part.isascii() else 4 + len(part.encode("punycode")) for part in parts)
    return sum(lengths) + len(parts) - 1


def _full(match: re.Match[str]) -> list[Span]:
    """A link with its scheme; X's own short links end with their code and query."""
    start, end = match.span("url")
    short = _grammar().short_link.match(match["url"].replace(domains.MARK, "."))
    if short is None:
        return [Span(start, end)]
    return [Span(start, start + short.end())] if len(short["code"]) <= _MAX_SHORT_CODE_LETTERS else []


def _bare(match: re.Match[str]) -> list[Span]:
    """The parts of a domain without scheme that are links: those in Latin letters; path and query go with the last."""
    first = match.start("domain")
    parts = _grammar().bare_domain.finditer(match["domain"])
    spans = [Span(first + part.start(), first + part.end()) for part in parts]
    if spans and match["path"]:
        behind_domain = match.end("url") - match.end("domain")
        spans[-1] = Span(spans[-1].start, spans[-1].end + behind_domain)
    return spans


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Works on texts whose dots before top-level domains are marked."""

    link: re.Pattern[str]
    bare_domain: re.Pattern[str]
    short_link: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    mark = domains.MARK
    spaces = "\x09-\x0d\x20\x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    directions = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
    latin = (
        "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb"
        "\u0300-\u036f\u1e00-\u1eff"
        # the other case of some of these
        "\u0260\u0269\u0275\u0280\u0283\u0288\u028a\u028c\u0292\u0399\u03b9\u1fbe\u2c65\u2c66\u2c7e\u2c7f\ua7dc"
    )
    cyrillic = "\u0400-\u04ff\u1c80-\u1c87"

    outside = rf"!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~${spaces}\ufffe\ufeff\uffff{directions}"
    letter = f"[^{outside}]"
    inside = f"(?:[^{outside}]|-)*"
    label = rf"{letter}(?:(?:[^{outside}]|[_\-])*{letter})?[.{mark}]"
    domain = f"(?:{label})*{letter}(?:{inside}{letter})?{mark}{domains.name_pattern()}"

    in_path = rf"[A-Za-z{cyrillic}0-9!*';:=+,.{mark}$/%#\[\]\-\u2013_~@|&{latin}]"
    parentheses = rf"\((?:{in_path}+|{in_path}*\({in_path}+\){in_path}*)\)"
    path_end = rf"(?:[+\-A-Za-z{cyrillic}0-9=_#/{latin}]|{parentheses})"
    path = rf"/(?:{in_path}*(?:{parentheses}{in_path}*)*{path_end}|@{in_path}+/)*"
    query = rf"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.{mark},~|]*[A-Za-z0-9\-_&=#/]"

    # An emoji may be both the left neighbour and the first letter of a domain.
    before = r"(?=[\U00010000-\U0010ffff])|[^A-Za-z0-9@＠$#＃\ufffe\ufeff]|\A"
    scheme = "[Hh][Tt][Tt][Pp][Ss]?://"
    return _Grammar(
        link=re.compile(
            f"(?P<before>{before})"
            f"(?P<url>(?P<scheme>{scheme})?(?P<domain>{domain})(?::[0-9]+)?(?P<path>{path})?(?:{query})?)"
        ),
        bare_domain=re.compile(
            rf"(?:[\-A-Za-z0-9{latin}]+[.{mark}])*[\-A-Za-z0-9{latin}]+{mark}{domains.name_pattern()}"
        ),
        short_link=re.compile(rf"{scheme}[Tt]\.[Cc][Oo]/(?P<code>[A-Za-z0-9]+)(?:{query})?"),
    )
