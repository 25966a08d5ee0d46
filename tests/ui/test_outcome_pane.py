"""The outcome with real posts, the real planner, mouse and keys: targets, previews, findings and their repairs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from makers.drafts import EN, HI
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionComboBox, QWidget

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.post import Asset, Caption, Fit, Platform, Post, Target, Trim
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.outcome.finding_row import FindingRow
from prstudio.ui.outcome.outcome_empty import Lack
from prstudio.ui.outcome.outcome_pane import OutcomePane
from prstudio.ui.outcome.phone_content import Shot, make_content
from prstudio.ui.outcome.target_state import TargetName, TargetState
from prstudio.ui.outcome.target_tabs import TargetTabs
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure

LEFT = Qt.MouseButton.LeftButton
LONG = "नागरिक अस्पताल झज्जर में रविवार को सुबह 9 बजे से निःशुल्क नेत्र जांच शिविर लगेगा। " * 8


class Bench:
    """A pane beside an editor; posts are opened by the test."""

    def __init__(self, qtbot, editor: Editor, jobs: JobRunner, speech: Speech, look: Look, opened: OpenPost) -> None:
        self.qtbot, self.editor, self.jobs, self.speech, self.opened = qtbot, editor, jobs, speech, opened
        self.pane = OutcomePane(speech=speech, look=look, editor=editor, jobs=jobs)
        qtbot.addWidget(self.pane)
        self.pane.resize(Measure.OUTCOME_WIDTH, 740)
        self.pane.show()
        qtbot.waitExposed(self.pane)

    def open(self, **changes: object) -> Bench:
        self.opened = replace(self.opened, post=replace(self.opened.post, **changes))
        self.editor.open(self.opened)
        return self.settle()

    def settle(self) -> Bench:
        self.qtbot.waitUntil(
            lambda: self.editor.is_plan_current and self.jobs.is_idle and self.pane.preview.pictures.is_idle,
            timeout=20_000,
        )
        return self

    @property
    def post(self) -> Post:
        assert self.editor.current is not None
        return self.editor.current.post

    def row(self, code: str) -> FindingRow:
        return next(row for row in self.pane.findings.rows if row.finding is not None and row.finding.code == code)

    def chooser_row(self, platform: Platform):
        lines = self.pane.chooser.rows
        return next(row for row in lines if row.box.text() == self.speech.say(f"word.{platform}"))

    def tick(self, platform: Platform) -> None:
        box = self.chooser_row(platform).box
        self.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))

    def press(self, widget) -> None:
        self.qtbot.mouseClick(widget, LEFT)


@pytest.fixture
def bench(
    qtbot, dressed: Look, editor: Editor, jobs: JobRunner, speech: Speech, sample_post: OpenPost
) -> Iterator[Bench]:
    made = Bench(qtbot, editor, jobs, speech, dressed, sample_post)
    yield made
    editor.close()
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=20_000)


def targets(*platforms: Platform) -> tuple[Target, ...]:
    return tuple(Target(platform) for platform in platforms)


# empty places


def test_without_a_post_it_says_what_belongs_here(bench: Bench):
    assert bench.pane.empty.isVisible()
    assert bench.pane.empty.lack is Lack.NO_POST
    assert not bench.pane.tabs.isVisible()
    assert not bench.pane.findings.isVisible()


def test_while_the_post_is_looked_at_it_stays_calm_and_then_shows_the_preview(bench: Bench):
    bench.editor.open(bench.opened)
    assert bench.pane.empty.lack is Lack.PLANNING
    bench.settle()
    assert bench.pane.preview.isVisible()


def test_a_post_without_anything_says_what_to_do_first(bench: Bench):
    bench.open(captions={}, assets=(), targets=targets(Platform.FACEBOOK))
    assert bench.pane.empty.isVisible()
    assert bench.pane.empty.lack is Lack.EMPTY_POST


def test_closing_the_post_leaves_nothing_of_it(bench: Bench):
    bench.open(targets=targets(Platform.X))
    bench.editor.close()
    assert bench.pane.empty.lack is Lack.NO_POST
    assert bench.pane.tabs.tabs == []


# targets


def test_each_target_has_a_tab_with_its_state_in_words(bench: Bench):
    bench.open(targets=targets(Platform.FACEBOOK, Platform.X))
    names = [tab.accessibleName() for tab in bench.pane.tabs.tabs]
    assert [name.partition(":")[0] for name in names] == ["Facebook", "X"]
    draft = bench.editor.draft
    assert draft is not None
    wrong = sum(finding.target_index == 1 and finding.severity is Severity.WARNING for finding in draft.findings)
    assert wrong
    assert f"{wrong} warning" in names[1]
    assert str(wrong) in bench.pane.tabs.tabs[1].text()


def test_a_click_on_a_tab_shows_that_target(bench: Bench):
    bench.open(targets=targets(Platform.FACEBOOK, Platform.INSTAGRAM))
    bench.press(bench.pane.tabs.tabs[1])
    assert bench.pane.target_index == 1
    assert "Instagram" in bench.pane.preview.phone.accessibleName()
    assert bench.pane.state.text().startswith("Carousel (several photos): ")


def test_arrow_keys_go_from_tab_to_tab(bench: Bench):
    bench.open(targets=targets(Platform.FACEBOOK, Platform.X))
    bench.pane.tabs.tabs[0].setFocus()
    bench.qtbot.keyClick(bench.pane.tabs.tabs[0], Qt.Key.Key_Right)
    assert bench.pane.target_index == 1


def test_a_target_is_added_as_one_step_that_can_be_undone(bench: Bench):
    bench.open(targets=())
    before = len(bench.pane.tabs.tabs)
    bench.press(bench.pane.tabs.choose)
    bench.tick(Platform.TELEGRAM)
    bench.settle()
    assert len(bench.pane.tabs.tabs) == before + 1
    assert bench.post.targets[-1] == Target(Platform.TELEGRAM)
    assert bench.editor.undo_label == "undo.target_added"
    bench.editor.undo()
    bench.settle()
    assert bench.post.targets == ()
    assert not bench.chooser_row(Platform.TELEGRAM).box.isChecked()


def test_a_target_is_removed_and_the_last_one_stays(bench: Bench):
    bench.open(targets=targets(Platform.FACEBOOK, Platform.X))
    bench.press(bench.pane.tabs.choose)
    bench.tick(Platform.FACEBOOK)
    bench.settle()
    assert bench.post.targets == targets(Platform.X)
    assert bench.editor.undo_label == "undo.target_removed"
    box = bench.chooser_row(Platform.X).box
    assert not box.isEnabled()
    bench.tick(Platform.X)
    assert bench.post.targets == targets(Platform.X)


def test_the_kind_is_offered_where_there_is_a_choice(bench: Bench):
    bench.open(targets=targets(Platform.INSTAGRAM), assets=(Asset("camp.jpg"),))
    bench.press(bench.pane.tabs.choose)
    combo = bench.chooser_row(Platform.INSTAGRAM).kind
    assert combo.currentText() == "Photo (automatic)"
    combo.setFocus()
    bench.qtbot.keyClicks(combo, "Story")
    bench.qtbot.waitUntil(lambda: bench.post.targets[0].kind == "story")
    bench.settle()
    assert bench.editor.undo_label == "undo.target_kind"
    assert "Story" in bench.pane.state.text()
    bench.editor.undo()
    assert bench.post.targets[0].kind is None


def test_a_target_speaks_one_language_when_asked_to(bench: Bench):
    bench.open(targets=targets(Platform.X))
    bench.press(bench.pane.tabs.choose)
    combo = bench.chooser_row(Platform.X).languages
    combo.setFocus()
    bench.qtbot.keyClick(combo, Qt.Key.Key_End)
    bench.settle()
    assert bench.post.targets[0].languages == (EN,)


def test_the_wheel_over_a_choice_changes_nothing(bench: Bench, qapp):
    bench.open(targets=targets(Platform.X))
    bench.press(bench.pane.tabs.choose)
    combo = bench.chooser_row(Platform.X).languages
    combo.setFocus()
    at = QPointF(combo.rect().center())
    none, up = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(at, combo.mapToGlobal(at), QPoint(), QPoint(0, -120), none, Qt.KeyboardModifier(0), up, False)
    qapp.sendEvent(combo, turned)
    assert bench.post.targets[0].languages == (HI, EN)


def test_two_targets_of_one_platform_are_told_apart(bench: Bench):
    bench.open(targets=(Target(Platform.X, account="a"), Target(Platform.FACEBOOK), Target(Platform.X, account="b")))
    assert [tab.accessibleName().partition(":")[0] for tab in bench.pane.tabs.tabs] == ["X 1", "Facebook", "X 2"]


# previews


def test_long_text_folds_where_the_platform_folds_it_and_opens_by_a_key(bench: Bench):
    bench.open(captions={HI: Caption("शीर्षक", LONG)}, targets=(Target(Platform.FACEBOOK, languages=(HI,)),))
    text = bench.pane.preview.cards[0].text
    assert text.is_folded
    assert "See more" in text.text()
    assert len(text.text()) < len(LONG)
    text.setFocus(Qt.FocusReason.TabFocusReason)
    bench.qtbot.keyClick(text, Qt.Key.Key_Tab)
    bench.qtbot.keyClick(text, Qt.Key.Key_Return)
    assert not text.is_folded
    assert LONG.strip()[-30:] in text.text()


def test_links_and_hashtags_have_a_colour_and_signs_of_html_stay_text(bench: Bench):
    caption = Caption("Camp <b>free</b> & open", "See https://example.org/x", ("Haryana",))
    bench.open(captions={EN: caption}, targets=(Target(Platform.X, languages=(EN,)),))
    html = bench.pane.preview.cards[0].text.text()
    assert "&lt;b&gt;free&lt;/b&gt; &amp; open" in html
    assert '">#Haryana</span>' in html
    assert '">https://example.org/x</span>' in html


def test_a_thread_is_shown_post_by_post_with_the_pictures_on_the_first(bench: Bench):
    bench.open(captions={HI: Caption("शीर्षक", LONG)}, targets=(Target(Platform.X, kind="thread", languages=(HI,)),))
    draft = bench.editor.draft
    assert draft is not None
    count = len(draft.variants[0].thread)
    assert count > 1
    cards = bench.pane.preview.cards
    assert len(cards) == count
    assert [card.media.isVisible() for card in cards] == [True] + [False] * (count - 1)
    assert f"thread {count}/{count}" in cards[-1].header.below.text()


def test_the_picture_shows_what_the_plan_cuts_out(bench: Bench):
    bench.open(assets=(Asset("camp.jpg", fit=Fit.CROP),), targets=targets(Platform.FACEBOOK))
    media = bench.pane.preview.cards[0].media
    shown = media.grab().toImage()
    assert not bench.pane.preview.pictures.has_failed(bench_shot(bench))
    colours = {shown.pixelColor(x, y).name() for x in range(0, shown.width(), 20) for y in range(0, shown.height(), 20)}
    assert len(colours) > 20  # a photo, no plain ground


def bench_shot(bench: Bench) -> Shot:
    draft = bench.editor.draft
    assert draft is not None
    return make_content(draft, draft.variants[0]).pictures[0].shot


def test_a_turn_of_the_photo_turns_its_preview(bench: Bench):
    bench.open(assets=(Asset("camp.jpg"),), targets=targets(Platform.WHATSAPP))
    before = bench.pane.preview.cards[0].media.ratio
    bench.editor.change(replace(bench.post, assets=(Asset("camp.jpg", turn_deg=90),)), "undo.crop")
    bench.settle()
    assert before > 1 > bench.pane.preview.cards[0].media.ratio


def test_several_photos_form_the_platforms_grid_or_are_leafed_through(bench: Bench):
    photos = (Asset("camp.jpg"), Asset("eye-test.jpg"), Asset("camp.jpg", turn_deg=180))
    bench.open(assets=photos, targets=targets(Platform.FACEBOOK, Platform.INSTAGRAM))
    assert len(bench.pane.preview.cards[0].media.cells) == 3
    bench.press(bench.pane.tabs.tabs[1])
    media = bench.pane.preview.cards[0].media
    assert len(media.cells) == 1
    media.setFocus()
    bench.qtbot.keyClick(media, Qt.Key.Key_Right)
    bench.qtbot.mouseClick(media, LEFT, pos=QPoint(media.width() - 5, 20))
    bench.qtbot.keyClick(media, Qt.Key.Key_Right)
    assert media.page == 2
    bench.qtbot.mouseClick(media, LEFT, pos=QPoint(5, 20))
    assert media.page == 1
    assert media.accessibleName().startswith("Photo 2 of 3")


def test_a_clip_shows_its_cover_and_how_long_it_is(bench: Bench):
    bench.open(assets=(Asset("camp.mp4"),), targets=targets(Platform.YOUTUBE))
    card = bench.pane.preview.cards[0]
    assert card.title.isVisible()
    assert card.media.accessibleName() == "Clip, 1 s"
    assert not bench.pane.preview.pictures.has_failed(bench_shot(bench))


def test_a_short_fills_the_phone_with_its_title_over_it(bench: Bench):
    bench.open(assets=(Asset("camp.mp4"),), targets=(Target(Platform.YOUTUBE, kind="short"),))
    card = bench.pane.preview.cards[0]
    assert card.media.height() > card.media.width()
    over = card.title.parentWidget()
    assert over is not None
    assert over.geometry().bottom() == card.media.rect().bottom()
    assert card.title.isVisible()
    assert not card.text.isVisible()


def test_a_file_that_is_gone_says_so_and_the_rest_is_shown(bench: Bench):
    (bench.opened.folder / "camp.jpg").unlink()
    bench.open(assets=(Asset("camp.jpg"),), targets=targets(Platform.FACEBOOK))
    assert bench.pane.preview.pictures.has_failed(bench_shot(bench))
    assert bench.pane.preview.cards[0].text.isVisible()


def test_pictures_of_another_post_with_the_same_names_are_loaded_anew(bench: Bench, tmp_path):
    bench.open(assets=(Asset("camp.jpg"),), targets=targets(Platform.FACEBOOK))
    first = bench.pane.preview.pictures.find(bench_shot(bench))
    other = tmp_path / "other"
    shutil.copytree(bench.opened.folder, other)
    bench.editor.open(replace(bench.opened, id="other", folder=other))
    bench.settle()
    second = bench.pane.preview.pictures.find(bench_shot(bench))
    assert first is not None
    assert second is not None
    assert first is not second


def test_the_phone_can_be_seen_in_dark(bench: Bench):
    bench.open(targets=targets(Platform.X))
    light = bench.pane.preview.phone.grab().toImage().pixelColor(5, 12).lightness()
    bench.press(bench.pane.preview.dark)
    dark = bench.pane.preview.phone.grab().toImage().pixelColor(5, 12).lightness()
    assert light > 200
    assert dark < 50
    assert bench.pane.preview.dark.accessibleName() == "See it in light colours"


def test_who_speaks_is_honest_about_an_unknown_account(bench: Bench):
    bench.open(targets=targets(Platform.FACEBOOK))
    header = bench.pane.preview.cards[0].header
    assert header.name.text() == "DIPRO Jhajjar"
    assert "no account linked yet" in header.below.text()
    assert header.badge.accessibleName()


# findings


def test_findings_are_listed_once_with_severity_in_words(bench: Bench):
    bench.open(link="www.haryana.gov.in", targets=targets(Platform.FACEBOOK))
    draft = bench.editor.draft
    assert draft is not None
    listed = bench.pane.findings.findings
    assert len(listed) == len(draft.findings)
    assert all(finding in listed for finding in draft.findings)
    assert bench.row("link_no_scheme").accessibleName().startswith("Warning: ")
    assert "Warning:" in bench.row("link_no_scheme").words.text()


def test_enter_and_click_lead_to_the_place(bench: Bench):
    bench.open(link="www.haryana.gov.in", targets=targets(Platform.FACEBOOK))
    row = bench.row("link_no_scheme")
    for act in (lambda: bench.qtbot.keyClick(row, Qt.Key.Key_Return), lambda: bench.press(row)):
        with bench.qtbot.waitSignal(bench.pane.place_requested) as told:
            act()
        assert told.args[0].place == "link"


def test_a_finding_of_another_target_brings_its_preview_along(bench: Bench):
    bench.open(captions={HI: Caption("शीर्षक", LONG)}, targets=(Target(Platform.FACEBOOK), Target(Platform.X)))
    row = next(row for row in bench.pane.findings.rows if row.finding and row.finding.target_index == 1)
    bench.qtbot.keyClick(row, Qt.Key.Key_Return)
    assert bench.pane.target_index == 1


def test_the_button_mends_it_as_one_step(bench: Bench):
    bench.open(link="www.haryana.gov.in", targets=targets(Platform.FACEBOOK))
    bench.press(bench.row("link_no_scheme").fix)
    assert bench.post.link == "https://www.haryana.gov.in"
    assert bench.editor.undo_label == "undo.fix_add_link_scheme"
    bench.editor.undo()
    assert bench.post.link == "www.haryana.gov.in"


def test_buttons_wait_from_a_change_to_its_plan(bench: Bench):
    bench.open(link="www.haryana.gov.in", targets=targets(Platform.FACEBOOK))
    row = bench.row("link_no_scheme")
    assert row.fix.isEnabled()
    bench.editor.change(replace(bench.post, title="x"), "undo.title_typed")
    assert not row.fix.isEnabled()
    bench.press(row.fix)
    assert bench.post.link == "www.haryana.gov.in"
    bench.settle()
    assert row.fix.isEnabled()


def test_small_things_are_mended_all_at_once_and_undone_at_once(bench: Bench):
    captions = {HI: Caption("शीर्षक", "शिविर होगा।", ("हरि याणा",)), EN: Caption("Camp", "Opens.", ("Har yana",))}
    assets = (Asset("camp.mp4", trim=Trim(0.0, 9.0)),)
    bench.open(captions=captions, link="www.haryana.gov.in", assets=assets, targets=targets(Platform.FACEBOOK))
    before = bench.post
    assert bench.pane.findings.fix_all.isVisible()
    bench.press(bench.pane.findings.fix_all)
    bench.settle()
    assert bench.post.link == "https://www.haryana.gov.in"
    left = {row.finding.code for row in bench.pane.findings.rows if row.finding}
    assert not left & {"link_no_scheme", "hashtag_with_blank", "trim_past_end"}
    assert not bench.pane.findings.fix_all.isVisible()
    bench.editor.undo()
    assert bench.post == before


def test_a_list_without_findings_says_that_all_is_well(bench: Bench):
    captions = {HI: Caption("झज्जर में निःशुल्क नेत्र जांच शिविर", "शिविर रविवार को होगा।", ("हरियाणा",))}
    alt = {HI: "शिविर में लोग", EN: "People at the camp"}
    target = Target(Platform.FACEBOOK, languages=(HI,))
    bench.open(captions=captions, assets=(Asset("camp.jpg", alt=alt),), targets=(target,))
    if bench.pane.findings.findings:
        pytest.fail(str(bench.pane.findings.findings))
    assert bench.pane.findings.none.isVisible()
    assert "in order" in bench.pane.tabs.tabs[0].accessibleName()


# languages and size


def test_all_of_it_follows_the_language_at_once(bench: Bench):
    bench.open(link="www.haryana.gov.in", targets=targets(Platform.FACEBOOK, Platform.X))
    bench.speech.set_language(Language.HI)
    assert bench.pane.tabs.tabs[0].accessibleName().startswith("फ़ेसबुक")
    assert bench.row("link_no_scheme").fix.text() == "https जोड़ें"
    assert bench.pane.preview.cards[0].header.name.text() == "डीआईपीआरओ झज्जर"


@pytest.mark.parametrize("language", Language)
def test_nothing_is_wider_than_the_column(bench: Bench, language: Language):
    bench.speech.set_language(language)
    bench.open(link="www.haryana.gov.in", targets=targets(*Platform))
    bench.press(bench.pane.tabs.choose)
    bench.settle()
    for index in range(len(Platform)):
        bench.pane.show_target(index)
        bench.settle()
        assert bench.pane.width() == Measure.OUTCOME_WIDTH
        for area in (bench.pane.preview.area, bench.pane.findings):
            assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    for label in bench.pane.findings.findChildren(QLabel):
        if label.wordWrap() and label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())


def test_the_export_stands_at_the_lower_end(bench: Bench):
    bench.open(targets=targets(Platform.FACEBOOK))
    export = QLabel("export")
    bench.pane.place_export(export)
    bench.qtbot.waitUntil(export.isVisible)
    assert export.y() > bench.pane.findings.mapTo(bench.pane, QPoint()).y()


def test_a_tab_that_goes_at_once_never_shows_as_a_window_of_its_own(qtbot, speech, look):
    holder = QWidget()
    qtbot.addWidget(holder)
    tabs = TargetTabs(speech=speech, look=look, parent=holder)
    holder.show()
    state = TargetState(0, TargetName(Platform.X, 0), (0, 0, 0))
    tabs.show_states([state, state])
    tab = tabs.tabs[1]
    tabs.show_states([state])
    QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    assert not tab.isVisible()


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_post_can_be_read_whole_in_the_chooser(
    qtbot, dressed, speech, look, editor, jobs, sample_post: OpenPost, language: Language
):
    pane = OutcomePane(speech=speech, look=look, editor=editor, jobs=jobs)
    qtbot.addWidget(pane)
    pane.resize(Measure.OUTCOME_WIDTH, 700)
    pane.show()
    speech.set_language(language)
    targets = tuple(Target(platform) for platform in Platform)
    editor.open(replace(sample_post, post=replace(sample_post.post, targets=targets)))
    qtbot.waitUntil(lambda: editor.is_plan_current and len(pane.chooser.rows) == len(Platform))
    pane.tabs.choose.click()
    combos = [combo for row in pane.chooser.rows for combo in (row.kind, row.languages)]
    qtbot.waitUntil(lambda: combos[-1].width() > 200)
    option = QStyleOptionComboBox()
    for combo in (each for each in combos if each.isVisible()):
        combo.initStyleOption(option)
        room = combo.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
        )
        for place in range(combo.count()):
            assert combo.fontMetrics().horizontalAdvance(combo.itemText(place)) <= room.width(), combo.itemText(place)
    editor.close()
