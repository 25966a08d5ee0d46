"""The window's frame: rail, the view in sight, menu and keys; what it holds is put in by the assembly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from prstudio.ui.look import Look
from prstudio.ui.pages import PAGES
from prstudio.ui.rail import MENU_KEY, Rail
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure

if TYPE_CHECKING:
    from prstudio.ui.menus import Menus

POSTS: Final = "posts"
"""The view with list, texts and outcome."""
FIRST_SIZE_PX: Final = (1366, 768)
LEAST_SIZE_PX: Final = (820, 460)
"""A screen of 1366×768 at 150 %, less the taskbar, with something to spare."""
NOTICES_WIDTH_PX: Final = 620
_PAGE_IDS: Final = frozenset(page.id for page in PAGES)


class MainWindow(QWidget):
    """Shows one view at a time; a view is a page of the rail, or something that takes the place for a while.

    Signals:
        view_changed(str): another view is in sight.
        closing(): it goes now, for good.
        paths_dropped(tuple): files or folders (Path) were dropped where nothing else takes them.
    """

    view_changed = Signal(str)
    closing = Signal()
    paths_dropped = Signal(object)

    def __init__(self, *, speech: Speech, look: Look) -> None:
        super().__init__()
        self._speech = speech
        self._look = look
        self._views: dict[str, QWidget] = {}
        self._notices: QWidget | None = None
        self._may_close: Callable[[], bool] = _always
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.rail = Rail(speech=speech, look=look, parent=self)
        self.stack = QStackedWidget(self)
        self.stack.installEventFilter(self)
        self._menus: Menus | None = None
        self._column = QVBoxLayout()
        self._lay_out()
        self.menu_key = QShortcut(QKeySequence(MENU_KEY), self)
        self.menu_key.activated.connect(self.rail.menu.click)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self.setMinimumSize(*LEAST_SIZE_PX)

    def _lay_out(self) -> None:
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        row.addLayout(self._column, 1)
        self._whole.addLayout(row, 1)

    @property
    def menus(self) -> Menus:
        """The menu and the keys of commands; made when they are first asked for, after the first picture."""
        from prstudio.ui.menus import Menus  # noqa: PLC0415 -- as above

        if self._menus is None:
            self._menus = Menus(speech=self._speech, look=self._look, window=self)
            self.rail.menu_requested.connect(self._menus.popup)
        return self._menus

    @property
    def view(self) -> str:
        """The name of the view in sight; "" before the first."""
        shown = self.stack.currentWidget()
        return next((name for name, widget in self._views.items() if widget is shown), "")

    def place_view(self, name: str, widget: QWidget) -> None:
        """Hold `widget` as the view `name`; a page of the rail by that name appears there."""
        self._views[name] = widget
        self.stack.addWidget(widget)
        if name in _PAGE_IDS:
            self.rail.show_page_exists(name)

    def show_view(self, name: str, *, page: str | None) -> None:
        """Bring that view into sight; the rail marks `page`."""
        self.stack.setCurrentWidget(self._views[name])
        self.rail.show_page(page)
        self.view_changed.emit(name)

    def show_rail(self, *, is_shown: bool) -> None:
        """Show or hide the rail, and with it the menu."""
        self.rail.setVisible(is_shown)
        self.menu_key.setEnabled(is_shown)

    def place_below(self, widget: QWidget) -> None:
        """Put something under all views, such as a question that waits for its answer."""
        self._column.addWidget(widget)

    def place_above(self, widget: QWidget) -> None:
        """Put something over rail and views, across the whole window."""
        self._whole.insertWidget(0, widget)

    def place_over(self, notices: QWidget) -> None:
        """Let `notices` float over the lower end of whatever view is in sight, only as tall as they need to be."""
        self._notices = notices
        notices.setParent(self)
        notices.installEventFilter(self)
        self._float_notices()

    def _float_notices(self) -> None:
        if self._notices is None:
            return
        place = self.stack.geometry()
        right_px = place.right() + 1 - Measure.OUTCOME_WIDTH  # its buttons at the lower right stay free
        width_px = min(right_px - place.left(), NOTICES_WIDTH_PX)
        height_px = self._notices.heightForWidth(width_px) if self._notices.hasHeightForWidth() else -1
        height_px = min(place.height(), height_px if height_px > 0 else self._notices.sizeHint().height())
        self._notices.setGeometry(right_px - width_px, place.bottom() + 1 - height_px, width_px, height_px)
        self._notices.raise_()

    def ask_before_close(self, may_close: Callable[[], bool]) -> None:
        """`may_close` is asked each time the window shall close; False keeps it open."""
        self._may_close = may_close

    def come_forward(self) -> None:
        """Be the window in front, wherever it was."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def sizeHint(self) -> QSize:
        return QSize(*FIRST_SIZE_PX)

    def _retranslate(self) -> None:
        self.setWindowTitle(self._speech.say("shell.program"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._float_notices()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.stack and event.type() == QEvent.Type.Resize:
            self._float_notices()
        if watched is self._notices and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._float_notices()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            event.accept()
            self.closing.emit()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_paths(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped_paths(event)
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)  # a move would have the file manager delete the original
            event.accept()
            self.paths_dropped.emit(paths)


def _dropped_paths(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def _always() -> bool:
    return True
