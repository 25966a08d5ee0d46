"""Breaks a title into at most two lines, the second shortened where the words go on."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


@lru_cache(maxsize=512)
def _broken(text: str, font_key: str, width_px: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_key)
    layout = QTextLayout(text, font)
    layout.setTextOption(_option())
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width_px)
    cut = first.textLength()  # UTF-16 units
    layout.endLayout()
    units = text.encode("utf-16-le")
    head, tail = units[: 2 * cut].decode("utf-16-le"), units[2 * cut :].decode("utf-16-le")
    if not tail.strip():
        return (text.strip(),)
    return head.strip(), QFontMetricsF(font).elidedText(tail.strip(), Qt.TextElideMode.ElideRight, width_px)


def two_lines(text: str, font: QFont, width_px: int) -> tuple[str, ...]:
    """One or two lines of at most `width_px`; broken between words, or inside one that is longer than a line."""
    return _broken(text, font.toString(), width_px)


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
