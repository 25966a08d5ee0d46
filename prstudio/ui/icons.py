"""The icons of resources/icons (Lucide, ISC licence), drawn in the colour and at the sharpness that is asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from prstudio import resources


class _SvgEngine(QIconEngine):
    """Draws an icon anew at every size and screen scale, so that it is never blurred."""

    def __init__(self, name: str, colours: tuple[str, str]) -> None:
        super().__init__()
        self._name = name
        self._colours = colours

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, _state: QIcon.State) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- QRect by Qt's contract
        colour = self._colours[1] if mode is QIcon.Mode.Disabled else self._colours[0]
        _renderer(self._name, colour).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, image.rect(), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._colours)


def icon(name: str, colour: str, *, disabled_colour: str = "#888888") -> QIcon:
    """The icon `name` in `colour` (`#rrggbb`).

    Raises:
        FileNotFoundError: there is no such icon, which is a bug.
    """
    _source(name)
    return QIcon(_SvgEngine(name, (colour, disabled_colour)))


@cache
def _source(name: str) -> str:
    return resources.read_text("icons", f"{name}.svg")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode("utf-8")))
