"""The one typeface of the window: Noto Sans Devanagari, which carries Devanagari and Latin evenly."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from prstudio.ui.theme import TextSize

_PACKAGE = "fontpkg_noto_sans_devanagari"
_FILE = "NotoSansDevanagari[wdth,wght].ttf"


def load_typeface() -> str:
    """The family's name, once Qt knows it.

    From bytes, never from a path: Qt can't open fonts in folders with Hindi names on every system.

    Raises:
        FileNotFoundError: the installation lacks its font.
    """
    package = find_spec(_PACKAGE)  # found, not imported: that is sooner
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError(_PACKAGE)
    content = (Path(package.submodule_search_locations[0]) / "files" / _FILE).read_bytes()
    number = QFontDatabase.addApplicationFontFromData(QByteArray(content))
    return QFontDatabase.applicationFontFamilies(number)[0]


def body_font(family: str) -> QFont:
    """The font of running text."""
    font = QFont(family)
    font.setPointSizeF(TextSize.BODY)
    return font
