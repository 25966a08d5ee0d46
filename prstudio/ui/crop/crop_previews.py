"""How every target will look: one row an output, drawn from a small copy of the picture while the frame is moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from prstudio.language import numbers
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.post import Asset, Fit
from prstudio.ui.crop.crop_outputs import Output, make_ratio
from prstudio.ui.crop.crop_state import frame_box, is_by_hand
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_LONG_SIDE: Final = 112


@dataclass(frozen=True, slots=True)
class Preview:
    """One row."""

    output: Output
    box: Box
    is_by_hand: bool
    size_bytes: int | None
    """About so many; None while unknown, and for clips."""


def make_previews(
    asset: Asset, size: Size, outputs: Sequence[Output], sizes_bytes: Sequence[int | None]
) -> tuple[Preview, ...]:
    """A row for each output of `asset`, which is `size` large as turned."""
    known = sizes_bytes or (None,) * len(outputs)
    return tuple(_preview(asset, size, output, size_bytes) for output, size_bytes in zip(outputs, known, strict=True))


def _preview(asset: Asset, size: Size, output: Output, size_bytes: int | None) -> Preview:
    is_drawn = is_by_hand(asset, output.ratio)
    if is_drawn:
        output = replace(output, fit=Fit.CROP)
    box = frame_box(asset, size, output.ratio) if output.fit is Fit.CROP else WHOLE
    return Preview(output, box, is_drawn, size_bytes)


class PreviewPicture(QWidget):
    """A part of a picture in the shape of an output."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._box = WHOLE
        self._ratio = 1.0
        self._fit = Fit.CROP
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_part(self, pixmap: QPixmap, preview: Preview) -> None:
        """Draw that part of `pixmap`."""
        self._pixmap, self._box, self._fit = pixmap, preview.box, preview.output.fit
        if abs(self._ratio - preview.output.ratio) > 1e-3:
            self._ratio = preview.output.ratio
            self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if self._ratio >= 1:
            return QSize(_LONG_SIDE, max(24, round(_LONG_SIDE / self._ratio)))
        return QSize(max(24, round(_LONG_SIDE * self._ratio)), _LONG_SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), Measure.RADIUS_SMALL, Measure.RADIUS_SMALL)
        painter.setClipPath(clip)
        painter.drawPixmap(self._target(), self._pixmap, self._source())
        painter.end()

    def _source(self) -> QRectF:
        width, height = self._pixmap.width(), self._pixmap.height()
        return QRectF(self._box.x * width, self._box.y * height, self._box.w * width, self._box.h * height)

    def _target(self) -> QRectF:
        """All of it for a crop; a part for a whole picture on a ground."""
        rect = QRectF(self.rect())
        source = self._source()
        if self._fit is Fit.CROP or not source.height():
            return rect
        scale = min(rect.width() / source.width(), rect.height() / source.height())
        width, height = source.width() * scale, source.height() * scale
        return QRectF((rect.width() - width) / 2, (rect.height() - height) / 2, width, height)


class _Row(QFrame):
    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.picture = PreviewPicture()
        self._name, self._facts = QLabel(), QLabel()
        self._name.setProperty("role", "strong")
        self._name.setWordWrap(True)
        self._facts.setProperty("role", "muted")
        self._facts.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(Space.XS // 2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        layout.setSpacing(Space.M)
        layout.addWidget(self.picture)
        layout.addLayout(words, 1)
        self._shown: tuple[object, ...] = ()

    def show_preview(self, pixmap: QPixmap, preview: Preview) -> None:
        self.picture.show_part(pixmap, preview)
        output = preview.output
        shown = (output, preview.is_by_hand, preview.size_bytes, self._speech.language)
        if shown == self._shown:  # nothing to say anew while the frame is only moved
            return
        self._shown = shown
        name = self._speech.say(f"word.{output.platform}")
        if output.role == "thumbnail":
            name = self._speech.say("crop.thumbnail_of", {"platform": name})
        hand = " •" if preview.is_by_hand else ""
        self._name.setText(f"{name} {make_ratio(output.ratio).text}{hand}")
        facts = f"{output.size.width_px}×{output.size.height_px}"
        if preview.size_bytes is not None:
            facts += " · " + self._speech.say("crop.about_size", {"size": numbers.size(preview.size_bytes)})
        self._facts.setText(facts)
        self.setAccessibleName(f"{self._name.text()}, {facts}")


class CropPreviews(QScrollArea):
    """All outputs of the asset, in the order of the targets."""

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._rows: list[_Row] = []
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        inside = QWidget()
        inside.setProperty("role", "surface")
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    def show_previews(self, pixmap: QPixmap, previews: tuple[Preview, ...]) -> None:
        """These rows; quick enough for every movement of the pointer."""
        while len(self._rows) < len(previews):
            row = _Row(self._speech)
            self._layout.insertWidget(self._layout.count() - 1, row)
            self._rows.append(row)
        for row in self._rows[len(previews) :]:
            row.hide()
        for row, preview in zip(self._rows, previews, strict=False):
            row.show_preview(pixmap, preview)
            row.show()
        self._empty.setVisible(not previews)

    def _retranslate(self) -> None:
        self.setAccessibleName(self._speech.say("crop.previews"))
        self._empty.setText(self._speech.say("crop.no_targets"))
