"""Puts the parts together for the command line and the window; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from prstudio import __version__, paths
from prstudio.checks.check import check
from prstudio.media import probe
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post
from prstudio.model.progress import Cancelled, Report, ignore, never
from prstudio.model.variant import Variant
from prstudio.platforms.catalog import Rulebook, load_rulebook
from prstudio.prepare.targets import complete
from prstudio.prepare.variants import prepare
from prstudio.store.post_folder import load_post

if TYPE_CHECKING:
    from prstudio.bundle.signing import Signer
    from prstudio.bundle.writer import Written


@dataclass(frozen=True, slots=True)
class Draft:
    """A post with everything that was worked out about it, and no file written yet."""

    folder: Path
    post: Post
    """Its targets are complete."""
    media: MediaTable
    rulebook: Rulebook
    variants: tuple[Variant, ...]
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a platform would refuse a part of it."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def open_draft(path: Path, *, only: Collection[Platform] = ()) -> Draft:
    """Read the post folder (or post.toml) at `path`, plan its targets, or `only` those platforms, and check them.

    Raises:
        PostFault: post.toml must be edited.
        FileTrouble: nothing can be read there.
    """
    post = load_post(path)
    folder = path if path.is_dir() else path.parent
    return plan_draft(post, folder, probe.probe_assets(post, folder), only=only)


def plan_draft(post: Post, folder: Path, media: MediaTable, *, only: Collection[Platform] = ()) -> Draft:
    """Plan and check a post whose media are known. Fast enough to be called after every change."""
    rulebook = load_rulebook()
    completed = complete(post, rulebook.rules, only=only)
    variants = prepare(completed, media, rulebook.rules)
    findings = check(completed, variants, media, rulebook.rules)
    return Draft(folder, completed, media, rulebook, variants, findings)
