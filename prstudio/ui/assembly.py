"""Puts the window's parts together, in steps, so that the window is painted before the core is loaded."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from prstudio.errors import StudioError
from prstudio.model.library_post import PostState
from prstudio.model.post import Post
from prstudio.ui.asides import Asides
from prstudio.ui.commands import get_command
from prstudio.ui.ground import Ground
from prstudio.ui.leaving import Leaving
from prstudio.ui.main_window import POSTS, MainWindow
from prstudio.ui.navigation import Navigation
from prstudio.ui.pages import ACCOUNTS, QUEUE, SETTINGS
from prstudio.ui.posts_view import PostsView
from prstudio.ui.reception import Reception
from prstudio.ui.settings_desk import SettingsDesk
from prstudio.ui.workbench import Workbench

if TYPE_CHECKING:
    from prstudio.model.library_post import PostSummary, StoredPost
    from prstudio.store.library import Library
    from prstudio.ui.accounts.accounts_part import AccountsPart
    from prstudio.ui.assets.asset_strip import AssetStrip
    from prstudio.ui.compose.compose_page import ComposePage
    from prstudio.ui.deliveries.deliveries_part import DeliveriesPart
    from prstudio.ui.outcome_desk import OutcomeDesk
    from prstudio.ui.posts.posts_part import PostsPart
    from prstudio.ui.trouble_page import TroublePage
    from prstudio.ui.welcome import Welcome

DISTRICT_OF_NOBODY: Final = "jhajjar"
"""Of a new post while the office hasn't said where it is."""
_TROUBLE: Final = "trouble"


class Assembly(QObject):
    """Makes the parts one after the other and joins their signals; each exists from its step on.

    Signals:
        usable(): the posts are listed and the texts can be written.
    """

    usable = Signal()

    def __init__(self, window: MainWindow, *, view: PostsView, ground: Ground, library_folder: Path) -> None:
        """`view` is in the window already, and blank."""
        super().__init__(window)
        self._window = window
        self._ground = ground
        self._library_folder = library_folder
        self._library: Library | None = None
        self._trouble: TroublePage | None = None
        self.navigation = Navigation(window, editor=ground.editor)
        self.leaving = Leaving(window, speech=ground.speech)
        self.reception = Reception(ground=ground, parent=self)
        self.asides = Asides(window, navigation=self.navigation, ground=ground)
        self.workbench = Workbench(window, navigation=self.navigation, ground=ground)
        self.view = view
        self.welcome: Welcome | None = None
        self.posts: PostsPart | None = None
        self.compose: ComposePage | None = None
        self.strip: AssetStrip | None = None
        self.outcome: OutcomeDesk | None = None
        self.settings: SettingsDesk | None = None
        self.accounts: AccountsPart | None = None
        self.deliveries: DeliveriesPart | None = None
        window.place_over(ground.telling)
        window.rail.page_requested.connect(self._on_page_requested)
        ground.editor.opened.connect(self.view.give_turn_to_outcome)
        window.paths_dropped.connect(self.reception.open_paths)
        self._offer_light_commands()
        self._begin_view()

    def begin(self) -> None:
        """Open the library beside making the parts that need none of it."""
        self._open_library()
        self._ground.jobs.call(self._ground.planning.get_rulebook).start()
        QTimer.singleShot(0, self, self._add_compose)

    def shutdown(self) -> None:
        """Stop all work and close the library: once, before the event loop ends."""
        self._ground.editor.close()
        if self.deliveries is not None:  # before the practice server that it may be sending to
            self.deliveries.shutdown()
        if self.accounts is not None:
            self.accounts.shutdown()
        if self.outcome is not None:
            self.outcome.shutdown()
        if self.posts is not None:
            self.posts.shutdown()
        self._ground.shutdown()
        if self._library is not None:
            self._library.close()

    # the steps

    def _begin_view(self) -> None:
        if self._ground.keeper.settings.is_complete:
            self.navigation.show_work()
            return
        from prstudio.ui.welcome import Welcome  # noqa: PLC0415 -- once in the life of an office

        self.welcome = Welcome(self._window, navigation=self.navigation, ground=self._ground)

    def _open_library(self) -> None:
        job = self._ground.jobs.call(partial(_open_library, self._library_folder))
        job.finished.connect(self._on_library_opened)
        job.failed.connect(self._on_library_failed)
        job.start()

    def _add_compose(self) -> None:
        from prstudio.ui.compose.compose_page import ComposePage  # noqa: PLC0415 -- after the first picture

        ground = self._ground
        self.compose = ComposePage(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
        self.view.place_composer(self.compose)
        self.view.keyboard_freed.connect(self.compose.focus_first)
        QTimer.singleShot(0, self, self._add_strip)

    def _add_strip(self) -> None:
        from prstudio.ui.assets.asset_strip import AssetStrip  # noqa: PLC0415 -- after the first picture

        assert self.compose is not None, "the step before"
        ground = self._ground
        self.strip = AssetStrip(
            speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs, notices=ground.telling
        )
        self.compose.place_assets(self.strip)
        self.workbench.serve(self.compose, self.strip)
        self._window.menus.offer("add_media", self.strip.surface.add.click)
        QTimer.singleShot(0, self, self._add_outcome)

    def _add_outcome(self) -> None:
        from prstudio.ui.outcome_desk import OutcomeDesk  # noqa: PLC0415 -- after the first picture

        self.outcome = OutcomeDesk(self._window, ground=self._ground)
        self.outcome.export_begun.connect(self.view.give_turn_to_outcome)
        self.outcome.place_requested.connect(self.workbench.go_to)
        self.view.place_outcome(self.outcome.widget)
        self.leaving.mind_exports(self.outcome.is_busy)
        if self._library is not None:
            self._add_posts(self._library)

    def _on_library_opened(self, library: Library) -> None:
        self._library = library
        if self.outcome is not None:
            self._add_posts(library)

    def _add_posts(self, library: Library) -> None:
        """The last step: the library has been opened, and there is where its posts can be shown."""
        from prstudio.ui.posts.posts_part import PostsPart, Surroundings  # noqa: PLC0415 -- after the first picture

        assert self.compose is not None, "a step before"
        assert self.strip is not None, "as above"
        assert self.outcome is not None, "the step before"
        ground = self._ground
        around = Surroundings(ground.speech, ground.look, ground.editor, ground.jobs, ground.telling)
        self.posts = PostsPart(library, around=around, make_blank=self._blank_post, parent=self._window)
        self.view.place_posts(self.posts.pane)
        self.leaving.save_with(self.posts.finish)
        self._offer_post_commands(self.posts)
        self._join(self.posts, self.compose)
        self.reception.serve(self.posts, self.strip)
        self.outcome.queue.exported.connect(self.posts.note_exported)
        self.settings = SettingsDesk(
            self._window,
            navigation=self.navigation,
            ground=ground,
            posts=self.posts,
            folder=self._library_folder,
        )
        QTimer.singleShot(0, self, self._add_accounts)

    def _add_accounts(self) -> None:
        from prstudio.ui.accounts.accounts_part import AccountsPart  # noqa: PLC0415 -- after the first picture

        self.accounts = AccountsPart(self._window, navigation=self.navigation, ground=self._ground)
        self.accounts.begin()
        QTimer.singleShot(0, self, self._add_deliveries)

    def _add_deliveries(self) -> None:
        from prstudio.ui.deliveries.deliveries_part import DeliveriesPart  # noqa: PLC0415 -- after the first picture

        self.deliveries = DeliveriesPart(self._window, navigation=self.navigation, ground=self._ground)
        if self.accounts is not None:
            self.accounts.line_changed.connect(self.deliveries.use_line)
        if self.outcome is not None:
            key = get_command("send").shown_key
            self.outcome.export.bar.offer_send(self.deliveries.send, key=key)
        self.leaving.mind_deliveries(self.deliveries.is_busy)
        self.deliveries.begin()

    def _on_library_failed(self, error: StudioError) -> None:
        from prstudio.ui.trouble_page import TroublePage  # noqa: PLC0415 -- rarely needed

        if self._trouble is None:
            self._trouble = TroublePage(speech=self._ground.speech, look=self._ground.look)
            self._trouble.again_requested.connect(self._on_again_requested)
            self._window.place_view(_TROUBLE, self._trouble)
        self.navigation.hold(_TROUBLE)
        self._trouble.show_error(error)

    def _on_again_requested(self) -> None:
        self.navigation.release()
        self._begin_view()
        self._open_library()

    def _join(self, posts: PostsPart, compose: ComposePage) -> None:
        compose.new_requested.connect(posts.new_post)
        compose.show_saved(posts.autosave.words)
        posts.autosave.words_changed.connect(compose.show_saved)
        posts.opened.connect(self._on_post_opened)
        posts.upkeep.exported.connect(self._on_post_exported)
        posts.feed.listed.connect(self._on_first_listed)
        if not self.reception.is_waiting:
            posts.recent_changed.connect(self._on_recent_changed)

    def _offer_light_commands(self) -> None:
        menus, editor = self._window.menus, self._ground.editor
        menus.offer("quit", self._window.close)
        menus.offer("undo", editor.undo)
        menus.offer("redo", editor.redo)
        menus.offer("toggle_list", self.view.toggle_list)
        menus.offer("show_posts", self.navigation.show_work)
        menus.offer("switch_language", self._ground.keeper.switch_language)
        menus.offer("show_notices", self._ground.telling.focus_newest)

    def _offer_post_commands(self, posts: PostsPart) -> None:
        menus = self._window.menus
        menus.offer("new_post", posts.new_post)
        menus.offer("open_folder", posts.dialogs.ask_post_folder)
        menus.offer("find_post", self._on_find_requested)
        menus.offer("make_sample", posts.copies.add_sample)

    # news

    def _on_find_requested(self) -> None:
        assert self.posts is not None, "offered with it"
        self.view.show_list()
        self.posts.pane.focus_search()

    def _on_page_requested(self, name: str) -> None:
        is_list_away = self.view.is_narrow or not self.view.is_list_shown
        if name == POSTS and self.navigation.is_at_posts and is_list_away:
            self.view.toggle_list()
        elif name == POSTS:
            self.navigation.show_work()
        elif name == ACCOUNTS and self.accounts is not None:
            self.accounts.show()
        elif name == QUEUE and self.deliveries is not None:
            self.deliveries.show()
        elif name == SETTINGS and self.settings is not None:
            self.settings.show()

    def _on_post_opened(self, stored: StoredPost) -> None:
        assert self.compose is not None, "joined to the posts"
        self.compose.show_state(stored.state)
        if not self._has_view_keyboard():
            self.compose.focus_first()

    def _on_post_exported(self, id_: str) -> None:
        assert self.compose is not None, "joined to the posts"
        if self._ground.editor.current is not None and self._ground.editor.current.id == id_:
            self.compose.show_state(PostState.EXPORTED)

    def _on_first_listed(self) -> None:
        assert self.posts is not None, "it has listed its posts"
        assert self.compose is not None, "made before them"
        self.posts.feed.listed.disconnect(self._on_first_listed)
        if self.welcome is not None:
            self.welcome.serve(self.posts)
        if not self._has_view_keyboard():
            if self.posts.pane.list.isVisible():
                self.posts.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.compose.focus_first()
        self.posts.upkeep.begin()
        self.usable.emit()

    def _on_recent_changed(self, recent: tuple[PostSummary, ...]) -> None:
        """The post of last time lies open again."""
        assert self.posts is not None, "it has told"
        self.posts.recent_changed.disconnect(self._on_recent_changed)
        if recent and self._ground.editor.current is None:
            self.posts.open_post(recent[0].id)

    def _has_view_keyboard(self) -> bool:
        """Whether it is in the posts' view, or isn't wanted there: at another page, or in a dialog."""
        focused = QApplication.focusWidget()
        return not self.navigation.is_at_posts or (focused is not None and not self._window.rail.isAncestorOf(focused))

    def _blank_post(self) -> Post:
        return Post(self._ground.keeper.settings.district or DISTRICT_OF_NOBODY)


def _open_library(folder: Path) -> Library:
    from prstudio.store.library import Library  # noqa: PLC0415 -- in a worker thread, beside the window's first work

    return Library(folder)
