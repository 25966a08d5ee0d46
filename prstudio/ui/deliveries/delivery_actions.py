"""The buttons of one delivery, and the keys that do the same."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from prstudio.model.delivery import AT_WORK, Delivery, DeliveryState
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_S = DeliveryState
_PAUSABLE: Final = frozenset({_S.WAITING, *AT_WORK})
_CANCELLABLE: Final = frozenset({_S.WAITING, _S.UPLOADING, _S.PROCESSING, _S.PAUSED, _S.FAILED})
_NAMES: Final = ("pause", "resume", "retry", "open", "copy_link", "copy_details", "cancel")
_SURE: Final = ("cancel_sure", "cancel_back")
_KEYS: Final = {
    "pause": "Space",
    "resume": "Space",
    "retry": "Space",
    "cancel": "Del",
    "open": "Return",
    "copy_details": "Ctrl+C",
}
_COPIED_MS: Final = 3_000


class DeliveryActions(QWidget):
    """Only what is possible is in sight; to give a delivery up is asked twice.

    Signals:
        pause_requested(), resume_requested(), retry_requested(), cancel_requested(), open_requested(): wishes.
        copy_requested(str): `link` or `details`.
    """

    pause_requested = Signal()
    resume_requested = Signal()
    retry_requested = Signal()
    cancel_requested = Signal()
    open_requested = Signal()
    copy_requested = Signal(str)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._possible: frozenset[str] = frozenset()
        self._is_asking = False
        self._copied = ""
        self.buttons = {name: QPushButton(self) for name in (*_NAMES, *_SURE)}
        self.buttons["cancel_sure"].setProperty("role", "danger")
        self._copied_timer = QTimer(self)
        self._copied_timer.setSingleShot(True)
        self._copied_timer.setInterval(_COPIED_MS)
        self._copied_timer.timeout.connect(self._on_copied_over)
        row = FlowLayout(self, gap_px=Space.S)
        for button in self.buttons.values():
            row.addWidget(button)
        self._connect()
        speech.changed.connect(self._say)
        self._say()

    def show_delivery(self, delivery: Delivery) -> None:
        """Offer what is possible with it now."""
        possible = {"copy_details"}
        state, asks = delivery.state, delivery.candidates is not None
        is_leaving = state is _S.PUBLISHING and bool(delivery.journal.in_flight)
        possible |= {"pause"} if state in _PAUSABLE and not is_leaving else set()
        possible |= {"resume"} if state is _S.PAUSED else set()
        possible |= {"retry"} if state is _S.FAILED else set()
        possible |= {"cancel"} if state in _CANCELLABLE and not delivery.may_be_public and not asks else set()
        possible |= {"open", "copy_link"} if delivery.receipt is not None else set()
        self._possible = frozenset(possible)
        self._is_asking = self._is_asking and "cancel" in possible
        self._show_parts()

    def press(self, key: Qt.Key, *, is_copy: bool) -> bool:
        """Do what that key does; False when it does nothing here."""
        if is_copy:
            return self._click("copy_details")
        if key == Qt.Key.Key_Space:
            return any(self._click(name) for name in ("resume", "retry", "pause"))
        if key == Qt.Key.Key_Delete:
            return self._click("cancel")
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._click("open")
        if key == Qt.Key.Key_Escape and self._is_asking:
            return self._click("cancel_back")
        return False

    def show_copied(self, what: str) -> None:
        """Confirm for a moment that it is on the clipboard."""
        self._copied = f"copy_{what}"
        self._copied_timer.start()
        self._say()

    def _click(self, name: str) -> bool:
        button = self.buttons[name]
        if button.isHidden():
            return False
        button.click()
        return True

    def _connect(self) -> None:
        wishes = {
            "pause": self.pause_requested,
            "resume": self.resume_requested,
            "retry": self.retry_requested,
            "open": self.open_requested,
        }
        for name, wish in wishes.items():
            self.buttons[name].clicked.connect(wish)
        self.buttons["cancel"].clicked.connect(self._on_cancel)
        self.buttons["cancel_sure"].clicked.connect(self._on_sure)
        self.buttons["cancel_back"].clicked.connect(self._on_back)
        self.buttons["copy_link"].clicked.connect(self._on_copy_link)
        self.buttons["copy_details"].clicked.connect(self._on_copy_details)

    def _show_parts(self) -> None:
        for name in _NAMES:
            self.buttons[name].setVisible(name in self._possible and not self._is_asking)
        for name in _SURE:
            self.buttons[name].setVisible(self._is_asking)

    def _on_cancel(self) -> None:
        self._is_asking = True
        self._show_parts()
        self.buttons["cancel_back"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sure(self) -> None:
        self._is_asking = False
        self._show_parts()
        self.cancel_requested.emit()

    def _on_back(self) -> None:
        self._is_asking = False
        self._show_parts()
        self.buttons["cancel"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_copy_link(self) -> None:
        self.copy_requested.emit("link")

    def _on_copy_details(self) -> None:
        self.copy_requested.emit("details")

    def _on_copied_over(self) -> None:
        self._copied = ""
        self._say()

    def _say(self) -> None:
        say = self._speech.say
        for name, button in self.buttons.items():
            button.setText(say("deliveries.copied" if name == self._copied else f"deliveries.{name}"))
            button.setAccessibleName(say(f"deliveries.{name}"))
            if name in _NAMES:
                key = QKeySequence(_KEYS.get(name, "")).toString(QKeySequence.SequenceFormat.NativeText)
                button.setToolTip(say(f"deliveries.{name}_tip", {"key": key}))
