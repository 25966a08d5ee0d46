"""Joins what is pulled, pressed and typed on the trim page with the edited asset and the player."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QObject

from prstudio.model.post import Asset, Weight
from prstudio.ui.trim import trim_state
from prstudio.ui.trim.frame_grid import FrameGrid
from prstudio.ui.trim.player import Player
from prstudio.ui.trim.trim_keys import Act
from prstudio.ui.trim.trim_session import TrimSession
from prstudio.ui.trim.trim_state import Selection
from prstudio.ui.trim.trim_surface import TrimSurface

_ZOOM_STEP = 1.5


class TrimControls(QObject):
    """Every wish of the person, on one clip at a time."""

    def __init__(self, *, surface: TrimSurface, session: TrimSession, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._surface, self._session, self._player = surface, session, player
        self._grid = FrameGrid(Fraction(25), 1)
        self._pull = 0
        self._acts: Mapping[Act, Callable[[], None]] = {
            Act.TOGGLE: player.toggle,
            Act.BACKWARDS: self._on_backwards,
            Act.REST: player.pause,
            Act.FORWARDS: self._on_forwards,
            Act.FRAME_BACK: self._on_frame_back,
            Act.FRAME_ON: self._on_frame_on,
            Act.SECOND_BACK: self._on_second_back,
            Act.SECOND_ON: self._on_second_on,
            Act.SET_START: self._on_set_start,
            Act.SET_END: self._on_set_end,
            Act.TO_START: self._on_to_start,
            Act.TO_END: self._on_to_end,
            Act.TO_FIRST: self._on_to_first,
            Act.TO_LAST: self._on_to_last,
            Act.COVER: self._on_cover,
            Act.MUTE: self._on_mute_key,
            Act.LOOP: surface.bar.buttons["loop"].toggle,
            Act.NEARER: self._on_nearer,
            Act.FARTHER: self._on_farther,
            Act.UNDO: session.undo,
            Act.REDO: session.redo,
        }
        self._connect()

    @property
    def grid(self) -> FrameGrid:
        """Of the clip."""
        return self._grid

    @property
    def selection(self) -> Selection:
        """What is used of it now."""
        return trim_state.selection_of(self._session.asset, self._grid)

    def begin(self, grid: FrameGrid) -> None:
        """Another clip, whose asset the session holds already."""
        self._grid = grid
        self.refresh()

    def act(self, act: Act) -> bool:
        """Do what a key wishes for; False when it is none of ours."""
        slot = self._acts.get(act)
        if slot is not None:
            slot()
        return slot is not None

    def refresh(self) -> None:
        """Show the asset as it is edited now."""
        asset, selection = self._session.asset, self.selection
        self._player.set_loop(selection)
        self._player.set_muted(is_muted=asset.mute)
        cover = trim_state.cover_of(asset, self._grid)
        self._surface.timeline.show_selection(selection, cover=cover, is_muted=asset.mute)
        self._surface.bar.show_selection(self._grid, selection)
        self._surface.bar.show_history(can_undo=self._session.can_undo, can_redo=self._session.can_redo)
        self.show_place()

    def show_place(self) -> None:
        """Show where the player stands."""
        self._surface.timeline.show_head(self._player.frame)
        self._surface.bar.show_place(self._grid, self._player.frame)

    def _connect(self) -> None:
        timeline, bar, player = self._surface.timeline, self._surface.bar, self._player
        timeline.start_requested.connect(self._on_start_pulled)
        timeline.end_requested.connect(self._on_end_pulled)
        timeline.head_requested.connect(player.seek)
        timeline.settled.connect(self._on_settled)
        bar.to_start_requested.connect(self._on_to_start)
        bar.to_end_requested.connect(self._on_to_end)
        bar.play_requested.connect(player.toggle)
        bar.loop_requested.connect(self._on_loop)
        bar.start_requested.connect(self._on_start_typed)
        bar.end_requested.connect(self._on_end_typed)
        bar.undo_requested.connect(self._session.undo)
        bar.redo_requested.connect(self._session.redo)
        self._surface.header.cover_requested.connect(self._on_cover)
        self._surface.header.mute_requested.connect(self._on_mute)
        self._surface.weights.weight_requested.connect(self._on_weight)
        self._surface.picture.clicked.connect(player.toggle)

    def _select(self, selection: Selection, *, merge: str = "") -> None:
        asset = trim_state.with_selection(self._session.asset, self._grid, selection)
        self._session.change(asset, merge=merge)

    def _change(self, asset: Asset) -> None:
        self._session.change(asset)

    def _on_start_pulled(self, frame: int) -> None:
        self._select(trim_state.start_dragged(self.selection, frame), merge=f"pull-{self._pull}")
        self._player.seek(self.selection.start)

    def _on_end_pulled(self, frame: int) -> None:
        self._select(trim_state.end_dragged(self.selection, frame, self._grid), merge=f"pull-{self._pull}")
        self._player.seek(self.selection.last)

    def _on_settled(self) -> None:
        self._pull += 1

    def _on_start_typed(self, frame: int) -> None:
        self._select(trim_state.start_dragged(self.selection, frame), merge="start")
        self._player.seek(self.selection.start)

    def _on_end_typed(self, frame: int) -> None:
        self._select(trim_state.end_dragged(self.selection, frame, self._grid), merge="end")
        self._player.seek(self.selection.last)

    def _on_set_start(self) -> None:
        self._select(trim_state.started_at(self.selection, self._player.frame, self._grid))

    def _on_set_end(self) -> None:
        """The frame on the screen is the last one that is used."""
        self._select(trim_state.ended_at(self.selection, self._player.frame + 1, self._grid))

    def _on_cover(self) -> None:
        """The frame on the screen becomes the cover; once more, and it isn't any longer."""
        asset, frame = self._session.asset, self._player.frame
        is_cover = trim_state.cover_of(asset, self._grid) == frame
        self._change(trim_state.with_cover(asset, self._grid, None if is_cover else frame))

    def _on_mute(self, is_muted: bool) -> None:  # noqa: FBT001 -- a slot
        self._change(replace(self._session.asset, mute=is_muted))

    def _on_mute_key(self) -> None:
        if self._surface.header.mute.isEnabled():
            self._on_mute(not self._session.asset.mute)

    def _on_weight(self, weight: Weight) -> None:
        self._change(replace(self._session.asset, weight=weight))

    def _on_loop(self, is_looping: bool) -> None:  # noqa: FBT001 -- a slot
        self._player.set_looping(is_looping=is_looping)

    def _on_backwards(self) -> None:
        self._player.shuttle(-1)

    def _on_forwards(self) -> None:
        self._player.shuttle(1)

    def _step(self, frames: int) -> None:
        self._player.seek(self._player.frame + frames)

    def _on_frame_back(self) -> None:
        self._step(-1)

    def _on_frame_on(self) -> None:
        self._step(1)

    def _on_second_back(self) -> None:
        self._step(-round(self._grid.fps))

    def _on_second_on(self) -> None:
        self._step(round(self._grid.fps))

    def _on_to_start(self) -> None:
        self._player.seek(self.selection.start)

    def _on_to_end(self) -> None:
        self._player.seek(self.selection.last)

    def _on_to_first(self) -> None:
        self._player.seek(0)

    def _on_to_last(self) -> None:
        self._player.seek(self._grid.frames - 1)

    def _on_nearer(self) -> None:
        self._surface.timeline.zoom(_ZOOM_STEP)

    def _on_farther(self) -> None:
        self._surface.timeline.zoom(1 / _ZOOM_STEP)
