"""The notices of the window: news that outlasts the moment, told calmly in a stack that pushes nothing aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.model.finding import Severity
from prstudio.ui.announcing import announce
from prstudio.ui.look import Look
from prstudio.ui.notice_card import Notice, NoticeCard, Offer
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

SHOWN_MAX: Final = 3
"""Notices in sight at once; older ones wait below them, counted."""
LIFETIME_MS: Final = 8_000
"""Of plain news: long enough to read two lines slowly."""
LIFETIME_WITH_OFFER_MS: Final = 20_000
"""Of news with a button such as Undo."""

Announce = Callable[..., None]


class Notices(QWidget):
    """The newest notice stands on top. Hidden while there is none.

    Signals:
        changed(): a notice came or went.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        speech: Speech,
        look: Look,
        parent: QWidget | None = None,
        say_aloud: Announce = announce,
        lifetime_ms: int = LIFETIME_MS,
    ) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._say_aloud = say_aloud
        self._lifetime_ms = lifetime_ms
        self._cards: list[NoticeCard] = []  # newest first
        self._came_from: QWidget | None = None
        self._waiting = QLabel(self)
        self._waiting.setProperty("role", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._waiting)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self._show_parts()

    def tell(
        self,
        text_key: str,
        params: Mapping[str, object] | None = None,
        *,
        action_key: str | None = None,
        on_action: Callable[[], None] | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Show the sentence `text_key`, with a button `action_key` that does `on_action` and closes the notice."""
        offers = () if action_key is None or on_action is None else (Offer(action_key, on_action),)
        self.show_notice(Notice(text_key, dict(params or {}), severity, offers))

    def tell_with(
        self,
        text_key: str,
        params: Mapping[str, object] | None = None,
        *,
        offers: Sequence[Offer],
        severity: Severity | None = None,
    ) -> None:
        """Show the sentence `text_key` with several buttons."""
        self.show_notice(Notice(text_key, dict(params or {}), severity, tuple(offers)))

    def show_notice(self, notice: Notice) -> None:
        """Show it on top, in place of one that says the same."""
        for card in [card for card in self._cards if _says_the_same(card.notice, notice)]:
            self._drop(card)
        longer = LIFETIME_WITH_OFFER_MS / LIFETIME_MS if notice.offers else 1.0
        card = NoticeCard(
            notice,
            speech=self._speech,
            look=self._look,
            lifetime_ms=round(self._lifetime_ms * longer),
            parent=self,
        )
        card.closed.connect(self._on_card_closed)
        self._cards.insert(0, card)
        self._column.insertWidget(0, card)
        self._show_parts()
        self._say_aloud(self, card.spoken, is_urgent=notice.severity is Severity.ERROR)
        self.changed.emit()

    def dismiss(self, text_key: str) -> None:
        """Take back every notice that says `text_key`: its cause is gone."""
        for card in [card for card in self._cards if card.notice.text_key == text_key]:
            self._on_card_closed(card)

    def focus_newest(self) -> bool:
        """Bring the keyboard to the newest notice, for a shortcut; False when there is none. Esc closes and returns."""
        if not self._cards:
            return False
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._came_from = focused
        self._cards[0].focus_first()
        return True

    @property
    def shown(self) -> tuple[Notice, ...]:
        """Every notice that stands, the newest first."""
        return tuple(card.notice for card in self._cards)

    @property
    def cards(self) -> tuple[NoticeCard, ...]:
        """Their cards, in the same order."""
        return tuple(self._cards)

    def _on_card_closed(self, card: NoticeCard) -> None:
        if card not in self._cards:
            return
        had_keyboard = card.has_keyboard
        self._drop(card)
        if had_keyboard:
            self._pass_keyboard_on()
        self.changed.emit()

    def _drop(self, card: NoticeCard) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._show_parts()

    def _pass_keyboard_on(self) -> None:
        if self._cards:
            self._cards[0].focus_first()
        elif self._came_from is not None and shiboken6.isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self) -> None:
        for place, card in enumerate(self._cards):
            card.setVisible(place < SHOWN_MAX)
        self._waiting.setVisible(len(self._cards) > SHOWN_MAX)
        self._retranslate()
        self.setVisible(bool(self._cards))

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("manners.notices"))
        self._waiting.setText(say("manners.notices_waiting", {"count": max(0, len(self._cards) - SHOWN_MAX)}))


def _says_the_same(one: Notice, other: Notice) -> bool:
    return (one.text_key, one.params, one.severity) == (other.text_key, other.params, other.severity)
