"""Sentences 40 % longer than they are, and a look for texts that a window doesn't show in full."""

from __future__ import annotations

import math
import string

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QTabBar, QToolButton, QWidget

from prstudio.language import graphemes

_LONGER = 0.4
_SLACK_PX = 1


def lengthen(template: str) -> str:
    """The template, and the beginning of its words once more; what is filled in stays as long as it is."""
    words = "".join(literal for literal, *_ in string.Formatter().parse(template)).strip()
    letters = graphemes.split(words)
    more = "".join(letters[: math.ceil(len(letters) * _LONGER)]).replace("{", "{{").replace("}", "}}")
    return f"{template} {more}" if " " in words else template + more


def find_cut_off(window: QWidget) -> list[str]:
    """What is wrong with each text in sight that can't be read in full; empty when all is well."""
    wrong = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.size().isEmpty():
            continue
        faults = [fault for fault in (_too_small(widget), _sticks_out(widget, window)) if fault]
        wrong += [f"{type(widget).__name__} {_text(widget)!r} {fault}" for fault in faults]
    return wrong


def _text(widget: QWidget) -> str:
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return widget.text() if widget.icon().isNull() else ""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.placeholderText() if isinstance(widget, QLineEdit) else ""


def _is_elided_on_purpose(widget: QWidget) -> bool:
    """Its full text is in its tooltip."""
    return "…" in _text(widget) and bool(widget.toolTip())


def _too_small(widget: QWidget) -> str:
    if isinstance(widget, QTabBar):
        return _tabs_too_small(widget)
    if not _text(widget) or _is_elided_on_purpose(widget):
        return ""
    if isinstance(widget, QLineEdit):
        is_shown = widget.text() or widget.toolTip() or _fits(widget, widget.placeholderText())
        return "" if is_shown else "has a hint longer than itself, and no tooltip"
    if isinstance(widget, QLabel) and widget.wordWrap():
        return _wrapped_too_small(widget)
    hint = widget.sizeHint()
    if hint.width() > widget.width() + _SLACK_PX or hint.height() > widget.height() + _SLACK_PX:
        return f"wants {hint.width()}×{hint.height()}, has {widget.width()}×{widget.height()}"
    return ""


def _wrapped_too_small(label: QLabel) -> str:
    wanted_px = label.heightForWidth(label.width())
    if wanted_px > label.height() + _SLACK_PX:
        return f"wants {wanted_px} px of height at its width, has {label.height()}"
    metrics = QFontMetrics(label.font())
    pieces = label.text().replace("\u200b", " ").replace("-", "- ").split()
    longest = max((metrics.horizontalAdvance(piece) for piece in pieces), default=0)
    if longest > label.contentsRect().width() + _SLACK_PX:
        return f"has a word of {longest} px in {label.contentsRect().width()} px"
    return ""


def _tabs_too_small(bar: QTabBar) -> str:
    metrics = QFontMetrics(bar.font())
    for index in range(bar.count()):
        if metrics.horizontalAdvance(bar.tabText(index)) > bar.tabRect(index).width() and not bar.tabToolTip(index):
            return f"cuts its tab {bar.tabText(index)!r}"
    return ""


def _fits(widget: QWidget, text: str) -> bool:
    return QFontMetrics(widget.font()).horizontalAdvance(text) <= widget.width()


def _sticks_out(widget: QWidget, window: QWidget) -> str:
    """Whether one of the widgets around it cuts a part of a text off; what can be scrolled to is not cut off."""
    if not _text(widget):
        return ""
    inner, ancestor = widget, widget.parentWidget()
    while ancestor is not None and inner is not window:
        place, room = QRect(inner.mapTo(ancestor, QPoint(0, 0)), inner.size()), ancestor.rect()
        area = ancestor.parentWidget()
        is_viewport = isinstance(area, QAbstractScrollArea) and area.viewport() is ancestor
        if is_viewport:
            left, width = (place.left(), place.width()) if _scrolls_aside(area) else (room.left(), room.width())
            room = QRect(left, place.top(), width, place.height())
        if not room.adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX).contains(place):
            return f"sticks out of {type(ancestor).__name__} {ancestor.objectName()}: {_said(place)} of {_said(room)}"
        inner = ancestor if is_viewport else inner
        ancestor = ancestor.parentWidget()
    return ""


def _said(place: QRect) -> str:
    return f"({place.left()}, {place.top()}) {place.width()}×{place.height()}"


def _scrolls_aside(area: QAbstractScrollArea) -> bool:
    return area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
