"""Parts of the self-test that need Qt: a window is drawn without a screen, and Devanagari is shaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFont, QGuiApplication, QImage, QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.model.selftest import Unfit
from prstudio.ui import fonts, icons
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Scheme

_COLOURS_MIN: Final = 8
"""A window with text in it has more: the edges of letters are smoothed."""


def check_window(_folder: Path) -> Mapping[str, object]:
    """A window with Hindi text, a button and an icon is drawn; nothing appears on the screen."""
    look = Look(Scheme.LIGHT)
    look.dress(_application())
    window = _make_window(look, Speech(Language.HI))
    try:
        window.show()
        image = window.grab().toImage()
    finally:
        window.close()
    colours = count_colours(image)
    if colours < _COLOURS_MIN:
        raise Unfit(f"the window was drawn in {colours} colours")
    return {"qt": qVersion(), "plugin": QGuiApplication.platformName(), "colours": colours}


def check_shaping(_folder: Path) -> Mapping[str, object]:
    """Letters of Devanagari join and change places; judged by the glyphs that were chosen, not by pixels."""
    font = QFont(_application().font())
    _require("कि", _is_vowel_sign_moved(font), "the short i must stand before its consonant")
    _require("क्ष", _is_one_letter(font), "the conjunct must be one glyph")
    _require("र्म", _is_reph_raised(font), "the r must become a sign above the letter that follows")
    text = "हरियाणा के ज़िले: क्षेत्र, श्री, द्वारा, ₹ १२"
    if 0 in shape(text, font):
        raise Unfit("the typeface lacks a letter")
    return {"family": font.family(), "glyphs": shape("हिन्दी", font)}


def shape(text: str, font: QFont) -> list[int]:
    """The glyphs of one line in the order in which they are drawn; 0 is one that the typeface lacks."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


def count_colours(image: QImage) -> int:
    """How many colours a coarse grid over the picture meets."""
    return len({image.pixel(x, y) for y in range(0, image.height(), 2) for x in range(0, image.width(), 2)})


def _is_vowel_sign_moved(font: QFont) -> bool:
    consonant = _plain("क", font)
    glyphs = shape("कि", font)
    return len(glyphs) == 2 and glyphs[0] != consonant and glyphs[1] == consonant


def _is_one_letter(font: QFont) -> bool:
    glyphs = shape("क्ष", font)
    return len(glyphs) == 1 and glyphs[0] not in (_plain("क", font), _plain("ष", font))


def _is_reph_raised(font: QFont) -> bool:
    glyphs = shape("र्म", font)
    return len(glyphs) == 2 and glyphs[0] == _plain("म", font) and glyphs[1] != _plain("र", font)


def _plain(letter: str, font: QFont) -> int:
    """The glyph of a letter that stands alone."""
    return QRawFont.fromFont(font).glyphIndexesForString(letter)[0]


def _require(text: str, is_right: bool, rule: str) -> None:  # noqa: FBT001 -- the finding itself
    if not is_right:
        raise Unfit(f"{text} is shaped wrongly: {rule}")


def _make_window(look: Look, speech: Speech) -> QWidget:
    window = QWidget()
    button = QPushButton(icons.icon("image-plus", look.colours.text), speech.say("posts.new"))
    layout = QVBoxLayout(window)
    layout.addWidget(QLabel("हरियाणा सूचना एवं जन सम्पर्क"))
    layout.addWidget(button)
    window.resize(480, 160)
    return window


@cache
def _application() -> QApplication:
    """The one of this process, in the window's own typeface; without a screen if it is made here."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["prstudio", "-platform", "offscreen"])
    application.setFont(fonts.body_font(fonts.load_typeface()))
    return application
