"""How long an alternative text may be, so that every chosen platform takes it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prstudio.model.finding import SEVERITY_ORDER
from prstudio.model.post import Asset, Platform, Target
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare.alts import alt_text
from prstudio.prepare.captions import one_line
from prstudio.prepare.room import Room, make_room
from prstudio.prepare.texts import ALT_TEXT

Rules = Mapping[Platform, PlatformRules]


@dataclass(frozen=True, slots=True)
class AltRoom:
    """The tightest of several platforms' limits."""

    platform: Platform
    limit: int
    """In that platform's own unit."""
    room: Room

    def length(self, text: str) -> int:
        """How much `text` takes, as it is sent: in one line."""
        return self.room.measure(one_line(text))


def find_alt_room(targets: Iterable[Target], rules: Rules) -> AltRoom | None:
    """The tightest limit on alternative texts among the targets' platforms; None where none has one."""
    rooms = [
        AltRoom(platform, int(room.limit), room)
        for platform, room in _rooms({target.platform for target in targets}, rules).items()
        if room.limit != math.inf
    ]

    def tightness(room: AltRoom) -> tuple[int, int, int]:
        """Of equals, the one that the platform enforces counts."""
        limit = rules[room.platform].texts[ALT_TEXT].limits.tightest("max_length")
        gravity = SEVERITY_ORDER.index(limit.level) if limit is not None else len(SEVERITY_ORDER)
        return room.limit, gravity, list(Platform).index(room.platform)

    return min(rooms, key=tightness, default=None)


def find_single_language_platform(asset: Asset, targets: Iterable[Target], rules: Rules) -> Platform | None:
    """A platform where only the first language's text is sent because both together don't fit; None: all send both."""
    for target in targets:
        room = _rooms({target.platform}, rules).get(target.platform)
        written = [text for language in target.languages if (text := one_line(asset.alt.get(language, "")))]
        if room is None or len(set(written)) < 2:
            continue
        if alt_text(asset, target.languages, room.fits) == written[0]:
            return target.platform
    return None


def _rooms(platforms: Iterable[Platform], rules: Rules) -> dict[Platform, Room]:
    """The rooms of those platforms that take alternative texts."""
    found = {}
    for platform in platforms:
        rule = rules[platform].texts.get(ALT_TEXT) if platform in rules else None
        if rule is not None:
            found[platform] = make_room(rule, rules[platform])
    return found
