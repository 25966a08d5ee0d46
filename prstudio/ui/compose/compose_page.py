"""The composer: both captions beside each other, the link, the tabs for each target's wording, the place for media."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from prstudio.language.paste_cleaning import Quotes
from prstudio.messages import Language
from prstudio.model.library_post import PostState
from prstudio.model.post import Caption, Post, Target
from prstudio.prepare import wordings
from prstudio.prepare.gauges import Gauge
from prstudio.prepare.wordings import WordingPlace
from prstudio.ui.compose.caption_pane import CaptionPane
from prstudio.ui.compose.compose_empty import ComposeEmpty
from prstudio.ui.compose.compose_header import ComposeHeader
from prstudio.ui.compose.finding_marks import FindingMarks
from prstudio.ui.compose.gauging import Gauging
from prstudio.ui.compose.link_field import LinkField
from prstudio.ui.compose.target_wording import TargetWording
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class ComposePage(QStackedWidget):
    """Shows the open post's texts; every change goes to the Editor at once.

    Signals:
        new_requested(): from the empty page.
        crop_requested(int), trim_requested(int): from the media below; the index of the asset.
    """

    new_requested = Signal()
    crop_requested = Signal(int)
    trim_requested = Signal(int)

    def __init__(
        self, *, speech: Speech, look: Look, editor: Editor, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self.setProperty("role", "ground")
        self.empty = ComposeEmpty(speech=speech, look=look, parent=self)
        self._full = QWidget(self)
        self.header = ComposeHeader(speech=speech, look=look, parent=self._full)
        self.tabs = TargetWording(speech=speech, look=look, parent=self._full)
        self.panes = {
            language: CaptionPane(language, speech=speech, look=look, parent=self._full) for language in Language
        }
        self.link = LinkField(speech=speech, look=look, parent=self._full)
        self._below = QVBoxLayout()
        self._scroll = QScrollArea(self._full)
        self._gauging = Gauging(editor=editor, jobs=jobs, parent=self)
        self._marks = FindingMarks(self.panes, link=self.link, tabs=self.tabs, editor=editor, parent=self)
        self._lay_out()
        self._connect()
        if editor.current is not None:
            self._on_opened(editor.current)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(Space.M)
        for pane in self.panes.values():
            beside.addWidget(pane, 1)
        inside = QWidget(self._full)
        inside.setProperty("role", "ground")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        inner.setSpacing(Space.S)
        inner.addLayout(beside, 1)
        inner.addWidget(self.link)
        inner.addLayout(self._below)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tab_row = QHBoxLayout()
        tab_row.setContentsMargins(Space.L, Space.S, Space.L, 0)
        tab_row.addWidget(self.tabs)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(tab_row)
        column.addWidget(self._scroll, 1)
        self.addWidget(self.empty)
        self.addWidget(self._full)

    def _connect(self) -> None:
        editor = self._editor
        editor.opened.connect(self._on_opened)
        editor.closed.connect(self._on_closed)
        editor.changed.connect(self._show_post)
        editor.history_changed.connect(self._on_history_changed)
        self._gauging.gauged.connect(self._on_gauged)
        self.empty.new_requested.connect(self.new_requested)
        self.header.title_typed.connect(self._on_title_typed)
        self.header.title_pasted.connect(self._on_title_pasted)
        self.link.link_typed.connect(self._on_link_typed)
        self.link.link_pasted.connect(self._on_link_pasted)
        self.tabs.target_chosen.connect(self._on_target_chosen)
        for pane in self.panes.values():
            pane.caption_changed.connect(self._on_caption_changed)
            pane.common_requested.connect(self._on_common_requested)
            pane.undo_requested.connect(editor.undo)
            pane.redo_requested.connect(editor.redo)
        for field in (self.header, self.link.field):
            field.undo_requested.connect(editor.undo)
            field.redo_requested.connect(editor.redo)

    def place_assets(self, strip: QWidget) -> None:
        """Put the media strip below the texts; the window joins its wishes to `crop_requested` and `trim_requested`."""
        self._below.addWidget(strip)

    def set_quotes(self, quotes: Quotes) -> None:
        """What becomes of curly quotation marks in later pastes."""
        fields = [self.header.title, self.link.field]
        fields += [field for pane in self.panes.values() for field in (pane.headline, pane.body)]
        for field in fields:
            field.set_quotes(quotes)

    def show_state(self, state: PostState) -> None:
        """Show how far the open post is."""
        self.header.show_state(state)

    def show_saved(self, words: str) -> None:
        """Show when the open post was saved last."""
        self.header.show_saved(words)

    def focus_first(self) -> None:
        """Give the keyboard to the post's name, or to the button that begins a post."""
        first = self.empty.new if self.currentWidget() is self.empty else self.header.title
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_place(self, place: str, target_index: int | None) -> bool:
        """Go to a finding's place among the texts; False when it isn't here."""
        field = self._find_field(place, target_index)
        if field is None or self._editor.current is None:
            return False
        self.setCurrentWidget(self._full)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(field)
        return True

    def _find_field(self, place: str, target_index: int | None) -> QWidget | None:
        if place in ("title", "link"):
            return self.header.title if place == "title" else self.link.field
        parts = place.split(".")
        if parts[0] == "target" and parts[2:3] == ["caption"]:
            target_index, parts = int(parts[1]), parts[2:]
        if parts[0] not in ("caption", "captions"):
            return None
        self._choose_tab_of(target_index)
        pane = self.panes[Language(parts[1])] if len(parts) > 1 else next(iter(self.panes.values()))
        return {"headline": pane.headline, "hashtags": pane.chips}.get(parts[-1], pane.body)

    def _choose_tab_of(self, target_index: int | None) -> None:
        """The target's own tab where its words differ, else everybody's."""
        has_own = target_index is not None and self.tabs.is_different(target_index)
        self.tabs.choose(target_index if has_own else None)

    # what the editor says

    def _on_opened(self, opened: OpenPost) -> None:
        had_keyboard = self.empty.new.hasFocus()
        self.setCurrentWidget(self._full)
        if had_keyboard:
            self.focus_first()
        self.tabs.choose(None)
        for pane in self.panes.values():
            pane.show_gauges(())
        self._show_post(opened)
        self._on_history_changed()

    def _on_closed(self) -> None:
        self.setCurrentWidget(self.empty)

    def _on_history_changed(self) -> None:
        self.header.show_history(self._editor.undo_label, self._editor.redo_label)

    def _show_post(self, opened: OpenPost) -> None:
        post, targets = opened.post, self._targets(opened.post)
        self.header.show_title(post.title)
        self.link.show_link(post.link)
        self.tabs.show_targets(post, targets)
        index = self.tabs.target_index
        for language, pane in self.panes.items():
            place = WordingPlace(language, index)
            pane.show_caption(wordings.caption_at(post, place, targets))
            pane.show_own_wording(is_own=wordings.has_own_wording(post, place))
            pane.show_published(
                None if index is None or language in targets[index].languages else targets[index].platform
            )

    def _targets(self, post: Post) -> Sequence[Target]:
        """All targets of the post; where it names none, those of the last plan."""
        draft = self._editor.draft
        return post.targets or (draft.post.targets if draft is not None else ())

    def _on_gauged(self, gauges: tuple[Gauge, ...]) -> None:
        if self._editor.current is None:
            return
        self._show_post(self._editor.current)  # the first plan brings the targets of a post that names none
        self._show_gauges(gauges)

    def _show_gauges(self, gauges: Sequence[Gauge]) -> None:
        index = self.tabs.target_index
        for language, pane in self.panes.items():
            pane.show_gauges(
                [gauge for gauge in gauges if language in gauge.languages and index in (None, gauge.target_index)]
            )

    # what the parts say

    def _on_target_chosen(self, _index: int | None) -> None:
        if self._editor.current is not None:
            self._show_post(self._editor.current)
            self._show_gauges(self._gauging.gauges)

    def _on_caption_changed(self, language: Language, caption: Caption, label: str, merge: str) -> None:
        opened = self._editor.current
        if opened is None:
            return
        place = WordingPlace(language, self.tabs.target_index)
        post = wordings.with_caption(opened.post, place, caption, self._targets(opened.post))
        key = f"{place.language}.{place.target_index}.{merge}" if merge else ""
        self._editor.change(post, label, merge=key)

    def _on_common_requested(self, language: Language) -> None:
        opened = self._editor.current
        if opened is None:
            return
        place = WordingPlace(language, self.tabs.target_index)
        self._editor.change(wordings.without_own_wording(opened.post, place), "undo.common_text")
        self.panes[language].body.setFocus()

    def _on_title_typed(self, title: str) -> None:
        self._change(lambda post: replace(post, title=title), "undo.title_typed", merge="title")

    def _on_title_pasted(self, title: str) -> None:
        self._change(lambda post: replace(post, title=title), "undo.text_pasted")

    def _on_link_typed(self, link: str | None) -> None:
        self._change(lambda post: replace(post, link=link), "undo.link_typed", merge="link")

    def _on_link_pasted(self, link: str | None) -> None:
        self._change(lambda post: replace(post, link=link), "undo.text_pasted")

    def _change(self, edit: Callable[[Post], Post], label: str, *, merge: str = "") -> None:
        if self._editor.current is not None:
            self._editor.change(edit(self._editor.current.post), label, merge=merge)
