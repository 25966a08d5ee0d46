"""The menu of one post."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from prstudio.model.library_post import PostSummary
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.posts.post_action import PostAction, offers
from prstudio.ui.speech import Speech


class PostMenu(QMenu):
    """Offers what can be done to a post; made anew each time it is wanted.

    Signals:
        chosen(PostAction, PostSummary): what to do to which post.
    """

    chosen = Signal(object, object)

    def __init__(self, summary: PostSummary, *, speech: Speech, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._summary = summary
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for offer in offers(summary):
            if offer.has_line_before:
                self.addSeparator()
            action = self.addAction(icon(offer.icon, look.colours.text), speech.say(f"posts.action_{offer.action}"))
            action.setData(offer.action)
            if offer.key:  # for the eye: the list itself listens to its keys
                action.setShortcut(QKeySequence(offer.key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.triggered.connect(self._on_triggered)

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(PostAction(action.data()), self._summary)
