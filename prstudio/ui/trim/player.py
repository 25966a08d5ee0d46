"""Where the clip stands and how it moves: play, pause, shuttle, loop; whatever brings the pictures."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from prstudio.model.media_info import ClipInfo
from prstudio.ui.jobs import JobRunner
from prstudio.ui.trim.engine import Engine
from prstudio.ui.trim.frame_grid import FrameGrid
from prstudio.ui.trim.media_engine import MediaEngine, find_multimedia
from prstudio.ui.trim.still_engine import StillEngine
from prstudio.ui.trim.trim_state import Selection

_SPEEDS: Final = (1.0, 2.0, 4.0)
_NOT_SOUGHT: Final = frozenset({"video/mp2t"})
"""Containers without an index: Qt 6.9's player finds no single frame in them."""
_TICK_MS: Final = 80
"""Of playing by single frames."""


class Player(QObject):
    """Plays one clip; its place is a frame on the clip's grid.

    Signals:
        shown(QImage): the picture on the screen.
        moved(int): the frame where it stands.
        state_changed(): it plays, rests, or has changed its speed.
        opened(): it is known now what this computer can do with the clip.
        failed(): not even those.
    """

    shown = Signal(object)
    moved = Signal(int)
    state_changed = Signal()
    opened = Signal()
    failed = Signal()

    def __init__(
        self,
        *,
        jobs: JobRunner,
        find: Callable[[], ModuleType | None] = find_multimedia,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._find = jobs, find
        self._engine: Engine | None = None
        self._clip: tuple[Path, ClipInfo] | None = None
        self._grid = FrameGrid(Fraction(25), 1)
        self._frame, self._rate = 0, 0.0
        self._is_looping, self._is_muted = True, False
        self._loop = Selection(0, 1)
        self._is_jumping = False
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.timeout.connect(self._on_opening)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._elapsed = QElapsedTimer()
        self._exact = 0.0

    @property
    def frame(self) -> int:
        """Where it stands."""
        return self._frame

    @property
    def rate(self) -> float:
        """Speed; negative backwards, 0 at rest."""
        return self._rate

    @property
    def is_looping(self) -> bool:
        """Whether the selection is played again and again."""
        return self._is_looping

    @property
    def plays_sound(self) -> bool:
        """Whether the clip can be heard on this computer."""
        return self._engine is not None and self._engine.has_sound

    @property
    def shows_stills(self) -> bool:
        """Whether only single frames can be shown of this clip."""
        return isinstance(self._engine, StillEngine)

    def load(self, path: Path, info: ClipInfo, grid: FrameGrid, *, frame: int) -> None:
        """Stand on that frame of another clip."""
        self.unload()
        self._clip, self._grid, self._frame = (path, info), grid, frame
        self._loop = Selection(0, grid.frames)
        self._opening.start()

    def unload(self) -> None:
        """Let go of the clip."""
        self._opening.stop()
        self.pause()
        if self._engine is not None:
            self._engine.close()
        self._engine = self._clip = None

    def seek(self, frame: int) -> None:
        """Stand on that frame; what was playing rests."""
        self.pause()
        self._move(frame)
        self._show()

    def play(self, rate: float = 1.0) -> None:
        """Play at that speed; from the selection's start where that is the only way on."""
        if self._engine is None or not rate:
            return
        if self._is_looping and not self._loop.holds(self._frame):
            self._move(self._loop.start if rate > 0 else self._loop.last)
        elif rate > 0 and self._frame >= self._grid.frames - 1:
            self._move(self._loop.start if self._is_looping else 0)
        self._rate = rate
        self._run()
        self.state_changed.emit()

    def pause(self) -> None:
        """Rest on the frame that is shown."""
        if not self._rate:
            return
        self._rate = 0.0
        self._ticks.stop()
        if self._engine is not None:
            self._engine.pause()
            self._engine.show(self._frame)
        self.state_changed.emit()

    def toggle(self) -> None:
        """Play, or rest."""
        if self._rate:
            self.pause()
        else:
            self.play()

    def shuttle(self, direction: int) -> None:
        """Play forwards (1) or backwards (-1); once more, and it goes faster."""
        speed = abs(self._rate) if self._rate * direction > 0 else 0.0
        faster = next((each for each in _SPEEDS if each > speed), _SPEEDS[-1])
        self.play(direction * faster)

    def set_loop(self, selection: Selection) -> None:
        """What is played again and again."""
        self._loop = selection

    def set_looping(self, *, is_looping: bool) -> None:
        """Whether it is."""
        self._is_looping = is_looping

    def set_muted(self, *, is_muted: bool) -> None:
        """Whether its sound is kept silent."""
        self._is_muted = is_muted
        if self._engine is not None:
            self._engine.set_muted(is_muted=is_muted)

    def _run(self) -> None:
        assert self._engine is not None, "only with a clip"
        self._is_jumping = True
        if self._engine.play(self._frame, self._rate):
            self._ticks.stop()
            return
        self._engine.pause()
        self._exact = float(self._frame)
        self._elapsed.start()
        self._ticks.start()

    def _on_opening(self) -> None:
        """A moment after the page has shown itself: the first time, Qt's multimedia takes a while to load."""
        assert self._clip is not None, "only with a clip"
        path, info = self._clip
        multimedia = None if info.mime in _NOT_SOUGHT else self._find()
        if multimedia is None:
            self._use_stills()
        else:
            self._take(MediaEngine(path, info, self._grid, multimedia=multimedia, parent=self))

    def _take(self, engine: MediaEngine | StillEngine) -> None:
        self._engine = engine
        engine.news.shown.connect(self.shown)
        engine.news.reached.connect(self._on_reached)
        engine.news.ended.connect(self._on_end)
        engine.news.failed.connect(self._on_failed)
        engine.set_muted(is_muted=self._is_muted)
        engine.show(self._frame)
        self.opened.emit()

    def _use_stills(self) -> None:
        assert self._clip is not None, "only with a clip"
        path, info = self._clip
        self._take(StillEngine(path, info, self._grid, jobs=self._jobs, parent=self))

    def _show(self) -> None:
        if self._engine is not None:
            self._engine.show(self._frame)

    def _move(self, frame: int) -> None:
        frame = min(max(frame, 0), self._grid.frames - 1)
        if frame != self._frame:
            self._frame = frame
            self.moved.emit(frame)

    def _on_reached(self, frame: int) -> None:
        if not self._rate:
            return
        if self._is_looping and frame >= self._loop.end:
            self._jump_back()
        elif not self._is_looping or frame >= self._loop.start:
            self._is_jumping = False
            self._move(frame)

    def _jump_back(self) -> None:
        """Pictures of what lies behind the end still come for a moment after the jump."""
        if self._is_jumping or self._engine is None:
            return
        self._engine.pause()
        self._move(self._loop.start)
        self._run()

    def _on_end(self) -> None:
        if self._is_looping and self._rate:
            self._is_jumping = False
            self._jump_back()
        else:
            self.pause()

    def _on_tick(self) -> None:
        """By single frames: as far as the time that has passed."""
        self._exact += self._elapsed.restart() / 1000 * self._rate * float(self._grid.fps)
        first, last = (self._loop.start, self._loop.last) if self._is_looping else (0, self._grid.frames - 1)
        is_through = self._exact > last if self._rate > 0 else self._exact < first
        if is_through and not self._is_looping:
            self._move(last if self._rate > 0 else first)
            self.pause()
            return
        if is_through:
            self._exact = float(first if self._rate > 0 else last)
        self._move(int(self._exact))
        self._show()

    def _on_failed(self) -> None:
        engine = self._engine
        if engine is None:
            return
        self.pause()
        engine.close()
        if isinstance(engine, MediaEngine):
            self._use_stills()
        else:
            self._engine = None
            self.failed.emit()
