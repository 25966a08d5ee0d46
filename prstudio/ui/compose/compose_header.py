"""The line above the texts: the post's name, its state, when it was saved, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from prstudio.model.library_post import PostState
from prstudio.ui.compose.caption_text import CaptionText
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class ComposeHeader(QFrame):
    """Shows what post is open.

    Signals:
        title_typed(str), title_pasted(str): the post's new name.
        undo_requested(), redo_requested(): by button or key.
    """

    title_typed = Signal(str)
    title_pasted = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._state = PostState.DRAFT
        self._labels: tuple[str | None, str | None] = (None, None)
        self.setProperty("role", "surface")
        self.title = CaptionText(self, max_lines=1)
        self.title.setProperty("role", "title")
        self._pill = QLabel(self)
        self._pill.setProperty("role", "pill")
        self._saved = QLabel(self)
        self._saved.setProperty("role", "muted")
        self.undo = QToolButton(self)
        self.redo = QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.title, 1)
        for widget in (self._pill, self._saved, self.undo, self.redo):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        self.title.typed.connect(self.title_typed)
        self.title.pasted.connect(self.title_pasted)
        self.title.undo_requested.connect(self.undo_requested)
        self.title.redo_requested.connect(self.redo_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def show_title(self, title: str) -> None:
        """Show the post's name."""
        self.title.show_text(title)

    def show_state(self, state: PostState) -> None:
        """Show how far the post is."""
        self._state = state
        self._pill.setProperty("state", "good" if state is PostState.EXPORTED else "")
        self._pill.style().unpolish(self._pill)
        self._pill.style().polish(self._pill)
        self._retranslate()

    def show_saved(self, words: str) -> None:
        """Show when the post was saved last, or that it is being saved."""
        self._saved.setText(words)

    def show_history(self, undo_label: str | None, redo_label: str | None) -> None:
        """Show what undo and redo would do (sentence names); None switches one off."""
        self._labels = (undo_label, redo_label)
        self.undo.setEnabled(undo_label is not None)
        self.redo.setEnabled(redo_label is not None)
        self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self.title.setPlaceholderText(say("compose.title_hint"))
        self.title.setAccessibleName(say("compose.title"))
        self.title.setToolTip(say("compose.title_tip"))
        self._pill.setText(say(f"compose.state_{self._state}"))
        for button, name, label in zip((self.undo, self.redo), ("undo", "redo"), self._labels, strict=True):
            words = say(f"compose.{name}_nothing") if label is None else say(f"compose.{name}", {"step": say(label)})
            button.setToolTip(words)
            button.setAccessibleName(words)

    def _recolour(self) -> None:
        colours = self._look.colours
        for button, name in ((self.undo, "undo-2"), (self.redo, "redo-2")):
            button.setIcon(icon(name, colours.text, disabled_colour=colours.disabled))
            button.setIconSize(QSize(Measure.ICON, Measure.ICON))
