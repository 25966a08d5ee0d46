"""What the section of updates says of a state, in the language of the moment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from prstudio.errors import StudioError
from prstudio.language import numbers, wording
from prstudio.ui.speech import Speech
from prstudio.ui.update.update_state import Doing, UpdateState

if TYPE_CHECKING:
    from prstudio.update.feed import Offer


def say_found(state: UpdateState, speech: Speech) -> str:
    """What was found, a paragraph each, with what is new in it; "" when nothing was, or nobody has looked."""
    if state.choice is None:
        return ""
    offers = (state.choice.app, state.choice.rules, state.choice.installer)
    return "\n\n".join(_say_offer(offer, speech) for offer in offers if offer is not None)


def _say_offer(offer: Offer, speech: Speech) -> str:
    params: dict[str, object] = {"version": offer.version, "size": offer.size_bytes, "file": offer.file}
    if offer.kind == "rules":
        params["day"] = date.fromisoformat(offer.version)
    return f"{speech.say(f'updates.found_{offer.kind}', params)}\n{offer.news[speech.language]}".strip()


def say_here(state: UpdateState, speech: Speech) -> str:
    """Which version runs, and how it can be updated."""
    lines = [speech.say("updates.version", {"version": state.here.version})]
    if not state.here.is_installed:
        lines.append(speech.say("updates.not_installed"))
    elif not state.here.has_address:
        lines.append(speech.say("updates.no_address"))
    return "\n".join(lines)


def say_answer(state: UpdateState, speech: Speech) -> str:
    """What came of the last wish."""
    if isinstance(state.answer, StudioError):
        return wording.say_error(state.answer, speech.language)
    return "" if state.answer is None else speech.say(state.answer.key, dict(state.answer.params))


def say_doing(state: UpdateState, speech: Speech) -> str:
    """What goes on, how far it is and how long it will take; "" when nothing does."""
    if state.doing is Doing.NOTHING:
        return ""
    if state.doing is not Doing.DOWNLOADING or state.progress is None:
        return speech.say(f"updates.{state.doing.name.lower()}")
    params = {"done": state.progress.done, "total": state.progress.total}
    if state.left_s is None:
        return speech.say("updates.downloading_so_far", params)
    left = numbers.duration(state.left_s, speech.language)
    return speech.say("updates.downloading_left", params | {"left": left})
