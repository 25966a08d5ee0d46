"""Puts everything together: a post and the rules become one variant a target."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post, Target
from prstudio.model.variant import PicturePlan, Variant, VideoPlan
from prstudio.platforms.rules import KindRule, PictureRule, PlatformRules, VideoRule
from prstudio.prepare.alts import alt_text
from prstudio.prepare.clips import ClipNeed, clip_need, plan_clips
from prstudio.prepare.cutting import Fits
from prstudio.prepare.kinds import choose_kind
from prstudio.prepare.members import Member, Nature, chosen_members, usable_members
from prstudio.prepare.pictures import plan_picture
from prstudio.prepare.room import Room, make_room
from prstudio.prepare.subtitles import plan_subtitles
from prstudio.prepare.targets import complete
from prstudio.prepare.texts import ALT_TEXT, make_texts
from prstudio.prepare.thumbnail import plan_thumbnail


@dataclass(frozen=True, slots=True)
class _Job:
    """One target with everything that is known about it."""

    index: int
    target: Target
    rules: PlatformRules
    kind_name: str
    kind: KindRule | None
    """None: the rules know no such kind."""
    members: Sequence[Member]
    """The assets that it carries."""


def prepare(
    post: Post, media: MediaTable, rules: Mapping[Platform, PlatformRules], *, only: Collection[Platform] = ()
) -> tuple[Variant, ...]:
    """What every target gets, in the order of the completed targets.

    A bad post never raises: what can't be planned (an unknown kind, an unreadable file, an empty trim) is left out,
    and checks speak of it. A target whose platform has no rules in force gets no variant.
    """
    post = complete(post, rules, only=only)
    usable = usable_members(post, media)
    jobs = [
        job
        for index, target in enumerate(post.targets)
        if (job := _job(index, target, post, members=usable, rules=rules)) is not None
    ]
    clips = plan_clips([need for job in jobs if (need := _clip_need(job)) is not None])
    return tuple(_variant(job, post, media, members=usable, video=clips.get(job.index)) for job in jobs)


def _job(
    index: int, target: Target, post: Post, *, members: Sequence[Member], rules: Mapping[Platform, PlatformRules]
) -> _Job | None:
    own = rules.get(target.platform)
    name = choose_kind(post, target, members, own) if own is not None else None
    if own is None or name is None:
        return None
    kind = own.kinds.get(name)
    chosen = chosen_members(members, kind, own) if kind is not None else []
    return _Job(index, target, own, name, kind, chosen)


def _variant(
    job: _Job, post: Post, media: MediaTable, *, members: Sequence[Member], video: VideoPlan | None
) -> Variant:
    texts = make_texts(post, job.target, job.kind, job.rules)
    clip = _clip(job)
    carried = [clip] if clip is not None else [member for member in job.members if member.picture is not None]
    alts = tuple(_alt(member, job) for member in carried)
    thumbnail_rule = _thumbnail_rule(job)
    return Variant(
        target_index=job.index,
        platform=job.target.platform,
        kind=job.kind_name,
        languages=job.target.languages,
        account=job.target.account,
        texts=texts.fields,
        thread=texts.thread,
        tags=texts.tags,
        captions=texts.captions,
        localizations=texts.localizations,
        link=texts.link,
        pictures=_pictures(job) if clip is None else (),
        alts=alts,
        video=video,
        thumbnail=plan_thumbnail(clip, members, thumbnail_rule) if clip and thumbnail_rule else None,
        subtitles=plan_subtitles(clip, job.target, media, kind=job.kind, rules=job.rules) if clip and job.kind else (),
    )


def _clip(job: _Job) -> Member | None:
    """The clip that the target carries, where its kind says how."""
    if _video_rule(job) is None:
        return None
    return next((member for member in job.members if member.nature is Nature.CLIP), None)


def _clip_need(job: _Job) -> ClipNeed | None:
    clip, rule = _clip(job), _video_rule(job)
    if clip is None or rule is None:
        return None
    return clip_need(job.index, clip, rule, wanted_ratio=job.target.ratio)


def _pictures(job: _Job) -> tuple[PicturePlan, ...]:
    rule = _picture_rule(job)
    if rule is None:
        return ()
    return tuple(
        plan_picture(member.asset, member.picture, rule, wanted_ratio=job.target.ratio, alt=_alt(member, job))
        for member in job.members
        if member.picture is not None
    )


def _alt(member: Member, job: _Job) -> str:
    return alt_text(member.asset, job.target.languages, _alt_fits(job.rules))


def _alt_fits(rules: PlatformRules) -> Fits:
    rule = rules.texts.get(ALT_TEXT)
    room = Room(len, math.inf) if rule is None else make_room(rule, rules)
    return room.fits


def _video_rule(job: _Job) -> VideoRule | None:
    return job.rules.videos.get(job.kind.video or "") if job.kind is not None else None


def _picture_rule(job: _Job) -> PictureRule | None:
    return job.rules.pictures.get(job.kind.picture or "") if job.kind is not None else None


def _thumbnail_rule(job: _Job) -> PictureRule | None:
    return job.rules.pictures.get(job.kind.thumbnail or "") if job.kind is not None else None
