"""A small note beside a field: the gravest finding about it, by sign and sentence; the others behind the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from prstudio.model.finding import Finding, Severity
from prstudio.ui.finding_places import gravest, say_each
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import SEVERITY_ICONS, Measure, Space, severity_colours


class FindingNote(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._findings: tuple[Finding, ...] = ()
        self._sign, self._words = QLabel(self), QLabel(self)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self.hide()

    @property
    def severity(self) -> Severity | None:
        """Of the gravest finding; None while nothing is said."""
        return gravest(self._findings)

    @property
    def words(self) -> str:
        """What is said; "" of nothing."""
        return self._words.text() if self._findings else ""

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say these, the gravest first."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        self._say()

    def _say(self) -> None:
        severity = self.severity
        self.setVisible(severity is not None)
        if severity is None:
            return
        sentences = say_each(self._findings, self._speech)
        more = self._speech.say("outcome.note_more", {"count": len(sentences) - 1}) if len(sentences) > 1 else ""
        self._words.setText(" ".join(part for part in (sentences[0], more) if part))
        self.setToolTip("\n".join(sentences))
        self.setAccessibleName(" ".join(sentences))
        role = {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(severity, "muted")
        if self._words.property("role") != role:
            self._words.setProperty("role", role)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)
        side_px = Measure.ICON - 3
        colour = severity_colours(severity, self._look.colours)[0]
        self._sign.setPixmap(icon(SEVERITY_ICONS[severity], colour).pixmap(side_px, side_px))
