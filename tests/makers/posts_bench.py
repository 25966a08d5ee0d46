"""The posts' part on a real library, with notices that a test can read and press."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path

from makers import library_posts
from PySide6.QtCore import Qt

from prstudio import studio
from prstudio.messages import Language
from prstudio.model.post import Post
from prstudio.platforms.catalog import load_rulebook
from prstudio.store.library import Library
from prstudio.ui.editor import Editor
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.posts.posts_part import PostsPart, Surroundings
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Scheme


@dataclass
class Told:
    key: str
    params: dict
    action_key: str | None
    press: object


@dataclass
class Notices:
    told: list[Told] = field(default_factory=list)

    def tell(self, text_key, params=None, *, action_key=None, on_action=None, severity=None):
        self.told.append(Told(text_key, dict(params or {}), action_key, on_action))

    @property
    def keys(self) -> list[str]:
        return [told.key for told in self.told]


class FullDisk(Library):
    """A library whose saves fail as long as `error` is set."""

    error = None

    def save(self, id_, post):
        if self.error is not None:
            raise self.error
        super().save(id_, post)


class PostsBench:
    """Make it, use it, `close` it."""

    def __init__(self, qtbot, folder: Path, *, language: Language = Language.HI) -> None:
        gc.disable()  # as the window does: Qt's objects are collected in its thread alone
        self.qtbot = qtbot
        self.clock = library_posts.Clock()
        self.library = FullDisk(folder, now=self.clock)
        self.notices = Notices()
        self.jobs = JobRunner(2, "test")
        book = load_rulebook()
        self.editor = Editor(self.jobs, lambda post, place, media: studio.plan_draft(post, place, media, book))
        self.speech = Speech(language)
        self.look = Look(Scheme.LIGHT)
        self.part: PostsPart = None

    def start(self) -> None:
        around = Surroundings(self.speech, self.look, self.editor, self.jobs, self.notices, self.clock)
        self.part = PostsPart(self.library, around=around, make_blank=lambda: Post("jhajjar"))
        self.pane = self.part.pane
        self.qtbot.addWidget(self.pane)
        self.pane.resize(260, 700)
        self.pane.show()
        self.qtbot.waitExposed(self.pane)
        self.settle()

    @property
    def is_idle(self) -> bool:
        part = self.part
        runners = (self.jobs, part._store_jobs, part._copy_jobs)
        return all(runner.is_idle for runner in runners) and not part.feed._search_timer.isActive()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.is_idle)

    def titles(self) -> list[str]:
        model = self.part.model
        return [model.data(model.index(row)) for row in range(model.rowCount())]

    def make(self, *headlines: str) -> list[str]:
        """Posts of these Hindi headlines, the last made first in the list; their ids."""
        return [self.library.create(library_posts.post("", hindi=text)).id for text in headlines]

    def click(self, row: int) -> None:
        rect = self.pane.list.visualRect(self.part.model.index(row))
        self.qtbot.mouseClick(self.pane.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        self.settle()

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        self.qtbot.keyClick(widget or self.pane.list, key, modifier)
        self.settle()

    def press_notice(self) -> None:
        self.notices.told[-1].press()
        self.settle()

    def close(self) -> None:
        if self.part is not None:
            self.editor.close()
            self.qtbot.waitUntil(lambda: self.is_idle)
            self.part.shutdown()
        self.jobs.shutdown()
        self.library.close()
        self.part = self.editor = None
        gc.collect()
        gc.enable()
