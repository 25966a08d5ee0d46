"""What every part of the window stands on: language, colours, threads, settings, the open post, and who tells news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from prstudio.settings import Settings
from prstudio.ui.editor import Editor
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.notices import Notices
from prstudio.ui.planning import Planning
from prstudio.ui.settings_keeper import SettingsKeeper
from prstudio.ui.speech import Speech

_JOB_THREADS: Final = 3
"""Two for thumbnails, so that a plan never waits for them."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Made once, when the window's first picture is painted."""

    speech: Speech
    look: Look
    jobs: JobRunner
    """For whatever a person waits for."""
    keeper: SettingsKeeper
    planning: Planning
    editor: Editor
    telling: Notices

    def shutdown(self) -> None:
        """Stop all work: once, before the event loop ends. What was set is on disk then."""
        self.jobs.shutdown()
        self.keeper.finish()


def make_ground(
    application: QApplication, settings: Settings, *, speech: Speech, look: Look, parent: QObject
) -> Ground:
    """The ground for these settings; language and colours are there already."""
    jobs = JobRunner(_JOB_THREADS, "work", parent)
    planning = Planning()
    return Ground(
        speech=speech,
        look=look,
        jobs=jobs,
        keeper=SettingsKeeper(settings, speech=speech, look=look, application=application, parent=parent),
        planning=planning,
        editor=Editor(jobs, planning, parent=parent),
        telling=Notices(speech=speech, look=look),
    )
