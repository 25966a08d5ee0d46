"""Exports the open post: choose targets and place, agree to errors or mend them, watch the queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from prstudio.model.finding import Finding, Severity
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.look import Look
from prstudio.ui.outcome.export_bar import ExportBar
from prstudio.ui.outcome.export_consent import ExportConsent
from prstudio.ui.outcome.export_order import Blame, Export, ExportOrder, ExportState, blames, renewed_targets
from prstudio.ui.outcome.export_place import ExportPlace
from prstudio.ui.outcome.export_queue import ExportQueue
from prstudio.ui.outcome.export_rows import ExportRows
from prstudio.ui.outcome.export_targets import ExportTargets
from prstudio.ui.outcome.export_words import ExportWords
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.fitting_scroll import FittingScroll

if TYPE_CHECKING:
    from prstudio.studio import Draft

_LEAST_PX: Final = 140
"""Height of the choices where the window is low; they scroll."""


class ExportPanel(QFrame):
    """A bar with the button; the choices and the list of exports unfold above it.

    Signals:
        place_chosen(Path): the folder that a person chose for bundles; to be remembered.
    """

    place_chosen = Signal(object)

    def __init__(
        self,
        *,
        speech: Speech,
        look: Look,
        editor: Editor,
        queue: ExportQueue,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        """`opener` shows a folder or a page with the system's own program and says whether it could."""
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._speech, self._editor, self._queue = speech, editor, queue
        self._words = ExportWords(speech)
        self._wants_export = False
        self._agreed: frozenset[Blame] = frozenset()
        self.targets = ExportTargets(speech=speech, look=look, parent=self)
        self.place = ExportPlace(speech=speech, look=look, queue=queue, parent=self)
        self.consent = ExportConsent(speech=speech, parent=self)
        self.exports = ExportRows(speech=speech, look=look, queue=queue, opener=opener, parent=self)
        self.bar = ExportBar(speech=speech, look=look, parent=self)
        self._targets_label, self._place_label = QLabel(self), QLabel(self)
        self._choices = QWidget(self)
        self.body = self._lay_out()
        self._connect()
        self._retranslate()
        self._show_open_post()
        self.fold()

    @property
    def is_choosing(self) -> bool:
        """Whether the choices are in sight: then `begin` exports."""
        return not self.body.isHidden() and not self._choices.isHidden()

    def unfold(self) -> None:
        """Show the choices, and the exports below them."""
        self._choices.setVisible(self._editor.current is not None)
        self._show_body(is_open=True)
        self.place.look_again()

    def fold(self) -> None:
        """Leave the bar alone; a question that nobody answered is withdrawn."""
        self._ask_nothing()
        self._show_body(is_open=False)

    def begin(self) -> None:
        """What the button and its key do: show the choices first, export when they are in sight."""
        if self._editor.current is None:
            return
        if not self.is_choosing:
            self.unfold()
            self.bar.go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.targets.chosen and not self.consent.isVisible():
            self._wants_export = True
            self._export_when_known()
            self._show_summary()

    def show_place(self, folder: Path) -> None:
        """Let bundles go into `folder`: the one that was used last."""
        self.place.show_place(folder)

    # building

    def _lay_out(self) -> FittingScroll:
        for label in (self._targets_label, self._place_label):
            label.setProperty("role", "pane")
        choices = QVBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(Space.S)
        for widget in (self._targets_label, self.targets, self._place_label, self.place, self.consent):
            choices.addWidget(widget)
        inside = QWidget(self)
        inside.setProperty("role", "surface")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        inner.setSpacing(Space.M)
        inner.addWidget(self._choices)
        inner.addWidget(self.exports)
        inner.addStretch(1)
        body = FittingScroll(inside, least_px=_LEAST_PX, parent=self)
        line = QFrame(self)
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(body)
        column.addWidget(self.bar)
        return body

    def _connect(self) -> None:
        self.bar.go_requested.connect(self.begin)
        self.bar.fold_requested.connect(self._on_fold_requested)
        self.targets.choice_changed.connect(self._on_choice_changed)
        self.place.place_chosen.connect(self.place_chosen)
        self.place.settled.connect(self._export_when_known)
        self.consent.given.connect(self._on_consent_given)
        self.consent.refused.connect(self._on_consent_refused)
        self.exports.retry_requested.connect(self._on_retry_requested)
        self.exports.emptied.connect(self._on_exports_emptied)
        self._queue.added.connect(self._on_queue_changed)
        self._queue.changed.connect(self._on_queue_changed)
        self._queue.ended.connect(self._on_export_ended)
        self._editor.opened.connect(self._on_opened)
        self._editor.closed.connect(self._show_open_post)
        self._editor.changed.connect(self._on_changed)
        self._editor.planned.connect(self._on_planned)
        self._speech.changed.connect(self._retranslate)

    # what others say

    def _on_fold_requested(self) -> None:
        if self.body.isHidden():
            self.unfold()
        else:
            self.fold()

    def _on_opened(self, _opened: OpenPost) -> None:
        self._ask_nothing()
        self.targets.forget_choice()
        self.place.forget_name()
        self._show_open_post()

    def _on_changed(self, opened: OpenPost) -> None:
        self._ask_nothing()  # the errors may be others now
        self.place.show_suggestion(self._words.bundle_name(opened.post))

    def _on_planned(self, draft: Draft) -> None:
        self.targets.show_draft(draft)
        self._show_summary()
        self._export_when_known()

    def _on_choice_changed(self) -> None:
        self._ask_nothing()
        self._show_summary()

    def _on_queue_changed(self, export: Export) -> None:
        self._show_summary()
        if export.state.is_over or export.state is ExportState.WAITING:
            self.place.look_again()

    def _on_export_ended(self, export: Export) -> None:
        """What went wrong must not stay behind a folded panel."""
        if self.body.isHidden() and (export.made is None or export.made.unsigned_because is not None):
            self._choices.hide()
            self._show_body(is_open=True)

    def _on_consent_given(self) -> None:
        self._agreed = blames(self._errors())
        self._wants_export = True
        self._export_when_known()

    def _on_consent_refused(self) -> None:
        self.bar.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_retry_requested(self, number: int) -> None:
        """The post as it is now, if it lies open: what failed may be mended."""
        export = self._queue.find(number)
        if export is None:
            return
        order, opened = export.order, self._editor.current
        if opened is not None and opened.id == order.post_id:
            targets = renewed_targets(order.targets, opened.post.targets)
            order = replace(order, post=opened.post, targets=targets, media=opened.media)
        self._queue.retry(number, order)

    def _on_exports_emptied(self) -> None:
        if not self.is_choosing:
            self.fold()

    # exporting

    def _export_when_known(self) -> None:
        """Go on with a wished export once the plan is the post's newest and the place was looked at."""
        answer = self.place.answer
        if not self._wants_export or not self._is_plan_new() or answer is None:
            return
        self._wants_export = False
        errors = self._errors()
        if answer.error is not None:
            self.place.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif blames(errors) - self._agreed:
            self.consent.ask(errors)
            QTimer.singleShot(0, self._show_answers)  # the question must have its place first
        else:
            self._add(answer.out)
        self._show_summary()

    def _show_answers(self) -> None:
        self.body.ensureWidgetVisible(self.consent.go)
        self.body.ensureWidgetVisible(self.consent.back)

    def _add(self, out: Path) -> None:
        opened, draft = self._editor.current, self._editor.draft
        assert opened is not None, "an export is wished of the open post"
        assert draft is not None, "and goes on when its plan is there"
        targets = tuple(draft.post.targets[index] for index in self.targets.chosen)
        title = self._words.title(opened.post)
        order = ExportOrder(opened.id, title, opened.post, targets, opened.folder, opened.media, out, self._agreed)
        self._ask_nothing()
        self.place.forget_name()
        self._choices.hide()  # the exports take their place
        self._show_body(is_open=True)
        self._queue.add(order)

    def _ask_nothing(self) -> None:
        """No export is wished, no question stands, nothing is agreed to."""
        self._wants_export = False
        self._agreed = frozenset()
        self.consent.withdraw()

    def _errors(self) -> tuple[Finding, ...]:
        """The errors that the chosen targets have, and those of the post itself."""
        draft, chosen = self._editor.draft, self.targets.chosen
        return tuple(
            finding
            for finding in (draft.findings if draft is not None else ())
            if finding.severity is Severity.ERROR and (finding.target_index is None or finding.target_index in chosen)
        )

    def _is_plan_new(self) -> bool:
        """Whether the plan was made of the post as it is now."""
        opened, draft = self._editor.current, self._editor.draft
        if opened is None or draft is None or opened.media is not draft.media:
            return False
        return draft.post == replace(opened.post, targets=opened.post.targets or draft.post.targets)

    # showing

    def _show_body(self, *, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self.bar.show_open(is_open=is_open, is_choosing=self.is_choosing)

    def _show_open_post(self) -> None:
        opened, draft = self._editor.current, self._editor.draft
        if opened is None:
            self._choices.hide()
            self._show_body(is_open=bool(self.exports.rows))
        if opened is not None:
            self.place.show_suggestion(self._words.bundle_name(opened.post))
        if draft is not None:
            self.targets.show_draft(draft)
        self._show_summary()

    def _show_summary(self) -> None:
        opened, draft = self._editor.current, self._editor.draft
        count = None if opened is None or draft is None else len(self.targets.chosen)
        self.bar.show_count(count)
        running = next((each for each in self._queue.exports if each.state is ExportState.RENDERING), None)
        if running is not None:
            fraction = running.progress.fraction if running.progress is not None else 0.0
            waiting = sum(each.state is ExportState.WAITING for each in self._queue.exports)
            self.bar.show_summary(self._words.working(running, fraction, waiting), fraction=fraction)
        elif self._wants_export:
            self.bar.show_summary(self._speech.say("export.summary_checking"), fraction=None)
        elif opened is None:
            self.bar.show_summary(self._speech.say("export.summary_no_post"), fraction=None)
        elif count is None:
            self.bar.show_summary(self._speech.say("export.summary_planning"), fraction=None)
        else:
            self.bar.show_summary(self._words.total(count, self.targets.weight_bytes), fraction=None)

    def _retranslate(self) -> None:
        self._targets_label.setText(self._speech.say("export.targets"))
        self._place_label.setText(self._speech.say("export.place"))
        self._show_summary()
