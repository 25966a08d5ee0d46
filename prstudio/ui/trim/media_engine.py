"""Plays a clip with Qt's own player: pictures through a video sink, sound where a device exists."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QLoggingCategory, QObject, QTimer, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QImage

from prstudio.model.media_info import ClipInfo
from prstudio.ui.trim.engine import EngineNews
from prstudio.ui.trim.frame_grid import FrameGrid

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame

_FIRST_PICTURE_MS: Final = 4000
"""A clip of which nothing is seen by then is shown by stills instead."""
_SEEK_MS: Final = 400
"""A seek without a picture by then won't bring one: the next wish goes out all the same."""
_BREATH: Final = 2
"""While it plays, at least so many times the cost of a picture passes before the next one is converted."""


@cache
def find_multimedia() -> ModuleType | None:
    """Qt's multimedia, where this computer can load it and it brings a player; looked for once.

    What it says about drivers and sound servers that are missing is expected on office computers and no news to
    anyone, so its warnings are switched off.
    """
    QLoggingCategory.setFilterRules("qt.multimedia.*.warning=false")
    with _quiet():
        try:
            from PySide6 import QtMultimedia  # noqa: PLC0415 -- needs libraries that not every Linux has
        except ImportError:
            return None
        QtMultimedia.QMediaDevices.audioOutputs()  # asks for a sound server, loudly where there is none
        return QtMultimedia if QtMultimedia.QMediaPlayer().isAvailable() else None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """For the few moments when Qt speaks, outside its multimedia categories, of what this computer lacks."""
    previous = qInstallMessageHandler(_say_nothing)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)


def _say_nothing(_kind: QtMsgType, _context: object, _message: str) -> None:
    """Nobody needs it."""


class MediaEngine(QObject):
    """One clip in a QMediaPlayer. Wishes for frames wait for one another: a decoder can't be hurried."""

    def __init__(
        self, path: Path, info: ClipInfo, grid: FrameGrid, *, multimedia: ModuleType, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.news = EngineNews(self)
        self._grid = grid
        self._wanted: int | None = 0
        self._asked: int | None = None
        self._is_playing = self._has_picture = False
        self._cost_ms = 0
        self._since = QElapsedTimer()
        self._player: QMediaPlayer = multimedia.QMediaPlayer(self)
        self._states = multimedia.QMediaPlayer
        self._sink = multimedia.QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._audio = None
        if info.audio is not None and not multimedia.QMediaDevices.defaultAudioOutput().isNull():
            self._audio = multimedia.QAudioOutput(self)
            self._player.setAudioOutput(self._audio)
        self._first = self._single_shot(_FIRST_PICTURE_MS, self._on_no_picture)
        self._patience = self._single_shot(_SEEK_MS, self._on_no_seek)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.errorOccurred.connect(self._on_error)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.pause()
        self._first.start()

    @property
    def has_sound(self) -> bool:
        """Whether there is a device for it, and a track."""
        return self._audio is not None

    def show(self, frame: int) -> None:
        """As of engines."""
        self._wanted = frame
        if self._asked is None:
            self._ask()

    def play(self, frame: int, rate: float) -> bool:
        """As of engines: forwards only."""
        if rate <= 0:
            return False
        self._wanted = self._asked = None
        self._patience.stop()
        if not self._is_playing:
            self._player.setPosition(self._middle_ms(frame))
        self._is_playing = True
        self._player.setPlaybackRate(rate)
        self._player.play()
        return True

    def pause(self) -> None:
        """As of engines."""
        if self._is_playing:
            self._is_playing = False
            self._player.pause()

    def set_muted(self, *, is_muted: bool) -> None:
        """As of engines."""
        if self._audio is not None:
            self._audio.setMuted(is_muted)

    def close(self) -> None:
        """As of engines."""
        self._first.stop()
        self._patience.stop()
        self._sink.videoFrameChanged.disconnect(self._on_frame)
        self._player.errorOccurred.disconnect(self._on_error)
        self._player.mediaStatusChanged.disconnect(self._on_status)
        self._player.stop()
        self._player.setSource(QUrl())
        self.deleteLater()

    def _ask(self) -> None:
        """Seek to the middle of the wanted frame: its edges belong to its neighbours as often as not."""
        if self._wanted is None:
            return
        self._asked, self._wanted = self._wanted, None
        self._player.pause()  # after its end a player has stopped, and shows nothing more
        self._player.setPosition(self._middle_ms(self._asked))
        self._patience.start()

    def _middle_ms(self, frame: int) -> int:
        return round((frame + 0.5) * 1000 / self._grid.fps)

    def _single_shot(self, delay_ms: int, slot) -> QTimer:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- a bound slot
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(slot)
        return timer

    def _on_frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        if self._is_playing:
            self._follow(frame)
        else:
            self._picture(frame)
            self._asked = None
            self._patience.stop()
            self._ask()

    def _follow(self, frame: QVideoFrame) -> None:
        start_us = frame.startTime()
        moment_s = start_us / 1_000_000 if start_us >= 0 else self._player.position() / 1000
        if not self._since.isValid() or self._since.elapsed() >= self._cost_ms * _BREATH:
            self._picture(frame)
        self.news.reached.emit(self._grid.frame_at(moment_s))

    def _picture(self, frame: QVideoFrame) -> None:
        self._since.start()
        image = self._convert(frame)
        self._cost_ms = self._since.restart()
        if image.isNull():  # ten bits without a graphics card
            self.news.failed.emit()
            return
        self._has_picture = True
        self._first.stop()
        self.news.shown.emit(image)

    def _convert(self, frame: QVideoFrame) -> QImage:
        if self._has_picture:
            return frame.toImage()
        with _quiet():  # the first time it looks for a graphics card
            return frame.toImage()

    def _on_no_seek(self) -> None:
        self._asked = None
        self._ask()

    def _on_no_picture(self) -> None:
        if not self._has_picture:
            self.news.failed.emit()

    def _on_error(self, _error: object, _words: str) -> None:
        self.news.failed.emit()

    def _on_status(self, status: object) -> None:
        if status == self._states.MediaStatus.EndOfMedia and self._is_playing:
            self._is_playing = False
            self.news.ended.emit()
