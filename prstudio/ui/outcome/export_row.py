"""One export in the list: how far it is, a way to stop it, and what can be done with what came of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.outcome.export_order import Export, ExportState
from prstudio.ui.outcome.export_words import ExportWords
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Colours, Measure, Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_PER_MILLE: Final = 1000
_ICONS: Final = {
    ExportState.WAITING: "clock",
    ExportState.RENDERING: "package",
    ExportState.DONE: "circle-check",
    ExportState.FAILED: "circle-alert",
    ExportState.CANCELLED: "x",
}


class ExportRow(QFrame):
    """Shows one export; asks its list for everything.

    Signals:
        cancel_requested(int), retry_requested(int), dismiss_requested(int): of the export of that number.
        open_requested(int, Path): show a folder or a page.
        copy_requested(int, Path): put a path on the clipboard.
    """

    cancel_requested = Signal(int)
    retry_requested = Signal(int)
    dismiss_requested = Signal(int)
    open_requested = Signal(int, object)
    copy_requested = Signal(int, object)

    def __init__(self, export: Export, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._speech, self._look = speech, look
        self._words = ExportWords(speech)
        self._export = export
        self._remark = ""
        self._icon, self.title, self.state, self.details = QLabel(self), QLabel(self), QLabel(self), QLabel(self)
        self.bar = QProgressBar(self)
        self.cancel, self.dismiss = QPushButton(self), QToolButton(self)
        self.show_folder, self.copy_path = QPushButton(self), QPushButton(self)
        self.open_review, self.retry = QPushButton(self), QPushButton(self)
        self._actions = QWidget(self)
        self._dress()
        self._lay_out()
        self._connect()
        self.show_export(export)

    @property
    def export(self) -> Export:
        """What is shown."""
        return self._export

    def show_export(self, export: Export) -> None:
        """Show how it stands now."""
        self._export = export
        self._remark = ""
        self.copy_path.setText(self._speech.say("export.copy_path"))
        self._show_parts()
        self._retranslate()
        self._recolour()

    def show_copied(self) -> None:
        """Confirm that the path is on the clipboard."""
        self.copy_path.setText(self._speech.say("export.copied"))

    def show_not_opened(self) -> None:
        """Say that the computer couldn't open what was asked for."""
        self._remark = "export.not_opened"
        self._retranslate()

    def _dress(self) -> None:
        self.title.setProperty("role", "strong")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setMinimumWidth(1)
        self.state.setProperty("role", "pill")
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.cancel)
        head.addWidget(self.dismiss)
        actions = FlowLayout(self._actions, gap_px=Space.S)
        for button in (self.show_folder, self.open_review, self.copy_path, self.retry):
            actions.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.details)
        column.addWidget(self._actions)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._on_cancel)
        self.dismiss.clicked.connect(self._on_dismiss)
        self.retry.clicked.connect(self._on_retry)
        self.show_folder.clicked.connect(self._on_show_folder)
        self.open_review.clicked.connect(self._on_open_review)
        self.copy_path.clicked.connect(self._on_copy_path)
        self._speech.changed.connect(self._retranslate)
        self._look.changed.connect(self._recolour)

    def _show_parts(self) -> None:
        state, made = self._export.state, self._export.made
        can_retry = state in (ExportState.FAILED, ExportState.CANCELLED)
        self.cancel.setVisible(not state.is_over)
        self.cancel.setEnabled(not self._export.is_stopping)
        self.dismiss.setVisible(state.is_over)
        self.bar.setVisible(state is ExportState.RENDERING)
        self.state.setVisible(state is not ExportState.RENDERING or self._export.is_stopping)  # the bar says it
        progress = self._export.progress
        self.bar.setValue(0 if progress is None else round(progress.fraction * _PER_MILLE))
        self.retry.setVisible(can_retry)
        for button in (self.show_folder, self.copy_path):
            button.setVisible(made is not None)
        self.open_review.setVisible(made is not None and made.review_page is not None)
        self._actions.setVisible(can_retry or made is not None)

    def _retranslate(self) -> None:
        say, export = self._speech.say, self._export
        title = {"title": export.order.title}
        self.title.setText(self._short_title())
        self.title.setToolTip(export.order.title)
        self.state.setText(self._words.state(export))
        self.details.setText(say(self._remark) if self._remark else self._words.details(export))
        self.setAccessibleName(f"{export.order.title}, {self.state.text()}")
        self.setAccessibleDescription(self.details.text())
        self.bar.setAccessibleName(say("export.progress", title))
        self.dismiss.setToolTip(say("export.dismiss_tip", title))
        self.dismiss.setAccessibleName(say("export.dismiss_tip", title))
        named = {"cancel": self.cancel, "retry": self.retry}
        named |= {"show_folder": self.show_folder, "copy_path": self.copy_path, "open_review": self.open_review}
        for key, button in named.items():
            button.setText(say(f"export.{key}"))
            button.setToolTip(say(f"export.{key}_tip", title))
            button.setAccessibleName(say(f"export.{key}"))

    def _recolour(self) -> None:
        colours, state = self._look.colours, self._export.state
        is_unsigned = self._export.made is not None and self._export.made.unsigned_because is not None
        name = "triangle-alert" if is_unsigned else _ICONS[state]
        size = QSize(Measure.ICON, Measure.ICON)
        self._icon.setPixmap(icon(name, _colour(state, colours, is_unsigned=is_unsigned)).pixmap(size))
        self.dismiss.setIcon(icon("x", colours.muted))
        pill = "warning" if is_unsigned else {ExportState.DONE: "good", ExportState.FAILED: "error"}.get(state, "")
        _set_property(self.state, "state", pill)
        _set_property(self.details, "role", "error" if state is ExportState.FAILED else "muted")

    def _short_title(self) -> str:
        width_px = max(self.title.width(), 1)
        return self.title.fontMetrics().elidedText(self._export.order.title, Qt.TextElideMode.ElideRight, width_px)

    def _on_cancel(self) -> None:
        self.cancel_requested.emit(self._export.number)

    def _on_dismiss(self) -> None:
        self.dismiss_requested.emit(self._export.number)

    def _on_retry(self) -> None:
        self.retry_requested.emit(self._export.number)

    def _on_show_folder(self) -> None:
        if self._export.made is not None:
            self.open_requested.emit(self._export.number, self._export.made.folder)

    def _on_open_review(self) -> None:
        if self._export.made is not None:
            self.open_requested.emit(self._export.number, self._export.made.review_page)

    def _on_copy_path(self) -> None:
        if self._export.made is not None:
            self.copy_requested.emit(self._export.number, self._export.made.path)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- Qt's contract
        super().resizeEvent(event)
        self.title.setText(self._short_title())


def _colour(state: ExportState, colours: Colours, *, is_unsigned: bool) -> str:
    if is_unsigned:
        return colours.warning
    return {ExportState.DONE: colours.good, ExportState.FAILED: colours.error}.get(state, colours.muted)


def _set_property(widget: QWidget, name: str, value: str) -> None:
    """Set it and have the style sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
