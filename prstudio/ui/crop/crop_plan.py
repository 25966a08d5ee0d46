"""What an edited asset would become, worked out off the window's thread while the person goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from prstudio.model.geometry import Size
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Asset, Post
from prstudio.prepare.variants import prepare
from prstudio.ui.crop.crop_outputs import Output, find_outputs, find_ratios
from prstudio.ui.crop.crop_picture import estimate_bytes
from prstudio.ui.crop.crop_state import Ratio, frame_box

if TYPE_CHECKING:
    from prstudio.studio import Draft


@dataclass(frozen=True, slots=True)
class CropPlan:
    """What the targets would get of the asset as it is edited now."""

    asset: Asset
    outputs: tuple[Output, ...]
    ratios: tuple[Ratio, ...]
    sizes_bytes: tuple[int | None, ...]
    """Of each output, about; None where it isn't known."""


@dataclass(frozen=True, slots=True)
class CropJob:
    """All that a plan needs; may go to another thread."""

    draft: Draft
    post: Post
    media: MediaTable
    asset_index: int
    image: QImage
    """As turned, reduced."""


def with_asset(post: Post, index: int, asset: Asset) -> Post:
    """The post with another asset in that place."""
    return replace(post, assets=(*post.assets[:index], asset, *post.assets[index + 1 :]))


def planner(job: CropJob, asset: Asset, size: Size) -> Callable[[], CropPlan]:
    """A function, for any thread, that plans `asset`, `size` large as turned, in its place in the post."""

    def plan() -> CropPlan:
        rules = job.draft.rulebook.rules
        post = with_asset(job.post, job.asset_index, asset)
        outputs = find_outputs(prepare(post, job.media, rules), asset)
        ratios = find_ratios(
            replace(job.draft, post=replace(post, targets=job.draft.post.targets)), job.asset_index, outputs
        )
        sizes = () if job.image.isNull() else tuple(_estimate(job.image, asset, size, output) for output in outputs)
        return CropPlan(asset, outputs, ratios, sizes or (None,) * len(outputs))

    return plan


def _estimate(image: QImage, asset: Asset, size: Size, output: Output) -> int | None:
    return estimate_bytes(image, frame_box(asset, size, output.ratio), output)
