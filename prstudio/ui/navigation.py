"""Which view is in sight, which one lies under it, and what is possible there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from prstudio.ui.commands import When
from prstudio.ui.editor import Editor
from prstudio.ui.main_window import POSTS, MainWindow


class Navigation(QObject):
    """Work is the posts, or one photo or clip of the open post in their place; everything else comes and goes over it.

    So the rail's Posts leads back to a photo that is being cropped, with nothing lost, and pressed once more asks it
    to make way.
    """

    def __init__(self, window: MainWindow, *, editor: Editor) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._work = POSTS
        self._leave: Callable[[], None] | None = None
        self._is_held = False
        window.view_changed.connect(self.refresh)
        editor.opened.connect(self.refresh)
        editor.closed.connect(self.refresh)
        editor.history_changed.connect(self.refresh)

    @property
    def is_at_posts(self) -> bool:
        """Whether the posts with their texts are in sight."""
        return self._window.view == POSTS

    def hold(self, name: str) -> None:
        """Show that view and nothing else, until `release`: no rail, no commands."""
        self._is_held = True
        self._window.show_rail(is_shown=False)
        self._window.show_view(name, page=None)

    def release(self) -> None:
        """Everything is open again, beginning with the work."""
        self._is_held = False
        self._window.show_rail(is_shown=True)
        self.show_work()

    def show_work(self) -> None:
        """Go back to the work; when it is in sight already, to the posts."""
        if self._is_held:
            return
        if self._window.view == self._work and self._leave is not None:
            self._leave()
            return
        self._window.show_view(self._work, page=POSTS)

    def show_place_taker(self, name: str, *, leave: Callable[[], None]) -> None:
        """Let that view take the posts' place; `leave` asks it to make way, which it does by `end_work`."""
        self._work, self._leave = name, leave
        if not self._is_held:
            self._window.show_view(name, page=POSTS)

    def end_work(self) -> None:
        """The posts take their place again; something that covers the work stays in sight."""
        was_in_sight = self._window.view == self._work
        self._work, self._leave = POSTS, None
        if was_in_sight:
            self._window.show_view(POSTS, page=POSTS)

    def show_page(self, name: str, *, page: str | None) -> None:
        """Bring something else into sight; the work waits under it."""
        if not self._is_held:
            self._window.show_view(name, page=page)

    def refresh(self) -> None:
        """Say anew what is possible."""
        editor, menus = self._editor, self._window.menus
        if self._is_held:
            menus.show_possible(())
            return
        states = {When.ALWAYS}
        if self.is_at_posts:
            states.add(When.POSTS_SHOWN)
        if self.is_at_posts and editor.current is not None:
            states |= {When.POST_OPEN}
            states |= {When.CAN_UNDO} if editor.undo_label is not None else set()
            states |= {When.CAN_REDO} if editor.redo_label is not None else set()
        menus.show_possible(states)
        menus.show_history(editor.undo_label, editor.redo_label)
