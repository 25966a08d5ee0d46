"""Asks for folders of posts, to open one or to save one, and shows one in the system's file manager."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from prstudio.ui.speech import Speech


class FolderDialogs(QObject):
    """The system's own dialogs; the window goes on working behind them.

    Signals:
        post_folder_chosen(Path): to be opened.
        place_chosen(str, str, Path): the post of that id shall be saved under that name in that folder.
    """

    post_folder_chosen = Signal(object)
    place_chosen = Signal(str, str, object)

    def __init__(self, *, speech: Speech, window: QWidget) -> None:
        super().__init__(window)
        self._speech = speech
        self._window = window
        self._saving = ("", "")

    def ask_post_folder(self) -> None:
        """Let a post folder be chosen."""
        self._ask("posts.open_folder").fileSelected.connect(self._on_post_folder_selected)

    def ask_place(self, id_: str, *, name: str) -> None:
        """Let the folder be chosen in which the post of that id shall be saved as a folder called `name`."""
        self._saving = (id_, name)
        self._ask("posts.save_folder").fileSelected.connect(self._on_place_selected)

    def _ask(self, title_key: str) -> QFileDialog:
        dialog = QFileDialog(self._window, self._speech.say(title_key))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_post_folder_selected(self, path: str) -> None:
        self.post_folder_chosen.emit(Path(path))

    def _on_place_selected(self, path: str) -> None:
        self.place_chosen.emit(*self._saving, Path(path))


def show_folder(path: Path) -> None:
    """Open the folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
