"""Plans the subtitle files of a target, cut to its clip."""

from __future__ import annotations

from prstudio.model.media_info import MediaTable, SubtitlesInfo
from prstudio.model.post import Target
from prstudio.model.variant import SubtitlesPlan
from prstudio.platforms.rules import KindRule, PlatformRules
from prstudio.prepare.members import Member


def plan_subtitles(
    clip: Member, target: Target, media: MediaTable, *, kind: KindRule, rules: PlatformRules
) -> tuple[SubtitlesPlan, ...]:
    """The subtitles in the target's languages, in its order, where the kind takes any; unreadable files left out."""
    if not kind.subtitles or rules.subtitles is None or clip.span is None:
        return ()
    plans = []
    for language in dict.fromkeys(target.languages):
        file = clip.asset.subtitles.get(language)
        if file is not None and isinstance(media.get(file), SubtitlesInfo):
            plans.append(SubtitlesPlan(file, language, clip.span.start_s, clip.span.end_s))
    return tuple(plans)
