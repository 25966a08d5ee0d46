"""The card of app ids: what the platforms call this program comes in a file from headquarters."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from prstudio.model.post import Platform
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech


class AppsSection(Section):
    """Shows for which platforms the id is there.

    Signals:
        take_requested(): let the file be chosen.
    """

    take_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._there: tuple[Platform, ...] = ()
        self._missing: tuple[Platform, ...] = ()
        self._words, self.state = QLabel(self), QLabel(self)
        self._words.setProperty("role", "muted")
        for label in (self._words, self.state):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.take = QPushButton(self)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.take)
        row.addStretch(1)
        self.add(self._words, self.state, line)
        self.take.clicked.connect(self.take_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def show_apps(self, there: AbstractSet[Platform], wanted: AbstractSet[Platform]) -> None:
        """Show for which of the platforms that want an id it is there."""
        self._there = tuple(platform for platform in Platform if platform in there and platform in wanted)
        self._missing = tuple(platform for platform in Platform if platform in wanted and platform not in there)
        self._retranslate()

    def show_allowed(self, *, is_allowed: bool) -> None:
        """Whether a file can be taken over: it may hold a secret, which needs a keyring."""
        self.take.setEnabled(is_allowed)

    def _names(self, platforms: tuple[Platform, ...]) -> str:
        return ", ".join(self._speech.say(f"word.{platform}") for platform in platforms)

    def _retranslate(self) -> None:
        say = self._speech.say
        self.heading.setText(say("accounts.apps"))
        self._words.setText(say("accounts.apps_words"))
        key = "apps_missing" if self._missing else "apps_there"
        self.state.setText(say(f"accounts.{key}", {"platforms": self._names(self._missing or self._there)}))
        self.state.setProperty("role", "warning" if self._missing else "good")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setVisible(bool(self._missing or self._there))
        self.take.setText(say("accounts.take_apps"))
        self.take.setToolTip(say("accounts.take_apps_tip"))
        self.take.setAccessibleName(say("accounts.take_apps"))

    def _recolour(self) -> None:
        colours = self._look.colours
        self.take.setIcon(icon("import", colours.text, disabled_colour=colours.disabled))
