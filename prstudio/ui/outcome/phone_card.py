"""One post on a phone, put together as its platform's look says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prstudio.bundle.marked_text import MarkedText
from prstudio.ui.icons import icon
from prstudio.ui.outcome.phone_content import PhoneContent
from prstudio.ui.outcome.phone_header import PhoneHeader
from prstudio.ui.outcome.phone_look import Part, PhoneLook
from prstudio.ui.outcome.phone_media import PhoneMedia
from prstudio.ui.outcome.phone_pictures import PhonePictures
from prstudio.ui.outcome.phone_text import PhoneText
from prstudio.ui.speech import Speech
from prstudio.ui.theme import PHONE_OVER_CLIP, Measure, PhoneInk, Space, phone_sheet

_UPRIGHT_WIDTH: Final = 240
"""So that an upright clip is seen as a whole on a low screen."""
_UPRIGHT_STRETCH: Final = 100


class PhoneCard(QFrame):
    """Made for one look; shows any content of that look."""

    def __init__(
        self, look: PhoneLook, *, speech: Speech, pictures: PhonePictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._speech = look, speech
        self.setProperty("role", "phone_card")
        self.header = PhoneHeader(speech=speech, parent=self)
        self.title, self.text = PhoneText(speech=speech, parent=self), PhoneText(speech=speech, parent=self)
        self.title.setProperty("role", "phone_title")
        self.media = PhoneMedia(speech=speech, pictures=pictures, parent=self)
        self._time = QLabel(self)
        self._time.setProperty("role", "phone_muted")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._actions = [QLabel(self) for _ in look.actions]
        self._actions_row = QWidget(self)
        self._lay_out_actions()
        if look.is_over_media:
            self._lay_out_over_media()
        else:
            self._lay_out()

    def show_post(self, content: PhoneContent, marked: MarkedText | None, ink: PhoneInk, *, part: str = "") -> None:
        """Show a post with its pictures; in a thread those belong to the first post alone."""
        ink = PHONE_OVER_CLIP if self._look.is_over_media else ink
        self.header.show_content(content, ink, part=part)
        for label, words, place in ((self.title, content.title, Part.TITLE), (self.text, marked, Part.TEXT)):
            label.setVisible(words is not None and place in self._look.parts)
            if words is not None:
                label.show_text(words, link_colour=ink.link, muted_colour=ink.muted)
        self.media.setVisible(bool(content.pictures))
        self.media.show_content(content, missing_colour=ink.line)
        self._time.setText(self._speech.say("outcome.now"))
        side = QSize(Measure.ICON - 2, Measure.ICON - 2)
        for name, action in zip(self._look.actions, self._actions, strict=True):
            action.setPixmap(icon(name, ink.muted).pixmap(side))

    def fold(self) -> None:
        """As readers meet it: folded, the first picture in sight."""
        self.text.fold()
        self.media.first_page()

    # building

    def _lay_out_actions(self) -> None:
        row = QHBoxLayout(self._actions_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XL)
        for label in self._actions:
            row.addWidget(label)
        row.addStretch(1)

    def _parts(self) -> dict[Part, QWidget]:
        return {
            Part.HEADER: self.header,
            Part.TITLE: self.title,
            Part.TEXT: self.text,
            Part.MEDIA: self.media,
            Part.ACTIONS: self._actions_row,
            Part.TIME: self._time,
        }

    def _lay_out(self) -> None:
        """Words keep a distance from the sides; pictures only where the look says so."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, Space.M, 0, Space.M)
        outer.setSpacing(Space.S)
        bubble = outer
        for part, widget in self._parts().items():
            widget.setVisible(part in self._look.parts)
        for part in self._look.parts:
            widget = self._parts()[part]
            if self._look.is_bubble and part is not Part.HEADER and bubble is outer:
                bubble = self._make_bubble(outer)
            side = 0 if (part is Part.MEDIA and self._look.is_edge_to_edge) or bubble is not outer else Space.M
            holder = QHBoxLayout()
            holder.setContentsMargins(side, 0, side, 0)
            holder.addWidget(widget)
            bubble.addLayout(holder)

    def _make_bubble(self, outer: QVBoxLayout) -> QVBoxLayout:
        frame = QFrame(self)
        frame.setProperty("role", "bubble")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(Space.S, Space.S, Space.S, Space.XS)
        inside.setSpacing(Space.S)
        holder = QHBoxLayout()
        holder.setContentsMargins(Space.M, 0, Space.XXL, 0)
        holder.addWidget(frame)
        outer.addLayout(holder)
        return inside

    def _lay_out_over_media(self) -> None:
        """The clip fills the phone; words lie at its lower end."""
        self._time.hide()
        over = QFrame(self.media)
        over.setProperty("role", "over_clip")
        over.setStyleSheet(phone_sheet(PHONE_OVER_CLIP))
        words = QVBoxLayout(over)
        words.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        words.setSpacing(Space.XS)
        for part, widget in self._parts().items():
            widget.setVisible(part in self._look.parts or part is Part.MEDIA)
        for part in self._look.parts:
            words.addWidget(self._parts()[part])
        self._actions_row.show()
        words.addWidget(self._actions_row)
        self.media.lay_over(over)
        self.media.setMaximumWidth(_UPRIGHT_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.media, _UPRIGHT_STRETCH)
        row.addStretch(1)
