"""Where the posts lie, why only there, and the check that mends the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout
from prstudio.ui.widgets.wrapping import breakable


class LibrarySection(QWidget):
    """Two cards.

    Signals:
        doctor_requested(): examine and mend the library.
        folder_requested(): show its folder.
    """

    doctor_requested = Signal()
    folder_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._folder: Path | None = None
        self._is_copied = False
        self._place, self._why, self._backups = QLabel(self), QLabel(self), QLabel(self)
        self._answer = QLabel(self)
        self._place.setProperty("role", "path")
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._why, self._backups):
            label.setProperty("role", "muted")
        for label in (self._place, self._why, self._backups, self._answer):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._answer.hide()
        self.copy, self.show_folder, self.check = QPushButton(self), QPushButton(self), QPushButton(self)
        self._lay_out()
        self.copy.clicked.connect(self._on_copy_clicked)
        self.show_folder.clicked.connect(self.folder_requested)
        self.check.clicked.connect(self.doctor_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    @property
    def answer(self) -> str:
        """What the last check found; "" before one."""
        return "" if self._answer.isHidden() else self._answer.text()

    def show_place(self, folder: Path) -> None:
        """Show where the posts lie."""
        self._folder = folder
        self._is_copied = False
        self._retranslate()

    def show_doctor(self, text: str) -> None:
        """Show what the check found, or that it runs; "" takes the answer away."""
        self._answer.setText(text)
        self._answer.setVisible(bool(text))

    def show_checking(self, *, is_running: bool) -> None:
        """While the check runs it can't be asked for again."""
        self.check.setEnabled(not is_running)

    def _lay_out(self) -> None:
        self._where, self._health = Section(self), Section(self)
        buttons = QWidget(self._where)
        flow = FlowLayout(buttons, gap_px=Space.S)
        for button in (self.copy, self.show_folder):
            flow.addWidget(button)
        self._where.add(self._place, buttons, self._why)
        line = QWidget(self._health)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.check)
        row.addStretch(1)
        self._health.add(self._backups, line, self._answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._where)
        column.addWidget(self._health)

    def _on_copy_clicked(self) -> None:
        if self._folder is not None:
            QGuiApplication.clipboard().setText(str(self._folder))
            self._is_copied = True
            self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self._where.heading.setText(say("setup.place"))
        self._place.setText("" if self._folder is None else breakable(str(self._folder)))
        self._why.setText(say("setup.place_why"))
        self._health.heading.setText(say("setup.health"))
        self._backups.setText(say("setup.health_words"))
        buttons = {self.copy: "setup.copy_path", self.show_folder: "setup.show_folder", self.check: "setup.check"}
        for button, key in buttons.items():
            button.setText(say(key))
            button.setAccessibleName(say(key))
            button.setToolTip(say(f"{key}_tip"))
        if self._is_copied:
            self.copy.setText(say("setup.copied"))
            self.copy.setAccessibleName(say("setup.copied"))

    def _recolour(self) -> None:
        colour = self._look.colours.text
        for button, name in ((self.copy, "copy"), (self.show_folder, "folder-open"), (self.check, "badge-check")):
            button.setIcon(icon(name, colour, disabled_colour=self._look.colours.disabled))
