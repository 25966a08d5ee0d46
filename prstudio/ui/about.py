"""The page about the program: versions to copy for support, and whose work it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.program_versions import Versions, load_components
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.form_scroll import FormScroll
from prstudio.ui.widgets.overlay_header import OverlayHeader

_ROWS: Final = ("program", "python", "qt", "pyside", "ffmpeg", "system")
_COPIED_MS: Final = 4_000


class AboutPage(QWidget):
    """Shows versions as soon as they are known.

    Signals:
        done(): go back.
    """

    done = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._versions: Versions | None = None
        self.setProperty("role", "ground")
        self.header = OverlayHeader("about.about", speech=speech, look=look, parent=self)
        self._words, self._rights = QLabel(self), QLabel(self)
        self._names = {row: QLabel(self) for row in _ROWS}
        self.values = {row: QLabel(self) for row in _ROWS}
        self.copy = QPushButton(self)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._versions_card, self._parts_card = Section(self), Section(self)
        self._lay_out()
        self.copy.clicked.connect(self._on_copy_clicked)
        self._copied.timeout.connect(self._retranslate)
        self.header.back_requested.connect(self.done)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def show_versions(self, versions: Versions) -> None:
        """Show them; until then the page says that they are being found out."""
        self._versions = versions
        self._retranslate()

    def focus_first(self) -> None:
        """Bring the keyboard to the way back."""
        self.header.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        for label in (self._words, self._rights):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._rights.setProperty("role", "muted")
        for label in self._names.values():
            label.setProperty("role", "muted")
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copy)
        row.addStretch(1)
        pairs = ((self._names[name], self.values[name]) for name in _ROWS)
        self._versions_card.add(_table(pairs, self), line)
        parts = ((_part_name(each.name, each.url), QLabel(each.licence)) for each in load_components())
        self._parts_card.add(self._rights, _table(parts, self))
        content = QWidget(self)
        content.setMaximumWidth(Measure.FORM_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (self.header, self._words, self._versions_card, self._parts_card):
            column.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(FormScroll(content, self))

    def _on_copy_clicked(self) -> None:
        if self._versions is not None:
            QGuiApplication.clipboard().setText(self._versions.as_text)
            self._copied.start()
            self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("about.about"))
        self._words.setText(say("about.words"))
        self._versions_card.heading.setText(say("about.versions"))
        self._parts_card.heading.setText(say("about.parts"))
        self._rights.setText(say("about.parts_words"))
        for name, label in self._names.items():
            label.setText(say(f"about.{name}"))
        for name, value in self.values.items():
            if self._versions is None:
                value.setText(say("about.looking"))
            else:
                value.setText(getattr(self._versions, name) or say("about.not_found"))
        words = say("about.copied" if self._copied.isActive() else "about.copy")
        self.copy.setText(words)
        self.copy.setAccessibleName(words)
        self.copy.setToolTip(say("about.copy_tip"))
        self.copy.setEnabled(self._versions is not None)

    def _recolour(self) -> None:
        self.copy.setIcon(icon("copy", self._look.colours.text, disabled_colour=self._look.colours.disabled))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _table(rows: Iterable[tuple[QLabel, QLabel]], parent: QWidget) -> QWidget:
    """Names beside values, both of which wrap."""
    table = QWidget(parent)
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for number, (name, value) in enumerate(rows):
        for place, label in enumerate((name, value)):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, number, place, Qt.AlignmentFlag.AlignTop)
    return table


def _part_name(name: str, url: str) -> QLabel:
    label = QLabel(name)
    label.setToolTip(url)
    return label
