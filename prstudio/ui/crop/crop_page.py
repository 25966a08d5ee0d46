"""The crop page: one asset, its frame for every ratio, and how each target will look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prstudio.errors import StudioError
from prstudio.language import wording
from prstudio.model.geometry import CENTRE, Box, Point, Size
from prstudio.model.media_info import ClipInfo, PictureInfo
from prstudio.model.post import Asset
from prstudio.model.turn import turned_size
from prstudio.ui.crop import crop_state
from prstudio.ui.crop.crop_outputs import Output
from prstudio.ui.crop.crop_picture import picture_loader, turned_image
from prstudio.ui.crop.crop_plan import CropJob, CropPlan, planner, with_asset
from prstudio.ui.crop.crop_previews import make_previews
from prstudio.ui.crop.crop_state import Ratio
from prstudio.ui.crop.crop_surface import CropSurface
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech

if TYPE_CHECKING:
    from prstudio.studio import Draft

_PLAN_DELAY_MS: Final = 150
_PREVIEW_PX: Final = 480
_SAME: Final = 0.005


class CropPage(QWidget):
    """Edits a copy of one asset; OK puts it into the post as one step.

    Signals:
        done(): the page is no longer needed.
    """

    done = Signal()

    def __init__(
        self, *, speech: Speech, look: Look, editor: Editor, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._speech, self._editor, self._jobs = speech, editor, jobs
        self._index: int | None = None
        self._original = self._asset = Asset()
        self._full = Size(1, 1)
        self._upright, self._shown = QImage(), QImage()
        self._small = QPixmap()
        self._outputs: tuple[Output, ...] = ()
        self._sizes_bytes: tuple[int | None, ...] = ()
        self._ratios: tuple[Ratio, ...] = ()
        self._ratio: Ratio | None = None
        self._has_chosen = False
        self._surface = CropSurface(speech=speech, look=look)
        self.header, self.tools, self.canvas = self._surface.header, self._surface.tools, self._surface.canvas
        self.previews, self.foot = self._surface.previews, self._surface.foot
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._surface)
        self._plan_timer = QTimer(self)
        self._plan_timer.setSingleShot(True)
        self._plan_timer.setInterval(_PLAN_DELAY_MS)
        self._connect()
        self._add_shortcuts()

    @property
    def asset(self) -> Asset:
        """The asset as it is edited now."""
        return self._asset

    @property
    def is_changed(self) -> bool:
        """Whether OK would change the post."""
        return self._asset != self._original

    def show_asset(self, index: int) -> None:
        """Begin with that asset of the open post."""
        opened = self._editor.current
        assert opened is not None, "nothing is open"
        self._index = index
        self._original = self._asset = opened.post.assets[index]
        info = opened.media.get(self._asset.name)
        self._full = info.size if isinstance(info, (PictureInfo, ClipInfo)) else Size(1, 1)
        self._upright = self._shown = QImage()
        self._outputs, self._sizes_bytes, self._ratios, self._ratio = (), (), (), None
        self._has_chosen = False
        self.foot.rest()
        self._surface.show_hint()
        self.canvas.show_picture(QPixmap())
        self.canvas.reset_zoom()
        load = self._jobs.call(picture_loader(opened.folder / self._asset.name, info, self._asset))
        load.finished.connect(self._on_loaded)
        load.failed.connect(self._on_failed)
        load.setProperty("asset", index)
        load.start()
        self._refresh()
        self._plan()
        self.canvas.setFocus()

    def focus_place(self, place: str, target_index: int | None) -> bool:
        """Show the asset that a finding speaks of; False when it speaks of something else."""
        parts = place.split(".")
        opened = self._editor.current
        if opened is None or len(parts) < 2 or parts[0] != "asset" or not parts[1].isdigit():
            return False
        index = int(parts[1])
        if index >= len(opened.post.assets) or parts[2:3] not in ([], ["crop"], ["focus"]):
            return False
        self.show_asset(index)
        return True

    def leave(self) -> None:
        """Make way; where something would be lost, the page asks first."""
        self._on_back()

    def _connect(self) -> None:
        self.header.back_requested.connect(self._on_back)
        self.header.turn_requested.connect(self._on_turn)
        self.header.focus_only_requested.connect(self._on_focus_only)
        self.header.reset_requested.connect(self._on_reset)
        self.header.ratios.ratio_requested.connect(self._on_ratio)
        self.canvas.frame_requested.connect(self._on_frame)
        self.canvas.focus_requested.connect(self._on_focus)
        self.canvas.settled.connect(self._plan_timer.start)
        self.canvas.zoom_changed.connect(self.tools.show_zoom)
        self.tools.zoom_requested.connect(self.canvas.zoom)
        self.tools.whole_requested.connect(self.canvas.reset_zoom)
        self.tools.straighten_requested.connect(self._on_straighten)
        self.foot.ok_requested.connect(self._on_ok)
        self.foot.back_requested.connect(self._on_back)
        self.foot.discard_requested.connect(self._leave)
        self.foot.stayed.connect(self.canvas.setFocus)
        self._plan_timer.timeout.connect(self._plan)
        self._editor.planned.connect(self._on_planned)
        self._editor.changed.connect(self._on_changed)
        self._editor.opened.connect(self._on_other_post)
        self._editor.closed.connect(self._on_other_post)
        self._speech.changed.connect(self._on_speech)

    def _add_shortcuts(self) -> None:
        keys = (
            ("Esc", self._on_back),
            ("Ctrl+Return", self._on_ok),
            ("Ctrl+R", self._on_turn),
            ("Ctrl+0", self.canvas.reset_zoom),
            ("Ctrl++", self.tools.nearer.click),
            ("Ctrl+-", self.tools.farther.click),
        )
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def _size(self) -> Size:
        """Of the original as it is turned now."""
        return turned_size(self._full, self._asset.turn)

    def _change(self, asset: Asset) -> None:
        """Go on with `asset`; the picture is turned anew where it must be."""
        has_turned = asset.turn != self._asset.turn
        self._asset = asset
        if has_turned:
            self._turn_picture()
        self._refresh()

    def _turn_picture(self) -> None:
        if self._upright.isNull():
            return
        self._shown = turned_image(self._upright, self._asset.turn)
        smooth = Qt.TransformationMode.SmoothTransformation
        small = self._shown.scaled(_PREVIEW_PX, _PREVIEW_PX, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._small = QPixmap.fromImage(small)
        self.canvas.show_picture(QPixmap.fromImage(self._shown))

    def _refresh(self) -> None:
        """Show everything as the edited asset has it: called for every movement of the pointer."""
        ratio, asset = self._ratio, self._asset
        is_file = asset.slideshow is None
        by_hand = tuple(each for each in self._ratios if crop_state.is_by_hand(asset, each.value))
        self.header.show_file(asset.name, self._size)
        is_edited = crop_state.as_original(asset) != asset
        self.header.show_choices(is_by_hand=ratio in by_hand, can_turn=is_file, is_changed=is_edited)
        self.header.ratios.show_ratios(self._ratios, current=ratio, by_hand=by_hand)
        self.tools.show_angle(asset.straighten_deg, is_possible=is_file)
        if ratio is not None:
            box = crop_state.frame_box(asset, self._size, ratio.value)
            focus = asset.focus or CENTRE
            self.canvas.show_frame(box, ratio=ratio.value, focus=focus, is_by_hand=ratio in by_hand)
            self._surface.facts.setText(self._frame_facts(ratio, box))
        previews = make_previews(asset, self._size, self._outputs, self._sizes_bytes)
        self.previews.show_previews(self._small, previews)

    def _frame_facts(self, ratio: Ratio, box: Box) -> str:
        size = box.size_in(self._size)
        facts = f"{ratio.text} · {size.width_px}×{size.height_px}"
        made = next((output.size for output in self._outputs if abs(output.ratio / ratio.value - 1) <= _SAME), None)
        return (
            facts
            if made is None
            else self._speech.say("crop.facts_made", {"facts": facts, "made": f"{made.width_px}×{made.height_px}"})
        )

    def _plan(self) -> None:
        opened, draft = self._editor.current, self._editor.draft
        if self._index is None or opened is None or draft is None:
            return
        crop_job = CropJob(draft, opened.post, opened.media, self._index, self._shown)
        job = self._jobs.call(planner(crop_job, self._asset, self._size))
        job.finished.connect(self._on_crop_plan)
        job.start()

    def _on_speech(self) -> None:
        if self._index is not None:
            self._refresh()

    def _leave(self) -> None:
        self._index = None
        self._plan_timer.stop()
        self.foot.rest()
        self.done.emit()

    def _on_loaded(self, image: QImage) -> None:
        if self._index is None or self.sender().property("asset") != self._index:
            return
        self._upright = image
        self._turn_picture()
        self._refresh()
        self._plan()

    def _on_failed(self, error: StudioError) -> None:
        if self._index is not None:
            self._surface.hint.setText(wording.say_error(error, self._speech.language))

    def _on_crop_plan(self, plan: CropPlan) -> None:
        if self._index is None or plan.asset != self._asset:
            return
        self._outputs, self._ratios, self._sizes_bytes = plan.outputs, plan.ratios, plan.sizes_bytes
        self._ratio = self._nearest_ratio()
        self._refresh()

    def _nearest_ratio(self) -> Ratio | None:
        """The chosen ratio as the new plan has it; until one is chosen, the one that the first target gets."""
        first = self._outputs[0].ratio if self._outputs else None
        wanted = self._ratio.value if self._ratio and self._has_chosen else first
        if not self._ratios or wanted is None:
            return self._ratios[0] if self._ratios else None
        return min(self._ratios, key=lambda ratio: abs(ratio.value / wanted - 1))

    def _on_planned(self, _draft: Draft) -> None:
        if self._index is not None and not self._outputs:
            self._plan()

    def _on_changed(self, opened: OpenPost) -> None:
        """Somebody else changed the post: what it says now counts."""
        if self._index is None:
            return
        if self._index >= len(opened.post.assets):
            self._leave()
        elif opened.post.assets[self._index] != self._original:
            self.show_asset(self._index)

    def _on_other_post(self) -> None:
        if self._index is not None:
            self._leave()

    def _on_ratio(self, ratio: Ratio) -> None:
        self._ratio, self._has_chosen = ratio, True
        self._refresh()

    def _on_frame(self, box: Box) -> None:
        if self._ratio is not None:
            self._has_chosen = True
            self._change(crop_state.with_frame(self._asset, self._ratio, box))

    def _on_focus(self, focus: Point) -> None:
        self._change(crop_state.with_focus(self._asset, focus))

    def _on_focus_only(self) -> None:
        if self._ratio is not None:
            self._change(crop_state.without_frame(self._asset, self._ratio))
            self._plan_timer.start()

    def _on_turn(self) -> None:
        if self._asset.slideshow is None:
            size = self._size
            self._change(crop_state.turned_clockwise(self._asset, size))
            self._plan_timer.start()

    def _on_straighten(self, straighten_deg: float) -> None:
        if self._index is not None and round(straighten_deg, 1) != self._asset.straighten_deg:
            self._change(crop_state.straightened(self._asset, straighten_deg))
            self._plan_timer.start()

    def _on_reset(self) -> None:
        self._change(crop_state.as_original(self._asset))
        self._plan_timer.start()

    def _on_back(self) -> None:
        if self.foot.is_asking:
            self.foot.rest()
            self.canvas.setFocus()
        elif self.is_changed:
            self.foot.ask()
        else:
            self._leave()

    def _on_ok(self) -> None:
        opened, index = self._editor.current, self._index
        if opened is None or index is None:
            return
        self._index = None  # our own change is no news to us
        self._editor.change(with_asset(opened.post, index, self._asset), "undo.crop")
        self._leave()
