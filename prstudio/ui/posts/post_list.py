"""The list itself: keys, mouse and menu turned into wishes about one post."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from prstudio.model.library_post import PostSummary
from prstudio.ui.look import Look
from prstudio.ui.posts.post_action import PostAction, offers
from prstudio.ui.posts.post_delegate import PostDelegate
from prstudio.ui.posts.post_menu import PostMenu
from prstudio.ui.posts.posts_model import SUMMARY_ROLE, PostsModel
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class PostList(QListView):
    """Shows the model's posts. Arrows walk, Enter or a click opens, Delete deletes, Ctrl+D duplicates.

    Signals:
        action_requested(PostAction, PostSummary): what to do to which post.
    """

    action_requested = Signal(object, object)

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
        self._speech = speech
        self._look = look
        self.setProperty("role", "posts")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)  # 10,000 rows are laid out by one size
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(Space.XL)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)
        look.changed.connect(self.viewport().update)

    def current_post(self) -> PostSummary | None:
        """The post that the keyboard speaks to."""
        summary = self.currentIndex().data(SUMMARY_ROLE)
        return summary if isinstance(summary, PostSummary) else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self._wish(PostAction.OPEN, index.data(SUMMARY_ROLE))

    def _wish(self, action: PostAction, summary: PostSummary | None) -> None:
        """Only what the post's menu offers; opening a deleted post restores it."""
        if summary is None:
            return
        if summary.is_deleted and action is PostAction.OPEN:
            action = PostAction.RESTORE
        if action in {offer.action for offer in offers(summary)}:
            self.action_requested.emit(action, summary)

    def _on_menu_chosen(self, action: PostAction, summary: PostSummary) -> None:
        self.action_requested.emit(action, summary)

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        summary = index.data(SUMMARY_ROLE)
        if not isinstance(summary, PostSummary):
            return
        menu = PostMenu(summary, speech=self._speech, look=self._look, parent=self)
        menu.chosen.connect(self._on_menu_chosen)
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wish(PostAction.OPEN, self.current_post())
        elif event.key() == Qt.Key.Key_Delete:
            self._wish(PostAction.DELETE, self.current_post())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._wish(PostAction.DUPLICATE, self.current_post())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._open_menu(self.indexAt(event.pos()), event.globalPos())
            return
        index = self.currentIndex()
        self._open_menu(index, self.viewport().mapToGlobal(self.visualRect(index).center()))
