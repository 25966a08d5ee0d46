"""The scheme that the window wears, and the signal that it has changed."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from prstudio.settings import SchemeChoice
from prstudio.ui import theme
from prstudio.ui.theme import Colours, Scheme


class Look(QObject):
    """Dresses the application. Widgets that paint by themselves read `colours` and repaint on `changed`.

    Signals:
        changed(): the colours are others now.
    """

    changed = Signal()

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme

    @property
    def scheme(self) -> Scheme:
        """The scheme in use."""
        return self._scheme

    @property
    def colours(self) -> Colours:
        """Its colours."""
        return theme.COLOURS[self._scheme]

    def dress(self, application: QApplication) -> None:
        """Put the scheme on: palette and style sheet."""
        application.setPalette(theme.palette(self._scheme))
        application.setStyleSheet(theme.style_sheet(self._scheme))

    def set_scheme(self, scheme: Scheme, application: QApplication) -> None:
        """Wear another scheme from now on."""
        if scheme is self._scheme:
            return
        self._scheme = scheme
        self.dress(application)
        self.changed.emit()


def scheme_of(choice: SchemeChoice, application: QApplication) -> Scheme:
    """The scheme for a choice; the computer's own where that is wanted."""
    if choice is not SchemeChoice.SYSTEM:
        return Scheme(choice.value)
    if sys.platform == "win32":
        from prstudio.ui.contrast import wants_high_contrast  # noqa: PLC0415 -- ctypes is loaded where it is needed

        if wants_high_contrast():
            return Scheme.HIGH_CONTRAST
    is_dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Scheme.DARK if is_dark else Scheme.LIGHT
