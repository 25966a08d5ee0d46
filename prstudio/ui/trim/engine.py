"""What the player needs of whatever brings pictures (and perhaps sound) of a clip onto the screen."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal


class EngineNews(QObject):
    """What an engine tells; every signal comes in the window's thread.

    Signals:
        shown(QImage): a picture, upright, not turned by the asset.
        reached(int): while it plays by itself: the frame that is shown now.
        ended(): while it plays by itself: the clip's end is reached.
        failed(): it can't show this clip at all.
    """

    shown = Signal(object)
    reached = Signal(int)
    ended = Signal()
    failed = Signal()


class Engine(Protocol):
    """One clip, opened; frames are numbers on its grid."""

    news: EngineNews

    @property
    def has_sound(self) -> bool:
        """Whether its sound can be heard."""

    def show(self, frame: int) -> None:
        """Bring that frame onto the screen, soon; of several wishes the last one counts."""

    def play(self, frame: int, rate: float) -> bool:
        """Play by itself from that frame at that speed; False when it can't, then the player asks for single frames."""

    def pause(self) -> None:
        """Stop playing by itself."""

    def set_muted(self, *, is_muted: bool) -> None:
        """Whether its sound is kept silent."""

    def close(self) -> None:
        """Let go of the clip and of all work on it."""
