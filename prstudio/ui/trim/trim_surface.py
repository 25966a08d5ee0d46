"""Lays the trim page out: header, picture, transport and time line; targets and the way out beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from prstudio.model.media_info import ClipInfo
from prstudio.ui.crop.crop_foot import CropFoot
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.trim.clip_screen import ClipScreen
from prstudio.ui.trim.line_speed import LineSpeed
from prstudio.ui.trim.subtitle_rows import SubtitleRows
from prstudio.ui.trim.target_rows import TargetRows
from prstudio.ui.trim.timeline import Timeline
from prstudio.ui.trim.transport_bar import TransportBar
from prstudio.ui.trim.trim_header import TrimHeader
from prstudio.ui.trim.weight_choice import WeightChoice


class TrimSurface(QWidget):
    """All that is seen; what it shows and what is wished goes through its parts."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.header = TrimHeader(speech=speech, look=look)
        self.picture = ClipScreen(look=look)
        self.bar = TransportBar(speech=speech, look=look)
        self.timeline = Timeline(look=look)
        self.rows = TargetRows(speech=speech, look=look)
        self.line = LineSpeed(speech=speech)
        self.weights = WeightChoice(speech=speech)
        self.subtitles = SubtitleRows(speech=speech, look=look)
        self.foot = CropFoot(speech=speech)
        self._side_title, self._hint, self._note_label = QLabel(), QLabel(), QLabel()
        self._note = self._instead = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._middle(), 1)
        layout.addWidget(self._side())
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def note(self) -> str:
        """What is said of this computer."""
        return self._note_label.text()

    def show_clip(self, name: str, info: ClipInfo | None) -> None:
        """Begin with another clip, of which nothing is seen yet; None where there is no clip to trim."""
        self.foot.rest()
        self.header.show_clip(name, info)
        for part in (self.bar, self.timeline, self.weights, self.subtitles):
            part.setEnabled(info is not None)
        if info is None:
            self.timeline.show_clip(1, 1)
        self.picture.show_image(QImage())
        self._instead = "no_clip" if info is None else ""
        self.show_note("")

    def show_no_pictures(self) -> None:
        """Say so in their place."""
        self._instead = "no_pictures"
        self._retranslate()

    def show_note(self, key: str) -> None:
        """A sentence under the time line, by its name in `trim`; "" for none."""
        self._note = key
        self._retranslate()

    def _middle(self) -> QWidget:
        middle = QFrame()
        middle.setProperty("role", "surface")
        for label in (self._note_label, self._hint):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setContentsMargins(Space.L, 0, Space.L, Space.XS)
        line = QHBoxLayout()
        line.setContentsMargins(Space.S, 0, Space.S, 0)
        line.addWidget(self.timeline)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, _line(), self.picture, self.bar):
            layout.addWidget(widget, 1 if widget is self.picture else 0)
        layout.addLayout(line)
        layout.addWidget(self._note_label)
        layout.addWidget(self._hint)
        return middle

    def _side(self) -> QWidget:
        side = QFrame()
        side.setProperty("role", "surface")
        side.setFixedWidth(Measure.OUTCOME_WIDTH)
        content = QWidget()
        content.setProperty("role", "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, Space.M, 0, Space.M)
        column.setSpacing(Space.M)
        self._side_title.setProperty("role", "strong")
        self._side_title.setContentsMargins(Space.M, 0, Space.M, 0)
        for widget in (self._side_title, self.rows, self.line, _line(), self.weights, _line(), self.subtitles):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(_line())
        layout.addWidget(self.foot)
        return side

    def _retranslate(self) -> None:
        say = self._speech.say
        self._side_title.setText(say("trim.targets"))
        self._hint.setText(say("trim.hint"))
        self._note_label.setText(say(f"trim.{self._note}") if self._note else "")
        self._note_label.setVisible(bool(self._note))
        self.picture.show_note(say(f"trim.{self._instead}") if self._instead else "")
        self.picture.setAccessibleName(say("trim.screen"))
        self.timeline.setAccessibleName(say("trim.timeline"))
        self.timeline.setAccessibleDescription(say("trim.keys"))
        self.timeline.setToolTip("")


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
