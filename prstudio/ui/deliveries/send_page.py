"""What stands before the first send: everything as it will leave, when, and the one loud button."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QDateTime, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from prstudio.errors import StudioError
from prstudio.model.progress import Progress
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.deliveries.preparing import Ready, ReadyTarget
from prstudio.ui.deliveries.send_card import SendCard
from prstudio.ui.deliveries.send_words import SendWords
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.flow_layout import FlowLayout
from prstudio.ui.widgets.form_scroll import FormScroll
from prstudio.ui.widgets.overlay_header import OverlayHeader
from prstudio.ui.widgets.tick_box import TickBox

_PER_MILLE: Final = 1000
_LATER_S: Final = 3_600
"""Offered when a time is first asked for."""
_CALM_MS: Final = 600
"""The button waits so long when it has just become possible: a hand that clicks already must not send."""


class _OnceButton(QPushButton):
    """The second press of a double click is none."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class SendPage(QWidget):
    """Shows what was made ready.

    Signals:
        send_requested(tuple, object): the chosen ReadyTargets; when to publish (aware datetime), or None: at once.
        done(): go back; nothing is sent.
    """

    send_requested = Signal(object, object)
    done = Signal()

    def __init__(self, *, speech: Speech, look: Look, words: DeliveryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ground")
        self._speech, self._look, self._words = speech, look, words
        self._send_words = SendWords(speech, words)
        self._ready: Ready | None = None
        self._error: StudioError | None = None
        self._fraction, self._is_copying = 0.0, False
        self.cards: list[SendCard] = []
        self.header = OverlayHeader("deliveries.send_title", speech=speech, look=look, parent=self)
        self.words, self.practice, self.trouble = QLabel(self), QLabel(self), QLabel(self)
        self._practice_box = QFrame(self)
        self.bar, self.progress = QProgressBar(self), QLabel(self)
        self.schedule, self.when = TickBox(look=look, parent=self), QDateTimeEdit(self)
        self.go = _OnceButton(self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._column = QVBoxLayout()
        self._dress()
        self._lay_out()
        self._connect()
        self.show_preparing()

    def show_preparing(self) -> None:
        """Nothing can be looked at yet."""
        self._ready, self._error, self._fraction, self._is_copying = None, None, 0.0, False
        self.schedule.setChecked(False)
        self._fill(())
        self._say()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is."""
        self._fraction = progress.fraction
        self._say()

    def show_ready(self, ready: Ready) -> None:
        """Show what would leave."""
        self._ready = ready
        self._fill(ready.targets)
        self._calm.start()
        self._say()

    def show_error(self, error: StudioError) -> None:
        """Say why it can't be made ready, or not be queued."""
        self._error, self._is_copying = error, False
        self._say()

    def focus_first(self) -> None:
        """Bring the keyboard to the way back: sending is never what a stray key does."""
        self.header.back.setFocus()

    @property
    def is_copying(self) -> bool:
        """Whether what was agreed to is on its way into the queue."""
        return self._is_copying

    @property
    def chosen(self) -> tuple[ReadyTarget, ...]:
        """What shall be sent."""
        return tuple(card.ready for card in self.cards if card.is_chosen)

    @property
    def publish_at(self) -> datetime | None:
        """When; None: at once."""
        if not self.schedule.isChecked():
            return None
        return datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch()).astimezone()

    def _dress(self) -> None:
        for label in (self.words, self.practice, self.trouble, self.progress):
            label.setWordWrap(True)
        self.trouble.setProperty("role", "error")
        self._practice_box.setProperty("role", "notice")
        self._practice_box.setProperty("state", "warning")
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)
        self.go.setProperty("role", "primary")
        self.go.setMinimumHeight(Measure.CONTROL_HEIGHT + Space.M)
        self.when.setDisplayFormat("d.M.yyyy  HH:mm")
        self.when.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
        self.schedule.setMinimumHeight(Measure.CONTROL_HEIGHT)

    def _lay_out(self) -> None:
        practice = QVBoxLayout(self._practice_box)
        practice.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        practice.addWidget(self.practice)
        content = QWidget(self)
        content.setMaximumWidth(Measure.QUEUE_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (self.header, self._practice_box, self.words, self.trouble):
            column.addWidget(widget)
        self._column.setSpacing(Space.M)
        column.addLayout(self._column)
        foot = QFrame(self)
        foot.setProperty("role", "queue_line")
        line = QVBoxLayout(foot)
        line.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        line.setSpacing(Space.S)
        actions = QWidget(foot)
        row = FlowLayout(actions, gap_px=Space.M)
        for field in (self.go, self.schedule, self.when):
            row.addWidget(field)
        for part in (self.progress, self.bar, actions):
            line.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(FormScroll(content, self), 1)
        outer.addWidget(foot)

    def _connect(self) -> None:
        self.header.back_requested.connect(self.done)
        self.go.clicked.connect(self._on_go)
        self.schedule.clicked.connect(self._on_schedule)
        self._calm.timeout.connect(self._say)
        self._speech.changed.connect(self._say)

    def _fill(self, targets: tuple[ReadyTarget, ...]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [
            SendCard(ready, speech=self._speech, look=self._look, words=self._send_words, parent=self)
            for ready in targets
        ]
        for card in self.cards:
            card.choice_changed.connect(self._say)
            self._column.addWidget(card)

    def _on_schedule(self) -> None:
        if self.schedule.isChecked():
            now = QDateTime.currentDateTime()
            self.when.setMinimumDateTime(now)
            self.when.setDateTime(now.addSecs(_LATER_S))
            self.when.setFocus()
        self._say()

    def _on_go(self) -> None:
        self._is_copying, self._error, self._fraction = True, None, 0.0
        chosen, publish_at = self.chosen, self.publish_at
        self._say()
        self.send_requested.emit(chosen, publish_at)

    def _say(self) -> None:
        say, ready = self._speech.say, self._ready
        self.setAccessibleName(say("deliveries.send_title"))
        self.words.setText(say("deliveries.send_words"))
        self.words.setVisible(any(one.parcel is not None for one in (ready.targets if ready else ())))
        self.practice.setText(say("deliveries.send_practice"))
        self._practice_box.setVisible(ready is not None and ready.practice is not None)
        self.trouble.setText("" if self._error is None else self._words.error(self._error))
        self.trouble.setVisible(self._error is not None)
        is_working = self._error is None and (ready is None or self._is_copying)
        key = "deliveries.send_copying" if self._is_copying else "deliveries.send_preparing"
        self.progress.setText(say(key, {"percent": int(self._fraction * 100)}))
        self.bar.setValue(round(self._fraction * _PER_MILLE))
        self.bar.setAccessibleName(self.progress.text())
        for widget in (self.progress, self.bar):
            widget.setVisible(is_working)
        self._say_choices(is_working=is_working)

    def _say_choices(self, *, is_working: bool) -> None:
        say, count = self._speech.say, len(self.chosen)
        is_possible = bool(count) and not is_working and self._ready is not None
        self.schedule.setText(say("deliveries.send_schedule"))
        self.schedule.setToolTip(say("deliveries.send_schedule_tip"))
        self.schedule.setAccessibleName(say("deliveries.send_schedule"))
        self.when.setAccessibleName(say("deliveries.send_when"))
        self.schedule.setEnabled(is_possible)
        self.when.setVisible(self.schedule.isChecked())
        self.when.setEnabled(is_possible)
        key = "send_none" if not count else "send_go_later" if self.schedule.isChecked() else "send_go"
        self.go.setText(say(f"deliveries.{key}", {"count": count}))
        self.go.setAccessibleName(self.go.text())
        self.go.setToolTip(say("deliveries.send_go_tip" if is_possible else "deliveries.send_none_tip"))
        self.go.setEnabled(is_possible and not self._calm.isActive())
        for card in self.cards:
            card.setEnabled(not self._is_copying)
