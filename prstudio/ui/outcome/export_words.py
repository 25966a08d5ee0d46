"""What the export says of targets, files, times and places; in the window's language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from prstudio.errors import StudioError
from prstudio.language.wording import say_finding
from prstudio.messages import Language
from prstudio.model.finding import Finding
from prstudio.model.post import Caption, Post, Target
from prstudio.model.variant import Variant
from prstudio.ui.outcome.export_order import Export, ExportState
from prstudio.ui.speech import Speech
from prstudio.ui.widgets.wrapping import breakable

_MOMENT_S: Final = 10
_MINUTE_S: Final = 60
_HOUR_MIN: Final = 60
_TEN: Final = 10


class ExportWords:
    """Puts the export's data into words."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def title(self, post: Post) -> str:
        """The headline in the window's language, else the post's name, else the other headline."""
        languages = sorted(Language, key=lambda each: each is not self._speech.language)
        first, *others = [post.captions.get(each, Caption()).headline for each in languages]
        chosen = next((text for text in (first, post.title, *others) if text.strip()), None)
        return " ".join(chosen.split()) if chosen else self._speech.say("export.untitled")

    def bundle_name(self, post: Post) -> str:
        """What the bundle is called where nobody says otherwise: the post's name, else its headline."""
        return " ".join(post.title.split()) or self.title(post)

    def target(self, target: Target) -> str:
        """The platform, and the account where one is named."""
        platform = self._speech.say(f"word.{target.platform}")
        if target.account is None:
            return platform
        return self._speech.say("export.account", {"platform": platform, "account": target.account})

    def made(self, variant: Variant, weight_bytes: int | None) -> str:
        """The files that a target becomes, and what they weigh together."""
        files = ", ".join(self._files(variant))
        if not files:
            return self.nothing_made()
        if not weight_bytes:
            return files
        return self._speech.say("export.with_size", {"files": files, "size": _rough(weight_bytes)})

    def nothing_made(self) -> str:
        """About a target that can't get anything."""
        return self._speech.say("export.nothing_made")

    def total(self, count: int, weight_bytes: int | None) -> str:
        """How many targets, and what all their files weigh."""
        if count == 0:
            return self._speech.say("export.summary_none")
        if not weight_bytes:
            return self._speech.say("export.summary_plain", {"count": count})
        return self._speech.say("export.summary", {"count": count, "size": _rough(weight_bytes)})

    def working(self, export: Export, fraction: float, waiting: int) -> str:
        """How far the running export is, and what comes after it."""
        say, percent = self._speech.say, int(fraction * 100)
        if waiting:
            return say("export.working_more", {"percent": percent, "count": waiting})
        if export.left_s is None:
            return say("export.working", {"percent": percent})
        return say("export.working_left", {"percent": percent, "left": self.left(export.left_s)})

    def finding(self, finding: Finding) -> str:
        """What is wrong; the sentence names the platform."""
        return say_finding(finding, self._speech.language)

    def error(self, error: StudioError) -> str:
        """What went wrong and what to do next; long paths may break over the line."""
        params = {name: breakable(value) if isinstance(value, str) else value for name, value in error.params.items()}
        return self._speech.say(f"error.{error.code}", params)

    def left(self, left_s: float) -> str:
        """A time as people tell it: rounded, the rounder the longer."""
        say = self._speech.say
        if left_s < _MOMENT_S:
            return say("export.left_moment")
        tens_s = round(left_s / _TEN) * _TEN
        if tens_s < _MINUTE_S:
            return say("export.left_seconds", {"count": tens_s})
        minutes = round(left_s / _MINUTE_S)
        if minutes < _HOUR_MIN:
            return say("export.left_minutes", {"count": minutes})
        hours, minutes = divmod(round(minutes / _TEN) * _TEN, _HOUR_MIN)
        if minutes == 0:
            return say("export.left_whole_hours", {"count": hours})
        return say("export.left_hours", {"hours": hours, "minutes": minutes})

    def state(self, export: Export) -> str:
        """One or two words for how far it is."""
        if export.is_stopping and not export.state.is_over:
            return self._speech.say("export.stopping")
        if export.made is not None and export.made.unsigned_because is not None:
            return self._speech.say("export.state_unsigned")
        return self._speech.say(f"export.state_{export.state}")

    def details(self, export: Export) -> str:
        """The line below: what is made and how long it takes, or what came of it and what to do next."""
        if export.error is not None:
            return self.error(export.error)
        if export.made is not None:
            return self._outcome(export)
        if export.state is ExportState.RENDERING:
            return self._step(export)
        return self._speech.say("export.cancelled" if export.state is ExportState.CANCELLED else "export.waiting")

    def _step(self, export: Export) -> str:
        if export.progress is None:
            return self._speech.say("export.starting")
        step = self._speech.say(
            "export.step", {"stage": f"stage_{export.progress.stage}", "item": export.progress.item}
        )
        if export.left_s is None:
            return step
        return self._speech.say("export.step_left", {"step": step, "left": self.left(export.left_s)})

    def _outcome(self, export: Export) -> str:
        assert export.made is not None, "a finished export left something"
        if export.made.unsigned_because is not None:
            reason = self.error(export.made.unsigned_because)
            return self._speech.say("export.done_unsigned", {"reason": reason})
        return self._speech.say("export.done_signed", {"name": breakable(export.made.path.name)})

    def _files(self, variant: Variant) -> list[str]:
        say = self._speech.say
        photos = sum(plan.mime != "image/gif" for plan in variant.pictures)
        parts = [say("export.photos", {"count": photos})] if photos else []
        parts += [say("export.animation") for plan in variant.pictures if plan.mime == "image/gif"]
        if variant.video is not None:
            parts.append(say("export.video", {"length": variant.video.duration_s}))
        if variant.thumbnail is not None:
            parts.append(say("export.thumbnail"))
        if variant.subtitles:
            parts.append(say("export.subtitles", {"count": len(variant.subtitles)}))
        if len(variant.thread) > 1:
            parts.append(say("export.thread", {"count": len(variant.thread)}))
        elif any(text.strip() for text in variant.texts.values()):
            parts.append(say("export.text"))
        return parts


def short_place(folder: Path) -> str:
    """A folder as people know it: from their home on with ~."""
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) and folder != home else str(folder)


def _rough(size_bytes: int) -> int:
    """Two digits: it is an estimate and must not look like a measurement."""
    step = int(10 ** max(0, len(str(size_bytes)) - 2))
    return round(size_bytes / step) * step
