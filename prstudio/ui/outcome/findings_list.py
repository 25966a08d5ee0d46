"""All findings of the open post in one list, grouped by target: each leads to its place, many mend at a press."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from prstudio.model.finding import Finding
from prstudio.ui.look import Look
from prstudio.ui.outcome.finding_row import FindingRow
from prstudio.ui.outcome.target_state import FindingGroup, find_safe, group_findings
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

if TYPE_CHECKING:
    from prstudio.studio import Draft

_Some = TypeVar("_Some", bound=QWidget)


class FindingsList(QScrollArea):
    """Shows a plan's findings.

    Signals:
        place_requested(Finding): go to what it speaks of.
        fix_requested(Finding): mend it.
        fix_all_requested(tuple of Finding): mend all these at once.
    """

    place_requested = Signal(object)
    fix_requested = Signal(object)
    fix_all_requested = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._groups: tuple[FindingGroup, ...] = ()
        self._safe: tuple[Finding, ...] = ()
        self._can_fix = False
        self.rows: list[FindingRow] = []
        self._headings: list[QLabel] = []
        self.none = QLabel(self)
        self.none.setProperty("role", "good")
        self.none.setWordWrap(True)
        self.fix_all = QPushButton(self)
        self.fix_all.clicked.connect(self._on_fix_all_clicked)
        self._column = self._lay_out()
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    def _lay_out(self) -> QVBoxLayout:
        inside = QWidget(self)
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.none)
        column.addWidget(self.fix_all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return column

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed, from top to bottom."""
        return tuple(finding for group in self._groups for finding in group.findings)

    def show_draft(self, draft: Draft) -> None:
        """List what this plan found."""
        groups = group_findings(draft)
        if groups == self._groups:
            return
        self._groups, self._safe = groups, find_safe(draft.findings)
        self._arrange()
        self._say()

    def allow_fixes(self, *, can_fix: bool) -> None:
        """Whether the buttons belong to the post as it is now."""
        self._can_fix = can_fix
        self.fix_all.setEnabled(can_fix)
        for row in self.rows:
            row.allow_fix(can_fix=can_fix)

    def reveal_target(self, index: int) -> None:
        """Scroll to what is said of that target."""
        for group, heading in zip(self._groups, self._headings, strict=True):
            if group.target_index == index:
                self.verticalScrollBar().setValue(heading.y() - Space.S)

    def _arrange(self) -> None:
        """As many headings and rows as there are groups and findings, in order; those that stay keep the keyboard."""
        _fit(self._headings, len(self._groups), self._make_heading)
        _fit(self.rows, len(self.findings), self._make_row)
        rows = iter(self.rows)
        ordered: list[QWidget] = []
        for group, heading in zip(self._groups, self._headings, strict=True):
            ordered += [heading, *(next(rows) for _ in group.findings)]
        for place, widget in enumerate(ordered, start=2):
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(before.fix, after)

    def _make_heading(self) -> QLabel:
        heading = QLabel(self.widget())
        heading.setProperty("role", "pane")
        heading.setContentsMargins(Space.S, Space.S, 0, 0)
        return heading

    def _make_row(self) -> FindingRow:
        row = FindingRow(speech=self._speech, look=self._look, parent=self.widget())
        row.place_requested.connect(self.place_requested)
        row.fix_requested.connect(self.fix_requested)
        return row

    def _say(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("outcome.findings"))
        self.none.setText(say("outcome.findings_none"))
        self.none.setVisible(not self._groups)
        for group, heading in zip(self._groups, self._headings, strict=True):
            heading.setText(say("outcome.findings_of_post") if group.name is None else group.name.words(self._speech))
        for row, finding in zip(self.rows, self.findings, strict=True):
            row.show_finding(finding, can_fix=self._can_fix)
        self.fix_all.setText(say("outcome.fix_all", {"count": len(self._safe)}))
        self.fix_all.setAccessibleName(self.fix_all.text())
        self.fix_all.setToolTip(say("outcome.fix_all_tip"))
        self.fix_all.setVisible(len(self._safe) > 1)

    def _on_fix_all_clicked(self) -> None:
        self.fix_all_requested.emit(self._safe)


def _fit(widgets: list[_Some], count: int, make: Callable[[], _Some]) -> None:
    """As many widgets as `count`: new ones are made, surplus ones go."""
    while len(widgets) < count:
        widgets.append(make())
    while len(widgets) > count:
        widget = widgets.pop()
        widget.hide()  # else a layout shows it later, as a window of its own
        widget.setParent(None)
        widget.deleteLater()
