"""What was sent beside what the platform shows, and the officer's word whether it is the same."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from prstudio.model.delivery import Delivery, Seen
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_LETTERS_MAX: Final = 280
"""Of a text that is compared; its beginning tells posts apart."""


class Evidence(QFrame):
    """Two columns, and two buttons below them.

    Signals:
        settled(object): the address of the post that is ours (str), or None: it is not there.
        open_requested(str): show that address.
    """

    settled = Signal(object)
    open_requested = Signal(str)

    def __init__(self, *, speech: Speech, look: Look, words: DeliveryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "evidence")
        self._speech, self._look, self._words = speech, look, words
        self._delivery: Delivery | None = None
        self.question, self._ours_head, self._seen_head = QLabel(self), QLabel(self), QLabel(self)
        self.ours, self._nothing = QLabel(self), QLabel(self)
        self.choices: list[tuple[QRadioButton, Seen]] = []
        self._group = QButtonGroup(self)
        self._openers: list[QToolButton] = []
        self.address = QLineEdit(self)
        self.yes, self.no = QPushButton(self), QPushButton(self)
        self._rows = QVBoxLayout()
        self._dress()
        self._lay_out()
        self.address.textChanged.connect(self._show_possible)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        speech.changed.connect(self._say)
        look.changed.connect(self._recolour)

    def show_delivery(self, delivery: Delivery) -> None:
        """Show the evidence; what was chosen stays while it is the same."""
        is_new = self._delivery is None or self._delivery.candidates != delivery.candidates
        self._delivery = delivery
        if is_new:
            self._fill(delivery.candidates or ())
        self._say()
        self._recolour()

    def _dress(self) -> None:
        self.question.setProperty("role", "strong")
        for label in (self._ours_head, self._seen_head):
            label.setProperty("role", "pane")
        for label in (self.question, self.ours, self._nothing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.yes.setProperty("role", "primary")

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(Space.XS)
        right.setSpacing(Space.XS)
        left.addWidget(self._ours_head)
        left.addWidget(self.ours)
        left.addStretch(1)
        right.addWidget(self._seen_head)
        right.addWidget(self._nothing)
        right.addLayout(self._rows)
        right.addWidget(self.address)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.L)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.M)
        column.addWidget(self.question)
        column.addLayout(columns)
        column.addLayout(buttons)

    def _fill(self, seen: tuple[Seen, ...]) -> None:
        for button, _ in self.choices:
            self._group.removeButton(button)
        while self._rows.count():
            row = self._rows.takeAt(0).widget()
            row.hide()
            row.deleteLater()
        self.choices, self._openers = [], []
        for one in seen:
            self._rows.addWidget(self._make_row(one))

    def _make_row(self, seen: Seen) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        choice, text, opener = QRadioButton(row), QLabel(row), QToolButton(row)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setText("\n".join(part for part in (self._words.seen_at(seen), _shorten(seen.text)) if part))
        choice.setAccessibleName(text.text())
        choice.toggled.connect(self._show_possible)
        opener.setIconSize(QSize(Measure.ICON, Measure.ICON))
        opener.clicked.connect(partial(self.open_requested.emit, seen.url))
        self._group.addButton(choice)
        self.choices.append((choice, seen))
        self._openers.append(opener)
        line.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        line.addWidget(opener, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @property
    def chosen(self) -> str | None:
        """The address that the officer names; None: none yet."""
        typed = self.address.text().strip()
        picked = next((seen.url for button, seen in self.choices if button.isChecked()), None)
        return typed or picked

    def _show_possible(self) -> None:
        self.yes.setEnabled(self.chosen is not None)
        key = "asked_yes_tip" if self.chosen is not None else "asked_yes_first_tip"
        self.yes.setToolTip(self._speech.say(f"deliveries.{key}"))

    def _on_yes(self) -> None:
        if self.chosen is not None:
            self.settled.emit(self.chosen)

    def _on_no(self) -> None:
        self.settled.emit(None)

    def _say(self) -> None:
        say, delivery = self._speech.say, self._delivery
        if delivery is None:
            return
        self.question.setText(say("deliveries.asked", {"account": self._words.account(delivery)}))
        self._ours_head.setText(say("deliveries.asked_ours"))
        self._seen_head.setText(say("deliveries.asked_seen"))
        self.ours.setText(_shorten(self._words.whole_text(delivery.order)))
        self._nothing.setText(say("deliveries.asked_nothing"))
        self._nothing.setVisible(not delivery.candidates)
        self.address.setPlaceholderText(say("deliveries.asked_address"))
        self.address.setToolTip(say("deliveries.asked_address"))
        self.address.setAccessibleName(say("deliveries.asked_address"))
        for opener in self._openers:
            opener.setToolTip(say("deliveries.asked_open"))
            opener.setAccessibleName(say("deliveries.asked_open"))
        self.yes.setText(say("deliveries.asked_yes"))
        self.no.setText(say("deliveries.asked_no"))
        self.no.setToolTip(say("deliveries.asked_no_tip"))
        self._show_possible()

    def _recolour(self) -> None:
        for opener in self._openers:
            opener.setIcon(icon("external-link", self._look.colours.muted))


def _shorten(text: str) -> str:
    from prstudio.language import graphemes  # noqa: PLC0415 -- only when something is asked

    letters = graphemes.split(text)
    return text if len(letters) <= _LETTERS_MAX else "".join(letters[:_LETTERS_MAX]) + "…"
