"""What happens between the wish to close the window and its end: nothing is lost without saying so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from prstudio.errors import StudioError
from prstudio.ui.main_window import MainWindow
from prstudio.ui.question_bar import Question, QuestionBar
from prstudio.ui.speech import Speech


class Leaving(QObject):
    """Asks, under the view, when closing would lose something."""

    def __init__(self, window: MainWindow, *, speech: Speech) -> None:
        super().__init__(window)
        self._window = window
        self._save: Callable[[], StudioError | None] = _nothing_to_save
        self._is_busy: Callable[[], bool] = _never
        self._is_sending: Callable[[], bool] = _never
        self._is_sure = False
        self.bar = QuestionBar(speech=speech, parent=window)
        window.place_below(self.bar)
        window.ask_before_close(self._may_close)

    def save_with(self, save: Callable[[], StudioError | None]) -> None:
        """`save` puts everything on disk at once, or says why it can't."""
        self._save = save

    def mind_exports(self, is_busy: Callable[[], bool]) -> None:
        """`is_busy` says whether an export is running or waiting."""
        self._is_busy = is_busy

    def mind_deliveries(self, is_sending: Callable[[], bool]) -> None:
        """`is_sending` says whether something is on its way; nothing is lost by leaving, but it stops until then."""
        self._is_sending = is_sending

    def _may_close(self) -> bool:
        if self._is_sure:
            return True
        error = self._save()
        if error is not None:
            reason = {"code": error.code, "params": error.params}
            self._ask("shell.leave_unsaved", {"reason": reason}, yes_key="shell.leave_lose")
            return False
        if self._is_busy():
            self._ask("shell.leave_exporting", {}, yes_key="shell.leave_stop")
            return False
        if self._is_sending():
            self._ask("shell.leave_sending", {}, yes_key="shell.leave_send_later")
            return False
        return True

    def _ask(self, text_key: str, params: dict[str, object], *, yes_key: str) -> None:
        self.bar.ask(Question(text_key, yes_key, self._leave_all_the_same, "shell.leave_stay", params))

    def _leave_all_the_same(self) -> None:
        self._is_sure = True
        self._window.close()


def _nothing_to_save() -> StudioError | None:
    return None


def _never() -> bool:
    return False
