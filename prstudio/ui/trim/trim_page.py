"""The trim page: one clip, what of it is used, and what that means for every target."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Asset
from prstudio.ui.crop.crop_plan import with_asset
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.trim import trim_state
from prstudio.ui.trim.frame_grid import grid_of
from prstudio.ui.trim.media_engine import find_multimedia
from prstudio.ui.trim.player import Player
from prstudio.ui.trim.strip_loader import StripLoader, StripOrder
from prstudio.ui.trim.timeline_paint import STRIP_PX
from prstudio.ui.trim.trim_controls import TrimControls
from prstudio.ui.trim.trim_keys import Act, find_act, is_over_window, is_repeated
from prstudio.ui.trim.trim_outlook import TrimOutlook
from prstudio.ui.trim.trim_session import TrimSession
from prstudio.ui.trim.trim_subtitles import TrimSubtitles
from prstudio.ui.trim.trim_surface import TrimSurface

_PARTS = ("", "trim", "cover_s", "subtitles", "mute", "weight")
"""Of an asset that is mended here."""


class TrimPage(QWidget):
    """Edits a copy of one asset; OK puts it into the post as one step.

    Signals:
        done(): the page is no longer needed.
        crop_requested(int): the clip at that index should be cropped; what was trimmed is in the post by then.
        line_kbps_chosen(int): the speed of the line, in kilobits (1,000 bits) a second.
    """

    done = Signal()
    crop_requested = Signal(int)
    line_kbps_chosen = Signal(int)

    def __init__(
        self,
        *,
        speech: Speech,
        look: Look,
        editor: Editor,
        jobs: JobRunner,
        find_player: Callable[[], ModuleType | None] = find_multimedia,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._speech, self._editor = speech, editor
        self._index: int | None = None
        self._info: ClipInfo | None = None
        self.session = TrimSession(parent=self)
        self.player = Player(jobs=jobs, find=find_player, parent=self)
        self.surface = TrimSurface(speech=speech, look=look)
        self.controls = TrimControls(surface=self.surface, session=self.session, player=self.player, parent=self)
        self.outlook = TrimOutlook(
            speech=speech,
            editor=editor,
            jobs=jobs,
            session=self.session,
            controls=self.controls,
            surface=self.surface,
            parent=self,
        )
        rows = self.surface.subtitles
        self._subtitles = TrimSubtitles(rows=rows, session=self.session, editor=editor, jobs=jobs, parent=self)
        self._strip = StripLoader(jobs=jobs, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.surface)
        self._connect_surface()
        self._connect_others()

    @property
    def asset(self) -> Asset:
        """The asset as it is edited now."""
        return self.session.asset

    @property
    def is_changed(self) -> bool:
        """Whether OK would change the post."""
        return self.session.is_changed

    def show_line_kbps(self, line_kbps: int | None) -> None:
        """The speed of the line; None: not known."""
        self.surface.line.show_speed(line_kbps)
        self.outlook.refresh()

    def show_asset(self, index: int) -> None:
        """Begin with that asset of the open post."""
        opened = self._editor.current
        assert opened is not None, "nothing is open"
        asset = opened.post.assets[index]
        info = opened.media.get(asset.name)
        self._leave_clip()
        self._index, self._info = index, info if isinstance(info, ClipInfo) else None
        self.session.begin(asset)
        self.surface.show_clip(asset.name, self._info)
        self._subtitles.begin(index)
        if self._info is not None:
            self._open_clip(opened.folder / asset.name, self._info)
        self.outlook.begin(index, self._info)
        self._refresh()
        self.surface.timeline.setFocus()

    def focus_place(self, place: str, target_index: int | None) -> bool:
        """Show the clip that a finding speaks of, with the keyboard where it is mended; False for anything else."""
        parts = place.split(".")
        opened = self._editor.current
        if opened is None or len(parts) < 2 or parts[0] != "asset" or not parts[1].isdigit():
            return False
        index, part = int(parts[1]), parts[2] if len(parts) > 2 else ""
        if index >= len(opened.post.assets) or part not in _PARTS:
            return False
        if not isinstance(opened.media.get(opened.post.assets[index].name), ClipInfo):
            return False
        self.show_asset(index)
        self._focus_part(parts[2:])
        return True

    def leave(self) -> None:
        """Make way; where something would be lost, the page asks first."""
        self._on_back()

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if is_over_window(find_act(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = find_act(event)
        if act is not None and event.isAutoRepeat() and not is_repeated(act):
            return
        if act is Act.BACK:
            self._on_back()
        elif act is Act.OK:
            self._on_ok()
        elif act is None or self._info is None or not self.controls.act(act):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.player.pause()
        super().hideEvent(event)

    def _connect_surface(self) -> None:
        surface = self.surface
        surface.header.back_requested.connect(self._on_back)
        surface.header.crop_requested.connect(self._on_crop)
        surface.line.chosen.connect(self._on_line)
        surface.foot.ok_requested.connect(self._on_ok)
        surface.foot.back_requested.connect(self._on_back)
        surface.foot.discard_requested.connect(self._leave)
        surface.foot.stayed.connect(surface.timeline.setFocus)
        self.player.shown.connect(surface.picture.show_image)
        self.player.moved.connect(self._on_moved)
        self.player.state_changed.connect(self._on_player_state)
        self.player.opened.connect(self._say_player)
        self.player.failed.connect(surface.show_no_pictures)
        self._strip.picture_came.connect(surface.timeline.show_picture)
        self._strip.wave_came.connect(surface.timeline.show_wave)

    def _connect_others(self) -> None:
        self.session.changed.connect(self._on_edited)
        self._editor.changed.connect(self._on_changed)
        self._editor.opened.connect(self._on_other_post)
        self._editor.closed.connect(self._on_other_post)
        self._speech.changed.connect(self._on_speech)

    def _open_clip(self, path: Path, info: ClipInfo) -> None:
        grid = grid_of(info)
        places = self.surface.timeline.places_for(info.size.ratio)
        self.surface.timeline.show_clip(grid.frames, places)
        self.player.load(path, info, grid, frame=trim_state.selection_of(self.asset, grid).start)
        self.controls.begin(grid)
        self._strip.load(StripOrder(path, info, places, round(STRIP_PX * self.devicePixelRatioF())))

    def _say_player(self) -> None:
        """What can't be seen or heard on this computer, once and calmly."""
        if self._info is not None:
            is_silent = self._info.audio is not None and not self.player.plays_sound
            note = "stills_only" if self.player.shows_stills else "no_sound_device" if is_silent else ""
            self.surface.show_note(note)

    def _focus_part(self, parts: list[str]) -> None:
        surface = self.surface
        if parts[:1] == ["trim"]:
            (surface.bar.start if parts[-1] == "start_s" else surface.bar.end).setFocus()
        elif parts[:1] == ["cover_s"]:
            surface.header.cover.setFocus()
        elif parts[:1] == ["subtitles"]:
            language = Language(parts[1]) if parts[1:2] and parts[1] in tuple(Language) else Language.HI
            surface.subtitles.rows[language].choose.setFocus()

    def _refresh(self) -> None:
        """Show everything as the edited asset has it."""
        self.surface.weights.show_weight(self.asset.weight)
        self._subtitles.refresh()
        if self._info is not None:
            self.controls.refresh()
            self._show_choices()
        self.outlook.refresh()

    def _show_choices(self) -> None:
        cover = trim_state.cover_of(self.asset, self.controls.grid)
        has_sound = self._info is not None and self._info.audio is not None
        is_here = cover == self.player.frame
        self.surface.header.show_choices(is_muted=self.asset.mute, has_sound=has_sound, is_cover_here=is_here)

    def _leave_clip(self) -> None:
        """Let go of the clip; the page stays as it is."""
        self._strip.stop()
        self.outlook.end()
        self._subtitles.end()
        self.player.unload()
        self._index = self._info = None

    def _leave(self) -> None:
        self._leave_clip()
        self.surface.foot.rest()
        self.done.emit()

    def _keep(self) -> int | None:
        """Put the edited asset into the post as one step; the index of the clip that was left."""
        opened, index, asset = self._editor.current, self._index, self.asset
        self._leave_clip()  # our own change is no news to us
        if opened is not None and index is not None:
            self._editor.change(with_asset(opened.post, index, asset), "undo.trim")
        return index

    def _on_ok(self) -> None:
        if self._keep() is not None:
            self._leave()

    def _on_crop(self) -> None:
        index = self._keep()
        if index is not None:
            self.crop_requested.emit(index)

    def _on_back(self) -> None:
        if self.surface.foot.is_asking:
            self.surface.foot.rest()
            self.surface.timeline.setFocus()
        elif self.is_changed:
            self.player.pause()
            self.surface.foot.ask()
        else:
            self._leave()

    def _on_edited(self, _asset: Asset) -> None:
        self._refresh()
        self.outlook.renew()

    def _on_moved(self, _frame: int) -> None:
        self.controls.show_place()
        self._show_choices()

    def _on_player_state(self) -> None:
        self.surface.bar.show_state(self.player.rate)

    def _on_line(self, line_kbps: int) -> None:
        self.outlook.refresh()
        self.line_kbps_chosen.emit(line_kbps)

    def _on_changed(self, opened: OpenPost) -> None:
        """Somebody else changed the post: what it says now counts."""
        if self._index is None:
            return
        if self._index >= len(opened.post.assets):
            self._leave()
        elif opened.post.assets[self._index] != self.session.original:
            self.show_asset(self._index)

    def _on_other_post(self) -> None:
        if self._index is not None:
            self._leave()

    def _on_speech(self) -> None:
        if self._index is not None:
            self._refresh()
