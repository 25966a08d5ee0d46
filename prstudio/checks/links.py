"""The post's link and the links inside its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from prstudio.checks.case import Whole
from prstudio.checks.written import caption_texts
from prstudio.language import links
from prstudio.messages import Language
from prstudio.model.finding import Finding, Fix, Severity
from prstudio.prepare.captions import contains_link

_WEB: Final = re.compile(r"https?://[^\s/?#.]+\.[^\s]+", re.IGNORECASE)
_BARE: Final = re.compile(r"[^\s/?#:@]+\.[^\s/?#:@.]{2,}([/?#:][^\s]*)?")


def check_link(whole: Whole) -> Iterator[Finding]:
    """The link of the post itself."""
    link = (whole.post.link or "").strip()
    if not link:
        return
    params = {"link": link}
    if not links.has_scheme(link):
        if _BARE.fullmatch(link):
            yield Finding("link_no_scheme", Severity.WARNING, "link", params=params, fix=Fix("add_link_scheme"))
        else:
            yield Finding("link_malformed", Severity.ERROR, "link", params=params)
    elif not _WEB.fullmatch(link):
        yield Finding("link_malformed", Severity.ERROR, "link", params=params)
    elif not link.lower().startswith("https://"):
        yield Finding("link_not_https", Severity.ADVICE, "link", params=params)


def check_one_sided(whole: Whole) -> Iterator[Finding]:
    """A link that stands in one language's text and not in the other's, though both are written."""
    texts = dict.fromkeys(Language, "")
    places: dict[Language, str] = {}
    for written in caption_texts(whole.post):
        if written.target_index is None:
            texts[written.language] += f"\n{written.text}"
            places[written.language] = f"caption.{written.language}"
    if len(places) < len(Language):
        return
    for language in Language:
        other = next(other for other in Language if other is not language)
        for url in _urls(texts[language]):
            if not contains_link(texts[other], url) and not contains_link(whole.post.link or "", url):
                params = {"link": url, "language": str(language), "other": str(other)}
                yield Finding("link_in_one_language", Severity.WARNING, places[other], params=params)


def _urls(text: str) -> list[str]:
    return list(dict.fromkeys(span.cut_from(text) for span in links.find_urls(text)))
