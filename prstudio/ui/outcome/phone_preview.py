"""One target as its readers see it on a phone, in light or dark."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from prstudio.ui.editor import OpenPost
from prstudio.ui.icons import icon
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.outcome.phone_card import PhoneCard
from prstudio.ui.outcome.phone_content import PhoneContent
from prstudio.ui.outcome.phone_look import PhoneLook
from prstudio.ui.outcome.phone_pictures import PhonePictures
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Scheme, Space, phone_ink, phone_sheet


class PhonePreview(QWidget):
    """Shows a target's content; the same cards are filled anew while somebody types. `dark` stands where the pane
    puts it."""

    def __init__(self, *, speech: Speech, look: Look, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._content: PhoneContent | None = None
        self._card_look: PhoneLook | None = None
        self._is_dark = look.scheme is not Scheme.LIGHT
        self.pictures = PhonePictures(jobs=jobs, parent=self)
        self.dark = QPushButton(self)
        self.dark.setProperty("role", "quiet")
        self.dark.setCheckable(True)
        self.dark.setChecked(self._is_dark)
        self.dark.toggled.connect(self._on_dark_toggled)
        self.phone = QFrame(self)
        self.phone.setProperty("role", "phone")
        self.cards: list[PhoneCard] = []
        self._column = QVBoxLayout(self.phone)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.area = QScrollArea(self)
        self._lay_out()
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    def _lay_out(self) -> None:
        inside = QWidget(self.area)
        inside.setProperty("role", "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        column.addWidget(self.phone)
        column.addStretch(1)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)

    @property
    def is_dark(self) -> bool:
        """Whether the phone wears dark colours."""
        return self._is_dark

    def show_content(self, content: PhoneContent, opened: OpenPost) -> None:
        """Show it, and fetch what pictures it needs from the post's folder."""
        is_other = self._content is None or self._content.platform is not content.platform
        self._content = content
        self._make_cards(content)
        if is_other:
            for card in self.cards:
                card.fold()
            self.area.verticalScrollBar().setValue(0)
        self.pictures.want([picture.shot for picture in content.pictures], opened)
        self._say()

    def _make_cards(self, content: PhoneContent) -> None:
        """A card for each post of a thread, else one."""
        count = max(1, len(content.posts))
        if content.look != self._card_look:
            self._drop_cards(0)
            self._card_look = content.look
        self._drop_cards(count)
        while len(self.cards) < count:
            card = PhoneCard(content.look, speech=self._speech, pictures=self.pictures, parent=self.phone)
            self._column.addWidget(card)
            self.cards.append(card)

    def _drop_cards(self, kept: int) -> None:
        while len(self.cards) > kept:
            card = self.cards.pop()
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _on_dark_toggled(self, is_dark: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self._is_dark = is_dark
        self._say()

    def _say(self) -> None:
        say = self._speech.say
        words = say("outcome.to_light" if self._is_dark else "outcome.to_dark")
        self.dark.setIcon(icon("sun" if self._is_dark else "moon", self._look.colours.muted))
        self.dark.setToolTip(words)
        self.dark.setAccessibleName(words)
        content = self._content
        if content is None:
            return
        ink = phone_ink(content.platform, is_dark=self._is_dark)
        sheet = phone_sheet(ink)
        if self.phone.styleSheet() != sheet:
            self.phone.setStyleSheet(sheet)
        target = say(f"word.{content.platform}")
        self.phone.setAccessibleName(say("outcome.preview", {"target": target}))
        count = len(content.posts)
        for number, card in enumerate(self.cards, start=1):
            part = say("outcome.part", {"number": number, "count": count}) if count > 1 else ""
            marked = content.posts[number - 1] if count else None
            card.show_post(content if number == 1 else _words_only(content), marked, ink, part=part)


def _words_only(content: PhoneContent) -> PhoneContent:

    return replace(content, pictures=(), duration_s=None, title=None)
