"""Which machine publishes where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from prstudio.model.post import Platform
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.facebook import FacebookMachine
from prstudio.publish.machine import Machine
from prstudio.publish.x import XMachine
from prstudio.publish.youtube import YouTubeMachine

_Maker = Callable[[PlatformRules, Endpoints], Machine]
_MACHINES: Final[Mapping[Platform, _Maker]] = {
    Platform.FACEBOOK: FacebookMachine,
    Platform.YOUTUBE: YouTubeMachine,
    Platform.X: XMachine,
}


def make_machine(platform: Platform, kind: str, rules: PlatformRules, endpoints: Endpoints) -> Machine:
    """The machine for one kind of post.

    Raises:
        RulesFault: the rules lack a fact that it needs.
        ValueError: nothing can be published there directly; nobody may have asked for that.
    """
    del kind
    if platform not in _MACHINES:
        raise ValueError(f"no direct publishing on {platform}")
    return _MACHINES[platform](rules, endpoints)
