"""The card of updates on the page of settings."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.errors import StudioError
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.update import update_words
from prstudio.ui.update.update_state import Doing, UpdateState
from prstudio.ui.widgets.flow_layout import FlowLayout

_STEPS: Final = 1000
_ICONS: Final = {
    "look": "refresh-cw",
    "download": "download",
    "file": "import",
    "back": "rotate-ccw",
    "rules_back": "rotate-ccw",
    "restart": "refresh-cw",
    "cancel": "x",
}

_NEXT: Final = ("cancel", "restart", "download", "look", "file", "back", "rules_back")
"""Who gets the keyboard when the button that had it goes."""


class UpdateSection(QWidget):
    """Shows one snapshot; holds no truth.

    Signals:
        look_requested(): ask what is newer.
        download_requested(): bring and take what was found.
        file_requested(): take one that somebody brought.
        back_requested(): let the former version start next.
        rules_back_requested(): put the former rules into force.
        cancel_requested(): stop the download.
        restart_requested(): end the program and start it again.
    """

    look_requested = Signal()
    download_requested = Signal()
    file_requested = Signal()
    back_requested = Signal()
    rules_back_requested = Signal()
    cancel_requested = Signal()
    restart_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._state = UpdateState()
        self.here, self.found, self.doing, self.answer = (QLabel(self) for _ in range(4))
        self.restart_words = QLabel(self)
        self.here.setProperty("role", "muted")
        for label in (self.here, self.found, self.doing, self.answer, self.restart_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.buttons = {name: QPushButton(self) for name in _ICONS}
        for name in ("download", "restart"):
            self.buttons[name].setProperty("role", "primary")
        self._lay_out()
        wishes = {"look": self.look_requested, "download": self.download_requested, "file": self.file_requested,
                  "back": self.back_requested, "rules_back": self.rules_back_requested,
                  "cancel": self.cancel_requested, "restart": self.restart_requested}  # fmt: skip
        for name, wish in wishes.items():
            self.buttons[name].clicked.connect(wish)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self.show_state(self._state)
        self._recolour()

    def show_state(self, state: UpdateState) -> None:
        """Show what is so now; the keyboard stays where it was, or goes to what took that place."""
        focused = next((name for name, button in self.buttons.items() if button.hasFocus()), None)
        self._state = state
        is_idle, here = state.doing is Doing.NOTHING, state.here
        shown = {
            "look": here.has_address and is_idle,
            "download": state.can_download and is_idle,
            "file": is_idle,
            "back": here.previous is not None and is_idle,
            "rules_back": here.has_former_rules and is_idle,
            "cancel": state.doing in (Doing.LOOKING, Doing.DOWNLOADING),
            "restart": state.needs_restart and is_idle,
        }
        for name, is_shown in shown.items():
            self.buttons[name].setVisible(is_shown)
        self.bar.setVisible(state.doing is Doing.DOWNLOADING)
        self.bar.setValue(round(_STEPS * state.progress.fraction) if state.progress else 0)
        self._retranslate()
        if focused is not None and not shown[focused] and any(shown.values()):
            self.buttons[next(name for name in _NEXT if shown[name])].setFocus()

    def _lay_out(self) -> None:
        self._card = Section(self)
        ways, restart, going = QWidget(self._card), QWidget(self._card), QWidget(self._card)
        flow = FlowLayout(ways, gap_px=Space.S)
        for name in ("download", "look", "file", "back", "rules_back"):
            flow.addWidget(self.buttons[name])
        for place, label, name in ((restart, self.restart_words, "restart"), (going, self.doing, "cancel")):
            row = QHBoxLayout(place)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(Space.M)
            row.addWidget(label, 1)
            row.addWidget(self.buttons[name])
        self._restart, self._going = restart, going
        self._card.add(self.here, self.found, going, self.bar, self.answer, restart, ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def _retranslate(self) -> None:
        say, state = self._speech.say, self._state
        self._card.heading.setText(say("updates.heading"))
        texts = {
            self.here: update_words.say_here(state, self._speech),
            self.found: update_words.say_found(state, self._speech),
            self.answer: update_words.say_answer(state, self._speech),
            self.doing: update_words.say_doing(state, self._speech),
        }
        for label, text in texts.items():
            label.setText(text)
            label.setVisible(bool(text))
        self._going.setVisible(state.doing is not Doing.NOTHING)
        self._restart.setVisible(state.needs_restart and state.doing is Doing.NOTHING)
        self.restart_words.setText(say("updates.restart_words", {"version": state.here.next_version}))
        for name, button in self.buttons.items():
            text = say(f"updates.{name}", {"version": state.here.previous or ""})
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(say(f"updates.{name}_tip"))
        self.bar.setAccessibleName(say("updates.downloading"))
        self._show_role()

    def _show_role(self) -> None:
        """An error in its colour, and what went well in its own; the words say it too."""
        answer = self._state.answer
        is_good = answer is not None and not isinstance(answer, StudioError) and answer.is_good
        role = "error" if isinstance(answer, StudioError) else ("good" if is_good else "")
        if self.answer.property("role") != role:
            self.answer.setProperty("role", role)
            self.answer.style().unpolish(self.answer)
            self.answer.style().polish(self.answer)

    def _recolour(self) -> None:
        colours = self._look.colours
        for name, button in self.buttons.items():
            colour = colours.on_accent if button.property("role") == "primary" else colours.text
            button.setIcon(icon(_ICONS[name], colour, disabled_colour=colours.muted))
