"""Subtitles: empty, in another language, beyond their clip, or not taken by the platform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from prstudio.checks.case import Case, Whole
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import ClipInfo, SubtitlesInfo

_END_SLACK_S: Final = 0.5
"""A last line that stays a moment longer than its clip harms nobody."""
_OUR_FORMAT: Final = "srt"
"""What every subtitle file is written as, whatever it was."""


def check_files(whole: Whole) -> Iterator[Finding]:
    """Each subtitle file against its key and its clip."""
    for index, asset in enumerate(whole.post.assets):
        clip = whole.media.get(asset.file)
        for language, file in asset.subtitles.items():
            info = whole.media.get(file)
            if not isinstance(info, SubtitlesInfo):
                continue
            place = f"asset.{index}.subtitles.{language}"
            if not info.cues:
                yield Finding("subtitles_empty", Severity.WARNING, place, params={"file": file})
            if info.language is not None and info.language is not language:
                params = {"file": file, "language": str(language), "found": str(info.language)}
                yield Finding("subtitles_other_language", Severity.WARNING, place, params=params)
            if isinstance(clip, ClipInfo) and info.last_end_s > clip.duration_s + _END_SLACK_S:
                times = {"file": file, "end_s": info.last_end_s, "duration_s": clip.duration_s}
                yield Finding("subtitles_past_end", Severity.WARNING, place, params=times)


def check_taken(case: Case) -> Iterator[Finding]:
    """Subtitles of the target's clip that its platform doesn't take, or not like this."""
    index = case.clip_index
    if index is None or case.kind is None or case.variant.video is None:
        return
    for language, file in case.whole.post.assets[index].subtitles.items():
        info = case.whole.media.get(file)
        if language not in case.variant.languages or not isinstance(info, SubtitlesInfo):
            continue
        rule = case.rules.subtitles if case.kind.subtitles else None
        place = f"asset.{index}.subtitles.{language}"
        if rule is None:
            yield case.finding("subtitles_not_taken", Severity.ADVICE, place=place, params={"file": file})
            continue
        if _OUR_FORMAT not in rule.formats.values:
            params = {"file": file, "format": _OUR_FORMAT, "known": ", ".join(rule.formats.values)}
            yield case.finding("subtitles_format", rule.formats.level, place=place, params=params)
        limit = rule.limits.broken("max_bytes", info.size_bytes)
        if limit is not None:
            sizes = {"file": file, "value": info.size_bytes, "limit": limit.value}
            yield case.finding("subtitles_too_heavy", limit.level, place=place, params=sizes)
