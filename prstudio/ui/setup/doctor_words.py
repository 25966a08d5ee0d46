"""What the check of the library found, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from prstudio.model.repair import Repair
from prstudio.ui.speech import Speech


def say_repairs(repairs: Sequence[Repair], speech: Speech) -> str:
    """One line a finding: first what is left to do, then what was mended."""
    if not repairs:
        return speech.say("setup.check_sound")
    ordered = sorted(repairs, key=lambda repair: repair.is_mended)
    return "\n".join(speech.say(f"word.repair_{repair.code}", {"count": repair.count}) for repair in ordered)
