"""Lays the crop page out: header, canvas, tools and hint in the middle, the targets and the way out beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.ui.crop.crop_canvas import CropCanvas
from prstudio.ui.crop.crop_foot import CropFoot
from prstudio.ui.crop.crop_header import CropHeader
from prstudio.ui.crop.crop_previews import CropPreviews
from prstudio.ui.crop.crop_tools import CropTools
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class CropSurface(QWidget):
    """All that is seen; what it shows and what is wished goes through its parts."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.header = CropHeader(speech=speech, look=look)
        self.canvas = CropCanvas(look=look)
        self.tools = CropTools(speech=speech, look=look)
        self.previews = CropPreviews(speech=speech)
        self.foot = CropFoot(speech=speech)
        self.hint, self.facts, self._side_title = QLabel(), QLabel(), QLabel()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for widget in (self.header, _line(), self.canvas, self.tools, _line(), self._bottom()):
            middle.addWidget(widget, 1 if widget is self.canvas else 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self._side())
        speech.changed.connect(self._retranslate)
        self._retranslate()

    def show_hint(self) -> None:
        """The usual hint, after a message stood in its place."""
        self.hint.setText(self._speech.say("crop.hint"))

    def _side(self) -> QWidget:
        side = QFrame()
        side.setProperty("role", "surface")
        side.setFixedWidth(Measure.OUTCOME_WIDTH)
        self._side_title.setProperty("role", "strong")
        self._side_title.setContentsMargins(Space.M, Space.M, Space.M, Space.XS)
        self.foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._side_title, self.previews, _line(), self.foot):
            layout.addWidget(widget, 1 if widget is self.previews else 0)
        return side

    def _bottom(self) -> QWidget:
        bottom = QFrame()
        bottom.setProperty("role", "surface")
        layout = QHBoxLayout(bottom)
        layout.setContentsMargins(Space.L, Space.XS, Space.L, Space.S)
        for label in (self.hint, self.facts):
            label.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        layout.addWidget(self.hint, 1)
        layout.addWidget(self.facts)
        return bottom

    def _retranslate(self) -> None:
        say = self._speech.say
        self.show_hint()
        self._side_title.setText(say("crop.previews"))
        self.canvas.setAccessibleName(say("crop.canvas"))
        self.canvas.setAccessibleDescription(say("crop.canvas_keys"))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
