"""Chooses which of the post's targets are exported, and says what each of them becomes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from prstudio.model.post import Platform, Target
from prstudio.prepare.weights import variant_bytes
from prstudio.ui.look import Look
from prstudio.ui.outcome.export_words import ExportWords
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from prstudio.studio import Draft

_INDENT_PX: Final = 24
"""Where the words of a check box begin."""

Key = tuple[Platform, int]
"""A platform and the number of the target among those of that platform: outlasts changes of the target itself."""


class ExportTargets(QWidget):
    """One check box a target; every target is chosen until somebody says otherwise.

    Signals:
        choice_changed()
    """

    choice_changed = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ExportWords(speech)
        self._look = look
        self._draft: Draft | None = None
        self._left_out: set[Key] = set()
        self.rows: list[TargetRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        speech.changed.connect(self._say)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the chosen targets in the draft's list."""
        return tuple(index for index, row in enumerate(self.rows) if row.box.isChecked() and row.box.isEnabled())

    @property
    def weight_bytes(self) -> int | None:
        """What the files of the chosen targets weigh together; None when that can't be told."""
        weights = [self.rows[index].weight_bytes for index in self.chosen]
        return None if None in weights else sum(weight for weight in weights if weight is not None)

    def forget_choice(self) -> None:
        """Another post: all of its targets again."""
        self._left_out.clear()

    def show_draft(self, draft: Draft) -> None:
        """Show what this plan makes of the post."""
        self._draft = draft
        while len(self.rows) > len(draft.post.targets):
            row = self.rows.pop()
            row.hide()  # else a layout shows it later, as a window of its own
            row.setParent(None)
            row.deleteLater()
        while len(self.rows) < len(draft.post.targets):
            row = TargetRow(look=self._look, parent=self)
            row.box.toggled.connect(self._on_toggled)
            self.rows.append(row)
            self._column.addWidget(row)
        self._say()

    def _say(self) -> None:
        if self._draft is None:
            return
        variants = {variant.target_index: variant for variant in self._draft.variants}
        nothing = self._words.nothing_made()
        for index, (row, target) in enumerate(zip(self.rows, self._draft.post.targets, strict=True)):
            variant = variants.get(index)
            weight_bytes = None if variant is None else variant_bytes(variant, self._draft.media)
            made = nothing if variant is None else self._words.made(variant, weight_bytes)
            row.show_target(self._words.target(target), made, weight_bytes=weight_bytes)
            row.box.setEnabled(variant is not None)
            row.box.setChecked(self._key(index) not in self._left_out)

    def _on_toggled(self) -> None:
        for index, row in enumerate(self.rows):
            if row.box.isChecked():
                self._left_out.discard(self._key(index))
            else:
                self._left_out.add(self._key(index))
        self.choice_changed.emit()

    def _key(self, index: int) -> Key:
        targets: tuple[Target, ...] = self._draft.post.targets if self._draft is not None else ()
        before = Counter(target.platform for target in targets[:index])
        return targets[index].platform, before[targets[index].platform]


class TargetRow(QWidget):
    """One target with a line about its files."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = TickBox(look=look, parent=self)
        self.box.setChecked(True)
        self.made = QLabel(self)
        self.made.setProperty("role", "muted")
        self.made.setWordWrap(True)
        self.made.setIndent(_INDENT_PX)
        self.made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.weight_bytes: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.made)

    def show_target(self, name: str, made: str, *, weight_bytes: int | None) -> None:
        """Show what it is called and becomes."""
        self.weight_bytes = weight_bytes
        self.box.setText(name)
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(made)
        self.box.setToolTip(made)
        self.made.setText(made)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The whole row is a place to click."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
