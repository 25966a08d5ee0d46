"""One delivery on the queue's page: how far it is, what happens next, and what can be done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from prstudio.model.delivery import ENDED, Delivery, DeliveryState
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.deliveries.delivery_actions import DeliveryActions
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.deliveries.evidence import Evidence
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Colours, Measure, Space
from prstudio.ui.widgets.wrapping import breakable

_S = DeliveryState
_PER_MILLE: Final = 1000
_ICONS: Final = {
    _S.WAITING: "clock",
    _S.UPLOADING: "upload",
    _S.PROCESSING: "refresh-cw",
    _S.PUBLISHING: "send",
    _S.PUBLISHED: "circle-check",
    _S.PAUSED: "pause",
    _S.FAILED: "circle-alert",
    _S.UNKNOWN: "circle-help",
    _S.CANCELLED: "x",
}


class DeliveryCard(QFrame):
    """Asks its page for everything. Its keys work while the card, or anything on it, has the keyboard.

    Signals:
        pause_requested(str), resume_requested(str), retry_requested(str), cancel_requested(str): delivery id.
        up_requested(str), down_requested(str): move it in the queue.
        settle_requested(str, object): the id; the post's address, or None: it isn't there.
        open_requested(str): show that address.
        copy_requested(str, str): the id, and what is to be copied: `link` or `details`.
        step_requested(str, int): the keyboard shall go so many cards further from this one.
    """

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    retry_requested = Signal(str)
    cancel_requested = Signal(str)
    up_requested = Signal(str)
    down_requested = Signal(str)
    settle_requested = Signal(str, object)
    open_requested = Signal(str)
    copy_requested = Signal(str, str)
    step_requested = Signal(str, int)

    def __init__(
        self, delivery: Delivery, *, speech: Speech, look: Look, words: DeliveryWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "delivery")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._speech, self._look, self._words = speech, look, words
        self._delivery = delivery
        self._settings, self._is_first = QueueSettings(), False
        self._sent_bytes = delivery.sent_bytes
        self._speed_bytes_s: float | None = None
        self._icon, self.account, self.state = QLabel(self), QLabel(self), QLabel(self)
        self.text, self.amount, self.next, self.link = QLabel(self), QLabel(self), QLabel(self), QLabel(self)
        self.unsent = QLabel(self)
        self.bar = QProgressBar(self)
        self.up, self.down = QToolButton(self), QToolButton(self)
        self.wishes = DeliveryActions(speech=speech, parent=self)
        self.evidence: Evidence | None = None
        self._column = QVBoxLayout(self)
        self._dress()
        self._lay_out()
        self._connect()
        self.show_delivery(delivery, QueueSettings(), is_first=False)

    @property
    def delivery(self) -> Delivery:
        """What is shown."""
        return self._delivery

    def show_delivery(self, delivery: Delivery, settings: QueueSettings, *, is_first: bool) -> None:
        """Show how it stands now; `is_first` says that it is the next to begin."""
        if delivery.sent_bytes != self._delivery.sent_bytes or delivery.state is not _S.UPLOADING:
            self._sent_bytes = delivery.sent_bytes
        self._delivery, self._settings, self._is_first = delivery, settings, is_first
        if delivery.state is not _S.UPLOADING:
            self._speed_bytes_s = None
        self.wishes.show_delivery(delivery)
        self._show_evidence()
        self._show_parts()
        self._say()
        self._recolour()

    def show_sending(self, sent_bytes: int, speed_bytes_s: float | None) -> None:
        """Show how far the running request is."""
        self._sent_bytes, self._speed_bytes_s = sent_bytes, speed_bytes_s
        self._show_amount()

    def _dress(self) -> None:
        self.account.setProperty("role", "strong")
        self.state.setProperty("role", "pill")
        for label in (self.text, self.amount):
            label.setProperty("role", "muted")
        for label in (self.account, self.text):
            label.setMinimumWidth(1)
        for label in (self.account, self.text, self.amount, self.next, self.link, self.unsent):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.next, self.link, self.unsent, self.amount):
            label.setWordWrap(True)
        for label in (self.next, self.link, self.unsent):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)
        for button in (self.up, self.down):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setIconSize(QSize(Measure.ICON, Measure.ICON))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._icon)
        head.addWidget(self.account, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.up)
        head.addWidget(self.down)
        column = self._column
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(head)
        for widget in (self.text, self.bar, self.amount, self.next, self.unsent, self.link, self.wishes):
            column.addWidget(widget)

    def _connect(self) -> None:
        wishes = self.wishes
        wishes.pause_requested.connect(self._on_pause)
        wishes.resume_requested.connect(self._on_resume)
        wishes.retry_requested.connect(self._on_retry)
        wishes.cancel_requested.connect(self._on_cancel)
        wishes.open_requested.connect(self._on_open)
        wishes.copy_requested.connect(self._on_copy)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self._speech.changed.connect(self._say)
        self._look.changed.connect(self._recolour)

    def _show_parts(self) -> None:
        delivery, state = self._delivery, self._delivery.state
        has_files = delivery.order.total_bytes > 0
        self.bar.setVisible(has_files and state not in ENDED)
        self.amount.setVisible(has_files and state not in ENDED)
        self.link.setVisible(delivery.receipt is not None)
        self.unsent.setVisible(delivery.receipt is not None and bool(delivery.receipt.unsent))
        for button in (self.up, self.down):
            button.setVisible(state not in ENDED)

    def _show_evidence(self) -> None:
        asks = self._delivery.candidates is not None
        if asks and self.evidence is None:
            self.evidence = Evidence(speech=self._speech, look=self._look, words=self._words, parent=self)
            self.evidence.settled.connect(self._on_settled)
            self.evidence.open_requested.connect(self.open_requested)
            self._column.insertWidget(self._column.indexOf(self.wishes), self.evidence)
        if self.evidence is not None:
            self.evidence.setVisible(asks)
            if asks:
                self.evidence.show_delivery(self._delivery)

    def _show_amount(self) -> None:
        total = self._delivery.order.total_bytes
        share = self._sent_bytes / total if total else 0.0
        self.bar.setValue(round(share * _PER_MILLE))
        params = {"account": self._words.account(self._delivery), "percent": int(share * 100)}
        self.bar.setAccessibleName(self._speech.say("deliveries.bar", params))
        self.amount.setText(self._words.amount(self._delivery, self._sent_bytes, self._speed_bytes_s))

    def _say(self) -> None:
        delivery, words = self._delivery, self._words
        self.state.setText(words.state(delivery))
        self.next.setText(words.next(delivery, self._settings, is_first=self._is_first))
        if delivery.receipt is not None:
            self.link.setText(breakable(delivery.receipt.url))
            parts = [self._speech.say("deliveries.unsent"), *delivery.receipt.unsent]
            self.unsent.setText("\n".join(parts))
        for button, name in ((self.up, "up"), (self.down, "down")):
            key = QKeySequence(f"Alt+{name}").toString(QKeySequence.SequenceFormat.NativeText)
            tip = self._speech.say(f"deliveries.{name}", {"key": key})
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._show_amount()
        self._fit()
        self.setAccessibleName(f"{words.account(delivery)}, {self.state.text()}")
        self.setAccessibleDescription(f"{words.text(delivery.order)} {self.amount.text()} {self.next.text()}".strip())

    def _fit(self) -> None:
        """One line each, cut where the card ends."""
        for label, words in (
            (self.account, self._words.account(self._delivery)),
            (self.text, self._words.text(self._delivery.order)),
        ):
            room_px = max(label.width(), 1)
            label.setText(label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room_px))
            label.setToolTip(words)

    def _recolour(self) -> None:
        colours, delivery = self._look.colours, self._delivery
        size = QSize(Measure.ICON, Measure.ICON)
        self._icon.setPixmap(icon(_ICONS[delivery.state], _colour(delivery, colours)).pixmap(size))
        self.up.setIcon(icon("chevron-up", colours.text))
        self.down.setIcon(icon("chevron-down", colours.text))
        _set_property(self.state, "state", _mood(delivery))
        _set_property(self.next, "role", "error" if delivery.state is _S.FAILED else "")
        _set_property(self.bar, "state", "warning" if _mood(delivery) == "warning" else "")

    # wishes

    def _on_pause(self) -> None:
        self.pause_requested.emit(self._delivery.id)

    def _on_resume(self) -> None:
        self.resume_requested.emit(self._delivery.id)

    def _on_retry(self) -> None:
        self.retry_requested.emit(self._delivery.id)

    def _on_cancel(self) -> None:
        self.cancel_requested.emit(self._delivery.id)

    def _on_up(self) -> None:
        self.up_requested.emit(self._delivery.id)

    def _on_down(self) -> None:
        self.down_requested.emit(self._delivery.id)

    def _on_open(self) -> None:
        if self._delivery.receipt is not None:
            self.open_requested.emit(self._delivery.receipt.url)

    def _on_copy(self, what: str) -> None:
        self.copy_requested.emit(self._delivery.id, what)

    def _on_settled(self, url: str | None) -> None:
        self.settle_requested.emit(self._delivery.id, url)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key, id_ = Qt.Key(event.key()), self._delivery.id
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not is_alt:
            self.step_requested.emit(id_, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._delivery.state not in ENDED:
            (self.up_requested if key == Qt.Key.Key_Up else self.down_requested).emit(id_)
        elif not self.wishes.press(key, is_copy=event.matches(QKeySequence.StandardKey.Copy)):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _mood(delivery: Delivery) -> str:
    if delivery.state is _S.PUBLISHED:
        is_whole = delivery.receipt is None or not delivery.receipt.notes
        return "good" if is_whole else "warning"
    if delivery.state is _S.FAILED:
        return "error"
    is_stuck = delivery.state is _S.UNKNOWN or (delivery.trouble is not None and delivery.state not in ENDED)
    return "warning" if is_stuck else ""


def _colour(delivery: Delivery, colours: Colours) -> str:
    moods = {"good": colours.good, "warning": colours.warning, "error": colours.error}
    return moods.get(_mood(delivery), colours.muted if delivery.state in (_S.WAITING, _S.CANCELLED) else colours.accent)


def _set_property(widget: QWidget, name: str, value: str) -> None:
    """Set what the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
