"""What the choice of targets offers: a line for each target of the post, and for each platform without one; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prstudio.messages import Language
from prstudio.model.post import Platform, Post
from prstudio.ui.outcome.target_state import TargetName, name_targets

if TYPE_CHECKING:
    from prstudio.studio import Draft


@dataclass(frozen=True, slots=True)
class KindChoice:
    """One kind of post that a platform knows."""

    name: str
    label: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class ChooserLine:
    """One target, or a platform that could become one."""

    name: TargetName
    index: int | None
    """Place in the target list; None: not chosen."""
    is_direct: bool
    kinds: tuple[KindChoice, ...]
    kind: str | None
    """As the post asks; None: chosen from the assets."""
    automatic: KindChoice | None
    """What is chosen from the assets now; None while that isn't known or isn't asked for."""
    languages: tuple[Language, ...]


def make_lines(post: Post, draft: Draft) -> tuple[ChooserLine, ...]:
    """In the order of the platforms, so that no line jumps when it is chosen; `draft` may be a moment older."""
    targets = post.targets or draft.post.targets
    places = sorted(range(len(targets)), key=lambda index: list(Platform).index(targets[index].platform))
    names = name_targets(targets)
    lines = [_line(names[index], index, post, draft) for index in places]
    missing = [platform for platform in draft.rulebook.rules if platform not in {target.platform for target in targets}]
    lines += [_line(TargetName(platform, 0), None, post, draft) for platform in missing]
    return tuple(sorted(lines, key=lambda line: (list(Platform).index(line.name.platform), line.name.number)))


def _line(name: TargetName, index: int | None, post: Post, draft: Draft) -> ChooserLine:
    rules = draft.rulebook.rules.get(name.platform)
    kinds = {kind.name: KindChoice(kind.name, kind.label) for kind in rules.kinds.values()} if rules else {}
    target = (post.targets or draft.post.targets)[index] if index is not None else None
    variant = next((each for each in draft.variants if each.target_index == index), None)
    is_automatic = target is not None and target.kind is None and variant is not None
    return ChooserLine(
        name=name,
        index=index,
        is_direct=rules is not None and rules.direct,
        kinds=tuple(kinds.values()),
        kind=target.kind if target else None,
        automatic=kinds.get(variant.kind) if is_automatic and variant is not None else None,
        languages=target.languages if target else (),
    )
