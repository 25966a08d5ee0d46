"""How many photos and clips a target carries, of which sort, and whether its kind of post exists at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prstudio.checks.case import Case
from prstudio.model.finding import Finding, Severity
from prstudio.model.variant import PicturePlan
from prstudio.platforms.rules import KindRule
from prstudio.prepare.members import Nature, as_taken, least_of, most_of


def check_kind(case: Case) -> Iterator[Finding]:
    """A kind that the platform doesn't know."""
    if case.kind is None:
        params = {"kind": case.variant.kind, "known": ", ".join(case.rules.kinds)}
        yield case.finding("kind_unknown", Severity.ERROR, field="kind", params=params)


def check_counts(cases: Sequence[Case]) -> Iterator[Finding]:
    """Too many or too few of one sort, a sort that isn't taken, sorts that don't go together, a link that is needed.

    What the plan leaves out is only a warning, however sure the limit is: the target goes out without it.
    """
    used = {index for case in cases for index in _used(case)}
    thumbnails = {index for case in cases for index in _thumbnails(case)}
    for case in cases:
        if case.kind is not None:
            yield from _counts_of(case, case.kind, used=used, thumbnails=thumbnails)


def _counts_of(case: Case, kind: KindRule, *, used: set[int], thumbnails: set[int]) -> Iterator[Finding]:
    counts = _offered(case, kind)
    taken = {nature: count for nature, count in counts.items() if count and most_of(kind, nature)}
    left_out = {member.index for member in case.whole.members} - _used(case)
    # What another target carries, or what this one shows as thumbnail, the post must keep.
    fix = None if left_out & used or _thumbnails(case) else "drop_surplus_media"
    for nature, count in counts.items():
        if nature in taken:
            yield from _too_many(case, kind, nature, count=count, fix=fix)
        elif count:
            is_meant = left_out <= thumbnails or (left_out <= used and _is_plain(case, nature))
            level = Severity.ADVICE if is_meant else Severity.WARNING
            params = {"sort": f"sort_{nature}", "count": count}
            yield case.finding("media_not_taken", level, params=params, fix=fix)
        yield from _too_few(case, kind, nature, count)
    if len(taken) > 1 and not case.rules.mixes_media:
        lead = as_taken(case.chosen[:1], kind)
        left = sum(count for nature, count in taken.items() if nature not in lead)
        yield case.finding("media_mixed", Severity.WARNING, params={"count": left}, fix=fix)
    if kind.limits.value("min_links") and not case.variant.link:
        yield case.finding("link_needed", Severity.ERROR, place="link")


def _is_plain(case: Case, nature: Nature) -> bool:
    """Whether the officer knows that this target leaves such assets to others: he chose its kind, or the platform
    has no kind that takes them."""
    return case.target.kind is not None or not any(most_of(kind, nature) for kind in case.rules.kinds.values())


def _used(case: Case) -> set[int]:
    """The assets that the target shows: as picture, as clip, or as thumbnail."""
    return {member.index for member in case.chosen} | _thumbnails(case)


def _thumbnails(case: Case) -> set[int]:
    """The photo that stands for the target's clip, if there is one."""
    thumbnail = case.variant.thumbnail
    if not isinstance(thumbnail, PicturePlan):
        return set()
    return {member.index for member in case.whole.members if member.asset.file == thumbnail.source}


def _offered(case: Case, kind: KindRule) -> dict[Nature, int]:
    """How many usable assets of each nature the post offers; a photo that serves as thumbnail isn't one of them."""
    serving = _thumbnails(case) - {member.index for member in case.chosen}
    members = [member for member in case.whole.members if member.index not in serving]
    natures = as_taken(members, kind)
    return {nature: natures.count(nature) for nature in Nature}


def _too_many(case: Case, kind: KindRule, nature: Nature, *, count: int, fix: str | None) -> Iterator[Finding]:
    limit = kind.limits.broken(f"max_{nature}", count)
    if limit is None:
        return
    params = {"sort": f"sort_{nature}", "count": count, "limit": limit.value, "surplus": count - limit.value}
    level = Severity.WARNING if limit.level is Severity.ERROR else limit.level
    yield case.finding("media_too_many", level, params=params, fix=fix)


def _too_few(case: Case, kind: KindRule, nature: Nature, count: int) -> Iterator[Finding]:
    limit = kind.limits.broken(f"min_{nature}", count)
    if limit is not None and least_of(kind, nature):
        params = {"sort": f"sort_{nature}", "count": count, "limit": limit.value}
        yield case.finding("media_too_few", limit.level, params=params)
