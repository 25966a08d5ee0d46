"""The post's link, links in its texts, and what they cost."""

from __future__ import annotations

import pytest
from makers.drafts import EN, HI, MEDIA, RULES, clean_post, codes_of, findings_of, only, post_for

from prstudio.model.finding import Fix, Severity
from prstudio.model.post import Caption, Platform, Target
from prstudio.prepare import fixes


@pytest.mark.parametrize("link", ["example.org", "example.org/camp?a=1", "www.jhajjar.gov.in", "हरियाणा.भारत"])
def test_a_link_without_scheme_is_told_and_mended(link: str) -> None:
    post = post_for(Platform.FACEBOOK, link=link)
    finding = only("link_no_scheme", findings_of(post))
    assert (finding.place, finding.fix) == ("link", Fix("add_link_scheme"))
    assert "link_no_scheme" not in codes_of(fixes.apply(finding.fix, post, MEDIA, RULES))


@pytest.mark.parametrize(
    "link", ["camp", "see the site", "javascript:alert(1)", "mailto:a@b.in", "https://", "https://x", "ftp://a.in/b"]
)
def test_what_is_no_web_address_is_an_error(link: str) -> None:
    assert only("link_malformed", findings_of(post_for(Platform.FACEBOOK, link=link))).severity is Severity.ERROR


def test_a_link_without_encryption_is_advised() -> None:
    assert (
        only("link_not_https", findings_of(post_for(Platform.FACEBOOK, link="http://a.in/b"))).severity
        is Severity.ADVICE
    )


@pytest.mark.parametrize("link", ["https://example.org/camp", "https://हरियाणा.भारत/क", None, "", "HTTPS://A.IN"])
def test_a_sound_link_or_none_is_fine(link: str | None) -> None:
    assert not {code for code in codes_of(post_for(Platform.FACEBOOK, link=link)) if code.startswith("link_")}


def two_bodies(hindi: str, english: str, **changes: object) -> object:
    captions = {HI: Caption("शिविर", hindi, ("क",)), EN: Caption("Camp", english, ("camp",))}
    return clean_post(captions=captions, targets=(Target(Platform.FACEBOOK),), **changes)


def test_a_link_in_one_language_alone_is_a_warning_about_the_other() -> None:
    finding = only("link_in_one_language", findings_of(two_bodies("देखें https://a.in/b", "See the site")))
    assert finding.place == "caption.en"
    assert finding.params["link"] == "https://a.in/b"


@pytest.mark.parametrize(
    "post",
    [
        two_bodies("देखें https://a.in/b", "See https://a.in/b."),
        two_bodies("देखें a.in/b", "See https://a.in/b"),
        two_bodies("देखें https://a.in/b", "See the site", link="https://a.in/b"),
        two_bodies("देखें", "See"),
        post_for(Platform.FACEBOOK, captions={HI: Caption("शिविर", "देखें https://a.in/b", ("क",))}),
    ],
)
def test_a_link_in_both_languages_or_in_the_only_one_is_fine(post: object) -> None:
    assert "link_in_one_language" not in codes_of(post)


def test_a_link_on_x_says_what_it_costs() -> None:
    finding = only("link_costs_more", findings_of(post_for(Platform.X, link="https://a.in/b")))
    assert (finding.severity, finding.params["cost"], finding.params["plain"]) == (Severity.WARNING, "0.20", "0.015")


def test_a_link_elsewhere_or_no_link_costs_nothing_more() -> None:
    assert "link_costs_more" not in codes_of(post_for(Platform.FACEBOOK, link="https://a.in/b"))
    assert "link_costs_more" not in codes_of(post_for(Platform.X))


def test_a_link_post_needs_a_link() -> None:
    target = Target(Platform.FACEBOOK, kind="link", languages=(HI,))
    assert only("link_needed", findings_of(clean_post(targets=(target,), assets=()))).severity is Severity.ERROR
    assert "link_needed" not in codes_of(clean_post(targets=(target,), assets=(), link="https://a.in/b"))
