"""Chooses the form, the name and the folder of the next bundle, and says when it can't stand there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.outcome.export_place_check import PlaceAnswer, PlaceWish
from prstudio.ui.outcome.export_queue import ExportQueue
from prstudio.ui.outcome.export_words import ExportWords, short_place
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_NAME_SIGNS_MAX: Final = 100


class ExportPlace(QWidget):
    """Asks the queue about every place that is chosen.

    Signals:
        place_chosen(Path): the folder that a person chose.
        settled(): it is known whether the bundle may stand there.
    """

    place_chosen = Signal(object)
    settled = Signal()

    def __init__(self, *, speech: Speech, look: Look, queue: ExportQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look, self._queue = speech, look, queue
        self._words = ExportWords(speech)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = Path(documents or str(Path.home()))
        self._suggestion = ""
        self._is_own_name = False
        self._answer: PlaceAnswer | None = None
        self.folder_form, self.zip_form = QPushButton(self), QPushButton(self)
        self._forms = QButtonGroup(self)
        for button in (self.folder_form, self.zip_form):
            button.setCheckable(True)
            button.setProperty("role", "chip")
            self._forms.addButton(button)
        self.folder_form.setChecked(True)
        self.name = QLineEdit(self)
        self.name.setMaxLength(_NAME_SIGNS_MAX)
        self._icon = QLabel(self)
        self._where = QLabel(self)
        self._where.setProperty("role", "muted")
        self._where.setMinimumWidth(1)
        self.change = QPushButton(self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        self._lay_out()
        self._forms.buttonClicked.connect(self._on_form_clicked)
        self.name.textEdited.connect(self._on_name_edited)
        self.change.clicked.connect(self._on_change_clicked)
        queue.place_check.answered.connect(self._on_answered)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    @property
    def answer(self) -> PlaceAnswer | None:
        """What is known of the place as it is chosen now; None while that is being looked at."""
        return self._answer

    def show_place(self, folder: Path) -> None:
        """Let bundles go into `folder` from now on."""
        self._folder = folder
        self._say_folder()
        self.look_again()

    def show_suggestion(self, name: str) -> None:
        """Call the bundle so, unless somebody wrote a name."""
        if name != self._suggestion:
            self._suggestion = name
            if not self._is_own_name:
                self.look_again()

    def forget_name(self) -> None:
        """The written name was for the last bundle alone."""
        self._is_own_name = False
        self.look_again()

    def look_again(self) -> None:
        """Ask anew: the disk, the queue or the wish may be another now."""
        self._answer = None
        if self._suggestion:
            self._queue.place_check.ask(self._wish())

    def _wish(self) -> PlaceWish:
        return PlaceWish(
            folder=self._folder,
            name=self.name.text() if self._is_own_name else self._suggestion,
            is_zip=self.zip_form.isChecked(),
            is_own_name=self._is_own_name,
            taken=self._queue.places,
        )

    def _on_form_clicked(self) -> None:
        self.look_again()

    def _on_name_edited(self, text: str) -> None:
        self._is_own_name = bool(text.strip())
        self.look_again()

    def _on_change_clicked(self) -> None:
        dialog = QFileDialog(self, self._speech.say("export.choose_place"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder_selected(self, path: str) -> None:
        self.show_place(Path(path))
        self.place_chosen.emit(self._folder)

    def _on_answered(self, answer: PlaceAnswer) -> None:
        if answer.wish != self._wish():
            return
        self._answer = answer
        if not self._is_own_name:
            self.name.setText(answer.out.name.removesuffix(".zip"))
            self.name.setCursorPosition(0)
        self._say_note()
        self.settled.emit()

    def _lay_out(self) -> None:
        forms = QHBoxLayout()
        forms.setSpacing(Space.S)
        forms.addWidget(self.folder_form)
        forms.addWidget(self.zip_form)
        forms.addStretch(1)
        where = QHBoxLayout()
        where.setSpacing(Space.S)
        where.addWidget(self._icon)
        where.addWidget(self._where, 1)
        where.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(forms)
        column.addWidget(self.name)
        column.addLayout(where)
        column.addWidget(self.note)

    def _say_note(self) -> None:
        answer = self._answer
        if answer is None:
            return
        text, role = "", "muted"
        if answer.error is not None:
            text, role = self._words.error(answer.error), "error"
        elif answer.replaces:
            text, role = self._speech.say("export.replaces"), "warning"
        self.note.setText(text)
        self.note.setProperty("role", role)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setVisible(bool(text))
        self.name.setProperty("state", "error" if answer.error is not None else "")
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)

    def _say_folder(self) -> None:
        shown = short_place(self._folder)
        where = self._speech.say("export.goes_into", {"folder": str(self._folder)})
        width_px = max(self._where.width(), 1)
        self._where.setText(self._where.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, width_px))
        self._where.setToolTip(where)
        self._where.setAccessibleName(where)

    def _retranslate(self) -> None:
        say = self._speech.say
        for button, key in ((self.folder_form, "folder_form"), (self.zip_form, "zip_form")):
            button.setText(say(f"export.{key}"))
            button.setToolTip(say(f"export.{key}_tip"))
            button.setAccessibleName(say(f"export.{key}"))
        self.name.setAccessibleName(say("export.name"))
        self.name.setPlaceholderText(say("export.name"))
        self.name.setToolTip(say("export.name_tip"))
        self.change.setText(say("export.change_place"))
        self.change.setToolTip(say("export.change_place_tip"))
        self.change.setAccessibleName(say("export.change_place_tip"))
        self._say_folder()
        self._say_note()

    def _recolour(self) -> None:
        size = QSize(Measure.ICON, Measure.ICON)
        self._icon.setPixmap(icon("folder-open", self._look.colours.muted).pixmap(size))

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- Qt's contract
        super().resizeEvent(event)
        self._say_folder()
