"""Puts the window's parts together, in steps, so that the window is painted before the core is loaded."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.errors import StudioError
from prstudio.model.post import Post
from prstudio.ui.arrivals import Arrivals, sort_arrivals
from prstudio.ui.ground import Ground
from prstudio.ui.leaving import Leaving
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import POSTS, Navigation
from prstudio.ui.posts_view import PostsView

if TYPE_CHECKING:
    from prstudio.model.library_post import PostSummary, StoredPost
    from prstudio.store.library import Library
    from prstudio.ui.assets.asset_strip import AssetStrip
    from prstudio.ui.compose.compose_page import ComposePage
    from prstudio.ui.crop.crop_page import CropPage
    from prstudio.ui.posts.posts_part import PostsPart

_CROP: Final = "crop"
DISTRICT_OF_NOBODY: Final = "jhajjar"
"""Of a new post while the office hasn't said where it is."""


class Assembly(QObject):
    """Makes the parts one after the other and joins their signals; each exists from its step on.

    Signals:
        posts_ready(PostsPart): the library is open.
        failed(StudioError): the library can't be opened.
        usable(): the list of posts is shown and the texts can be written.
    """

    posts_ready = Signal(object)
    failed = Signal(object)
    usable = Signal()

    def __init__(self, window: MainWindow, *, ground: Ground, library_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._ground = ground
        self._library_folder = library_folder
        self._library: Library | None = None
        self.navigation = Navigation(window, editor=ground.editor)
        self.leaving = Leaving(window, speech=ground.speech)
        self.view = PostsView()
        self.posts: PostsPart | None = None
        self.compose: ComposePage | None = None
        self.strip: AssetStrip | None = None
        self._crop: CropPage | None = None
        self._is_opening = False
        self._waiting: tuple[Path, ...] = ()  # given before the library was open
        self._media_waiting: tuple[Path, ...] = ()  # for the post that is just being begun
        window.place_view(POSTS, self.view)
        window.place_over(ground.telling)
        window.rail.page_requested.connect(self._on_page_requested)
        window.paths_dropped.connect(self.open_paths)
        self._offer_light_commands()
        self.navigation.show_work()

    def begin(self) -> None:
        """Open the library beside making the parts that need none of it."""
        self.open_library()
        self._ground.jobs.call(self._ground.planning.get_rulebook).start()
        QTimer.singleShot(0, self._add_compose)

    def open_library(self) -> None:
        """Open it, or try once more."""
        job = self._ground.jobs.call(partial(_open_library, self._library_folder))
        job.finished.connect(self._on_library_opened)
        job.failed.connect(self._on_library_failed)
        job.start()

    def open_paths(self, given: tuple[Path, ...]) -> None:
        """Open what was given to the program or dropped on the window, as soon as the library is open."""
        if self.posts is None:
            self._waiting += given
            return
        if given:
            job = self._ground.jobs.call(partial(sort_arrivals, given))
            job.finished.connect(self._on_arrivals)
            job.start()

    def shutdown(self) -> None:
        """Stop all work and close the library: once, before the event loop ends."""
        self._ground.editor.close()
        if self.posts is not None:
            self.posts.shutdown()
        self._ground.shutdown()
        if self._library is not None:
            self._library.close()

    # the steps

    def _add_compose(self) -> None:
        from prstudio.ui.compose.compose_page import ComposePage  # noqa: PLC0415 -- after the first picture

        ground = self._ground
        self.compose = ComposePage(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
        self.view.place_composer(self.compose)
        self._join_posts_and_compose()
        QTimer.singleShot(0, self._add_strip)

    def _add_strip(self) -> None:
        from prstudio.ui.assets.asset_strip import AssetStrip  # noqa: PLC0415 -- after the first picture

        assert self.compose is not None, "the step before"
        ground = self._ground
        self.strip = AssetStrip(
            speech=ground.speech,
            look=ground.look,
            editor=ground.editor,
            jobs=ground.jobs,
            notices=ground.telling,
        )
        self.compose.place_assets(self.strip)
        self.strip.crop_requested.connect(self._on_crop_requested)
        self._window.menus.offer("add_media", self.strip.surface.add.click)

    def _on_library_opened(self, library: Library) -> None:
        from prstudio.ui.posts.posts_part import PostsPart, Surroundings  # noqa: PLC0415 -- after the first picture

        ground = self._ground
        self._library = library
        around = Surroundings(ground.speech, ground.look, ground.editor, ground.jobs, ground.telling)
        self._is_opening = bool(self._waiting)
        self.posts = PostsPart(library, around=around, make_blank=self._blank_post, parent=self._window)
        self.posts.recent_changed.connect(self._on_recent_changed)
        self.view.place_posts(self.posts.pane)
        self._join_posts_and_compose()
        self._offer_post_commands(self.posts)
        self.leaving.save_with(self.posts.finish)
        self.posts_ready.emit(self.posts)
        waiting, self._waiting = self._waiting, ()
        self.open_paths(waiting)

    def _on_library_failed(self, error: StudioError) -> None:
        self.failed.emit(error)

    def _join_posts_and_compose(self) -> None:
        """Whichever came second."""
        posts, compose = self.posts, self.compose
        if posts is None or compose is None:
            return
        compose.new_requested.connect(posts.new_post)
        posts.opened.connect(self._on_post_opened)
        posts.created.connect(self._on_post_created)
        posts.autosave.words_changed.connect(compose.show_saved)
        compose.show_saved(posts.autosave.words)
        posts.feed.listed.connect(self._on_first_listed)

    def _offer_light_commands(self) -> None:
        menus, editor = self._window.menus, self._ground.editor
        menus.offer("quit", self._window.close)
        menus.offer("undo", editor.undo)
        menus.offer("redo", editor.redo)
        menus.offer("show_posts", self.navigation.show_work)
        menus.offer("switch_language", self._ground.keeper.switch_language)

    def _offer_post_commands(self, posts: PostsPart) -> None:
        menus = self._window.menus
        menus.offer("new_post", posts.new_post)
        menus.offer("open_folder", posts.dialogs.ask_post_folder)
        menus.offer("find_post", posts.pane.focus_search)

    # news

    def _on_page_requested(self, name: str) -> None:
        if name == POSTS:
            self.navigation.show_work()
        else:
            self.navigation.show_page(name, page=name)

    def _on_post_opened(self, stored: StoredPost) -> None:
        assert self.compose is not None, "joined to the posts"
        self.compose.show_state(stored.state)

    def _on_arrivals(self, arrivals: Arrivals) -> None:
        assert self.posts is not None, "asked after it was made"
        self.posts.open_folders(arrivals.posts)
        if not arrivals.media or self.strip is None:
            return
        if self._ground.editor.current is not None:
            self.strip.add_paths(arrivals.media)
        else:
            self._media_waiting = arrivals.media
            self.posts.new_post()

    def _on_post_created(self, _stored: StoredPost) -> None:
        media, self._media_waiting = self._media_waiting, ()
        if media and self.strip is not None:
            self.strip.add_paths(media)

    def _on_crop_requested(self, index: int) -> None:
        if self._crop is None:
            self._crop = self._make_crop()
        self.navigation.show_place_taker(_CROP, leave=self._crop.leave)
        self._crop.show_asset(index)

    def _make_crop(self) -> CropPage:
        from prstudio.ui.crop.crop_page import CropPage  # noqa: PLC0415 -- not before it is asked for

        ground = self._ground
        page = CropPage(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
        page.done.connect(self.navigation.end_work)
        self._window.place_view(_CROP, page)
        return page

    def _on_first_listed(self) -> None:
        assert self.posts is not None, "it has listed its posts"
        self.posts.feed.listed.disconnect(self._on_first_listed)
        self.usable.emit()

    def _on_recent_changed(self, recent: tuple[PostSummary, ...]) -> None:
        """The post of last time lies open again, unless another one was asked for."""
        assert self.posts is not None, "it has told"
        self.posts.recent_changed.disconnect(self._on_recent_changed)
        if recent and self._ground.editor.current is None and not self._is_opening:
            self.posts.open_post(recent[0].id)

    def _blank_post(self) -> Post:
        return Post(self._ground.keeper.settings.district or DISTRICT_OF_NOBODY)


def _open_library(folder: Path) -> Library:
    from prstudio.store.library import Library  # noqa: PLC0415 -- in a worker thread, beside the window's first work

    return Library(folder)
