"""One small line for the whole queue, in sight on every page while anything is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from prstudio.model.delivery import AT_WORK, ENDED, Delivery, DeliveryState
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_S = DeliveryState
_PER_MILLE: Final = 1000


@dataclass(frozen=True, slots=True)
class _Passing:
    """What the running request told last."""

    id: str
    sent_bytes: int
    speed_bytes_s: float | None


class QueueLine(QFrame):
    """Says what is being sent, or what stands in the way; a click opens the page. Hidden while the queue is empty.

    Signals:
        opened(): by mouse or key.
    """

    opened = Signal()

    def __init__(
        self, *, speech: Speech, look: Look, words: DeliveryWords, key: str = "", parent: QWidget | None = None
    ) -> None:
        """`key` opens the page too, as this system writes it."""
        super().__init__(parent)
        self.setProperty("role", "queue_line")
        self._speech, self._look, self._words, self._key = speech, look, words, key
        self._living: tuple[Delivery, ...] = ()
        self._settings, self._is_elsewhere = QueueSettings(), False
        self._passing: _Passing | None = None
        self.button = QPushButton(self)
        self.button.setProperty("role", "quiet")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 0, Space.M, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.button.clicked.connect(self.opened)
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    def show_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Show these."""
        self._living = tuple(delivery for delivery in deliveries if delivery.state not in ENDED)
        self._say()

    def show_settings(self, settings: QueueSettings) -> None:
        """Show how the queue works."""
        self._settings = settings
        self._say()

    def show_sending(self, id_: str, sent_bytes: int, speed_bytes_s: float | None) -> None:
        """Show how far the running request of a delivery is."""
        self._passing = _Passing(id_, sent_bytes, speed_bytes_s)
        self._say()

    def show_elsewhere(self, is_elsewhere: bool) -> None:  # noqa: FBT001 -- a slot: signals hand over by place
        """Say whether another program on this computer sends."""
        self._is_elsewhere = is_elsewhere
        self._say()

    def _say(self) -> None:
        self.setVisible(bool(self._living))
        words, mood, name, share = self._state()
        colours = self._look.colours
        colour = {"warning": colours.warning, "error": colours.error}.get(mood, colours.accent)
        self.button.setText(words)
        self.button.setIcon(icon(name, colour))
        self.button.setIconSize(QSize(Measure.ICON, Measure.ICON))
        self.button.setAccessibleName(words)
        self.button.setToolTip(self._speech.say("deliveries.line_tip", {"key": self._key}))
        self.bar.setVisible(share is not None)
        self.bar.setValue(round((share or 0.0) * _PER_MILLE))
        self.bar.setAccessibleName(words)

    def _state(self) -> tuple[str, str, str, float | None]:
        """Words, mood, icon, and the share that is sent; the gravest first."""
        say, living = self._speech.say, self._living
        asked = sum(one.candidates is not None for one in living)
        failed = sum(one.state is _S.FAILED for one in living)
        stopped = sum(one.state is _S.PAUSED and one.trouble is not None for one in living)
        waiting = sum(one.state is _S.WAITING for one in living)
        if asked:
            return say("deliveries.line_asked", {"count": asked}), "warning", "circle-help", None
        if failed:
            return say("deliveries.line_failed", {"count": failed}), "error", "circle-alert", None
        if stopped:
            return say("deliveries.line_stopped", {"count": stopped}), "warning", "triangle-alert", None
        if self._is_elsewhere:
            return say("deliveries.line_elsewhere"), "", "upload", None
        running = next((one for one in living if one.state in AT_WORK), None)
        if running is not None:
            return self._running(running, waiting)
        if self._settings.is_paused or not waiting:
            return say("deliveries.line_paused", {"count": len(living)}), "warning", "pause", None
        waits = next(one for one in living if one.state is _S.WAITING)
        next_words = self._words.why(waits) or say("deliveries.line_waiting", {"count": waiting})
        return next_words, "warning" if waits.trouble is not None else "", "clock", None

    def _running(self, delivery: Delivery, waiting: int) -> tuple[str, str, str, float | None]:
        total = delivery.order.total_bytes
        passing = self._passing if self._passing is not None and self._passing.id == delivery.id else None
        sent = max(delivery.sent_bytes, passing.sent_bytes) if passing is not None else delivery.sent_bytes
        share = sent / total if total else 1.0
        params = {"account": self._words.account(delivery), "percent": int(share * 100), "count": waiting}
        words = self._speech.say(f"deliveries.line_sending{'_more' if waiting else ''}", params)
        if passing is not None and passing.speed_bytes_s and delivery.state is _S.UPLOADING:
            left_bytes = (
                sum(one.order.total_bytes - one.sent_bytes for one in self._living) - sent + delivery.sent_bytes
            )
            left = self._words.left(left_bytes, passing.speed_bytes_s)
            words = self._speech.say("deliveries.line_left", {"words": words, "left": left})
        return words, "", "upload", share
