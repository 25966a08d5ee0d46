"""Asks for photos and clips with the system's own dialog; the window goes on working behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from prstudio.ui.speech import Speech

_ENDINGS: Final = (
    *("jpg", "jpeg", "png", "webp", "gif", "heic", "heif", "tif", "tiff", "bmp"),
    *("mp4", "m4v", "mov", "3gp", "webm", "mkv", "avi", "ts", "mts", "m2ts", "mpg", "mpeg"),
    *("srt", "vtt"),
)
"""What the dialog shows first; what a file is, its content tells."""


class FileChoice(QObject):
    """One dialog at a time.

    Signals:
        more_chosen(list[Path]): to be added.
        other_chosen(Path): to take another file's place.
    """

    more_chosen = Signal(object)
    other_chosen = Signal(object)

    def __init__(self, *, speech: Speech, window: QWidget) -> None:
        super().__init__(window)
        self._speech, self._window = speech, window

    def ask_more(self) -> None:
        """Let files be chosen, to be added."""
        dialog = self._make(self._speech.say("assets.choose_files"), QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_more)
        dialog.open()

    def ask_other(self, file: str) -> None:
        """Let one file be chosen in place of `file`."""
        title = self._speech.say("assets.choose_other", {"file": file})
        dialog = self._make(title, QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_other)
        dialog.open()

    def _make(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(mode)
        patterns = " ".join(f"*.{ending} *.{ending.upper()}" for ending in _ENDINGS)
        say = self._speech.say
        dialog.setNameFilters([f"{say('assets.files_media')} ({patterns})", f"{say('assets.files_all')} (*)"])
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _on_more(self, paths: list[str]) -> None:
        self.more_chosen.emit([Path(path) for path in paths])

    def _on_other(self, path: str) -> None:
        self.other_chosen.emit(Path(path))
