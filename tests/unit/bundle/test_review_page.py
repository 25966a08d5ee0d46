from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from makers import bundles
from makers.drafts import RULES

from prstudio import messages, resources
from prstudio.bundle import review_page, target_view
from prstudio.bundle.layout import build_layout
from prstudio.bundle.review_page import ListedFile, make_review_page
from prstudio.model.finding import Finding, Severity
from prstudio.model.post import Caption, Platform
from prstudio.model.variant import Variant

VOID = {"meta", "img", "br", "link", "input"}
PIXEL = "data:image/jpeg;base64,AAAA"


class Page(HTMLParser):
    """The page as a browser reads it: every element closed, all text and addresses gathered."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.addresses: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []
        self.text = "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "poster", "action", "data", "srcset"):
                self.addresses.append((name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)


def html_of(contents, files=()) -> str:
    folders = build_layout(contents)
    previews = {file.path: PIXEL for folder in folders for file in folder.media}
    return make_review_page(contents, folders, list(files), previews)


def page_of(contents, files=()) -> Page:
    return Page(html_of(contents, files))


def test_the_page_in_a_bundle_is_whole(honest):
    page = Page(honest.files["data/review.html"].decode("utf-8"))
    for address in (value for name, value in page.addresses if name == "href" and not value.startswith("#")):
        assert f"data/{address}" in honest.files, address
    assert "झज्जर में निःशुल्क नेत्र जांच शिविर" in page.text
    assert "Free eye camp in Jhajjar" in page.text


def test_the_page_lists_every_other_file_with_its_hash(honest):
    page = Page(honest.files["data/review.html"].decode("utf-8"))
    for line in honest.files["manifest-sha256.txt"].decode("ascii").splitlines():
        sha256, path = line.split("  ")
        assert path == "data/review.html" or (path in page.text and sha256 in page.text)


def test_nothing_leaves_the_page_and_nothing_runs_in_it(honest):
    html = honest.files["data/review.html"].decode("utf-8")
    page = Page(html)
    assert page.tags["script"] == page.tags["iframe"] == page.tags["form"] == page.tags["link"] == 0
    assert page.handlers == []
    for name, value in page.addresses:
        assert value.startswith(("data:image/jpeg;base64,", "#")) or ":" not in value, (name, value[:60])
        assert not value.startswith("/")
    assert "url(" not in html
    assert "@import" not in html
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert "http" not in policy


def test_links_inside_the_page_lead_somewhere(contents):
    page = page_of(contents)
    inner = {value[1:] for _, value in page.addresses if value.startswith("#")}
    assert inner <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}</style></title>'


def test_whatever_an_officer_writes_is_text(contents):
    caption = Caption(EVIL, EVIL, (EVIL,))
    variants = tuple(
        replace(
            variant,
            account=EVIL,
            texts=dict.fromkeys(variant.texts, EVIL),
            thread=tuple(EVIL for _ in variant.thread),
            tags=tuple(EVIL for _ in variant.tags),
            captions=dict.fromkeys(variant.captions, EVIL),
            localizations={language: {"title": EVIL, "description": EVIL} for language in variant.localizations},
            alts=tuple(EVIL for _ in variant.alts),
        )
        for variant in contents.variants
    )
    evil = replace(
        contents,
        post=replace(contents.post, title=EVIL, link=EVIL, captions={bundles.HI: caption, bundles.EN: caption}),
        variants=variants,
        rules_revision=EVIL,
        findings=(Finding("hashtag_malformed", Severity.ERROR, "", params={"tag": EVIL}),),
    )
    plain, spoilt = page_of(replace(contents, findings=evil.findings)), page_of(evil)
    assert spoilt.tags["script"] == 0
    assert spoilt.handlers == []
    assert spoilt.tags["img"] == plain.tags["img"]
    assert EVIL in spoilt.text


def test_findings_stand_on_top_gravest_first_by_colour_and_word(contents):
    html = html_of(contents)
    found = re.findall(r'<li class="(error|warning|advice)"><div><span class="severity"><span lang="hi">([^<]*)', html)
    assert found == [("error", "ग़लती"), ("warning", "चेतावनी"), ("advice", "सलाह")]
    assert html.index('class="findings card"') < html.index('class="target-body"')
    assert 'href="#x"' in html


def test_a_post_without_findings_says_so(contents):
    page = page_of(replace(contents, findings=()))
    assert "जाँच में कोई कमी नहीं मिली" in page.text
    assert "The checks found nothing to mend" in page.text


def test_every_label_stands_in_both_languages(contents):
    html = html_of(contents)
    hindi = set(
        re.findall(
            r'<h[123]>(?:<span class="dot"></span><span>)?<span lang="hi">([^<]+)</span> <span class="en" lang="en">([^<]+)</span>',
            html,
        )
    )
    assert ("जाँच के नतीजे", "Findings") in hindi
    assert ("सभी फ़ाइलें", "All files") in hindi


def test_a_language_that_is_missing_is_said_to_be_missing(contents):
    page = page_of(replace(contents, post=replace(contents.post, captions={bundles.HI: bundles.HINDI})))
    assert "Nothing is written in this language." in page.text


def test_a_post_without_any_words_has_a_page_too(contents):
    bare = Variant(0, Platform.X, "photo", (bundles.HI,), pictures=(bundles.WIDE,))
    page = page_of(replace(contents, post=replace(contents.post, title="", captions={}, link=None), variants=(bare,)))
    assert "बिना शीर्षक की पोस्ट" in page.text


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 10])
def test_every_platform_shows_any_number_of_photos(contents, platform, count):
    kind = next(iter(RULES[platform].kinds))
    field = RULES[platform].kinds[kind].fields[0]
    pictures = tuple(replace(bundles.TALL, quality_max=80 - number) for number in range(count))
    variant = Variant(
        0, platform, kind, (bundles.HI,), texts={field: "नमस्ते #झज्जर"}, pictures=pictures, alts=("",) * count
    )
    files = {**contents.files, **dict.fromkeys(pictures, contents.files[bundles.TALL])}
    page = page_of(replace(contents, variants=(variant,), files=files, findings=()))
    assert page.tags["img"] == count
    assert ("नमस्ते" in page.text) or field == "title"


@pytest.mark.parametrize("platform", Platform)
def test_every_platform_shows_a_clip(contents, platform):
    kind = next(iter(RULES[platform].kinds))
    variant = replace(contents.variants[2], platform=platform, kind=kind, texts={}, tags=())
    page = page_of(replace(contents, variants=(variant,), findings=()))
    assert page.tags["video"] == 1
    assert ("src", f"{platform}/video.mp4") in page.addresses


def test_a_folded_text_is_printed_whole(contents):
    html = html_of(replace(contents, variants=(contents.variants[0],)))
    assert html.count('<details class="fold">') == 1
    assert html.count('class="text on-paper"') == 1


def test_the_page_tells_nothing_about_this_computer_or_day(honest):
    html = honest.files["data/review.html"].decode("utf-8")
    assert "2026-11-24" not in html
    assert str(honest.contents.originals) not in html


def test_sizes_are_written_as_people_read_them():
    assert ListedFile("data/x/a.jpg", 312_000, "0" * 64).size == "312 kB"
    assert ListedFile("data/x/a.jpg", 1, "0" * 64).href == "x/a.jpg"


def test_all_sentences_of_the_page_are_used():
    template = resources.read_text("templates", "review.html.jinja")
    code = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (review_page, target_view))
    built = re.compile(r"(field|unit|role|localized)_.*|(error|warning|advice)_count")
    for name in messages.names("review"):
        assert f'"{name}"' in template + code or built.fullmatch(name), name
