"""The subtitle file of each language: chosen, named, taken away; and what is wrong with one that was refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from prstudio.errors import StudioError
from prstudio.language import wording
from prstudio.messages import Language
from prstudio.model.media_info import MediaTable, SubtitlesInfo
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

_ENDINGS = "*.srt *.SRT *.vtt *.VTT"


class SubtitleRows(QWidget):
    """One row a language.

    Signals:
        file_chosen(Language, Path): this file should be taken in.
        remove_requested(Language): there should be none.
    """

    file_chosen = Signal(object, object)
    remove_requested = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._title, self.note = QLabel(), QLabel()
        self._title.setProperty("role", "strong")
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        self._refusal: StudioError | None = None
        self._files: Mapping[Language, str] = {}
        self._media: MediaTable = {}
        self.rows = {language: _Row(language, speech=speech, look=look) for language in Language}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, 0, Space.M, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._title)
        for row in self.rows.values():
            layout.addWidget(row)
            row.file_chosen.connect(self.file_chosen)
            row.remove_requested.connect(self.remove_requested)
        layout.addWidget(self.note)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    def show_files(self, files: Mapping[Language, str], media: MediaTable) -> None:
        """Which files there are, and what they are."""
        if dict(files) != dict(self._files):
            self._refusal = None
        self._files, self._media = files, media
        self._retranslate()

    def show_refusal(self, error: StudioError | None) -> None:
        """Why the last one wasn't taken; None: nothing is wrong."""
        self._refusal = error
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self._speech.say("trim.subtitles"))
        for language, row in self.rows.items():
            row.show_file(self._files.get(language))
        self._say_note()

    def _say_note(self) -> None:
        words, role = self._find_doubt(), "warning"
        if self._refusal is not None:
            words, role = wording.say_error(self._refusal, self._speech.language), "error"
        self.note.setText(words)
        self.note.setVisible(bool(words))
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)

    def _find_doubt(self) -> str:
        """A file that seems to be in another language than it is said to be."""
        for language, file in self._files.items():
            info = self._media.get(file)
            if isinstance(info, SubtitlesInfo) and info.language not in (None, language):
                return self._speech.say("trim.subtitles_other", {"file": file, "language": info.language})
        return ""


class _Row(QWidget):
    file_chosen = Signal(object, object)
    remove_requested = Signal(object)

    def __init__(self, language: Language, *, speech: Speech, look: Look) -> None:
        super().__init__()
        self._language, self._speech, self._look = language, speech, look
        self._name, self._file = QLabel(), QLabel()
        self._file.setProperty("role", "muted")
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self._file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choose, self.remove = QPushButton(), QToolButton()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(Space.S)
        for column, widget in enumerate((self._name, self._file, self.remove, self.choose)):
            layout.addWidget(widget, 0, column)
        layout.setColumnStretch(1, 1)
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        look.changed.connect(self._draw_icon)
        self._draw_icon()

    @property
    def words(self) -> str:
        """What it says of the file."""
        return self._file.text()

    def show_file(self, file: str | None) -> None:
        say, language = self._speech.say, {"language": self._language}
        self._name.setText(say("trim.language", language))
        self._file.setText(file or say("trim.no_subtitles"))
        self._file.setToolTip(file or "")
        self.remove.setVisible(file is not None)
        self.choose.setText(say("trim.choose"))
        for button, key in ((self.choose, "choose_tip"), (self.remove, "subtitles_remove")):
            button.setToolTip(say(f"trim.{key}", language))
            button.setAccessibleName(button.toolTip())

    def _draw_icon(self) -> None:
        self.remove.setIcon(icon("x", self._look.colours.text))

    def _on_choose(self) -> None:
        dialog = QFileDialog(self.window(), self._speech.say("trim.choose_tip", {"language": self._language}))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{self._speech.say('trim.subtitles')} ({_ENDINGS})"])
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_file(self, path: str) -> None:
        self.file_chosen.emit(self._language, Path(path))

    def _on_remove(self) -> None:
        self.remove_requested.emit(self._language)
