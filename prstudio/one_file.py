"""One file at a time, without a post: what it is, a part cut out of it, or brought inside a platform's limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from prstudio import paths
from prstudio.bundle.workplace import workplace
from prstudio.checks.check import check
from prstudio.errors import FileTrouble, MediaFault, UsageFault, file_trouble
from prstudio.media import probe
from prstudio.media.encode import render_video
from prstudio.media.render import Workshop, render_variants
from prstudio.model.finding import Finding, Severity
from prstudio.model.geometry import WHOLE, Box, Point, Size
from prstudio.model.media_info import ClipInfo, MediaInfo, PictureInfo, UnusableInfo
from prstudio.model.post import Asset, Platform, Post, Target
from prstudio.model.progress import Cancelled, Report, ignore, never
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import PicturePlan, Variant, VideoPlan
from prstudio.platforms.catalog import load_rulebook
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare.variants import prepare

# A cut is an original for later work: near to what the eye can tell apart, and no lid on its rate.
_CUT_CRF = 18
_FALLBACK_FPS = Fraction(30)
_MAX_CUT_FPS = Fraction(60)

# Where a finding speaks of the file itself and not of the post around it.
_PLACE = "asset.0"


@dataclass(frozen=True, slots=True)
class FitWish:
    """What one file is to become."""

    platform: Platform
    kind: str | None = None
    max_bytes: int | None = None
    """Beside the platform's own limits."""
    box: Box | None = None
    """What is shown, in fractions of the upright picture."""
    focus: Point | None = None


def probe_file(file: Path) -> MediaInfo:
    """What the file is, by its content.

    Raises:
        MediaFault: it is damaged, or nothing the program knows.
        FileTrouble: it can't be read.
    """
    try:
        if not file.is_file():
            raise FileTrouble("file_not_found", {"file": str(file)})
    except OSError as error:
        raise file_trouble(error, file) from error
    info = probe.probe(file, file.name)
    if isinstance(info, UnusableInfo):
        raise MediaFault(info.code, info.params)
    return info


def trim_file(
    source: Path,
    out: Path,
    *,
    start_s: float,
    end_s: float,
    report: Report = ignore,
    cancelled: Cancelled = never,
) -> RenderedFile:
    """Write the part of a clip from `start_s` (included) to `end_s` (not) to `out`, exact to the frame.

    Raises:
        UsageFault: not a clip, or a part that doesn't lie in it.
        MediaFault, EngineFault, FileTrouble, WorkCancelled: as for rendering; `out` is as it was.
    """
    info = probe_file(source)
    if not isinstance(info, ClipInfo):
        raise UsageFault("usage_not_a_clip", {"file": source.name})
    if not 0 <= start_s < end_s <= info.duration_s + 0.05:  # NaN compares false too
        raise UsageFault("usage_trim", {"start_s": start_s, "end_s": end_s, "duration_s": info.duration_s})
    plan = VideoPlan(
        source=source.name,
        start_s=start_s,
        end_s=min(end_s, info.duration_s),
        box=WHOLE,
        size=_even(info.size),
        fps=min(info.fps, _MAX_CUT_FPS) if info.fps else _FALLBACK_FPS,
        crf=_CUT_CRF,
        max_kbps=None,
    )

    def make(work: Path) -> RenderedFile:
        return render_video(plan, source, work, info=info, slide_paths={}, report=report, cancelled=cancelled)

    return _put(source, out, make)


def fit_file(
    source: Path, out: Path, wish: FitWish, *, report: Report = ignore, cancelled: Cancelled = never
) -> tuple[RenderedFile | None, tuple[Finding, ...]]:
    """Write one picture or clip to `out`, inside the limits of the wish's platform and kind.

    The findings tell what the platform would still say of it; where one is an error, nothing is written.

    Raises:
        UsageFault: the platform has no such kind, or takes no such file.
        MediaFault, EngineFault, FileTrouble, WorkCancelled: as for rendering; `out` is as it was.
    """
    info = probe_file(source)
    rules = load_rulebook((wish.platform,)).rules
    _require_kind(wish, rules[wish.platform])
    post = _post_of(source, info, wish)
    media = {source.name: info}
    variants = tuple(_bounded(variant, wish.max_bytes) for variant in prepare(post, media, rules))
    findings = tuple(finding for finding in check(post, variants, media, rules) if _speaks_of_file(finding))
    plan = next((plan for variant in variants for plan in (variant.video, *variant.pictures) if plan), None)
    if plan is None:
        raise UsageFault("usage_not_taken", {"file": source.name, "platform": wish.platform, "kind": variants[0].kind})
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings

    def make(work: Path) -> RenderedFile:
        bare = replace(variants[0], thumbnail=None, subtitles=())
        workshop = Workshop(originals=source.absolute().parent, media=media, work=work)
        return render_variants([bare], workshop, report=report, cancelled=cancelled)[plan]

    return _put(source, out, make), findings


def _post_of(source: Path, info: MediaInfo, wish: FitWish) -> Post:
    """A post that holds nothing but this file."""
    crop, ratio = {}, None
    if wish.box is not None and isinstance(info, PictureInfo | ClipInfo):
        shown = wish.box.size_in(info.size)
        ratio = f"{shown.width_px}:{shown.height_px}"
        crop = {ratio: wish.box}
    asset = Asset(file=source.name, focus=wish.focus, crop=crop)
    return Post(district="", assets=(asset,), targets=(Target(wish.platform, kind=wish.kind, ratio=ratio),))


def _speaks_of_file(finding: Finding) -> bool:
    """Alt texts and the like belong to a post; a location is removed in any case."""
    return finding.place == _PLACE or finding.place.startswith((f"{_PLACE}.crop", f"{_PLACE}.trim"))


def _require_kind(wish: FitWish, rules: PlatformRules) -> None:
    if wish.kind is not None and wish.kind not in rules.kinds:
        params = {"platform": wish.platform, "kind": wish.kind, "known": ", ".join(rules.kinds)}
        raise UsageFault("usage_kind", params)


def _bounded(variant: Variant, max_bytes: int | None) -> Variant:
    """The variant with every file at most `max_bytes` large."""
    if max_bytes is None:
        return variant
    bound = max_bytes

    def bounded(plan_bytes: int | None) -> int:
        return bound if plan_bytes is None else min(bound, plan_bytes)

    pictures: tuple[PicturePlan, ...] = tuple(
        replace(picture, max_bytes=bounded(picture.max_bytes)) for picture in variant.pictures
    )
    video = variant.video
    if video is not None:
        video = replace(video, max_bytes=bounded(video.max_bytes), remux=False)
    return replace(variant, pictures=pictures, video=video)


def _put(source: Path, out: Path, make: Callable[[Path], RenderedFile]) -> RenderedFile:
    """Make a file in a temporary folder beside `out` and move it there; the original is never overwritten."""
    try:
        if out.exists() and out.samefile(source):
            raise UsageFault("usage_out_is_source")
        if out.is_dir():
            raise FileTrouble("usage_out_exists", {"file": str(out)})
        with workplace(out.absolute().parent) as work:
            made = make(work)
            paths.replace(made.path, out)
    except OSError as error:
        raise file_trouble(error, out) from error
    return replace(made, path=out)


def _even(size: Size) -> Size:
    """Video needs even sides; one row or column is lost at most."""
    return Size(max(2, size.width_px // 2 * 2), max(2, size.height_px // 2 * 2))
