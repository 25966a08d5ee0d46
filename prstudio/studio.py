"""Puts the parts together for the command line and the window; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prstudio import __version__
from prstudio.checks.check import check
from prstudio.errors import file_trouble
from prstudio.media import probe
from prstudio.model.districts import all_districts
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post
from prstudio.model.progress import Cancelled, Report, ignore, never, share
from prstudio.model.rendered import Plan, RenderedFile
from prstudio.model.variant import Variant
from prstudio.platforms.catalog import Rulebook, load_rulebook
from prstudio.prepare.targets import complete, left_out
from prstudio.prepare.variants import prepare
from prstudio.store.post_folder import load_post

if TYPE_CHECKING:
    from prstudio.bundle.contents import BundleContents
    from prstudio.bundle.layout import TargetFolder
    from prstudio.bundle.signing import Signer

_RENDER_SHARE: Final = 0.9
"""Of the time of an export; the rest is hashing and writing."""


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
    return plan_draft(post, folder, probe.probe_assets(post, folder), load_rulebook(), only=only)


def plan_draft(
    post: Post, folder: Path, media: MediaTable, rulebook: Rulebook, *, only: Collection[Platform] = ()
) -> Draft:
    """Plan and check a post whose media are known: quick enough to be called after every change."""
    completed = complete(post, rulebook.rules, only=only, media=media)
    missed = () if only else left_out(post, rulebook.rules, media)
    variants = prepare(completed, media, rulebook.rules)
    findings = check(completed, variants, media, rulebook.rules, left_out=missed)
    return Draft(folder, completed, media, rulebook, variants, findings)


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written."""

    path: Path
    name: str
    is_signed: bool
    targets: tuple[TargetFolder, ...]
    """What each target became."""

    @property
    def review_page(self) -> Path | None:
        """The page to open in a browser; None when the bundle is a zip."""
        return self.path / "data" / "review.html" if self.path.is_dir() else None


def export(
    draft: Draft,
    out: Path,
    *,
    find_signer: Callable[[], Signer | None],
    today: date | None = None,
    report: Report = ignore,
    cancelled: Cancelled = never,
) -> Exported:
    """Render everything and write the bundle to `out`; a former bundle there is replaced, anything else refused.

    `find_signer` is asked when the files are rendered; None leaves the bundle unsigned.

    Raises:
        MediaFault, EngineFault: a file can't be rendered.
        FileTrouble, DiskFull: `out` can't be written.
        WorkCancelled: `cancelled` said so; nothing is left.
    """
    from prstudio.bundle.place import check_place
    from prstudio.bundle.workplace import workplace

    out = check_place(out)
    try:
        with workplace(out.parent) as place:
            files = _render(draft, place, report=share(report, 0.0, _RENDER_SHARE), cancelled=cancelled)
            bundle_report = share(report, _RENDER_SHARE, 1 - _RENDER_SHARE)
            contents = _contents(draft, files, today or date.today())  # noqa: DTZ011 -- the office's calendar day
            return _write(contents, out, find_signer(), report=bundle_report, cancelled=cancelled)
    except OSError as error:
        raise file_trouble(error, out) from error


def _render(draft: Draft, work: Path, *, report: Report, cancelled: Cancelled) -> dict[Plan, RenderedFile]:
    """What signs and packs the bundle is imported after this: the encoder needs the memory more."""
    from prstudio.media.render import Workshop, render_variants

    workshop = Workshop(originals=draft.folder, media=draft.media, work=work)
    return render_variants(draft.variants, workshop, report=report, cancelled=cancelled)


def _contents(draft: Draft, files: Mapping[Plan, RenderedFile], made_on: date) -> BundleContents:
    from prstudio.bundle.contents import BundleContents

    return BundleContents(
        post=draft.post,
        targets=draft.post.targets,
        variants=draft.variants,
        findings=draft.findings,
        rules=draft.rulebook.rules,
        rules_revision=draft.rulebook.revision,
        program_version=__version__,
        made_on=made_on,
        district_names=all_districts()[draft.post.district].name,
        files=files,
        originals=draft.folder,
    )


def _write(
    contents: BundleContents, out: Path, signer: Signer | None, *, report: Report, cancelled: Cancelled
) -> Exported:
    from prstudio.bundle import layout, writer

    written = writer.write_bundle(contents, out, report=report, cancelled=cancelled, sign=signer)
    return Exported(written.path, written.name, signer is not None, layout.build_layout(contents))
