"""Puts the posts' part together: pane, feed, desk, copies and autosave, around one library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from prstudio.errors import StudioError
from prstudio.model.library_post import PostSummary, StoredPost
from prstudio.model.post import Post
from prstudio.store.library import Library, utc_now
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.posts.autosave import Autosave
from prstudio.ui.posts.covers import Covers
from prstudio.ui.posts.folder_dialogs import FolderDialogs, show_folder
from prstudio.ui.posts.library_desk import LibraryDesk
from prstudio.ui.posts.listing import Listing
from prstudio.ui.posts.post_action import PostAction
from prstudio.ui.posts.post_copies import PostCopies
from prstudio.ui.posts.post_delegate import PostDelegate
from prstudio.ui.posts.post_opening import PostOpening
from prstudio.ui.posts.post_words import PostWords
from prstudio.ui.posts.posts_feed import PostsFeed
from prstudio.ui.posts.posts_model import PostsModel
from prstudio.ui.posts.posts_pane import PostsPane
from prstudio.ui.posts.telling import Telling
from prstudio.ui.posts.unsaved_posts import UnsavedPosts
from prstudio.ui.posts.upkeep import Upkeep
from prstudio.ui.speech import Speech


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window has, and every part of it uses."""

    speech: Speech
    look: Look
    editor: Editor
    jobs: JobRunner
    telling: Telling
    now: Callable[[], datetime] = utc_now


class PostsPart(QObject):
    """Everything about posts as wholes. `pane` is the widget; the rest works behind it.

    Signals:
        opened(StoredPost): it lies open now; its state too is news.
        created(StoredPost): as opened, and it is new: begin with its text.
        recent_changed(tuple): the PostSummaries that were changed last.
    """

    opened = Signal(object)
    created = Signal(object)
    recent_changed = Signal(object)

    def __init__(
        self, library: Library, *, around: Surroundings, make_blank: Callable[[], Post], parent: QWidget | None = None
    ) -> None:
        """`make_blank` gives what a new post begins with, such as the office's district."""
        super().__init__(parent)
        speech, look, editor = around.speech, around.look, around.editor
        self._make_blank = make_blank
        self._telling = around.telling
        self._speech = speech
        self._editor = editor
        self._store_jobs = JobRunner(1, "library", self)
        self._copy_jobs = JobRunner(1, "copies", self)  # a clip of gigabytes keeps neither saves nor plans waiting
        unsaved = UnsavedPosts(library.save)
        self.words = PostWords(speech=speech, now=around.now)
        self.model = PostsModel(words=self.words, speech=speech, parent=self)
        self.feed = PostsFeed(library=library, model=self.model, jobs=self._store_jobs, parent=self)
        self.autosave = Autosave(
            unsaved,
            editor=editor,
            jobs=self._store_jobs,
            speech=speech,
            telling=around.telling,
            now=around.now,
            parent=self,
        )
        self.opening = PostOpening(library=library, unsaved=unsaved, editor=editor, jobs=around.jobs, parent=self)
        self.desk = LibraryDesk(
            library=library,
            editor=editor,
            opening=self.opening,
            telling=around.telling,
            jobs=self._store_jobs,
            parent=self,
        )
        self.upkeep = Upkeep(library=library, telling=around.telling, jobs=self._store_jobs, parent=self)
        self.copies = PostCopies(
            library=library, unsaved=unsaved, jobs=self._copy_jobs, alone=self.upkeep.alone, parent=self
        )
        self._covers = Covers(jobs=around.jobs, parent=self)
        delegate = PostDelegate(words=self.words, covers=self._covers, look=look, parent=self)
        self.pane = PostsPane(model=self.model, delegate=delegate, speech=speech, look=look, parent=parent)
        self.dialogs = FolderDialogs(speech=speech, window=self.pane)
        self._connect_pane()
        self._connect_news(editor)
        self.feed.reload()

    def _connect_pane(self) -> None:
        pane = self.pane
        pane.search_changed.connect(self.feed.set_search)
        pane.shelf_chosen.connect(self.feed.set_shelf)
        pane.new_requested.connect(self.new_post)
        pane.action_requested.connect(self._on_action_requested)
        pane.paths_dropped.connect(self.open_folders)
        pane.copying.cancel_requested.connect(self.copies.cancel)
        self._covers.made.connect(pane.list.viewport().update)
        self.copies.began.connect(pane.copying.show_begun)
        self.copies.ended.connect(pane.copying.show_ended)
        self.copies.progressed.connect(pane.copying.show_progress)
        self.dialogs.post_folder_chosen.connect(self._on_post_folder_chosen)
        self.dialogs.place_chosen.connect(self._on_place_chosen)

    def _connect_news(self, editor: Editor) -> None:
        self.feed.listed.connect(self._on_listed)
        self.feed.counted.connect(self._on_counted)
        self.feed.failed.connect(self.desk.tell_failure)
        self.copies.copied.connect(self._on_copied)
        self.copies.exported.connect(self._on_exported)
        self.copies.failed.connect(self.desk.tell_failure)
        self.upkeep.exported.connect(self.feed.refresh)
        self.desk.listed_anew.connect(self.feed.reload)
        self.desk.gone.connect(self._on_gone)
        self.desk.created.connect(self.created)
        self.opening.opened.connect(self.opened)
        self.autosave.saved.connect(self._on_saved)
        editor.opened.connect(self._on_editor_opened)
        editor.closed.connect(self._on_editor_closed)

    def new_post(self) -> None:
        """Begin a new post."""
        self.desk.create(self._make_blank())

    def open_post(self, id_: str) -> None:
        """Open a post of the library."""
        self.opening.open(id_)

    def open_folders(self, paths: tuple[Path, ...]) -> None:
        """Take post folders (or their post.toml) into the library; the last one opens."""
        for path in paths:
            self.copies.import_folder(path)

    def note_exported(self, id_: str, post: Post) -> None:
        """A bundle was made of that post as `post`; what was typed just before is saved first, for it is in there."""
        self.autosave.flush()
        self.upkeep.note_exported(id_, post)

    def finish(self) -> StudioError | None:
        """Save everything, as the window closes; the reason when something couldn't be saved."""
        return self.autosave.finish()

    def shutdown(self) -> None:
        """Stop all work: once, before the event loop ends."""
        self._copy_jobs.shutdown()
        self._store_jobs.shutdown()

    def _on_action_requested(self, action: PostAction, summary: PostSummary) -> None:
        title = self.words.title(summary)
        if action is PostAction.OPEN:
            self.opening.open(summary.id)
        elif action is PostAction.DUPLICATE:
            name = self._speech.say("posts.copy_of", {"title": summary.title.strip() or title})
            self.copies.duplicate(summary.id, title=name)
        elif action is PostAction.SAVE_AS_FOLDER:
            self.dialogs.ask_place(summary.id, name=title)
        elif action is PostAction.ARCHIVE:
            self.desk.archive(summary, title=title)
        elif action is PostAction.UNARCHIVE:
            self.desk.unarchive(summary, title=title)
        elif action is PostAction.DELETE:
            self.desk.delete(summary, title=title)
        else:
            self.desk.restore(summary.id, title=title, opens=True)

    def _on_post_folder_chosen(self, path: Path) -> None:
        self.open_folders((path,))

    def _on_place_chosen(self, id_: str, name: str, place: Path) -> None:
        self.copies.export_folder(id_, place, name=name)

    def _on_copied(self, stored: StoredPost) -> None:
        self.feed.reload()
        self.opening.open(stored.id)

    def _on_exported(self, folder: Path) -> None:
        show = partial(show_folder, folder)
        params = {"folder": folder.name}
        self._telling.tell("posts.folder_saved", params, action_key="posts.folder_show", on_action=show)

    def _on_listed(self, listing: Listing) -> None:
        self.pane.show_listing(listing)
        self._mark_open()

    def _on_counted(self, listing: Listing) -> None:
        self.pane.show_counts(listing)
        self.recent_changed.emit(listing.recent)

    def _on_gone(self, id_: str) -> None:
        self.model.remove(id_)
        self.feed.recount()

    def _on_saved(self, ids: tuple[str, ...]) -> None:
        for id_ in ids:
            self.feed.refresh(id_)

    def _on_editor_opened(self, _opened: OpenPost) -> None:
        self._mark_open()

    def _on_editor_closed(self) -> None:
        self._mark_open()

    def _mark_open(self) -> None:
        current = self._editor.current
        self.pane.show_open(None if current is None else current.id)
