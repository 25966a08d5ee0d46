"""What becomes of the open post: its targets with their state, each as readers see it, and what there is to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.model.finding import Finding
from prstudio.model.post import Platform, Post
from prstudio.prepare import target_choice
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.outcome.chooser_lines import make_lines
from prstudio.ui.outcome.findings_list import FindingsList
from prstudio.ui.outcome.outcome_empty import Lack, OutcomeEmpty
from prstudio.ui.outcome.phone_content import make_content
from prstudio.ui.outcome.phone_preview import PhonePreview
from prstudio.ui.outcome.target_chooser import TargetChooser
from prstudio.ui.outcome.target_state import make_states
from prstudio.ui.outcome.target_tabs import TargetTabs
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.fitting_scroll import FittingScroll

if TYPE_CHECKING:
    from prstudio.studio import Draft

_CHOOSER_LEAST: Final = 120
_PREVIEW_SHARE: Final = 3
_FINDINGS_SHARE: Final = 2


class OutcomePane(QFrame):
    """Listens to the editor, shows its last plan, and brings changes of targets and repairs back to it.

    Signals:
        place_requested(Finding): go to what it speaks of.
    """

    place_requested = Signal(object)

    def __init__(
        self, *, speech: Speech, look: Look, editor: Editor, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._speech, self._editor = speech, editor
        self.setProperty("role", "surface")
        self.setMinimumWidth(Measure.OUTCOME_WIDTH)
        self.tabs = TargetTabs(speech=speech, look=look, parent=self)
        self.state = QLabel(self)
        self.state.setProperty("role", "muted")
        self.state.setWordWrap(True)
        self.chooser = TargetChooser(speech=speech, look=look)
        self._chooser_scroll = FittingScroll(self.chooser, least_px=_CHOOSER_LEAST, parent=self)
        self.preview = PhonePreview(speech=speech, look=look, jobs=jobs)
        self.empty = OutcomeEmpty(speech=speech, look=look)
        self.findings = FindingsList(speech=speech, look=look)
        self._stack = QStackedWidget(self)
        self._middle = QSplitter(Qt.Orientation.Vertical, self)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._connect()
        self._show_editor()

    def place_export(self, widget: QWidget) -> None:
        """Put the export at the lower end."""
        self._column.addWidget(widget)

    @property
    def target_index(self) -> int:
        """The target that is shown."""
        return self.tabs.index

    def show_target(self, index: int) -> None:
        """Show that target's preview."""
        self.tabs.choose_target(index)
        self._show_preview()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.M, Space.S, Space.M, Space.XS)
        head.setSpacing(Space.XS)
        head.addWidget(self.tabs)
        state_row = QHBoxLayout()
        state_row.addWidget(self.state, 1)
        state_row.addWidget(self.preview.dark)
        state_row.addWidget(self.tabs.choose)
        head.addLayout(state_row)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.preview)
        self._middle.setChildrenCollapsible(False)
        self._middle.addWidget(self._stack)
        self._middle.addWidget(self.findings)
        self._middle.setStretchFactor(0, _PREVIEW_SHARE)
        self._middle.setStretchFactor(1, _FINDINGS_SHARE)
        self._middle.setSizes([_PREVIEW_SHARE * 100, _FINDINGS_SHARE * 100])
        self._chooser_scroll.hide()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self._chooser_scroll)
        self._column.addWidget(self._middle, 1)

    def _connect(self) -> None:
        editor, chooser = self._editor, self.chooser
        editor.opened.connect(self._on_opened)
        editor.closed.connect(self._on_closed)
        editor.changed.connect(self._on_changed)
        editor.planned.connect(self._on_planned)
        self._speech.changed.connect(self._say_state)
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.tabs.chooser_toggled.connect(self._on_chooser_toggled)
        chooser.add_requested.connect(self._on_add_requested)
        chooser.remove_requested.connect(self._on_remove_requested)
        chooser.kind_chosen.connect(self._on_kind_chosen)
        chooser.languages_chosen.connect(self._on_languages_chosen)
        self.findings.place_requested.connect(self._on_place_requested)
        self.findings.fix_requested.connect(self._on_fix_requested)
        self.findings.fix_all_requested.connect(self._on_fix_all_requested)

    # what the editor says

    def _show_editor(self) -> None:
        if self._editor.current is None:
            self._on_closed()
            return
        self._on_opened(self._editor.current)
        if self._editor.draft is not None:
            self._on_planned(self._editor.draft)

    def _on_opened(self, _opened: OpenPost) -> None:
        self.preview.pictures.forget()
        self.tabs.choose_target(0)
        self._show_nothing(Lack.PLANNING)

    def _on_closed(self) -> None:
        self.preview.pictures.forget()
        self._show_nothing(Lack.NO_POST)

    def _show_nothing(self, lack: Lack) -> None:
        self.tabs.show_states(())
        self.tabs.hide()
        self.tabs.choose.hide()
        self.preview.dark.hide()
        self.tabs.choose.setChecked(False)
        self.findings.hide()
        self.empty.show_lack(lack)
        self._stack.setCurrentWidget(self.empty)
        self._say_state()

    def _on_changed(self, opened: OpenPost) -> None:
        """The plan is older than the post now: its repairs wait."""
        self.findings.allow_fixes(can_fix=False)
        if self._editor.draft is not None:
            self.chooser.show_lines(make_lines(opened.post, self._editor.draft))

    def _on_planned(self, draft: Draft) -> None:
        opened = self._editor.current
        if opened is None:
            return
        self.tabs.show()
        self.tabs.choose.show()
        self.tabs.show_states(make_states(draft))
        self.chooser.show_lines(make_lines(opened.post, draft))
        self.findings.show_draft(draft)
        self.findings.allow_fixes(can_fix=self._editor.is_plan_current)
        self.findings.setVisible(not self.tabs.choose.isChecked())
        self._show_preview()

    def _show_preview(self) -> None:
        draft, opened, index = self._editor.draft, self._editor.current, self.tabs.index
        if draft is None or opened is None or not draft.post.targets:
            return
        variant = next((each for each in draft.variants if each.target_index == index), None)
        content = None if variant is None else make_content(draft, variant)
        if content is None:
            self.empty.show_lack(Lack.NOT_MADE, target_key=f"word.{draft.post.targets[index].platform}")
        elif content.is_empty:
            self.empty.show_lack(Lack.EMPTY_POST)
        else:
            self.preview.show_content(content, opened)
        is_shown = content is not None and not content.is_empty
        self._stack.setCurrentWidget(self.preview if is_shown else self.empty)
        self.preview.dark.setVisible(is_shown)
        self._say_state()

    def _say_state(self) -> None:
        """What the chosen tab's sign means, in words."""
        draft, index = self._editor.draft, self.tabs.index
        states = make_states(draft) if draft is not None and self._editor.current is not None else ()
        if index >= len(states) or draft is None:
            self.state.hide()
            return
        state, say, language = states[index], self._speech.say, self._speech.language
        variant = next((each for each in draft.variants if each.target_index == index), None)
        rules = draft.rulebook.rules.get(state.name.platform)
        kind = rules.kinds.get(variant.kind) if rules is not None and variant is not None else None
        params = {"target": state.name.words(self._speech), "state": state.words(self._speech)}
        if kind is None:
            self.state.setText(say("outcome.tab_spoken", params))
        else:
            self.state.setText(say("outcome.kind_and_state", {**params, "kind": kind.label[language]}))
        self.state.show()

    # what the parts say

    def _on_tab_chosen(self, index: int) -> None:
        self._show_preview()
        self.findings.reveal_target(index)

    def _on_chooser_toggled(self, is_open: bool) -> None:  # noqa: FBT001 -- Qt's signal
        """The choice takes the place of the findings, so that the preview stays in sight beside it."""
        self._chooser_scroll.setVisible(is_open)
        self.findings.setVisible(not is_open and self._editor.draft is not None)

    def _on_place_requested(self, finding: Finding) -> None:
        if finding.target_index is not None:
            self.show_target(finding.target_index)
        self.place_requested.emit(finding)

    def _on_fix_requested(self, finding: Finding) -> None:
        if self._editor.is_plan_current:
            self._editor.apply_fix(finding)

    def _on_fix_all_requested(self, findings: tuple[Finding, ...]) -> None:
        if self._editor.is_plan_current:
            self._editor.apply_fixes(findings, "undo.fix_all_safe")

    def _on_add_requested(self, platform: Platform) -> None:
        post, draft = self._post(), self._draft()
        self._editor.change(target_choice.with_target(post, platform, draft.post.targets), "undo.target_added")

    def _on_remove_requested(self, index: int) -> None:
        post, draft = self._post(), self._draft()
        self._editor.change(target_choice.without_target(post, index, draft.post.targets), "undo.target_removed")

    def _on_kind_chosen(self, index: int, kind: str | None) -> None:
        post, draft = self._post(), self._draft()
        self._editor.change(target_choice.with_kind(post, index, kind, draft.post.targets), "undo.target_kind")

    def _on_languages_chosen(self, index: int, languages: tuple[Language, ...]) -> None:
        post, draft = self._post(), self._draft()
        changed = target_choice.with_languages(post, index, languages, draft.post.targets)
        self._editor.change(changed, "undo.target_languages")

    def _post(self) -> Post:
        assert self._editor.current is not None, "the chooser is shown with a post"
        return self._editor.current.post

    def _draft(self) -> Draft:
        assert self._editor.draft is not None, "the chooser is shown with a plan"
        return self._editor.draft
