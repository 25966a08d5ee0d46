"""The window's right side: what becomes of the open post, and its export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from prstudio.errors import StudioError
from prstudio.model.finding import Severity
from prstudio.settings import Settings
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.outcome.export_order import Export
from prstudio.ui.outcome.export_panel import ExportPanel
from prstudio.ui.outcome.export_queue import ExportQueue
from prstudio.ui.outcome.outcome_pane import OutcomePane


class OutcomeDesk(QObject):
    """Makes the parts and joins them to the settings.

    Signals:
        export_begun(): by the key or the menu; the panel must be in sight.
        place_requested(Finding): go to what a finding speaks of.
    """

    export_begun = Signal()
    place_requested = Signal(object)

    def __init__(self, window: MainWindow, *, ground: Ground) -> None:
        super().__init__(window)
        self._ground = ground
        self.queue = ExportQueue(plan=ground.planning, parent=self)
        self.export = ExportPanel(speech=ground.speech, look=ground.look, editor=ground.editor, queue=self.queue)
        self.pane = OutcomePane(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
        self.pane.place_export(self.export)
        self.pane.place_requested.connect(self.place_requested)
        self.export.place_chosen.connect(self._on_place_chosen)
        self.queue.ended.connect(self._on_export_ended)
        ground.keeper.changed.connect(self._follow_settings)
        window.menus.offer("export", self._on_export_requested)
        self._follow_settings(ground.keeper.settings)
        if ground.keeper.settings.export_folder:
            self.export.show_place(Path(ground.keeper.settings.export_folder))

    @property
    def widget(self) -> QWidget:
        """The whole right side."""
        return self.pane

    def is_busy(self) -> bool:
        """Whether a bundle is being made or waits for it."""
        return self.queue.is_busy

    def shutdown(self) -> None:
        """Stop all exports and wait for it."""
        self.queue.shutdown()

    def _on_export_requested(self) -> None:
        self.export_begun.emit()
        self.export.begin()

    def _on_export_ended(self, export: Export) -> None:
        """While another view is in sight, a notice says what the list of exports would have shown."""
        if self.export.exports.isVisible():
            return
        title = {"title": export.order.title}
        if export.error is not None:
            reason = _reason(export.error)
            self._ground.telling.tell("export.news_failed", title | {"reason": reason}, severity=Severity.ERROR)
        elif export.made is not None and export.made.unsigned_because is not None:
            reason = _reason(export.made.unsigned_because)
            self._ground.telling.tell("export.news_unsigned", title | {"reason": reason}, severity=Severity.WARNING)
        else:
            self._ground.telling.tell("export.news_done", title)

    def _follow_settings(self, settings: Settings) -> None:
        self.queue.set_signer_identity(officer=settings.officer, district=settings.district)

    def _on_place_chosen(self, folder: Path) -> None:
        keeper = self._ground.keeper
        keeper.change(replace(keeper.settings, export_folder=str(folder)))


def _reason(error: StudioError) -> dict[str, object]:
    return {"code": error.code, "params": error.params}
