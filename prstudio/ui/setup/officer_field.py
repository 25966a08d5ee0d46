"""The officer's name, as it stands in signatures."""

from __future__ import annotations

import unicodedata
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from prstudio.ui.speech import Speech

LENGTH_MAX: Final = 120
"""In Qt's units; a name with its office fits."""


class OfficerField(QLineEdit):
    """Takes one line of text."""

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.setMaxLength(LENGTH_MAX)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def officer(self) -> str:
        """The name without signs that nobody sees and with single blanks; "" when none is written."""
        plain = unicodedata.normalize("NFC", self.text())
        seen = (" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in plain)
        return " ".join("".join(seen).split())

    def _retranslate(self) -> None:
        self.setPlaceholderText(self._speech.say("setup.officer_hint"))
        self.setToolTip(self._speech.say("setup.officer_tip"))
