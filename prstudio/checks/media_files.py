"""Every file of a post for itself: unusable, of the wrong sort, with a location inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from prstudio.checks.case import Whole
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import ClipInfo, MediaInfo, PictureInfo, SoundInfo, SubtitlesInfo, UnusableInfo
from prstudio.model.post import Asset, Post

_SORTS: Final[Mapping[type[MediaInfo], str]] = MappingProxyType(
    {PictureInfo: "sort_picture", ClipInfo: "sort_clip", SoundInfo: "sort_sound", SubtitlesInfo: "sort_subtitles"}
)
_Sorts = tuple[type[MediaInfo], ...]


def check_files(whole: Whole) -> Iterator[Finding]:
    """Files that can't be used, with the reason, and files that are something else than their key says."""
    for place, file, sorts in _needed(whole.post):
        info = whole.media.get(file)
        if info is None:
            yield Finding("media_not_read", Severity.ERROR, place, params={"file": file})
        elif isinstance(info, UnusableInfo):
            reason = {"code": info.code, "params": {name: _plain(value) for name, value in info.params.items()}}
            yield Finding("media_unusable", Severity.ERROR, place, params={"file": file, "reason": reason})
        elif not isinstance(info, sorts):
            params = {"file": file, "found": _SORTS[type(info)], "expected": _expected(sorts)}
            yield Finding("media_wrong_sort", Severity.ERROR, place, params=params)


def check_location(whole: Whole) -> Iterator[Finding]:
    """Files that tell where they were taken; exported files never do."""
    told: set[str] = set()
    for place, file, _ in _needed(whole.post):
        info = whole.media.get(file)
        if isinstance(info, PictureInfo | ClipInfo) and info.has_location and file not in told:
            told.add(file)
            yield Finding("media_has_location", Severity.ADVICE, place, params={"file": file})


def _needed(post: Post) -> Iterator[tuple[str, str, _Sorts]]:
    """(place, file, what it may be) of each file that the post names."""
    for index, asset in enumerate(post.assets):
        here = f"asset.{index}"
        if asset.slideshow is None:
            yield f"{here}.file", asset.file, (PictureInfo, ClipInfo)
        else:
            yield from _slideshow_files(asset, f"{here}.slideshow")
        for language, file in asset.subtitles.items():
            yield f"{here}.subtitles.{language}", file, (SubtitlesInfo,)


def _slideshow_files(asset: Asset, here: str) -> Iterator[tuple[str, str, _Sorts]]:
    slideshow = asset.slideshow
    assert slideshow is not None, "only called for slideshows"
    for number, slide in enumerate(slideshow.slides):
        yield f"{here}.slides.{number}.file", slide.file, (PictureInfo,)
    if slideshow.sound is not None:
        yield f"{here}.sound", slideshow.sound, (SoundInfo,)


def _expected(sorts: _Sorts) -> str:
    return "sort_picture_or_clip" if len(sorts) > 1 else _SORTS[sorts[0]]


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) else str(value)
