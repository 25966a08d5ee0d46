"""Joins the card of updates to its desk, the system's file dialog and the end of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.update.restart import start_again_at_end
from prstudio.ui.update.update_desk import UpdateDesk
from prstudio.ui.update.update_section import UpdateSection


class UpdatePart(QObject):
    """Lives as long as the window."""

    def __init__(
        self,
        window: MainWindow,
        section: UpdateSection,
        *,
        ground: Ground,
        desk: UpdateDesk | None = None,
        start_again: Callable[[], None] = start_again_at_end,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ground = ground
        self._start_again = start_again
        self.desk = desk or UpdateDesk(parent=self)
        self.desk.changed.connect(section.show_state)
        self.desk.rules_changed.connect(ground.planning.forget_rulebook)
        section.look_requested.connect(self.desk.look)
        section.download_requested.connect(self.desk.download)
        section.back_requested.connect(self.desk.go_back)
        section.rules_back_requested.connect(self.desk.bring_rules_back)
        section.cancel_requested.connect(self.desk.cancel)
        section.file_requested.connect(self._on_file_requested)
        section.restart_requested.connect(self._on_restart_requested)
        window.closing.connect(self.desk.shutdown)
        self.desk.read()

    def _on_file_requested(self) -> None:
        say = self._ground.speech.say
        dialog = QFileDialog(self._window, say("updates.file_title"), "", say("updates.file_filter"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_file_selected(self, path: str) -> None:
        self.desk.take_file(Path(path))

    def _on_restart_requested(self) -> None:
        """When closing is refused, because something would be lost, it isn't started again either."""
        if self._window.close():
            self._start_again()
