"""Fills the list of posts from the library, as it is searched, sorted into shelves, scrolled and changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.errors import StudioError, WorkCancelled
from prstudio.model.progress import Cancelled, Report
from prstudio.store.library import Library
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.posts.listing import Listing, Page, Question, Top, load_listing, load_page, load_top
from prstudio.ui.posts.posts_model import PostsModel
from prstudio.ui.posts.shelf import Shelf

SEARCH_DELAY_MS: Final = 120
PAGE_SIZE: Final = 100


class PostsFeed(QObject):
    """Asks the library off the window's thread. An answer to an older question never replaces a newer one's.

    Signals:
        listed(Listing): the model shows a list from its beginning.
        counted(Listing): the counts and the recent posts are others now; comes with every `listed`, and alone.
        failed(StudioError): the library couldn't answer; the list stays as it was.
    """

    listed = Signal(object)
    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, *, library: Library, model: PostsModel, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._model = model
        self._jobs = jobs
        self._wanted = Question(0, Shelf.ALL, "", PAGE_SIZE)
        self._shown = self._wanted
        self._asking: Job | None = None
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(SEARCH_DELAY_MS)
        self._search_timer.timeout.connect(self.reload)
        self._search = ""
        model.page_wanted.connect(self._on_page_wanted)

    def set_search(self, search: str) -> None:
        """Look for other words, a short moment after the last key."""
        self._search = search
        self._search_timer.start()

    def set_shelf(self, shelf: Shelf) -> None:
        """Show another shelf at once."""
        self._ask(shelf)

    def reload(self) -> None:
        """Ask anew for what is wanted; the same list comes back as long as it was."""
        self._ask(self._wanted.shelf)

    def refresh(self, id_: str) -> None:
        """That post was changed just now: bring its row to the top, or out of the list, and count anew."""
        question = replace(self._wanted, limit=1)
        self._start(lambda: load_top(self._library, question, id_), self._on_top)

    def recount(self) -> None:
        """A row left the list: count anew, and ask for all when none is left to see."""
        if self._model.rowCount() == 0:
            self.reload()
            return
        question = replace(self._wanted, limit=1)
        self._start(lambda: load_listing(self._library, question), self.counted.emit)

    def _ask(self, shelf: Shelf) -> None:
        self._search_timer.stop()
        if self._asking is not None:
            self._asking.cancel()
        is_same = (shelf, self._search) == (self._shown.shelf, self._shown.search)
        limit = max(PAGE_SIZE, self._model.rowCount()) if is_same else PAGE_SIZE
        question = self._wanted = Question(self._wanted.number + 1, shelf, self._search, limit)
        self._asking = self._start(lambda: load_listing(self._library, question), self._on_listing)
        self._asking.ended.connect(self._on_asking_ended)

    def _on_page_wanted(self) -> None:
        question = replace(self._shown, limit=PAGE_SIZE, offset=self._model.rowCount())
        self._start(lambda: load_page(self._library, question), self._on_page)

    def _start(self, load: Callable[[], object], on_finished: Callable[..., None]) -> Job:
        def work(*, report: Report, cancelled: Cancelled) -> object:
            if cancelled():  # overtaken while it waited
                raise WorkCancelled
            return load()

        job = self._jobs.job(work)
        job.finished.connect(on_finished)
        job.failed.connect(self._on_failed)
        job.start()
        return job

    def _on_listing(self, listing: Listing) -> None:
        page = listing.page
        if page.question.number != self._wanted.number:
            return
        self._shown = page.question
        self._model.replace(page.posts, has_more=page.has_more)
        self.listed.emit(listing)
        self.counted.emit(listing)

    def _on_page(self, page: Page) -> None:
        if page.question.number == self._shown.number:
            self._model.append(page.posts, has_more=page.has_more)

    def _on_top(self, top: Top) -> None:
        if top.listing.page.question.number != self._wanted.number or self._shown.number != self._wanted.number:
            return  # a whole list is on its way
        if not top.is_changed_post:
            self.reload()
            return
        self._model.put_first(top.listing.page.posts[0])
        self.counted.emit(top.listing)

    def _on_asking_ended(self, job: Job) -> None:
        if job is self._asking:
            self._asking = None

    def _on_failed(self, error: StudioError) -> None:
        self._model.give_up_page()
        self.failed.emit(error)
