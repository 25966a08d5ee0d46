"""What stands in the posts' place when the library can't be opened: why, what to do, and to try again."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.errors import StudioError
from prstudio.language import wording
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class TroublePage(QWidget):
    """Shows one error.

    Signals:
        again_requested(): try to open the library once more.
    """

    again_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._error: StudioError | None = None
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon, self._heading, self.words = QLabel(self), QLabel(self), QLabel(self)
        self._heading.setProperty("role", "heading")
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setFixedWidth(Measure.FORM_WIDTH)
        self.again = QPushButton(self)
        self.again.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(2)
        for label in (self._icon, self._heading, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addLayout(_centred(label))
        column.addSpacing(Space.S)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.again.clicked.connect(self.again_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def show_error(self, error: StudioError) -> None:
        """Show why, with the keyboard on the way out."""
        self._error = error
        self._retranslate()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retranslate(self) -> None:
        say = self._speech.say
        self._heading.setText(say("shell.trouble"))
        self.words.setText("" if self._error is None else wording.say_error(self._error, self._speech.language))
        self.again.setText(say("shell.trouble_again"))
        self.again.setAccessibleName(say("shell.trouble_again"))
        self.again.setToolTip(say("shell.trouble_again_tip"))

    def _recolour(self) -> None:
        side_px = 2 * Space.XL
        self._icon.setPixmap(icon("circle-alert", self._look.colours.error).pixmap(QSize(side_px, side_px)))


def _centred(widget: QWidget) -> QHBoxLayout:
    """In the middle by room at both sides: an alignment would forget that wrapped words need more height."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row
