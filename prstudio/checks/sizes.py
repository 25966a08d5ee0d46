"""The pixels of planned pictures and clips: outside the platform's bounds, or enlarged until they look soft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from prstudio.checks.case import Case
from prstudio.model.finding import Finding, Severity
from prstudio.model.geometry import Box, Size
from prstudio.model.post import Fit
from prstudio.platforms.rules import Limits, Unit
from prstudio.prepare.sizes import measures

ENLARGEMENT_MAX: Final = 1.5
"""Output pixels for each source pixel, along one side; beyond it a picture is visibly soft."""


def check_bounds(
    case: Case, size: Size, limits: Limits, *, file: str, place: str, frames: int = 1
) -> Iterator[Finding]:
    """Each bound on pixels or ratio that the planned size breaks."""
    for name, value in measures(size, frames).items():
        for direction in ("min", "max"):
            limit = limits.broken(f"{direction}_{name}", value)
            if limit is None:
                continue
            params: Mapping[str, object] = {"file": file, "value": value, "limit": limit.value}
            if limit.unit is Unit.RATIO:
                code = "ratio_too_narrow" if direction == "min" else "ratio_too_wide"
                yield case.finding(code, limit.level, place=place, params=params, fix="choose_allowed_ratio")
            else:
                code = "pixels_too_few" if direction == "min" else "pixels_too_many"
                yield case.finding(code, limit.level, place=place, params={**params, "measure": f"measure_{name}"})


def check_enlargement(case: Case, size: Size, *, shown: Size, fit: Fit, file: str, place: str) -> Iterator[Finding]:
    """A small source, or a tight crop, blown up to the planned size."""
    factor = enlargement(size, shown=shown, fit=fit)
    if factor > ENLARGEMENT_MAX + 1e-6:
        params = {
            "file": file,
            "factor": round(factor, 1),
            "width_px": shown.width_px,
            "height_px": shown.height_px,
            "needed_width_px": size.width_px,
            "needed_height_px": size.height_px,
        }
        yield case.finding("picture_enlarged", Severity.WARNING, place=place, params=params)


def enlargement(size: Size, *, shown: Size, fit: Fit) -> float:
    """Output pixels for each source pixel, along one side; `shown` is what is used of the source, in its pixels."""
    across, down = size.width_px / shown.width_px, size.height_px / shown.height_px
    return max(across, down) if fit is Fit.CROP else min(across, down)


def shown_size(box: Box, source: Size, fit: Fit) -> Size:
    """What is used of the source, in its pixels."""
    return box.size_in(source) if fit is Fit.CROP else source
