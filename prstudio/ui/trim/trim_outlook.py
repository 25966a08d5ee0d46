"""What the edited clip would become for every target: planned again after each change, shown beside the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from prstudio.model.geometry import WHOLE
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Fit
from prstudio.model.turn import turned_size
from prstudio.ui.crop import crop_state
from prstudio.ui.crop.crop_state import Ratio
from prstudio.ui.editor import Editor
from prstudio.ui.jobs import JobRunner
from prstudio.ui.speech import Speech
from prstudio.ui.trim.timeline_paint import Mark
from prstudio.ui.trim.trim_controls import TrimControls
from prstudio.ui.trim.trim_plan import TrimJob, TrimPlan, longest_lengths, planner
from prstudio.ui.trim.trim_session import TrimSession
from prstudio.ui.trim.trim_surface import TrimSurface

if TYPE_CHECKING:
    from prstudio.studio import Draft

_DELAY_MS: Final = 150


class TrimOutlook(QObject):
    """Fills the targets' table, the weights, the limits on the strip and the frame over the picture."""

    def __init__(
        self,
        *,
        speech: Speech,
        editor: Editor,
        jobs: JobRunner,
        session: TrimSession,
        controls: TrimControls,
        surface: TrimSurface,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._speech, self._editor, self._jobs = speech, editor, jobs
        self._session, self._controls, self._surface = session, controls, surface
        self._index: int | None = None
        self._info: ClipInfo | None = None
        self._plan: TrimPlan | None = None
        self._ratio: Ratio | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._start)
        surface.header.ratios.ratio_requested.connect(self._on_ratio)
        editor.planned.connect(self._on_planned)

    @property
    def plan(self) -> TrimPlan | None:
        """The last one; None until one is known."""
        return self._plan

    @property
    def is_settled(self) -> bool:
        """Whether the plan is that of the asset as it is edited now."""
        return self._plan is not None and self._plan.asset == self._session.asset

    def begin(self, index: int, info: ClipInfo | None) -> None:
        """Plan another asset, which the session holds already."""
        self._index, self._info, self._plan, self._ratio = index, info, None, None
        self._start()

    def end(self) -> None:
        """Plan nothing more."""
        self._timer.stop()
        self._index = self._info = self._plan = self._ratio = None

    def renew(self) -> None:
        """The asset has changed: plan it in a moment."""
        self._timer.start()

    def refresh(self) -> None:
        """Show what is known, with the limits where the selection is now."""
        plan, surface = self._plan, self._surface
        rows = () if plan is None else plan.rows
        surface.rows.show_rows(rows, surface.line.line_kbps)
        surface.line.show_sum(sum(row.size_bytes for row in rows))
        surface.weights.show_facts({} if plan is None else plan.weights)
        ratios = () if plan is None else plan.ratios
        by_hand = tuple(each for each in ratios if crop_state.is_by_hand(self._session.asset, each.value))
        surface.header.ratios.show_ratios(ratios, current=self._ratio, by_hand=by_hand)
        surface.timeline.show_marks(self._marks())
        self._show_frame()

    def _show_frame(self) -> None:
        """Dim what the chosen ratio leaves out."""
        box, asset = WHOLE, self._session.asset
        if self._info is not None and self._ratio is not None and asset.fit is Fit.CROP:
            box = crop_state.frame_box(asset, turned_size(self._info.size, asset.turn), self._ratio.value)
        self._surface.picture.show_edit(asset.turn, box)

    def _marks(self) -> list[Mark]:
        """They follow the hand before the next plan is there."""
        if self._plan is None or self._info is None:
            return []
        grid, selection = self._controls.grid, self._controls.selection
        marks = []
        for longest in longest_lengths(self._plan.rows):
            names = ", ".join(self._speech.say("trim.platform", {"platform": each}) for each in longest.platforms)
            text = self._speech.say("trim.limit", {"names": names, "length": longest.length_s})
            frames = grid.frames_in(longest.length_s)
            broken = longest.level if selection.frames > frames else None
            marks.append(Mark(selection.start + frames, text, broken))
        return marks

    def _start(self) -> None:
        opened, draft = self._editor.current, self._editor.draft
        if self._index is None or opened is None or draft is None:
            return
        job = self._jobs.call(planner(TrimJob(draft, opened.post, opened.media, self._index), self._session.asset))
        job.finished.connect(self._on_plan)
        job.start()

    def _on_plan(self, plan: TrimPlan) -> None:
        if self._index is None or plan.asset != self._session.asset:
            return
        self._plan = plan
        if self._ratio not in plan.ratios:
            self._ratio = None
        self.refresh()

    def _on_planned(self, _draft: Draft) -> None:
        if self._plan is None:
            self._start()

    def _on_ratio(self, ratio: Ratio) -> None:
        self._ratio = ratio
        self._show_frame()
