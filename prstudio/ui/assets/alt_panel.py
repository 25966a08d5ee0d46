"""The alternative text of one asset in both languages, counted against the tightest limit of the chosen targets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.model.post import Asset, Platform
from prstudio.prepare.alt_room import AltRoom
from prstudio.ui.compose.caption_text import CaptionText
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

_LINES_MAX: Final = 3
_NAME_PX: Final = 200
"""Of a file's name in the heading; cameras and messengers make longer ones."""


class AltPanel(QFrame):
    """Shows an asset's alternative texts.

    Signals:
        alt_typed(Language, str): the text of that language is another one.
        undo_requested(), redo_requested(): by the keys for that.
        closed(): the panel is no longer wanted.
    """

    alt_typed = Signal(object, str)
    undo_requested = Signal()
    redo_requested = Signal()
    closed = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._file = ""
        self._room: AltRoom | None = None
        self._single: Platform | None = None
        self.heading = QLabel(self)
        self.heading.setProperty("role", "strong")
        self._why = QLabel(self)
        self._why.setProperty("role", "muted")
        self._why.setWordWrap(True)
        self.close_button = QToolButton(self)
        self.fields = {language: CaptionText(self, max_lines=_LINES_MAX) for language in Language}
        self._labels = {language: QLabel(self) for language in Language}
        self.counters = {language: QLabel(self) for language in Language}
        self.single_note = QLabel(self)
        self.single_note.setProperty("role", "warning")
        self.single_note.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._recolour()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.heading)
        top.addWidget(self._why, 1)
        top.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        for column, language in enumerate(Language):
            label, counter = self._labels[language], self.counters[language]
            label.setBuddy(self.fields[language])
            label.setProperty("role", "muted")
            counter.setProperty("role", "muted")
            line = QHBoxLayout()
            line.addWidget(label, 1)
            line.addWidget(counter)
            grid.addLayout(line, 0, column)
            grid.addWidget(self.fields[language], 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(Space.XS)
        column_layout.addLayout(top)
        column_layout.addLayout(grid)
        column_layout.addWidget(self.single_note)

    def _connect(self) -> None:
        for field in self.fields.values():
            field.typed.connect(self._on_typed)
            field.pasted.connect(self._on_typed)
            field.undo_requested.connect(self.undo_requested)
            field.redo_requested.connect(self.redo_requested)
            field.textChanged.connect(self._count)
            field.installEventFilter(self)
        self.close_button.clicked.connect(self.closed)
        self._speech.changed.connect(self._retranslate)
        self._look.changed.connect(self._recolour)

    def show_asset(self, asset: Asset) -> None:
        """Show the asset's texts; the cursor stays where the text is the same."""
        self._file = asset.name
        for language, field in self.fields.items():
            field.show_text(asset.alt.get(language, ""))
        self._retranslate()

    def show_room(self, room: AltRoom | None, *, single: Platform | None) -> None:
        """Count against `room`; `single` names a platform that gets one language only, for want of room."""
        self._room, self._single = room, single
        self._count()

    def focus_language(self, language: Language | None) -> None:
        """Write in that language; with None in the first that has no text yet."""
        empty = [each for each, field in self.fields.items() if not field.text.strip()]
        chosen = language or (empty[0] if empty else Language.HI)
        self.fields[chosen].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        sender = self.sender()
        for language, field in self.fields.items():
            if field is sender:
                self.alt_typed.emit(language, text)

    def _count(self) -> None:
        for language, field in self.fields.items():
            self._count_one(self.counters[language], field.text)
        self.single_note.setVisible(self._single is not None)
        if self._single is not None:
            self.single_note.setText(self._speech.say("assets.alt_single", {"platform": self._single}))

    def _count_one(self, counter: QLabel, text: str) -> None:
        say, room = self._speech.say, self._room
        if room is None:
            counter.setText(say("assets.alt_count_free", {"length": len(text)}))
            _show_role(counter, "muted")
            return
        length = room.length(text)
        params = {"platform": room.platform, "length": length, "limit": room.limit, "over": length - room.limit}
        counter.setText(say("assets.alt_over" if length > room.limit else "assets.alt_count", params))
        _show_role(counter, "error" if length > room.limit else "muted")

    def _retranslate(self) -> None:
        say = self._speech.say
        short = self.heading.fontMetrics().elidedText(self._file, Qt.TextElideMode.ElideMiddle, _NAME_PX)
        self.heading.setText(say("assets.alt_heading", {"file": short}))
        self.heading.setToolTip(self._file)
        self._why.setText(say("assets.alt_why"))
        self.close_button.setToolTip(say("assets.alt_close"))
        self.close_button.setAccessibleName(say("assets.alt_close"))
        for language, field in self.fields.items():
            name = say(f"assets.alt_{language}")
            self._labels[language].setText(name)
            field.setPlaceholderText(say(f"assets.alt_hint_{language}"))
            field.setAccessibleName(say("assets.alt_field", {"file": self._file, "language": name}))
            field.setToolTip(say("assets.alt_field_tip", {"language": name}))
        self._count()

    def _recolour(self) -> None:
        self.close_button.setIcon(icon("x", self._look.colours.text))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)


def _show_role(label: QLabel, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
