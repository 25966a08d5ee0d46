"""Titles, tags and translations of videos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from prstudio.language import sentences
from prstudio.messages import Language
from prstudio.model.districts import find_district
from prstudio.model.post import Caption, Post, Target
from prstudio.platforms import counting
from prstudio.platforms.rules import PlatformRules, TextRule
from prstudio.prepare.captions import bare_tag, chosen_captions, compose, one_line
from prstudio.prepare.cutting import shorten
from prstudio.prepare.room import Room, last_allowed, make_room

TITLE = "title"
DESCRIPTION = "description"
TAGS = "tags"
_NEVER_IN_TAGS = str.maketrans("", "", ',"<>')


def title_of(captions: Sequence[Caption], rule: TextRule, room: Room) -> str:
    """The title: the headlines as the rule lays them out, or the first language's alone where it doesn't say, or
    where all together are too long. Without any headline, the first sentence of the first body, cut to fit."""
    headlines = [caption for caption in captions if caption.headline.strip()]
    if not headlines:
        return next(
            (shorten(_first_sentence(caption.body), room.fits) for caption in captions if caption.body.strip()), ""
        )
    if rule.layout is not None:
        together = one_line(compose(headlines, None, rule.layout).text)
        if room.fits(together):
            return together
    return one_line(headlines[0].headline)


def _first_sentence(body: str) -> str:
    body = body.strip()
    end = min(sentences.ends(body), default=len(body))
    line_end = body.find("\n")
    return one_line(body[: end if line_end < 0 else min(end, line_end)])


def video_tags(post: Post, target: Target, rule: TextRule) -> tuple[str, ...]:
    """The hashtags and the district's names as tags, in order, none twice, as many as the limit takes."""
    names = (tag for caption in chosen_captions(post, target) for tag in caption.hashtags)
    limit = rule.limits.tightest("max_length")
    tags: list[str] = []
    for name in [*names, *_district_names(post.district, target.languages)]:
        tag = one_line(bare_tag(name).translate(_NEVER_IN_TAGS))
        is_new = tag and tag.casefold() not in {known.casefold() for known in tags}
        if is_new and (limit is None or counting.tags_length([*tags, tag]) <= last_allowed(limit)):
            tags.append(tag)
    return tuple(tags)


def _district_names(district: str, languages: Iterable[Language]) -> list[str]:
    found = find_district(district)
    return [found.name[language] for language in languages] if found else []


def localizations(
    post: Post, target: Target, link: str | None, rules: PlatformRules
) -> Mapping[Language, Mapping[str, str]]:
    """Title and description in each chosen language alone, for the languages that have a caption."""
    title_rule, description_rule = rules.texts.get(TITLE), rules.texts.get(DESCRIPTION)
    if title_rule is None or description_rule is None or description_rule.layout is None:
        return {}
    made: dict[Language, Mapping[str, str]] = {}
    for language in target.languages:
        caption = post.caption_for(target, language)
        if caption.is_empty:
            continue
        title = title_of([caption], title_rule, make_room(title_rule, rules))
        made[language] = {TITLE: title, DESCRIPTION: compose([caption], link, description_rule.layout).text}
    return made
