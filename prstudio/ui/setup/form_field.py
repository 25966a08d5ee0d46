"""One question of a form: its name above, the control, and below it a hint, or what is wrong with the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.ui.theme import Space


class FormField(QWidget):
    """Wraps a control; the keyboard and the screen reader find the name and the note with it."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._hint = ""
        self._fault = ""
        self._name = QLabel(self)
        self._name.setProperty("role", "strong")
        self._name.setWordWrap(True)
        self._name.setBuddy(control)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._name, self._note):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for widget in (self._name, control, self._note):
            column.addWidget(widget)
        self._show_note()

    @property
    def fault(self) -> str:
        """What is said to be wrong; "" when nothing is."""
        return self._fault

    def show_words(self, name: str, hint: str = "") -> None:
        """The question, and what helps to answer it."""
        self._name.setText(name)
        self._hint = hint
        self.control.setAccessibleName(name)
        if not self.control.toolTip():
            self.control.setToolTip(name)
        self._show_note()

    def show_fault(self, fault: str) -> None:
        """Say what is wrong in place of the hint; "" when nothing is."""
        self._fault = fault
        self._show_note()

    def _show_note(self) -> None:
        self._note.setText(self._fault or self._hint)
        self._note.setVisible(bool(self._fault or self._hint))
        self._note.setProperty("role", "error" if self._fault else "muted")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self.control.setProperty("state", "error" if self._fault else "")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(self._fault or self._hint)
