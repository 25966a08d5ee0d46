"""What the window shows of updates, as one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from prstudio import __version__
from prstudio.errors import StudioError
from prstudio.model.progress import Progress

if TYPE_CHECKING:
    from prstudio.update.feed import Choice


class Doing(Enum):
    """What goes on now."""

    NOTHING = auto()
    LOOKING = auto()
    DOWNLOADING = auto()
    TAKING = auto()


@dataclass(frozen=True, slots=True)
class Here:
    """What is on this computer."""

    version: str = __version__
    """That runs."""
    is_installed: bool = False
    """By our installer: else only rules can be taken."""
    has_address: bool = False
    """Whether it is known where headquarters publishes."""
    next_version: str = __version__
    """That starts next."""
    previous: str | None = None
    """That can be gone back to."""
    has_former_rules: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to be said in the language of the moment."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    is_good: bool = False


@dataclass(frozen=True, slots=True)
class UpdateState:
    """All of it."""

    here: Here = field(default_factory=Here)
    doing: Doing = Doing.NOTHING
    choice: Choice | None = None
    """What was found; None: nobody has looked yet."""
    progress: Progress | None = None
    left_s: float | None = None
    answer: Said | StudioError | None = None
    """What came of the last wish."""

    @property
    def can_download(self) -> bool:
        """Whether something newer is known that this program can take itself."""
        return self.choice is not None and (self.choice.app is not None or self.choice.rules is not None)

    @property
    def needs_restart(self) -> bool:
        """Whether another version starts next than the one that runs."""
        return self.here.next_version != self.here.version
