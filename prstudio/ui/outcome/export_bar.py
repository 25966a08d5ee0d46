"""The line at the foot of the outcome: what an export would be, how far the running one is, and the button for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

KEYS: Final = QKeySequence("Ctrl+E")
"""What the window binds to the same wish as the button."""
_PER_MILLE: Final = 1000


class _OnceButton(QPushButton):
    """The second press of a double click is none: who double-clicks everything must not export unseen."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class ExportBar(QWidget):
    """Stays where it is when the choices unfold above it.

    Signals:
        go_requested(): the button was pressed.
        fold_requested(): show the choices, or fold them away.
    """

    go_requested = Signal()
    fold_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._is_open = self._is_choosing = False
        self._count: int | None = None
        self._send_key = ""
        self.fold = QToolButton(self)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        self.send = QPushButton(self)
        self.send.hide()
        self.go = _OnceButton(self)
        self.go.setProperty("role", "primary")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)
        self.bar.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.fold)
        row.addWidget(self.summary, 1)
        row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.go.clicked.connect(self.go_requested)
        self.fold.clicked.connect(self.fold_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def offer_send(self, do: Callable[[], object], *, key: str) -> None:
        """From now on the post can be sent from here too: `do` leads there, as `key` does."""
        self._send_key = key
        self.send.clicked.connect(do)
        self._retranslate()

    def show_open(self, *, is_open: bool, is_choosing: bool) -> None:
        """Whether anything stands above it, and whether the choices do: then the button exports."""
        self._is_open, self._is_choosing = is_open, is_choosing
        self._retranslate()
        self._recolour()

    def show_count(self, count: int | None) -> None:
        """How many targets are chosen; None: there is nothing to export."""
        self._count = count
        self._retranslate()

    def show_summary(self, words: str, *, fraction: float | None) -> None:
        """One line of words, and how far the running export is; None when none runs."""
        self.summary.setText(words)
        self.bar.setVisible(fraction is not None)
        self.bar.setValue(round((fraction or 0.0) * _PER_MILLE))
        self.bar.setAccessibleName(words)

    def _retranslate(self) -> None:
        say = self._speech.say
        keys = KEYS.toString(QKeySequence.SequenceFormat.NativeText)
        self.go.setText(say("export.go" if self._is_choosing else "export.begin"))
        self.go.setEnabled(self._count is not None and (self._count > 0 or not self._is_choosing))
        if not self._is_choosing:
            tip = say("export.begin_tip", {"keys": keys})
        elif self._count:
            tip = say("export.go_tip", {"count": self._count, "keys": keys})
        else:
            tip = say("export.go_none_tip")
        self.go.setToolTip(tip)
        self.go.setAccessibleName(self.go.text())
        self.go.setAccessibleDescription(tip)
        self.send.setVisible(bool(self._send_key) and not self._is_open)
        self.send.setEnabled(self._count is not None)
        self.send.setText(say("shell.command_send"))
        self.send.setAccessibleName(say("shell.command_send"))
        self.send.setToolTip(say("deliveries.send_tip", {"key": self._send_key}))
        fold = say("export.close" if self._is_open else "export.open")
        self.fold.setToolTip(fold)
        self.fold.setAccessibleName(fold)

    def _recolour(self) -> None:
        name = "chevron-down" if self._is_open else "chevron-up"
        self.fold.setIcon(icon(name, self._look.colours.text))
        self.fold.setIconSize(QSize(Measure.ICON, Measure.ICON))
