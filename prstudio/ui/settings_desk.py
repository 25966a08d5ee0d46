"""Between the page of settings and what it speaks of: the settings in force, the library's place and its check."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from prstudio.errors import StudioError
from prstudio.language import wording
from prstudio.model.progress import Progress
from prstudio.model.repair import Repair
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation

if TYPE_CHECKING:
    from prstudio.ui.posts.posts_part import PostsPart
    from prstudio.ui.settings_page import SettingsPage
    from prstudio.ui.update.update_part import UpdatePart

_VIEW: Final = "settings"


class SettingsDesk(QObject):
    """Makes the page when it is first asked for."""

    def __init__(
        self, window: MainWindow, *, navigation: Navigation, ground: Ground, posts: PostsPart, folder: Path
    ) -> None:
        """`folder` is the library's."""
        super().__init__(window)
        self._window = window
        self._navigation = navigation
        self._ground = ground
        self._posts = posts
        self._folder = folder
        self._page: SettingsPage | None = None
        self._updates: UpdatePart | None = None
        window.rail.show_page_exists(_VIEW)
        window.menus.offer("show_settings", self.show)
        ground.keeper.changed.connect(self._show_settings)
        posts.upkeep.checking.connect(self._on_checking)
        posts.upkeep.checked.connect(self._on_checked)
        posts.upkeep.check_failed.connect(self._on_check_failed)

    def show(self) -> None:
        """Bring the page into sight."""
        page = self._get_page()
        self._navigation.show_page(_VIEW, page=_VIEW)
        page.focus_first()

    def _get_page(self) -> SettingsPage:
        from prstudio.ui.posts.folder_dialogs import show_folder  # noqa: PLC0415 -- not before it is asked for
        from prstudio.ui.settings_page import SettingsPage  # noqa: PLC0415 -- as above
        from prstudio.ui.update.update_part import UpdatePart  # noqa: PLC0415 -- as above

        if self._page is None:
            ground = self._ground
            self._page = SettingsPage(speech=ground.speech, look=ground.look)
            self._page.show_place(self._folder)
            self._page.settings_changed.connect(ground.keeper.change)
            self._page.folder_requested.connect(partial(show_folder, self._folder))
            self._page.doctor_requested.connect(self._on_doctor_requested)
            self._window.place_view(_VIEW, self._page)
            self._updates = UpdatePart(self._window, self._page.updates, ground=ground)
            self._show_settings()
        return self._page

    def _show_settings(self) -> None:
        if self._page is not None:
            self._page.show_settings(self._ground.keeper.settings)

    def _on_doctor_requested(self) -> None:
        page = self._get_page()
        page.library.show_checking(is_running=True)
        page.show_doctor("")
        self._posts.autosave.flush()
        self._posts.upkeep.check()

    def _on_checking(self, progress: Progress) -> None:
        params = {"done": progress.done, "total": progress.total}
        self._get_page().show_doctor(self._ground.speech.say("setup.check_running", params))

    def _on_checked(self, repairs: tuple[Repair, ...]) -> None:
        from prstudio.ui.setup.doctor_words import say_repairs  # noqa: PLC0415 -- not before it is asked for

        self._answer(say_repairs(repairs, self._ground.speech))
        if repairs:
            self._posts.feed.reload()

    def _on_check_failed(self, error: StudioError) -> None:
        self._answer(wording.say_error(error, self._ground.speech.language))

    def _answer(self, text: str) -> None:
        page = self._get_page()
        page.library.show_checking(is_running=False)
        page.show_doctor(text)
