"""The rail at the window's left: a button for each page, and the menu with every command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from prstudio.ui.commands import get_command
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.pages import PAGES, Page
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

MENU_KEY = "F10"


class Rail(QFrame):
    """Shows the pages that exist.

    Signals:
        page_requested(str): the id of a page.
        menu_requested(QPoint): the menu shall open there (on the screen).
    """

    page_requested = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self.setProperty("role", "rail")
        self.setMinimumWidth(Measure.RAIL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # as wide as its longest word
        self.buttons = {page.id: self._make_button() for page in PAGES}
        self.menu = self._make_button()
        self._group = QButtonGroup(self)
        self._lay_out()
        for page in PAGES:
            button = self.buttons[page.id]
            button.setCheckable(True)
            button.hide()  # until its page exists
            self._group.addButton(button)
            button.clicked.connect(partial(self.page_requested.emit, page.id))
        self.menu.clicked.connect(self._on_menu_clicked)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def _make_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(Measure.ICON_RAIL, Measure.ICON_RAIL))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS + 2, Space.M, Space.XS + 2, Space.M)
        column.setSpacing(Space.XS)
        for page in (page for page in PAGES if not page.at_foot):
            column.addWidget(self.buttons[page.id])
        column.addStretch(1)
        for page in (page for page in PAGES if page.at_foot):
            column.addWidget(self.buttons[page.id])
        column.addWidget(self.menu)

    def show_page_exists(self, id_: str) -> None:
        """There is such a page now."""
        self.buttons[id_].show()

    def show_page(self, id_: str | None) -> None:
        """Mark the page that is in sight; None: none of them."""
        if id_ is not None:
            self.buttons[id_].setChecked(True)
        else:
            self._group.setExclusive(False)
            for button in self.buttons.values():
                button.setChecked(False)
            self._group.setExclusive(True)
        self._recolour()

    def _on_menu_clicked(self) -> None:
        self.menu_requested.emit(self.menu.mapToGlobal(QPoint(self.menu.width(), 0)))

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("shell.rail"))
        for page in PAGES:
            button, key = self.buttons[page.id], get_command(page.command).shown_key
            button.setText(say(f"shell.page_{page.id}"))
            button.setAccessibleName(say(f"shell.page_{page.id}"))
            button.setToolTip(say(f"shell.page_{page.id}_tip", {"key": key}))
        shown = QKeySequence(MENU_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.menu.setText(say("shell.menu"))
        self.menu.setAccessibleName(say("shell.menu"))
        self.menu.setToolTip(say("shell.menu_tip", {"key": shown}))

    def _recolour(self) -> None:
        for page in PAGES:
            self._colour_icon(page)
        self.menu.setIcon(icon("menu", self._look.colours.muted))

    def _colour_icon(self, page: Page) -> None:
        button, colours = self.buttons[page.id], self._look.colours
        button.setIcon(icon(page.icon, colours.accent if button.isChecked() else colours.muted))
