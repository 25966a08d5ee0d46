"""No sign above or below Devanagari's line is cut off by the control that shows it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

TALL = "फ़ेसबुक सहेजा मसौदा की पोस्टें हैं कुर्की ज़ू द्वारा"


def ink(widget: QWidget) -> int:
    """How many dots differ from the ground beside the text."""
    widget.ensurePolished()
    widget.resize(widget.sizeHint())
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixelColor(image.width() // 2, image.height() - 3).lightness()
    dots = ((x, y) for x in range(12, image.width() - 12) for y in range(3, image.height() - 3))
    return sum(abs(image.pixelColor(x, y).lightness() - ground) > 40 for x, y in dots)


def label_ink(role: str, margin_px: int) -> tuple[int, ...]:
    """Dots a row of a label that stands in its window with `margin_px` to spare above and below."""
    window = QWidget()
    window.setObjectName("window")
    label = QLabel(TALL, window)
    label.setProperty("role", role)
    label.setContentsMargins(0, margin_px, 0, margin_px)
    label.ensurePolished()
    label.resize(label.sizeHint())
    window.resize(label.size())
    image = window.grab().toImage()
    ground = image.pixelColor(image.width() - 1, 0).lightness()
    rows = (
        sum(abs(image.pixelColor(x, y).lightness() - ground) > 25 for x in range(image.width()))
        for y in range(image.height())
    )
    return tuple(row for row in rows if row)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("role", ["", "muted", "strong", "title", "heading", "meter", "pane", "error"])
def test_a_label_shows_the_whole_of_every_letter(role: str):
    assert label_ink(role, 0) == label_ink(role, 6)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("role", ["", "primary", "chip", "toggle", "quiet"])
def test_a_button_shows_the_whole_of_every_letter(kind, role: str):
    small, large = kind(), kind()
    for button in (small, large):
        button.setText(TALL)
        button.setProperty("role", role)
    large.ensurePolished()
    large.setMinimumHeight(small.sizeHint().height() + 20)
    assert ink(small) == ink(large)


@pytest.mark.usefixtures("dressed")
def test_a_field_shows_the_whole_of_every_letter():
    small, large = QLineEdit(TALL), QLineEdit(TALL)
    for field in (small, large):
        field.setMinimumWidth(500)
    large.setMinimumHeight(60)
    assert ink(small) == ink(large)
