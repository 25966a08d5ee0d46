"""The top of the trim page: back, which clip, the ratios, and what is done to the whole of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.language import numbers
from prstudio.model.media_info import ClipInfo
from prstudio.ui.crop.crop_header import NAME_LEAST_PX
from prstudio.ui.crop.ratio_bar import RatioBar
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout


class TrimHeader(QFrame):
    """Shows which clip is trimmed, and says what is wished.

    Signals:
        back_requested(), crop_requested(), cover_requested()
        mute_requested(bool): whether it goes out without sound.
    """

    back_requested = Signal()
    crop_requested = Signal()
    cover_requested = Signal()
    mute_requested = Signal(bool)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._speech, self._look = speech, look
        self._info: ClipInfo | None = None
        self._name = ""
        self._is_cover_here = self._is_muted = False
        self.back, self.crop, self.mute, self.cover = (QPushButton() for _ in range(4))
        self.mute.setCheckable(True)
        self.mute.setProperty("role", "toggle")
        self.ratios = RatioBar(speech=speech)
        self._title, self._facts = QLabel(), QLabel()
        self._lay_out()
        self.back.clicked.connect(self.back_requested)
        self.crop.clicked.connect(self.crop_requested)
        self.cover.clicked.connect(self.cover_requested)
        self.mute.clicked.connect(self.mute_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._draw_icons)
        self._retranslate()
        self._draw_icons()

    def show_clip(self, name: str, info: ClipInfo | None) -> None:
        """Which clip it is; None where there is no clip to trim."""
        self._name, self._info = name, info
        for button in (self.crop, self.mute, self.cover):
            button.setEnabled(info is not None)
        self._say_clip()

    def show_choices(self, *, is_muted: bool, has_sound: bool, is_cover_here: bool) -> None:
        """What is chosen now; `is_cover_here`: the frame on the screen is the cover."""
        self.mute.setEnabled(has_sound)
        if is_muted != self.mute.isChecked() or is_muted != self._is_muted:
            self._is_muted = is_muted
            self.mute.setChecked(is_muted)
            self._draw_icons()
        if is_cover_here != self._is_cover_here:
            self._is_cover_here = is_cover_here
            self._retranslate()

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._facts.setProperty("role", "muted")
        self._title.setMinimumWidth(NAME_LEAST_PX)
        around = QVBoxLayout(self)
        around.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        layout = FlowLayout(gap_px=Space.S, stretched=self._title)
        around.addLayout(layout)
        for widget in (self.back, self._title, self._facts, self.ratios, self.crop, self.mute, self.cover):
            layout.addWidget(widget)

    def _say_clip(self) -> None:
        self._title.setText(self._name)
        self._title.setToolTip(self._name)
        info = self._info
        if info is None:
            self._facts.clear()
            return
        parts = [f"{info.size.width_px}×{info.size.height_px}"]
        if info.fps > 0:
            parts.append(self._speech.say("trim.fps", {"fps": round(float(info.fps), 2)}))
        parts.append(f"{info.video_codec.upper()} HDR" if info.hdr else info.video_codec.upper())
        parts.append(numbers.duration(info.duration_s, self._speech.language))
        self._facts.setText(" · ".join(parts))

    def _retranslate(self) -> None:
        say = self._speech.say
        cover = "cover_remove" if self._is_cover_here else "cover"
        for button, key in ((self.back, "to_post"), (self.crop, "crop"), (self.mute, "mute"), (self.cover, cover)):
            button.setText(say(f"trim.{key}"))
            button.setToolTip(say(f"trim.{key}_tip"))
            button.setAccessibleName(say(f"trim.{key}_tip"))
        self._say_clip()

    def _draw_icons(self) -> None:
        colours = self._look.colours
        sound = "volume-x" if self.mute.isChecked() else "volume-2"
        for button, name in ((self.back, "arrow-left"), (self.crop, "crop"), (self.mute, sound), (self.cover, "image")):
            button.setIcon(icon(name, colours.text, disabled_colour=colours.disabled))
