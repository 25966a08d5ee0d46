"""The queue as a page: how it works on top, below it each delivery as a card, and calm words when there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.errors import StudioError
from prstudio.model.delivery import ENDED, Delivery, DeliveryState
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.deliveries.delivery_card import DeliveryCard
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.deliveries.queue_empty import QueueEmpty
from prstudio.ui.deliveries.queue_options import QueueOptions
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.form_scroll import FormScroll


class QueuePage(QWidget):
    """Passes the cards' wishes on.

    Signals:
        pause_requested(str), resume_requested(str), retry_requested(str), cancel_requested(str): delivery id.
        up_requested(str), down_requested(str): move it in the queue.
        settle_requested(str, object): the id; the post's address, or None: it isn't there.
        open_requested(str): show that address.
        copy_requested(str, str): the id, and what is to be copied: `link` or `details`.
        settings_requested(QueueSettings): the queue shall work so.
        again_requested(): open the deliveries again, after they couldn't be.
        posts_requested(): go to the posts.
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
    settings_requested = Signal(object)
    again_requested = Signal()
    posts_requested = Signal()

    def __init__(
        self, *, speech: Speech, look: Look, words: DeliveryWords, send_key: str = "", parent: QWidget | None = None
    ) -> None:
        """`send_key` is what leads to sending, as this system writes it."""
        super().__init__(parent)
        self.setProperty("role", "ground")
        self._speech, self._look, self._words = speech, look, words
        self._deliveries: tuple[Delivery, ...] = ()
        self._settings = QueueSettings()
        self._is_elsewhere = False
        self._trouble: StudioError | None = None
        self.cards: dict[str, DeliveryCard] = {}
        self._title, self.remark = QLabel(self), QLabel(self)
        self.again = QPushButton(self)
        self.options = QueueOptions(speech=speech, look=look, parent=self)
        self.empty = QueueEmpty(speech=speech, look=look, send_key=send_key, parent=self)
        self._notice = QFrame(self)
        self._heads = (QLabel(self), QLabel(self))
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self.scroller = self._lay_out()
        self.options.changed.connect(self.settings_requested)
        self.again.clicked.connect(self.again_requested)
        self.empty.go.clicked.connect(self.posts_requested)
        speech.changed.connect(self._say)
        self._say()
        self._show_parts()

    def show_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Show these, in this order; the card that has the keyboard keeps it."""
        self._deliveries = tuple(deliveries)
        wanted = {delivery.id for delivery in deliveries}
        for id_ in [id_ for id_ in self.cards if id_ not in wanted]:
            card = self.cards.pop(id_)
            card.hide()
            card.deleteLater()
        for delivery in deliveries:
            if delivery.id not in self.cards:
                self.cards[delivery.id] = self._make_card(delivery)
        self._show_cards()
        self._arrange()
        self._show_parts()

    def show_settings(self, settings: QueueSettings) -> None:
        """Show how the queue works."""
        self._settings = settings
        self.options.show_settings(settings)
        self._show_cards()
        self._say()

    def show_sending(self, id_: str, sent_bytes: int, speed_bytes_s: float | None) -> None:
        """Show how far the running request of a delivery is."""
        if id_ in self.cards:
            self.cards[id_].show_sending(sent_bytes, speed_bytes_s)

    def show_elsewhere(self, is_elsewhere: bool) -> None:  # noqa: FBT001 -- a slot: signals hand over by place
        """Say whether another program on this computer sends."""
        self._is_elsewhere = is_elsewhere
        self._say()

    def show_trouble(self, error: StudioError | None) -> None:
        """Say why the deliveries can't be read; None: they can."""
        self._trouble = error
        self._say()
        self._show_parts()

    def show_copied(self, id_: str, what: str) -> None:
        """Confirm that it is on the clipboard."""
        if id_ in self.cards:
            self.cards[id_].wishes.show_copied(what)

    def focus_first(self) -> None:
        """Bring the keyboard to what needs the officer, else to the first delivery, else to the way on."""
        if not self._deliveries:
            self.empty.go.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        chosen = next((one for one in self._deliveries if one.candidates is not None), self._deliveries[0])
        self.cards[chosen.id].setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroller.reveal(self.cards[chosen.id])

    def _lay_out(self) -> FormScroll:
        self._title.setProperty("role", "heading")
        self._notice.setProperty("role", "notice")
        self._notice.setProperty("state", "warning")
        self.remark.setWordWrap(True)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        notice.addWidget(self.remark, 1)
        notice.addWidget(self.again)
        content = QWidget(self)
        content.setMaximumWidth(Measure.QUEUE_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (self._title, self.options, self._notice, self.empty):
            column.addWidget(widget)
        for head, cards in zip(self._heads, self._columns, strict=True):
            head.setProperty("role", "pane")
            cards.setSpacing(Space.S)
            column.addWidget(head)
            column.addLayout(cards)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = FormScroll(content, self)
        outer.addWidget(scroll)
        return scroll

    def _make_card(self, delivery: Delivery) -> DeliveryCard:
        card = DeliveryCard(delivery, speech=self._speech, look=self._look, words=self._words, parent=self)
        card.pause_requested.connect(self.pause_requested)
        card.resume_requested.connect(self.resume_requested)
        card.retry_requested.connect(self.retry_requested)
        card.cancel_requested.connect(self.cancel_requested)
        card.up_requested.connect(self.up_requested)
        card.down_requested.connect(self.down_requested)
        card.settle_requested.connect(self.settle_requested)
        card.open_requested.connect(self.open_requested)
        card.copy_requested.connect(self.copy_requested)
        card.step_requested.connect(self._on_step)
        return card

    def _show_cards(self) -> None:
        is_busy = any(one.state not in (DeliveryState.WAITING, *ENDED) for one in self._deliveries)
        first = next((one.id for one in self._deliveries if one.state is DeliveryState.WAITING), None)
        for delivery in self._deliveries:
            is_first = delivery.id == first and not is_busy
            self.cards[delivery.id].show_delivery(delivery, self._settings, is_first=is_first)

    def _arrange(self) -> None:
        places = [0, 0]
        for delivery in self._deliveries:
            part = int(delivery.state in ENDED)
            card, column = self.cards[delivery.id], self._columns[part]
            if column.indexOf(card) != places[part]:
                for other in self._columns:
                    other.removeWidget(card)
                column.insertWidget(places[part], card)
                card.show()  # at once, so that it can have the keyboard
            places[part] += 1

    def _show_parts(self) -> None:
        ended = sum(one.state in ENDED for one in self._deliveries)
        self._heads[0].setVisible(len(self._deliveries) > ended)
        self._heads[1].setVisible(ended > 0)
        self.empty.setVisible(not self._deliveries and self._trouble is None)
        self.options.setVisible(self._trouble is None)

    def _say(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("deliveries.title"))
        self._title.setText(say("deliveries.title"))
        self._heads[0].setText(say("deliveries.waiting_heading"))
        self._heads[1].setText(say("deliveries.ended_heading"))
        self.again.setText(say("deliveries.again"))
        self.remark.setText(self._remark())
        self.again.setVisible(self._trouble is not None)
        self._notice.setVisible(bool(self.remark.text()))

    def _remark(self) -> str:
        if self._trouble is not None:
            return self._words.error(self._trouble)
        if self._is_elsewhere:
            return self._speech.say("deliveries.is_elsewhere")
        return self._speech.say("deliveries.is_paused") if self._settings.is_paused else ""

    def _on_step(self, id_: str, step: int) -> None:
        """The arrow keys go from card to card; the area that they stand in would scroll instead."""
        ids = [delivery.id for delivery in self._deliveries]
        card = self.cards[ids[min(max(ids.index(id_) + step, 0), len(ids) - 1)]]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self.scroller.reveal(card)
