"""One export as data: what was ordered, how far it is, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from prstudio.errors import StudioError
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post, Target
from prstudio.model.progress import Progress


@dataclass(frozen=True, slots=True)
class Blame:
    """An error of a post, told apart by what is wrong and whose rule it is."""

    code: str
    platform: Platform | None


def blames(findings: tuple[Finding, ...]) -> frozenset[Blame]:
    """The errors among `findings`: what a person must have seen before the post is exported all the same."""
    return frozenset(
        Blame(finding.code, finding.platform) for finding in findings if finding.severity is Severity.ERROR
    )


@dataclass(frozen=True, slots=True)
class SignerIdentity:
    """Who signs, as it stands in a bundle's signature."""

    officer: str
    district: str


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """A snapshot of everything that an export needs: later changes of the post don't reach it."""

    post_id: str
    """Of the library."""
    title: str
    """What the post is called in the list of exports."""
    post: Post
    """As it lay open."""
    targets: tuple[Target, ...]
    """Those that are exported; at least one."""
    folder: Path
    """Where the post's files are."""
    media: MediaTable
    out: Path
    """Absolute; a zip when it ends in `.zip`, else a folder."""
    agreed: frozenset[Blame] = frozenset()
    """Errors that the person saw and exports with all the same."""


def renewed_targets(former: tuple[Target, ...], now: tuple[Target, ...]) -> tuple[Target, ...]:
    """Those of `now` that are the `former` ones with other words or pictures; the former where none is.

    A post that names no targets has none in `now`.
    """
    wanted = {(target.platform, target.account) for target in former}
    return tuple(target for target in now if (target.platform, target.account) in wanted) or former


class ExportState(StrEnum):
    """How far an export is."""

    WAITING = "waiting"
    RENDERING = "rendering"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in (ExportState.DONE, ExportState.FAILED, ExportState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Made:
    """What a finished export left."""

    path: Path
    """Of the bundle, absolute."""
    folder: Path
    """What a file manager shows: the bundle, or the folder in which the zip lies."""
    review_page: Path | None
    """None when the bundle is a zip."""
    unsigned_because: StudioError | None = None
    """Why nobody signed; None when the bundle is signed."""


@dataclass(frozen=True, slots=True)
class Export:
    """An export as it stands now."""

    number: int
    """Its own; never used twice."""
    order: ExportOrder
    state: ExportState = ExportState.WAITING
    is_stopping: bool = False
    """Whether it was cancelled and hasn't noticed yet."""
    progress: Progress | None = None
    """Of the rendering; None before the first report."""
    left_s: float | None = None
    """Seconds until it is done; None while it is too early to tell."""
    made: Made | None = None
    """When DONE."""
    error: StudioError | None = None
    """When FAILED."""
