"""Takes a chosen subtitle file into the post's folder, if it is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from prstudio.errors import MediaFault, StudioError
from prstudio.messages import Language
from prstudio.model.media_info import SubtitlesInfo
from prstudio.model.progress import Cancelled, Report
from prstudio.ui.jobs import JobRunner


@dataclass(frozen=True, slots=True)
class TakenSubtitles:
    """A subtitle file that lies in the post's folder now."""

    asset_index: int
    language: Language
    """For which it was chosen."""
    info: SubtitlesInfo


class SubtitleIntake(QObject):
    """Copies and reads off the window's thread.

    Signals:
        taken(TakenSubtitles): it lies in the folder; nothing names it yet.
        refused(Language, StudioError): it stays outside, and why.
    """

    taken = Signal(object)
    refused = Signal(object, object)

    def __init__(self, *, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def take(self, path: Path, folder: Path, *, asset_index: int, language: Language) -> None:
        """Take this file in."""
        job = self._jobs.job(_taker(path, folder, asset_index, language))
        job.setProperty("language", language.value)
        job.finished.connect(self.taken)
        job.failed.connect(self._on_failed)
        job.start()

    def _on_failed(self, error: StudioError) -> None:
        self.refused.emit(Language(self.sender().property("language")), error)


def _taker(path: Path, folder: Path, asset_index: int, language: Language) -> Callable[..., TakenSubtitles]:
    def work(*, report: Report, cancelled: Cancelled) -> TakenSubtitles:
        from prstudio.media.subtitles import read_subtitles  # noqa: PLC0415 -- the page opens before it is needed
        from prstudio.store.intake import take_in  # noqa: PLC0415

        read_subtitles(path, path.name)  # says line and reason, and keeps films and photos out
        taken = take_in([path], folder, report=report, cancelled=cancelled)
        if taken.refused:
            raise taken.refused[0].error
        info = next(iter(taken.infos.values()), None)
        if not isinstance(info, SubtitlesInfo):
            raise MediaFault("intake_unusable", {"file": path.name})
        return TakenSubtitles(asset_index, language, info)

    return work
