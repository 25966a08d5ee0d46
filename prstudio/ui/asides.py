"""What comes over the work for a moment and goes again: the sheet of keys, and the page about the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from prstudio.ui.commands import COMMANDS
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation

if TYPE_CHECKING:
    from prstudio.ui.about import AboutPage
    from prstudio.ui.shortcut_sheet import ShortcutSheet

_ABOUT: Final = "about"
_SHORTCUTS: Final = "shortcuts"


class Asides(QObject):
    """Each is made when it is first asked for."""

    def __init__(self, window: MainWindow, *, navigation: Navigation, ground: Ground) -> None:
        super().__init__(window)
        self._window = window
        self._navigation = navigation
        self._ground = ground
        self._about: AboutPage | None = None
        self._shortcuts: ShortcutSheet | None = None
        window.menus.offer("show_about", self.show_about)
        window.menus.offer("show_shortcuts", self.show_shortcuts)

    def show_about(self) -> None:
        """Show versions and whose work the program stands on."""
        page = self._get_about()
        self._navigation.show_page(_ABOUT, page=None)
        page.focus_first()

    def show_shortcuts(self) -> None:
        """Show every key."""
        page = self._get_shortcuts()
        self._navigation.show_page(_SHORTCUTS, page=None)
        page.focus_first()

    def _get_about(self) -> AboutPage:
        from prstudio.ui.about import AboutPage  # noqa: PLC0415 -- not before it is asked for
        from prstudio.ui.program_versions import collect_versions  # noqa: PLC0415 -- as above

        if self._about is None:
            self._about = AboutPage(speech=self._ground.speech, look=self._ground.look)
            self._about.done.connect(self._navigation.show_work)
            self._window.place_view(_ABOUT, self._about)
            job = self._ground.jobs.call(collect_versions)
            job.finished.connect(self._about.show_versions)
            job.start()
        return self._about

    def _get_shortcuts(self) -> ShortcutSheet:
        from prstudio.ui.shortcut_sheet import ShortcutSheet  # noqa: PLC0415 -- not before it is asked for

        if self._shortcuts is None:
            offered = [command for command in COMMANDS if self._window.menus.actions[command.id].isVisible()]
            self._shortcuts = ShortcutSheet(offered, speech=self._ground.speech, look=self._ground.look)
            self._shortcuts.done.connect(self._navigation.show_work)
            self._window.place_view(_SHORTCUTS, self._shortcuts)
        return self._shortcuts
