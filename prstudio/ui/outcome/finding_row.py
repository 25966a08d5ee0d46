"""One finding: its severity by colour, sign and word, its sentence, and the button that mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from prstudio.language.wording import say_finding
from prstudio.model.finding import Finding
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.outcome.phone_text import escaped
from prstudio.ui.speech import Speech
from prstudio.ui.theme import SEVERITY_ICONS, Measure, Space, severity_colours

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FindingRow(QFrame):
    """Click or Enter goes to the place that it speaks of.

    Signals:
        place_requested(Finding), fix_requested(Finding)
    """

    place_requested = Signal(object)
    fix_requested = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._finding: Finding | None = None
        self.setProperty("role", "finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign, self.words = QLabel(self), QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.fix = QPushButton(self)
        self.fix.setProperty("role", "chip")
        self.fix.setCursor(Qt.CursorShape.ArrowCursor)
        self.fix.clicked.connect(self._on_fix_clicked)
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.words, 0, 1)
        grid.addWidget(self.fix, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)

    @property
    def finding(self) -> Finding | None:
        """What it shows."""
        return self._finding

    def show_finding(self, finding: Finding, *, can_fix: bool) -> None:
        """Show it; its button waits while the post is being looked at anew."""
        self._finding = finding
        colour = severity_colours(finding.severity, self._look.colours)[0]
        side_px = Measure.ICON - 2
        self._sign.setPixmap(icon(SEVERITY_ICONS[finding.severity], colour).pixmap(side_px, side_px))
        params = {"severity": finding.severity, "sentence": say_finding(finding, self._speech.language)}
        spoken = self._speech.say("outcome.finding_spoken", params)
        self.words.setText(_marked(self._speech.say(f"word.{finding.severity}"), str(params["sentence"]), colour))
        self.setAccessibleName(spoken)
        self.setToolTip(self._speech.say("outcome.finding_tip"))
        self.fix.setVisible(finding.fix is not None)
        self.allow_fix(can_fix=can_fix)
        if finding.fix is not None:
            words = self._speech.say(f"outcome.fix_{finding.fix.id}")
            self.fix.setText(words)
            self.fix.setAccessibleName(f"{words} — {params['sentence']}")

    def allow_fix(self, *, can_fix: bool) -> None:
        """Whether the button may be pressed now."""
        self.fix.setEnabled(can_fix)
        if self._finding is None or self._finding.fix is None:
            return
        name = self._speech.say(f"undo.fix_{self._finding.fix.id}")
        tip = self._speech.say("outcome.fix_tip", {"name": name}) if can_fix else self._speech.say("outcome.fix_waits")
        self.fix.setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER_KEYS and self._finding is not None:
            self.place_requested.emit(self._finding)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if self._finding is not None:
                self.place_requested.emit(self._finding)

    def _on_fix_clicked(self) -> None:
        if self._finding is not None:
            self.fix_requested.emit(self._finding)


def _marked(word: str, sentence: str, colour: str) -> str:
    """The severity's word in its colour before the sentence."""
    return f'<span style="color:{colour}; font-weight:600">{escaped(word)}:</span> {escaped(sentence)}'
