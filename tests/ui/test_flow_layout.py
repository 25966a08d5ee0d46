"""Rows of widgets like words: they wrap where they must, and a header's title takes what is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from prstudio.ui.widgets.flow_layout import FlowLayout


class Box(QWidget):
    def __init__(self, parent, width_px: int, height_px: int = 20) -> None:
        super().__init__(parent)
        self._hint = QSize(width_px, height_px)
        self.show()

    def sizeHint(self) -> QSize:
        return self._hint


@pytest.fixture
def frame(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def lay_out(frame: QWidget, boxes: list[Box], **options) -> FlowLayout:
    layout = FlowLayout(frame, gap_px=10, **options)
    for box in boxes:
        layout.addWidget(box)
    return layout


def test_items_stand_in_a_row_until_it_is_full(frame: QWidget):
    boxes = [Box(frame, 50), Box(frame, 50, 30), Box(frame, 50)]
    layout = lay_out(frame, boxes)
    assert layout.heightForWidth(170) == 30
    assert layout.heightForWidth(110) == 30 + 10 + 20
    frame.resize(110, 100)
    frame.show()
    assert [box.geometry().getRect() for box in boxes] == [(0, 0, 50, 20), (60, 0, 50, 30), (0, 40, 50, 20)]


def test_the_title_of_a_header_gives_way_first_and_takes_what_is_left(frame: QWidget):
    boxes = [Box(frame, 50), Box(frame, 400), Box(frame, 50)]
    boxes[1].setMinimumWidth(60)
    layout = lay_out(frame, boxes, stretched=boxes[1])
    assert layout.heightForWidth(180) == 20
    frame.resize(300, 40)
    frame.show()
    assert [box.width() for box in boxes] == [50, 180, 50]
    frame.resize(120, 60)
    assert [box.y() for box in boxes] == [0, 0, 25]
    assert boxes[1].width() == 60


def test_the_last_one_may_take_what_is_left_of_its_row(frame: QWidget):
    boxes = [Box(frame, 50), Box(frame, 50)]
    lay_out(frame, boxes, stretches_last=True)
    frame.resize(300, 40)
    frame.show()
    assert boxes[1].width() == 240


def test_hidden_items_take_no_room(frame: QWidget):
    boxes = [Box(frame, 50), Box(frame, 50), Box(frame, 50)]
    layout = lay_out(frame, boxes)
    boxes[1].hide()
    assert layout.heightForWidth(110) == 20
