"""The first start: three questions, and behind them a sample post is made, so that there is something to touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from prstudio.settings import Settings
from prstudio.ui.first_start import FirstStartPage
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation

if TYPE_CHECKING:
    from prstudio.ui.posts.posts_part import PostsPart

_VIEW: Final = "first_start"


class Welcome(QObject):
    """Lives until the questions are answered."""

    def __init__(self, window: MainWindow, *, navigation: Navigation, ground: Ground) -> None:
        super().__init__(window)
        self._navigation = navigation
        self._ground = ground
        self.page = FirstStartPage(speech=ground.speech, look=ground.look)
        self.page.show_settings(ground.keeper.settings)
        self.page.answered.connect(self._on_answered)
        window.place_view(_VIEW, self.page)
        navigation.hold(_VIEW)
        self.page.focus_first()

    def serve(self, posts: PostsPart) -> None:
        """The posts exist and are listed: a library without any gets the sample."""
        if posts.model.rowCount() == 0 and self._ground.editor.current is None:
            posts.copies.add_sample()

    def _on_answered(self, settings: Settings) -> None:
        self._ground.keeper.change(settings)
        self._navigation.release()
        self.page.hide()
