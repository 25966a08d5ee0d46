"""What the trim page does to an asset, as pure steps on its clip's grid of frames."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prstudio.messages import Language
from prstudio.model.post import Asset, Trim
from prstudio.ui.trim.frame_grid import FrameGrid


@dataclass(frozen=True, slots=True)
class Selection:
    """The used frames: start included, end not; never empty."""

    start: int
    end: int

    @property
    def frames(self) -> int:
        """How many."""
        return self.end - self.start

    @property
    def last(self) -> int:
        """The last frame that is used."""
        return self.end - 1

    def holds(self, frame: int) -> bool:
        """Whether the frame is used."""
        return self.start <= frame < self.end


def selection_of(asset: Asset, grid: FrameGrid) -> Selection:
    """What the asset's trim uses; all of the clip where it has none or a nonsensical one."""
    start, end = 0, grid.frames
    if asset.trim is not None:
        start = grid.nearest_edge(asset.trim.start_s)
        end = grid.frames if asset.trim.end_s is None else grid.nearest_edge(asset.trim.end_s)
    return Selection(start, end) if start < end else Selection(0, grid.frames)


def with_selection(asset: Asset, grid: FrameGrid, selection: Selection) -> Asset:
    """The asset with those frames used; unchanged where its trim says just that."""
    if selection == selection_of(asset, grid):
        return asset
    if selection == Selection(0, grid.frames):
        return replace(asset, trim=None)
    end_s = None if selection.end == grid.frames else grid.moment_s(selection.end)
    return replace(asset, trim=Trim(grid.moment_s(selection.start), end_s))


def started_at(selection: Selection, frame: int, grid: FrameGrid) -> Selection:
    """The selection beginning with that frame; where that leaves nothing, it goes on to the clip's end."""
    start = min(max(frame, 0), grid.frames - 1)
    return Selection(start, selection.end if selection.end > start else grid.frames)


def ended_at(selection: Selection, frame: int, grid: FrameGrid) -> Selection:
    """The selection ending before that frame; where that leaves nothing, it begins with the clip."""
    end = min(max(frame, 1), grid.frames)
    return Selection(selection.start if selection.start < end else 0, end)


def start_dragged(selection: Selection, frame: int) -> Selection:
    """The beginning pulled to that frame, stopped by the end."""
    return Selection(min(max(frame, 0), selection.end - 1), selection.end)


def end_dragged(selection: Selection, frame: int, grid: FrameGrid) -> Selection:
    """The end pulled before that frame, stopped by the beginning."""
    return Selection(selection.start, min(max(frame, selection.start + 1), grid.frames))


def cover_of(asset: Asset, grid: FrameGrid) -> int | None:
    """The frame chosen as cover."""
    return None if asset.cover_s is None else grid.frame_at(asset.cover_s)


def with_cover(asset: Asset, grid: FrameGrid, frame: int | None) -> Asset:
    """The asset with that frame as its thumbnail; None: chosen by the program again."""
    return replace(asset, cover_s=None if frame is None else grid.moment_s(frame))


def with_subtitles(asset: Asset, language: Language, file: str | None) -> Asset:
    """The asset with that subtitle file in that language; None: without."""
    files = {kept: name for kept, name in asset.subtitles.items() if kept is not language}
    if file is not None:
        files[language] = file
    return replace(asset, subtitles={each: files[each] for each in Language if each in files})
