"""The post's link, with a word at once when it isn't an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from prstudio.language import links
from prstudio.model.finding import Finding
from prstudio.ui.compose.caption_text import CaptionText
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.finding_note import FindingNote

_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


class LinkField(QWidget):
    """Shows the link.

    Signals:
        link_typed(object), link_pasted(object): the link, or None when the field is empty.
    """

    link_typed = Signal(object)
    link_pasted = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._icon = QLabel(self)
        self.field = CaptionText(self, max_lines=1)
        self._note = QLabel(self)
        self._note.setProperty("role", "error")
        self._note.setWordWrap(True)
        self._note.hide()
        self.found = FindingNote(speech=speech, look=look, parent=self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        grid.addWidget(self._icon, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self._note, 1, 1)
        grid.addWidget(self.found, 2, 1)
        self.setFocusProxy(self.field)
        self.field.typed.connect(self._on_typed)
        self.field.pasted.connect(self._on_pasted)
        self.field.textChanged.connect(self._judge)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    @property
    def complaint(self) -> str:
        """What is said about the link; "" when it is one, or none is written."""
        return "" if self._note.isHidden() else self._note.text()

    def show_link(self, link: str | None) -> None:
        """Show the post's link."""
        self.field.show_text(link or "")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what was found about the link, unless it is none at all, which is said already."""
        self.found.show_findings(() if self.complaint else findings)

    def _on_typed(self, text: str) -> None:
        self.link_typed.emit(text or None)

    def _on_pasted(self, text: str) -> None:
        self.link_pasted.emit(text or None)

    def _judge(self) -> None:
        text = self.field.text.strip()
        is_wrong = bool(text) and not _is_link(text)
        self._note.setVisible(is_wrong)
        if is_wrong:
            self.found.show_findings(())

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(self._speech.say("compose.link_hint"))
        self.field.setAccessibleName(self._speech.say("compose.link"))
        self.field.setToolTip(self._speech.say("compose.link_tip"))
        self._note.setText(self._speech.say("compose.link_malformed"))

    def _recolour(self) -> None:
        pixmap = icon("link", self._look.colours.muted).pixmap(QSize(Measure.ICON, Measure.ICON))
        self._icon.setPixmap(pixmap)


def _is_link(text: str) -> bool:
    """Whether the whole text is one web address, with or without its scheme."""
    found = links.find_urls(text)
    if " " in text or not found or found[0].start != 0:
        return False
    return found[0].end == len(text) or _WEB.match(text) is not None
