"""A process with the posts' part that types into the open post without a pause and says when, until it is killed."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from makers import library_posts
from makers.posts_bench import Notices
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

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

_KEY_MS = 40


class Typist(QObject):
    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._number = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._type)
        editor.opened.connect(self._begin)

    def _begin(self, _opened) -> None:
        self._timer.start(_KEY_MS)

    def _type(self) -> None:
        self._number += 1
        post = replace(self._editor.current.post, title=str(self._number))
        self._editor.change(post, "undo.title_typed", merge="title")
        print(self._number, time.time(), flush=True)


def main(folder: Path) -> None:
    application = QApplication([])
    library = Library(folder)
    id_ = library.create(library_posts.post("", body="हिन्दी " * 500)).id
    jobs = JobRunner(2, "jobs")
    book = load_rulebook()
    editor = Editor(jobs, lambda post, place, media: studio.plan_draft(post, place, media, book))
    typist = Typist(editor)
    around = Surroundings(Speech(Language.HI), Look(Scheme.LIGHT), editor, jobs, Notices())
    part = PostsPart(library, around=around, make_blank=lambda: Post("jhajjar"))
    part.pane.show()
    print(id_, flush=True)
    part.open_post(id_)
    sys.exit(application.exec() if typist else 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
