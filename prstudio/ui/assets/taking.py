"""Sorts what came into the post's folder: photos and clips, subtitles for a clip, and what has no place here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prstudio.errors import MediaFault, StudioError
from prstudio.messages import Language
from prstudio.model.media_info import ClipInfo, PictureInfo, SubtitlesInfo
from prstudio.prepare.arranging import ClipSubtitles
from prstudio.ui.editor import OpenPost

if TYPE_CHECKING:
    from prstudio.store.intake import TakenIn


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that didn't come in; the error's sentence names it."""

    error: StudioError


@dataclass(frozen=True, slots=True)
class Come:
    """What became of an order."""

    files: tuple[str, ...]
    """New photos and clips, in order."""
    subtitles: tuple[ClipSubtitles, ...]
    refusals: tuple[Refusal, ...]


def sort_taken(taken: TakenIn, opened: OpenPost, *, clip: int | None) -> Come:
    """Photos and clips apart from subtitles, which go to `clip`, or to the post's only clip."""
    files: list[str] = []
    subtitles: list[ClipSubtitles] = []
    refusals = [Refusal(refused.error) for refused in taken.refused]
    owner = _owner(opened, clip)
    for name in taken.names:
        info = taken.infos[name]
        if isinstance(info, (PictureInfo, ClipInfo)):
            files.append(name)
        elif not isinstance(info, SubtitlesInfo):
            refusals.append(Refusal(MediaFault("asset_is_sound", {"file": name})))
        elif owner is None:
            refusals.append(Refusal(MediaFault("asset_subtitles_alone", {"file": name})))
        else:
            subtitles.append(ClipSubtitles(owner, info.language or Language.HI, name))
    return Come(tuple(files), tuple(subtitles), tuple(refusals))


def _owner(opened: OpenPost, clip: int | None) -> str | None:
    """The file of the clip that subtitles belong to; None when it isn't plain which."""
    assets = opened.post.assets
    clips = [asset.name for asset in assets if isinstance(opened.media.get(asset.name), ClipInfo)]
    if clip is not None and clip < len(assets) and assets[clip].name in clips:
        return assets[clip].name
    return clips[0] if len(clips) == 1 else None
