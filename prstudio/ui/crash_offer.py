"""The honest offer after a crash: what happened, what is safe, and the file to look at or to send."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from prstudio.errors import StudioError
from prstudio.model.finding import Severity
from prstudio.ui.crash import Crash, mark_seen
from prstudio.ui.notice_card import Offer
from prstudio.ui.notices import Notices

_TEXT_KEY = "manners.crashed"

_log = logging.getLogger(__name__)


class CrashOffer(QObject):
    """Tells one crash of the last run; told once, it is never told again."""

    def __init__(self, crash: Crash, *, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crash = crash
        self._notices = notices

    def tell(self) -> None:
        """Show the notice."""
        offers = (
            Offer("manners.crash_show", self._show_file, closes=False),
            Offer("manners.crash_copy", self._copy, closes=False),
        )
        self._notices.tell_with(_TEXT_KEY, offers=offers, severity=Severity.WARNING)
        try:
            mark_seen(self._crash)
        except StudioError as error:
            _log.info("the crash will be offered again: %s", error.code)

    def _show_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._crash.file)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._crash.text)
        self._notices.tell("manners.crash_copied")
