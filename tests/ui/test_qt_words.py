"""Qt's own buttons, menus and dialogs speak Hindi when the window does: seen on real widgets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from prstudio.messages import Language
from prstudio.ui.qt_words import QtWords, load_words
from prstudio.ui.speech import Speech

DEVANAGARI = re.compile(r"[\u0900-\u097F]")
LEFT_IN_ENGLISH = {
    ("QFileDialog", "Alt+Left"),
    ("QFileDialog", "Alt+Right"),
    ("QFileDialog", "Alt+Up"),
    ("QGuiApplication", "QT_LAYOUT_DIRECTION"),
}
"""Key sequences and switches that Qt asks for as if they were words."""


class _Asked(QTranslator):
    """Notes what Qt asks the translators behind ours for: the words that ours doesn't know."""

    def __init__(self) -> None:
        super().__init__()
        self.unknown: set[tuple[str, str]] = set()

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _count: int = -1):
        self.unknown.add((context, source))

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def words(qapp: QApplication, speech: Speech) -> Iterator[QtWords]:
    made = QtWords(qapp, speech=speech)
    yield made
    speech.set_language(Language.EN)
    made.deleteLater()


@pytest.fixture
def asked(qapp: QApplication, words: QtWords, speech: Speech) -> Iterator[_Asked]:
    """Behind ours in the row, for ours is put in front when the language changes."""
    listening = _Asked()
    qapp.installTranslator(listening)
    speech.set_language(Language.HI)
    yield listening
    qapp.removeTranslator(listening)


def _buttons() -> list[str]:
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(button)
    return [button.text() for button in box.buttons()]


def _menu_words(widget: QLineEdit | QPlainTextEdit) -> list[str]:
    menu = widget.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions() if action.text()]


def test_every_standard_button_speaks_hindi(asked: _Asked):
    texts = _buttons()
    assert len(texts) >= 18
    assert [text for text in texts if not DEVANAGARI.search(text)] == []


def test_going_back_to_english_gives_english_buttons(words: QtWords, speech: Speech):
    speech.set_language(Language.HI)
    assert "रद्द करें" in _buttons()
    speech.set_language(Language.EN)
    assert "Cancel" in _buttons()


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_menus_of_text_fields_speak_hindi(asked: _Asked, qtbot: QtBot, make: type):
    field = make("नेत्र शिविर")
    qtbot.addWidget(field)
    texts = [text.partition("\t")[0] for text in _menu_words(field)]
    assert len(texts) == 7
    assert [text for text in texts if not DEVANAGARI.search(text)] == []


def _visible_texts(widget: QWidget) -> list[str]:
    found = [button.text() for button in widget.findChildren(QPushButton)]
    return [text for text in found + [label.text() for label in widget.findChildren(QLabel)] if text]


def test_the_file_dialog_speaks_hindi(asked: _Asked, qtbot: QtBot):
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    for mode in (QFileDialog.FileMode.Directory, QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.AnyFile):
        dialog.setFileMode(mode)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.ensurePolished()
    words = [text for text in _visible_texts(dialog) if re.search(r"[A-Za-z]{2}", text)]
    assert [text for text in words if not DEVANAGARI.search(text)] == []


def test_a_message_and_a_colour_dialog_ask_for_nothing_that_we_dont_know(asked: _Asked, qtbot: QtBot):
    message = QMessageBox()
    message.setStandardButtons(QMessageBox.StandardButton.Ok)
    message.setDetailedText("…")
    colours = QColorDialog()
    colours.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    colours.setOption(QColorDialog.ColorDialogOption.ShowAlphaChannel)
    files = QFileDialog()
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    for widget in (message, colours, files):
        qtbot.addWidget(widget)
        widget.ensurePolished()
    _buttons()
    left = {(context, word) for context, word in asked.unknown if context != "QShortcut"} - LEFT_IN_ENGLISH
    assert left == set()


def test_keys_keep_what_stands_on_them_and_arrows_are_named(asked: _Asked):
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Ctrl+Shift+S").toString(native) == "Ctrl+Shift+S"
    assert QKeySequence(Qt.Key.Key_Left).toString(native) == "बायाँ तीर"
    assert QKeySequence("Ctrl+Left").toString() == "Ctrl+Left", "what is stored is never translated"


def test_the_words_are_sound():
    for context, words in load_words().items():
        for source, hindi in words.items():
            assert hindi.count("&") == source.count("&"), f"{context}: {source}"
            assert DEVANAGARI.search(hindi) or source == "&HTML:"
