"""Findings beside what they speak of: under the texts, under the link, on the cards; with the real planner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from makers.drafts import EN, HI
from PySide6.QtCore import Qt

from prstudio.messages import Language
from prstudio.model.finding import Finding, Severity
from prstudio.model.post import Asset, Caption, CaptionOverride, Platform, Target, Trim
from prstudio.ui.assets.asset_words import make_cards
from prstudio.ui.compose.compose_page import ComposePage
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.finding_places import findings_at, gravest, say_each
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech

DANDA = "हरि।याणा"
HINDI = Caption("शिविर", "रविवार को शिविर लगेगा।", (DANDA,))
ENGLISH = Caption("Camp", "It opens on Sunday.", ("Haryana",))


class Bench:
    def __init__(self, qtbot, speech: Speech, look: Look, editor: Editor, jobs: JobRunner, opened: OpenPost) -> None:
        self.qtbot, self.speech, self.editor, self.jobs, self.opened = qtbot, speech, editor, jobs, opened
        self.page = ComposePage(speech=speech, look=look, editor=editor, jobs=jobs)
        qtbot.addWidget(self.page)
        self.page.resize(696, 768)
        self.page.show()
        qtbot.waitExposed(self.page)

    def open(self, **changes: object) -> None:
        self.opened = replace(self.opened, post=replace(self.opened.post, **changes))
        self.editor.open(self.opened)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.editor.is_plan_current and self.jobs.is_idle, timeout=20_000)


@pytest.fixture
def bench(
    qtbot, dressed: Look, editor: Editor, jobs: JobRunner, speech: Speech, sample_post: OpenPost
) -> Iterator[Bench]:
    made = Bench(qtbot, speech, dressed, editor, jobs, sample_post)
    yield made
    editor.close()
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=20_000)


def test_a_text_says_what_is_wrong_with_it_and_only_there(bench: Bench):
    bench.open(captions={HI: HINDI, EN: ENGLISH})
    hindi, english = (bench.page.panes[language].note for language in (HI, EN))
    assert hindi.isVisible()
    assert hindi.severity is Severity.WARNING
    assert hindi.words.startswith("Warning: ")
    assert DANDA in hindi.words
    assert not english.isVisible()
    bench.speech.set_language(Language.HI)
    assert hindi.words.startswith("चेतावनी: ")


def test_a_mended_text_is_marked_no_more(bench: Bench):
    bench.open(captions={HI: HINDI, EN: ENGLISH})
    bench.editor.change(
        replace(bench.editor.current.post, captions={HI: replace(HINDI, hashtags=("हरियाणा",)), EN: ENGLISH}),
        "undo.hashtag_edited",
    )
    bench.settle()
    assert not bench.page.panes[HI].note.isVisible()


def test_a_targets_own_words_are_marked_on_its_tab_alone(bench: Bench):
    own = {EN: CaptionOverride(hashtags=("Har yana",))}
    bench.open(captions={EN: ENGLISH}, targets=(Target(Platform.FACEBOOK), Target(Platform.X, caption=own)))
    note = bench.page.panes[EN].note
    assert not note.isVisible()
    tabs = bench.page.tabs
    tabs.setFocus()
    for _ in range(2):
        bench.qtbot.keyClick(tabs.focusWidget() or tabs, Qt.Key.Key_Right)
    assert tabs.target_index == 1
    assert "Har yana" in note.words


def test_the_link_says_what_was_found_unless_it_is_no_link_at_all(bench: Bench):
    bench.open(link="www.haryana.gov.in")
    assert "https://" in bench.page.link.found.words
    bench.page.link.setFocus()
    bench.qtbot.keyClick(bench.page.link.field, Qt.Key.Key_End)
    bench.qtbot.keyClicks(bench.page.link.field, " x")
    bench.settle()
    assert bench.page.link.complaint
    assert not bench.page.link.found.isVisible()


def test_a_card_bears_the_sign_of_its_gravest_finding(bench: Bench):
    bench.open(assets=(Asset("camp.jpg"), Asset("camp.mp4", trim=Trim(0.0, 30.0))))
    draft = bench.editor.draft
    assert draft is not None
    cards = make_cards(bench.opened.post.assets, bench.opened.media, bench.speech, findings=draft.findings)
    assert cards[0].severity is None
    assert cards[0].is_lacking
    assert cards[1].severity is Severity.WARNING
    assert "Warning: " in cards[1].tip
    assert "Warning: " in cards[1].name


def test_a_place_has_its_own_findings_and_those_of_its_parts():
    def found(place: str, severity: Severity = Severity.ADVICE) -> Finding:
        return Finding("hashtags_none", severity, place)

    all_of = [found("asset.1"), found("asset.1.alt", Severity.WARNING), found("asset.10"), found("asset")]
    assert findings_at(all_of, "asset.1") == tuple(all_of[:2])
    assert gravest(all_of[:2]) is Severity.WARNING
    assert gravest(()) is None


def test_the_same_words_of_several_targets_are_said_once(speech: Speech):
    found = [Finding("hashtags_none", Severity.ADVICE, "caption.hi", target_index=index) for index in range(3)]
    assert len(say_each(found, speech)) == 1
