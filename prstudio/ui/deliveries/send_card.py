"""One target before it is sent: its account with a tick, the texts, the files, and what it costs or why it can't."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from prstudio.model.delivery import Order, OrderFile
from prstudio.ui.deliveries.preparing import ReadyTarget
from prstudio.ui.deliveries.send_words import SendWords
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.flow_layout import FlowLayout
from prstudio.ui.widgets.tick_box import TickBox

_FILE_WIDTH_PX: Final = 176
_ICONS: Final = {"video": "film", "subtitles": "captions"}


class SendCard(QFrame):
    """Shows one target.

    Signals:
        choice_changed(): the tick was set or cleared.
    """

    choice_changed = Signal()

    def __init__(
        self, ready: ReadyTarget, *, speech: Speech, look: Look, words: SendWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._speech, self._look, self._words = speech, look, words
        self.ready = ready
        self.tick = TickBox(look=look, parent=self)
        self.tick.setChecked(ready.parcel is not None)
        self.tick.setEnabled(ready.parcel is not None)
        self.refusal, self.costs = _label(self, "error"), _label(self, "warning" if ready.has_link else "muted")
        self._texts: list[tuple[QLabel, QLabel]] = []
        self._files: list[tuple[QLabel, QLabel, OrderFile]] = []
        self._no_files = _label(self, "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self.tick)
        self._column.addWidget(self.refusal)
        if ready.parcel is not None:
            self._lay_out_order(ready.parcel.order)
        self._column.addWidget(self.costs)
        self.tick.toggled.connect(self.choice_changed)
        speech.changed.connect(self._say)
        look.changed.connect(self._recolour)
        self._say()
        self._recolour()

    @property
    def is_chosen(self) -> bool:
        """Whether it shall be sent."""
        return self.tick.isEnabled() and self.tick.isChecked()

    def _lay_out_order(self, order: Order) -> None:
        for _ in self._words.texts(order):
            pair = (_label(self, "pane"), _label(self, ""))
            pair[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._texts.append(pair)
            for label in pair:
                self._column.addWidget(label)
        files = QWidget(self)
        row = FlowLayout(files, gap_px=Space.M)
        for file in order.files:
            row.addWidget(self._make_file(file))
        files.setVisible(bool(order.files))
        self._no_files.setVisible(not order.files)
        self._column.addWidget(files)
        self._column.addWidget(self._no_files)

    def _make_file(self, file: OrderFile) -> QWidget:
        box = _FileBox(self)
        box.setFixedWidth(_FILE_WIDTH_PX)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        picture, words = QLabel(box), _label(box, "muted")
        column.addWidget(picture)
        column.addWidget(words)
        column.addStretch(1)
        self._files.append((picture, words, file))
        return box

    def _show_picture(self, label: QLabel, file: OrderFile) -> None:
        previews = self.ready.previews or {}
        if file.name not in previews:
            side = QSize(Measure.AVATAR, Measure.AVATAR)
            label.setPixmap(icon(_ICONS.get(file.role, "image"), self._look.colours.muted).pixmap(side))
            return
        pixmap = QPixmap()
        pixmap.loadFromData(previews[file.name])
        scale = label.devicePixelRatioF()
        pixmap = pixmap.scaledToWidth(round(_FILE_WIDTH_PX * scale), Qt.TransformationMode.SmoothTransformation)
        pixmap.setDevicePixelRatio(scale)
        label.setPixmap(pixmap)
        label.setAccessibleName(file.alt or self._words.file(file))

    def _say(self) -> None:
        account = self._words.account(self.ready)
        self.tick.setText(account)
        self.tick.setAccessibleName(self._speech.say("deliveries.send_account", {"account": account}))
        self.refusal.setText(self._words.refusal(self.ready))
        self.refusal.setVisible(bool(self.refusal.text()))
        self.costs.setText(self._words.costs(self.ready))
        self.costs.setVisible(bool(self.costs.text()))
        self._no_files.setText(self._speech.say("deliveries.send_no_files"))
        if self.ready.parcel is None:
            self._no_files.hide()
            return
        for (head, body), (name, text) in zip(self._texts, self._words.texts(self.ready.parcel.order), strict=True):
            head.setText(name)
            body.setText(text)
        for _, words, file in self._files:
            words.setText(self._words.file(file))

    def _recolour(self) -> None:
        for picture, _, file in self._files:
            self._show_picture(picture, file)


class _FileBox(QWidget):
    """As high as its words need at its width."""

    def sizeHint(self) -> QSize:
        return QSize(_FILE_WIDTH_PX, self.heightForWidth(_FILE_WIDTH_PX))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _label(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
