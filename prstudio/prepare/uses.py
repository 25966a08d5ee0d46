"""What each target of a post carries: where fixes of media begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post, Target
from prstudio.platforms.rules import KindRule, PictureRule, PlatformRules, VideoRule
from prstudio.prepare.kinds import choose_kind
from prstudio.prepare.members import Member, Nature, chosen_members, usable_members

Rules = Mapping[Platform, PlatformRules]


@dataclass(frozen=True, slots=True)
class Use:
    """What one target carries."""

    target: Target
    kind: KindRule
    rules: PlatformRules
    members: list[Member]

    @property
    def video_rule(self) -> VideoRule | None:
        """Of its kind."""
        return self.rules.videos.get(self.kind.video or "")

    @property
    def picture_rule(self) -> PictureRule | None:
        """Of its kind."""
        return self.rules.pictures.get(self.kind.picture or "")

    @property
    def clip(self) -> Member | None:
        """The clip or slideshow that it carries."""
        return next((member for member in self.members if member.nature is Nature.CLIP), None)


def find_uses(post: Post, media: MediaTable, rules: Rules, *, target_index: int | None = None) -> dict[int, Use]:
    """Target index → what it carries, of one target or of all; those of an unknown kind are left out."""
    members = usable_members(post, media)
    uses: dict[int, Use] = {}
    for index, target in enumerate(post.targets):
        own = rules.get(target.platform)
        if own is None or target_index not in (None, index):
            continue
        kind = own.kinds.get(choose_kind(post, target, members, own) or "")
        if kind is not None:
            uses[index] = Use(target, kind, own, chosen_members(members, kind, own))
    return uses
