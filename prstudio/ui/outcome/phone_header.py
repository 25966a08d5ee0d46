"""Who speaks, on a phone: a round picture, name and badge, and what stands below them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.language import graphemes
from prstudio.ui.icons import icon
from prstudio.ui.outcome.phone_content import PhoneContent, name_account
from prstudio.ui.speech import Speech
from prstudio.ui.theme import PHONE_AVATAR, Measure, PhoneInk, Space


class Avatar(QWidget):
    """The first letter of the district on a round ground, until the account's own picture is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = ""
        self.setFixedSize(Measure.AVATAR, Measure.AVATAR)

    def show_name(self, name: str) -> None:
        """Show its first letter with all its signs."""
        self._letter = next(iter(graphemes.split(name)), "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(PHONE_AVATAR[0]))
        painter.drawEllipse(QRectF(self.rect()))
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(PHONE_AVATAR[1]))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._letter)
        painter.end()


class PhoneHeader(QWidget):
    """Name, badge, and the line below; honest where the account isn't known yet."""

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.avatar = Avatar(self)
        self.name, self.badge, self.below = QLabel(self), QLabel(self), QLabel(self)
        self.name.setProperty("role", "phone_name")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.below.setProperty("role", "phone_muted")
        self.below.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(Space.XS)
        top.addWidget(self.name)
        top.addWidget(self.badge)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(top)
        words.addWidget(self.below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_content(self, content: PhoneContent, ink: PhoneInk, *, part: str = "") -> None:
        """Who speaks in this post; `part` says which post of a thread it is."""
        name, district = name_account(content, self._speech)
        self.name.setText(name)
        self.avatar.show_name(district)
        self.badge.setPixmap(icon("badge-check", ink.muted).pixmap(QSize(Measure.ICON - 3, Measure.ICON - 3)))
        unknown = self._speech.say("outcome.badge_unknown")
        self.badge.setToolTip(unknown)
        self.badge.setAccessibleName(unknown)
        account = content.account or self._speech.say("outcome.account_unknown")
        handle = f"@{content.account}" if content.account and content.look.has_handle else account
        self.below.setText(" · ".join(each for each in (handle, self._speech.say("outcome.now"), part) if each))
