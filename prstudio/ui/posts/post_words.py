"""What the list says of a post: title, state, when it was changed, where it goes; in the window's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale

from prstudio.messages import Language
from prstudio.model.library_post import PostSummary
from prstudio.ui.speech import Speech

_DATES: Final = {Language.HI: (QLocale("hi_IN"), "MMMM"), Language.EN: (QLocale("en_IN"), "MMM")}
"""Hindi's months are short; its abbreviations are no shorter to read."""


class PostWords:
    """Puts summaries into words."""

    def __init__(self, *, speech: Speech, now: Callable[[], datetime]) -> None:
        """`now` gives aware moments."""
        self._speech = speech
        self._now = now

    def title(self, summary: PostSummary) -> str:
        """The headline in the window's language, else the post's name, else the other headline."""
        headlines = [summary.headline_hi, summary.headline_en]
        if self._speech.language is Language.EN:
            headlines.reverse()
        choices = (headlines[0], summary.title, headlines[1])
        chosen = next((text for text in choices if text.strip()), None)
        return " ".join(chosen.split()) if chosen else self._speech.say("posts.untitled")

    def state(self, summary: PostSummary) -> str:
        """One or two words for how far the post is, or that it was put away."""
        if summary.is_deleted:
            return self._speech.say("posts.state_deleted")
        if summary.is_archived:
            return self._speech.say("posts.state_archived")
        return self._speech.say(f"posts.state_{summary.state}")

    def when(self, summary: PostSummary) -> str:
        """The time of a change of today, "yesterday", else the date; the year only when it is another one."""
        then, now = summary.updated_at.astimezone(), self._now().astimezone()
        if then.date() == now.date():
            return self._speech.say("posts.today", {"time": f"{then:%H:%M}"})
        if then.date() == now.date() - timedelta(days=1):
            return self._speech.say("posts.yesterday")
        locale, month = _DATES[self._speech.language]
        day = QDate(then.year, then.month, then.day)
        return locale.toString(day, f"d {month}" if then.year == now.year else f"d {month} yyyy")

    def targets(self, summary: PostSummary) -> str:
        """The platforms by name."""
        if not summary.platforms:
            return self._speech.say("posts.targets_all")
        return ", ".join(self._speech.say(f"word.{platform}") for platform in summary.platforms)

    def target_count(self, summary: PostSummary) -> str:
        """How many platforms, as short as it can be said."""
        if not summary.platforms:
            return self._speech.say("posts.targets_all_short")
        return str(len(summary.platforms))

    def spoken(self, summary: PostSummary) -> str:
        """All of it, for screen readers and tooltips."""
        parts = {
            "title": self.title(summary),
            "state": self.state(summary),
            "when": self.when(summary),
            "targets": self.targets(summary),
        }
        return self._speech.say("posts.spoken", parts)
