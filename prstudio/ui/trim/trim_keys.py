"""What each key does on the trim page; letters work with the Hindi InScript layout too, on the same key caps."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Act(Enum):
    """What can be wished for by a key."""

    TOGGLE = "toggle"
    BACKWARDS = "backwards"
    REST = "rest"
    FORWARDS = "forwards"
    FRAME_BACK = "frame_back"
    FRAME_ON = "frame_on"
    SECOND_BACK = "second_back"
    SECOND_ON = "second_on"
    SET_START = "set_start"
    SET_END = "set_end"
    TO_START = "to_start"
    TO_END = "to_end"
    TO_FIRST = "to_first"
    TO_LAST = "to_last"
    COVER = "cover"
    MUTE = "mute"
    LOOP = "loop"
    NEARER = "nearer"
    FARTHER = "farther"
    UNDO = "undo"
    REDO = "redo"
    OK = "ok"
    BACK = "back"


_LETTERS: Final = {
    "j": Act.BACKWARDS, "र": Act.BACKWARDS,
    "k": Act.REST, "क": Act.REST,
    "l": Act.FORWARDS, "त": Act.FORWARDS,
    "i": Act.SET_START, "ग": Act.SET_START,
    "o": Act.SET_END, "द": Act.SET_END,
    "c": Act.COVER, "म": Act.COVER,
    "m": Act.MUTE, "स": Act.MUTE,
    "r": Act.LOOP, "ी": Act.LOOP,
    "+": Act.NEARER, "=": Act.NEARER,
    "-": Act.FARTHER,
}  # fmt: skip
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEYS: Final = {
    (Qt.Key.Key_Space, _NONE): Act.TOGGLE,
    (Qt.Key.Key_Left, _NONE): Act.FRAME_BACK,
    (Qt.Key.Key_Right, _NONE): Act.FRAME_ON,
    (Qt.Key.Key_Left, _SHIFT): Act.SECOND_BACK,
    (Qt.Key.Key_Right, _SHIFT): Act.SECOND_ON,
    (Qt.Key.Key_Home, _NONE): Act.TO_START,
    (Qt.Key.Key_End, _NONE): Act.TO_END,
    (Qt.Key.Key_Home, _CONTROL): Act.TO_FIRST,
    (Qt.Key.Key_End, _CONTROL): Act.TO_LAST,
    (Qt.Key.Key_Return, _CONTROL): Act.OK,
    (Qt.Key.Key_Enter, _CONTROL): Act.OK,
    (Qt.Key.Key_Escape, _NONE): Act.BACK,
}
_OVER_WINDOW: Final = frozenset({Act.UNDO, Act.REDO, Act.OK, Act.BACK})
"""Taken from the window's own shortcuts while the page has the keyboard."""


_REPEATED: Final = frozenset(
    {Act.FRAME_BACK, Act.FRAME_ON, Act.SECOND_BACK, Act.SECOND_ON, Act.NEARER, Act.FARTHER, Act.UNDO, Act.REDO}
)
"""Go on while their key is held down; the others happen once."""


def find_act(event: QKeyEvent) -> Act | None:
    """What the pressed key wishes for; None: nothing of ours."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return Act.UNDO
    if event.matches(QKeySequence.StandardKey.Redo) or _is_control_y(event):
        return Act.REDO
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    named = _KEYS.get((Qt.Key(event.key()), modifiers))
    if named is not None or modifiers not in (_NONE, _SHIFT):
        return named
    return _LETTERS.get(event.text().lower())


def is_repeated(act: Act) -> bool:
    """Whether it goes on while its key is held down."""
    return act in _REPEATED


def is_over_window(act: Act | None) -> bool:
    """Whether the page keeps this key from the window's menus."""
    return act in _OVER_WINDOW


def _is_control_y(event: QKeyEvent) -> bool:
    return event.keyCombination() == QKeyCombination(_CONTROL, Qt.Key.Key_Y)
