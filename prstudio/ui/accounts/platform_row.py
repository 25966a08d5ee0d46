"""One platform to sign in to: how one does that there, and the button for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.model.post import Platform
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class PlatformRow(QWidget):
    """Offers a new account there.

    Signals:
        sign_in_requested(Platform): begin.
    """

    sign_in_requested = Signal(object)

    def __init__(self, platform: Platform, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._platform, self._speech = platform, speech
        self._is_by_browser, self._has_app, self._is_first = True, True, True
        self._name, self.how = QLabel(self), QLabel(self)
        self._name.setProperty("role", "strong")
        self.how.setProperty("role", "muted")
        self.how.setWordWrap(True)
        self.how.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self.how)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._on_clicked)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    def show_way(self, *, is_by_browser: bool, has_app: bool, is_first: bool) -> None:
        """Say how one signs in: by the browser, for which the app id must be there, or by a token from headquarters."""
        self._is_by_browser, self._has_app, self._is_first = is_by_browser, has_app, is_first
        self._retranslate()

    def show_allowed(self, *, is_allowed: bool) -> None:
        """Whether one can sign in now."""
        self.button.setEnabled(is_allowed and (self._has_app or not self._is_by_browser))

    def _on_clicked(self) -> None:
        self.sign_in_requested.emit(self._platform)

    def _retranslate(self) -> None:
        say, platform = self._speech.say, {"platform": self._platform}
        way = ("by_browser" if self._has_app else "by_browser_no_app") if self._is_by_browser else "by_token"
        self._name.setText(say(f"word.{self._platform}"))
        self.how.setText(say(f"accounts.{way}"))
        self.button.setText(say("accounts.sign_in" if self._is_first else "accounts.sign_in_more"))
        self.button.setToolTip(say("accounts.sign_in_tip", platform))
        self.button.setAccessibleName(say("accounts.sign_in_tip", platform))
