"""One notice: a sentence with its severity by colour, sign and word, what can be done about it, a way to close it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from prstudio.model.finding import Severity
from prstudio.ui import theme
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.flow_layout import FlowLayout
from prstudio.ui.widgets.wrapping import breakable

_NEWS_ICON: Final = "circle-check"


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of a notice."""

    text_key: str
    act: Callable[[], None]
    """Done in the window's thread."""
    closes: bool = True
    """Whether the notice goes once it is pressed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told."""

    text_key: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    """None: plain news, which may go by itself."""
    offers: Sequence[Offer] = ()

    @property
    def expires(self) -> bool:
        """Whether nothing is lost when nobody reads it."""
        return self.severity is None


class NoticeCard(QFrame):
    """Shows a notice until it is dismissed, or its time is over while neither mouse nor keyboard is on it.

    Signals:
        closed(NoticeCard): it may go.
    """

    closed = Signal(object)

    def __init__(
        self, notice: Notice, *, speech: Speech, look: Look, lifetime_ms: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.notice = notice
        self._speech, self._look = speech, look
        self.setProperty("role", "notice")
        self.setProperty("state", notice.severity or "")
        self._icon = QLabel(self)
        self._word = QLabel(self)
        self._word.setProperty("role", "strong")
        self._word.setVisible(notice.severity is not None)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like markup
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons = tuple(self._make_button(offer) for offer in notice.offers)
        self.dismiss = QToolButton(self)
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.dismiss.clicked.connect(self.close_notice)
        self._timer = QTimer(self)
        self._timer.setInterval(lifetime_ms)
        self._timer.timeout.connect(self._on_timer_timeout)
        if notice.expires:
            self._timer.start()
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    @property
    def spoken(self) -> str:
        """The notice as a screen reader says it."""
        said = self._speech.say(self.notice.text_key, self.notice.params)
        return said if self.notice.severity is None else f"{self._word.text()}: {said}"

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard speaks to one of its buttons."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focus_first(self) -> None:
        """Bring the keyboard to its first button."""
        (*self.buttons, self.dismiss)[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_notice(self) -> None:
        """It was read, or its time is over."""
        self._timer.stop()
        self.closed.emit(self)

    def _make_button(self, offer: Offer) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the text
        button.clicked.connect(partial(self._on_offer_clicked, offer))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        words = QVBoxLayout()
        words.setSpacing(Space.S)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        if len(self.buttons) > 1:  # below the sentence, which keeps its width
            flow = FlowLayout(gap_px=Space.S)
            for button in self.buttons:
                flow.addWidget(button)
            words.addLayout(flow)
        elif self.buttons:
            row.addWidget(self.buttons[0])
        row.addWidget(self.dismiss)

    def _on_offer_clicked(self, offer: Offer, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        if offer.closes:
            self.close_notice()
        offer.act()

    def _on_timer_timeout(self) -> None:
        if not self.underMouse() and not self.has_keyboard:
            self.close_notice()

    def _retranslate(self) -> None:
        say = self._speech.say
        if self.notice.severity is not None:
            self._word.setText(say(f"word.{self.notice.severity}"))
        self._text.setText(breakable(say(self.notice.text_key, self.notice.params)))
        self.setAccessibleName(self.spoken)
        for button, offer in zip(self.buttons, self.notice.offers, strict=True):
            button.setText(say(offer.text_key))
            button.setAccessibleName(say(offer.text_key))
            button.setToolTip(say("manners.notice_action_tip", {"action": say(offer.text_key)}))
        self.dismiss.setToolTip(say("manners.notice_close_tip"))
        self.dismiss.setAccessibleName(say("manners.notice_close"))

    def _recolour(self) -> None:
        colours = self._look.colours
        severity = self.notice.severity
        name = _NEWS_ICON if severity is None else theme.SEVERITY_ICONS[severity]
        colour = colours.good if severity is None else theme.severity_colours(severity, colours)[0]
        side = QSize(Measure.ICON, Measure.ICON)
        self._icon.setPixmap(icon(name, colour).pixmap(side))
        self.dismiss.setIcon(icon("x", colours.text))
        self.dismiss.setIconSize(side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
        else:
            super().keyPressEvent(event)
