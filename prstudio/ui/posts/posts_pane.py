"""The pane with all posts: search field, shelves, list, and a button for a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.posts.copy_bar import CopyBar
from prstudio.ui.posts.empty_note import Emptiness, EmptyNote
from prstudio.ui.posts.listing import Listing
from prstudio.ui.posts.post_delegate import PostDelegate
from prstudio.ui.posts.post_list import PostList
from prstudio.ui.posts.posts_model import PostsModel
from prstudio.ui.posts.shelf import Shelf
from prstudio.ui.posts.shelf_chips import ShelfChips
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class PostsPane(QFrame):
    """Shows what the feed listed; Ctrl+N asks for a new post, Ctrl+F goes to the search field.

    Signals:
        search_changed(str): at each key.
        shelf_chosen(Shelf): a chip was pressed.
        new_requested(): a new post shall be begun.
        action_requested(PostAction, PostSummary): what to do to which post.
        paths_dropped(tuple): files or folders (Path) from outside.
    """

    search_changed = Signal(str)
    shelf_chosen = Signal(object)
    new_requested = Signal()
    action_requested = Signal(object, object)
    paths_dropped = Signal(object)

    def __init__(
        self,
        *,
        model: PostsModel,
        delegate: PostDelegate,
        speech: Speech,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._speech = speech
        self._look = look
        self._shown = (Shelf.ALL, "")
        self.setProperty("role", "posts")
        self.setAcceptDrops(True)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.shelves = ShelfChips(speech=speech, parent=self)
        self.list = PostList(model=model, delegate=delegate, speech=speech, look=look, parent=self)
        self.empty = EmptyNote(speech=speech, look=look, parent=self)
        self._blank = QWidget(self)
        self._middle = QStackedWidget(self)
        for widget in (self._blank, self.list, self.empty):  # blank until the library has answered
            self._middle.addWidget(widget)
        self.copying = CopyBar(speech=speech, parent=self)
        self.new = QPushButton(self)
        self.new.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._retranslate()
        self._recolour()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        for widget in (self.search, self.shelves):
            column.addWidget(widget)
        column.addWidget(self._middle, 1)
        column.addWidget(self.copying)
        column.addWidget(self.new)
        self.setMinimumWidth(Measure.LIST_WIDTH)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.search_changed)  # typed, pasted or cleared by its button
        self.shelves.shelf_chosen.connect(self.shelf_chosen)
        self.list.action_requested.connect(self.action_requested)
        self.empty.step_requested.connect(self._on_step_requested)
        self.new.clicked.connect(self.new_requested)
        self._speech.changed.connect(self._retranslate)
        self._look.changed.connect(self._recolour)
        self._model.rowsInserted.connect(self._on_rows_changed)
        self._model.rowsRemoved.connect(self._on_rows_changed)

    def focus_search(self) -> None:
        """Go to the search field, its text chosen."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_listing(self, listing: Listing) -> None:
        """Show the list that the model holds now, or why it is empty; its top comes into sight when it is another."""
        question = listing.page.question
        if (question.shelf, question.search) != self._shown:
            self._shown = (question.shelf, question.search)
            self.list.scrollToTop()
        self.shelves.show_shelf(question.shelf)
        self.empty.show_kind(_emptiness(listing))
        self._middle.setCurrentWidget(self.list if listing.page.posts else self.empty)

    def show_counts(self, listing: Listing) -> None:
        """Show how many posts each shelf holds."""
        self.shelves.show_counts(listing.counts)

    def show_open(self, id_: str | None) -> None:
        """Mark the post that lies open, and let the keyboard speak to it."""
        self._model.show_open(id_)
        row = self._model.find_row(id_)
        if row is not None:
            self.list.setCurrentIndex(self._model.index(row))

    def _on_step_requested(self, kind: Emptiness) -> None:
        if kind is Emptiness.NO_POSTS:
            self.new_requested.emit()
        elif kind is Emptiness.NOT_FOUND:
            self.clear_search()
        else:
            self.shelf_chosen.emit(Shelf.ALL)

    def clear_search(self) -> None:
        """Look for nothing; the field is ready for other words."""
        self.search.clear()
        self.search.setFocus()

    def _on_rows_changed(self, _parent: QModelIndex, _first: int, _last: int) -> None:
        """A row more or less, without a new list."""
        if self._model.rowCount() > 0:
            self._middle.setCurrentWidget(self.list)

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("posts.pane"))
        self.list.setAccessibleName(say("posts.pane"))
        self.search.setPlaceholderText(say("posts.search"))
        self.search.setAccessibleName(say("posts.search"))
        self.search.setToolTip(say("posts.search_tip"))
        self.new.setText(say("posts.new"))
        self.new.setAccessibleName(say("posts.new"))
        self.new.setToolTip(say("posts.new_tip"))

    def _recolour(self) -> None:
        colours = self._look.colours
        self._glass.setIcon(icon("search", colours.muted))
        self.new.setIcon(icon("plus", colours.on_accent))
        self.new.setIconSize(QSize(Measure.ICON, Measure.ICON))

    def _show_drop(self, state: str) -> None:
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.New):
            self.new_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.focus_search()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.clear_search()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._step_into_list()
        else:
            super().keyPressEvent(event)

    def _step_into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if self._model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._show_drop("drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop("")

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop("")
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)


def dropped_paths(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this computer that are being dragged; looks at no disk."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _emptiness(listing: Listing) -> Emptiness:
    question = listing.page.question
    if question.search.strip():
        return Emptiness.NOT_FOUND
    return Emptiness.NO_POSTS if question.shelf is Shelf.ALL else Emptiness.SHELF_EMPTY
