"""The list of exports: shows what the queue tells, passes wishes on, opens what was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.ui.look import Look
from prstudio.ui.outcome.export_order import Export, ExportState
from prstudio.ui.outcome.export_queue import ExportQueue
from prstudio.ui.outcome.export_row import ExportRow
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class ExportRows(QWidget):
    """Hidden while there is no export. First what is being made, then what waits in its order, then what is over.

    Signals:
        retry_requested(int): make the export of that number again.
        emptied(): the last export was forgotten.
    """

    retry_requested = Signal(int)
    emptied = Signal()

    def __init__(
        self,
        *,
        speech: Speech,
        look: Look,
        queue: ExportQueue,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._speech, self._look, self._queue, self._opener = speech, look, queue, opener
        self.rows: dict[int, ExportRow] = {}
        self._heading = QLabel(self)
        self._heading.setProperty("role", "pane")
        self.cancel_all, self.clear = QPushButton(self), QPushButton(self)
        for button in (self.cancel_all, self.clear):
            button.setProperty("role", "link")
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._heading, 1)
        head.addWidget(self.cancel_all)
        head.addWidget(self.clear)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addLayout(self._column)
        self.cancel_all.clicked.connect(queue.cancel_all)
        self.clear.clicked.connect(self._on_clear)
        queue.added.connect(self._on_added)
        queue.changed.connect(self._on_changed)
        queue.removed.connect(self._on_removed)
        speech.changed.connect(self._retranslate)
        for export in queue.exports:
            self._on_added(export)
        self._retranslate()
        self._show_parts()

    def _on_added(self, export: Export) -> None:
        row = ExportRow(export, speech=self._speech, look=self._look, parent=self)
        row.cancel_requested.connect(self._queue.cancel)
        row.retry_requested.connect(self.retry_requested)
        row.dismiss_requested.connect(self._queue.remove)
        row.open_requested.connect(self._on_open_requested)
        row.copy_requested.connect(self._on_copy_requested)
        self.rows[export.number] = row
        self._arrange()

    def _on_changed(self, export: Export) -> None:
        row = self.rows[export.number]
        is_news = export.state is not row.export.state
        row.show_export(export)
        if is_news:
            self._arrange()
        if is_news and export.made is not None and not self._is_more_to_come(export):
            self._on_open_requested(export.number, export.made.folder)

    def _on_removed(self, number: int) -> None:
        row = self.rows.pop(number)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_parts()
        if not self.rows:
            self.emptied.emit()

    def _on_open_requested(self, number: int, path: Path) -> None:
        if not self._opener(QUrl.fromLocalFile(str(path))):
            self.rows[number].show_not_opened()

    def _on_copy_requested(self, number: int, path: Path) -> None:
        QGuiApplication.clipboard().setText(str(path))
        self.rows[number].show_copied()

    def _on_clear(self) -> None:
        for export in self._queue.exports:
            if export.state.is_over:
                self._queue.remove(export.number)

    def _is_more_to_come(self, export: Export) -> bool:
        """Whether others wait: a folder that pops up for each of them would be in the way of the work."""
        return any(each.state is ExportState.WAITING for each in self._queue.exports if each.number != export.number)

    def _arrange(self) -> None:
        exports = self._queue.exports
        live = [each for each in exports if not each.state.is_over]
        live.sort(key=lambda each: each.state is not ExportState.RENDERING)
        over = [each for each in reversed(exports) if each.state.is_over]
        for place, export in enumerate(live + over):
            if export.number in self.rows:
                self._column.insertWidget(place, self.rows[export.number])
        self._show_parts()

    def _show_parts(self) -> None:
        states = [export.state for export in self._queue.exports]
        self.cancel_all.setVisible(sum(not state.is_over for state in states) > 1)
        self.clear.setVisible(sum(state.is_over for state in states) > 1)
        self.setVisible(bool(states))

    def _retranslate(self) -> None:
        say = self._speech.say
        self._heading.setText(say("export.list"))
        for button, key in ((self.cancel_all, "cancel_all"), (self.clear, "clear")):
            button.setText(say(f"export.{key}"))
            button.setToolTip(say(f"export.{key}_tip"))
            button.setAccessibleName(say(f"export.{key}"))
