"""One row for each target that carries the clip: its length against the limit, its size, and the time to send it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from prstudio.language import numbers
from prstudio.model.finding import Severity
from prstudio.prepare.clip_bytes import upload_s
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import SEVERITY_ICONS, Measure, Space, severity_colours
from prstudio.ui.trim.trim_plan import TargetRow

_HOUR_S: Final = 5400.0
"""From here on hours are said."""


class TargetRows(QWidget):
    """All rows, and a sentence where there is none."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._shown: tuple[TargetRow, ...] = ()
        self._line_kbps: int | None = None
        self._rows: list[_Row] = []
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(Space.M, 0, Space.M, 0)
        self._layout.setSpacing(Space.S)
        self._layout.addWidget(self._empty)
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """What each row says."""
        return [row.texts for row in self._rows]

    def show_rows(self, rows: Sequence[TargetRow], line_kbps: int | None) -> None:
        """These, at that speed of the line; None: not known."""
        if (tuple(rows), line_kbps) == (self._shown, self._line_kbps):
            return  # for every movement of a handle
        self._shown, self._line_kbps = tuple(rows), line_kbps
        while len(self._rows) < len(rows):
            row = _Row(self)
            self._rows.append(row)
            self._layout.addWidget(row)
        for row in self._rows[len(rows) :]:
            self._layout.removeWidget(row)
            row.deleteLater()
        del self._rows[len(rows) :]
        self._say()

    def _say(self) -> None:
        self._empty.setText(self._speech.say("trim.no_targets"))
        self._empty.setVisible(not self._shown)
        for row, content in zip(self._rows, self._shown, strict=True):
            row.show_row(content, self._line_kbps, self._speech, self._look)


class _Row(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign, self._name, self._size, self._facts, self._time = (QLabel() for _ in range(5))
        self._name.setProperty("role", "strong")
        self._size.setProperty("role", "strong")
        for label in (self._facts, self._time):
            label.setProperty("role", "muted")
        self._facts.setWordWrap(True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(Space.S)
        layout.setVerticalSpacing(0)
        right = Qt.AlignmentFlag.AlignRight
        layout.addWidget(self._sign, 0, 0)
        layout.addWidget(self._name, 0, 1)
        layout.addWidget(self._size, 0, 2, right)
        layout.addWidget(self._facts, 1, 1)
        layout.addWidget(self._time, 1, 2, right | Qt.AlignmentFlag.AlignTop)
        layout.setColumnStretch(1, 1)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(label.text() for label in (self._name, self._facts, self._size, self._time))

    def show_row(self, row: TargetRow, line_kbps: int | None, speech: Speech, look: Look) -> None:
        name = speech.say("trim.target", {"platform": row.platform, "kind": row.kind[speech.language]})
        self._name.setText(name)
        self._size.setText(numbers.size(row.size_bytes))
        self._facts.setText(_facts(row, speech))
        self._time.setText("" if line_kbps is None else say_upload(upload_s(row.size_bytes, line_kbps), speech))
        colour = look.colours.good if row.broken is None else severity_colours(row.broken, look.colours)[0]
        sign = "circle-check" if row.broken is None else SEVERITY_ICONS[row.broken]
        self._sign.setPixmap(icon(sign, colour).pixmap(Measure.ICON - 2, Measure.ICON - 2))
        self._mark(row.broken)
        self.setAccessibleName(" · ".join(part for part in self.texts if part))
        self.setToolTip(speech.say("trim.copied" if row.is_copy else "trim.encoded"))

    def _mark(self, broken: Severity | None) -> None:
        role = {None: "muted", Severity.ERROR: "error"}.get(broken, "warning")
        if self._facts.property("role") != role:
            self._facts.setProperty("role", role)
            self._facts.style().unpolish(self._facts)
            self._facts.style().polish(self._facts)


def _facts(row: TargetRow, speech: Speech) -> str:
    params: Mapping[str, object] = {
        "length": row.duration_s,
        "limit": row.limit_s or 0.0,
        "over": row.duration_s - (row.limit_s or 0.0),
        "ratio": row.size.ratio,
        "size": f"{row.size.width_px}×{row.size.height_px}",
    }
    if row.limit_s is None:
        return speech.say("trim.facts", params)
    if row.broken is None:
        return speech.say("trim.facts_within", params)
    return speech.say("trim.facts_over" if row.duration_s > row.limit_s else "trim.facts_short", params)


def say_upload(duration_s: float, speech: Speech) -> str:
    """How long it takes, in words that don't claim to be exact."""
    if duration_s < 60:
        return speech.say("trim.below_a_minute")
    if duration_s < _HOUR_S:
        return speech.say("trim.minutes", {"minutes": math.ceil(duration_s / 60)})
    return speech.say("trim.hours", {"hours": round(duration_s / 3600, 1)})
