"""Asks, in the panel itself, whether a post is exported in spite of its errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.model.finding import Finding
from prstudio.ui.outcome.export_words import ExportWords
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_SHOWN_MAX: Final = 5
"""Errors told in full; the list of findings has them all."""


class ExportConsent(QFrame):
    """Hidden while nothing is asked.

    Signals:
        given(): export all the same.
        refused(): don't.
    """

    given = Signal()
    refused = Signal()

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "refusal")
        self._speech = speech
        self._words = ExportWords(speech)
        self._errors: tuple[Finding, ...] = ()
        self.question, self.errors, self._note = QLabel(self), QLabel(self), QLabel(self)
        self.question.setProperty("role", "strong")
        self.back, self.go = QPushButton(self), QPushButton(self)
        self.go.setProperty("role", "danger")
        answers = FlowLayout(gap_px=Space.S)
        answers.addWidget(self.back)
        answers.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        for label in (self.question, self.errors, self._note):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addLayout(answers)
        self.back.clicked.connect(self._on_back)
        self.go.clicked.connect(self._on_go)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self.hide()

    def ask(self, errors: Sequence[Finding]) -> None:
        """Put the question; the harmless answer has the focus."""
        self._errors = tuple(errors)
        self._retranslate()
        self.show()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """The question doesn't arise any more."""
        self.hide()

    def _on_back(self) -> None:
        self.hide()
        self.refused.emit()

    def _on_go(self) -> None:
        self.hide()
        self.given.emit()

    def _retranslate(self) -> None:
        say = self._speech.say
        self.question.setText(say("export.errors", {"count": len(self._errors)}))
        lines = [f"• {self._words.finding(finding)}" for finding in self._errors[:_SHOWN_MAX]]
        if len(self._errors) > _SHOWN_MAX:
            lines.append(say("export.errors_more", {"count": len(self._errors) - _SHOWN_MAX}))
        self.errors.setText("\n".join(lines))
        self._note.setText(say("export.errors_note"))
        for button, key in ((self.back, "errors_back"), (self.go, "errors_go")):
            button.setText(say(f"export.{key}"))
            button.setToolTip(say(f"export.{key}_tip"))
            button.setAccessibleName(say(f"export.{key}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
            return
        super().keyPressEvent(event)
