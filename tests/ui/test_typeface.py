"""The window's one typeface has every character that the window says, so that nothing shows as an empty box."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QRawFont
from PySide6.QtWidgets import QApplication

from prstudio import messages
from prstudio.messages import Language
from prstudio.ui.qt_words import load_words

ELSEWHERE = {"cli", "selftest", "bundle", "review", "practice"}
"""Areas that a terminal or a browser draws, in typefaces of their own."""


@pytest.fixture(scope="module")
def shipped(qapp: QApplication) -> QRawFont:
    """The file itself, so that no typeface of this computer helps out."""
    package = find_spec("fontpkg_noto_sans_devanagari")
    (file,) = (Path(package.submodule_search_locations[0]) / "files").glob("*.ttf")
    font = QRawFont()
    font.loadFromData(QByteArray(file.read_bytes()), 16, QFont.HintingPreference.PreferNoHinting)
    assert font.isValid()
    return font


def missing(text: str, font: QRawFont) -> set[str]:
    return {sign for sign in text if not sign.isspace() and not font.supportsCharacter(ord(sign))}


@pytest.mark.parametrize("area", sorted(set(messages.areas()) - ELSEWHERE))
def test_the_typeface_has_every_sign_of_every_sentence(shipped: QRawFont, area: str):
    wrong = {
        f"{area}.{name}, {language}": signs
        for name in messages.names(area)
        for language in Language
        if (signs := missing(messages.template(f"{area}.{name}", language), shipped))
    }
    assert wrong == {}


def test_the_typeface_has_every_sign_of_qts_own_words(shipped: QRawFont):
    assert missing("".join(hindi for words in load_words().values() for hindi in words.values()), shipped) == set()


def test_a_sign_that_the_typeface_lacks_is_found(shipped: QRawFont):
    assert missing("चलाएँ \u25b6 play", shipped) == {"\u25b6"}
