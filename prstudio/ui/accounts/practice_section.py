"""The card of practice: begin it here or at an address, give the line trouble, end it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from prstudio.errors import StudioError
from prstudio.language.wording import say_error
from prstudio.ui.accounts.practice_troubles import Trouble
from prstudio.ui.setup.choice_row import ChoiceRow
from prstudio.ui.setup.form_field import FormField
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_TROUBLE_KEYS: Final = {trouble.value: f"accounts.trouble_{trouble}" for trouble in Trouble}


class PracticeSection(Section):
    """Shows whether practice is on.

    Signals:
        begin_requested(): with a server in this program.
        begin_at_requested(str): with the server at that address.
        end_requested(): send to the real platforms again.
        timelines_requested(): show what was posted in practice.
        trouble_chosen(Trouble): make that trouble.
    """

    begin_requested = Signal()
    begin_at_requested = Signal(str)
    end_requested = Signal()
    timelines_requested = Signal()
    trouble_chosen = Signal(object)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._base: str | None = None
        self._trouble = Trouble.NONE
        self._error: StudioError | None = None
        self._words, self.trouble_words, self._foreign = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._words, self.trouble_words, self._foreign):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.begin, self.begin_at, self.end, self.timelines = (QPushButton(self) for _ in range(4))
        self.address = QLineEdit(self)
        self.troubles = ChoiceRow(_TROUBLE_KEYS, speech=speech, parent=self)
        self._lay_out()
        self._connect()
        self.show_practice(None, is_own=False)

    def show_practice(self, base: str | None, *, is_own: bool) -> None:
        """Show where practice runs; None: it is off. `is_own`: in this program, which can make trouble."""
        self._base = base
        for widget in self._off:
            widget.setVisible(base is None)
        for widget in self._on:
            widget.setVisible(base is not None)
        self._trouble_field.setVisible(base is not None and is_own)
        self.trouble_words.setVisible(base is not None and is_own)
        self._foreign.setVisible(base is not None and not is_own)
        self._error = None
        self.show_trouble(Trouble.NONE)

    def show_trouble(self, trouble: Trouble) -> None:
        """Show which trouble is made."""
        self._trouble = trouble
        self.troubles.show_value(trouble)
        self._retranslate()

    def show_error(self, error: StudioError) -> None:
        """Say why practice didn't begin or end."""
        self._error = error
        self._retranslate()

    def show_busy(self, *, is_busy: bool) -> None:
        """While practice begins or ends, nothing more can be asked for."""
        for button in (self.begin, self.end):
            button.setEnabled(not is_busy)
        self.begin_at.setEnabled(not is_busy and bool(self.address.text().strip()))

    def _lay_out(self) -> None:
        self.address_field = FormField(self.address, self)
        self._trouble_field = FormField(self.troubles, self)
        beginning, running, elsewhere = QWidget(self), QWidget(self), QWidget(self)
        flow = FlowLayout(beginning, gap_px=Space.S)
        flow.addWidget(self.begin)
        flow = FlowLayout(running, gap_px=Space.S)
        flow.addWidget(self.end)
        flow.addWidget(self.timelines)
        row = QHBoxLayout(elsewhere)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.begin_at)
        row.addStretch(1)
        self._off = (beginning, self.address_field, elsewhere)
        self._on = (running,)
        self.add(self._words, *self._off, *self._on, self._trouble_field, self.trouble_words, self._foreign)

    def _connect(self) -> None:
        self.begin.clicked.connect(self.begin_requested)
        self.end.clicked.connect(self.end_requested)
        self.timelines.clicked.connect(self.timelines_requested)
        self.begin_at.clicked.connect(self._on_begin_at)
        self.address.returnPressed.connect(self._on_begin_at)
        self.address.textChanged.connect(self._on_address_changed)
        self.troubles.chosen.connect(self._on_trouble_chosen)
        self._speech.changed.connect(self._retranslate)
        self._on_address_changed("")

    def _on_address_changed(self, text: str) -> None:
        self.begin_at.setEnabled(bool(text.strip()))

    def _on_begin_at(self) -> None:
        if self.address.text().strip():
            self.begin_at_requested.emit(self.address.text().strip())

    def _on_trouble_chosen(self, value: str) -> None:
        self._trouble = Trouble(value)
        self._retranslate()
        self.trouble_chosen.emit(self._trouble)

    def _retranslate(self) -> None:
        say = self._speech.say
        self.heading.setText(say("accounts.practice"))
        is_on = self._base is not None
        self._words.setText(say("accounts.practice_on", {"url": self._base}) if is_on else say("accounts.practice_off"))
        self.address_field.show_words(say("accounts.address"), say("accounts.address_words"))
        error = self._error
        self.address_field.show_fault("" if error is None else say_error(error, self._speech.language))
        self.address.setPlaceholderText(say("accounts.address_hint"))
        self._trouble_field.show_words(say("accounts.trouble"))
        self.trouble_words.setText(say(f"accounts.trouble_{self._trouble}_words"))
        self._foreign.setText(say("accounts.trouble_elsewhere"))
        buttons = {"begin": self.begin, "begin_at": self.begin_at, "end": self.end, "timelines": self.timelines}
        for key, button in buttons.items():
            button.setText(say(f"accounts.practice_{key}"))
            button.setAccessibleName(say(f"accounts.practice_{key}"))
            button.setToolTip(say(f"accounts.practice_{key}_tip"))
