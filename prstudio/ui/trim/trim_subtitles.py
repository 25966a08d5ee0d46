"""Joins the rows of subtitle files with the edited asset: what is chosen goes into the post's folder first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from prstudio.errors import StudioError
from prstudio.messages import Language
from prstudio.ui.editor import Editor
from prstudio.ui.jobs import JobRunner
from prstudio.ui.trim.subtitle_intake import SubtitleIntake, TakenSubtitles
from prstudio.ui.trim.subtitle_rows import SubtitleRows
from prstudio.ui.trim.trim_session import TrimSession
from prstudio.ui.trim.trim_state import with_subtitles


class TrimSubtitles(QObject):
    """The subtitles of one asset at a time."""

    def __init__(
        self, *, rows: SubtitleRows, session: TrimSession, editor: Editor, jobs: JobRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rows, self._session, self._editor = rows, session, editor
        self._index: int | None = None
        self._intake = SubtitleIntake(jobs=jobs, parent=self)
        self._intake.taken.connect(self._on_taken)
        self._intake.refused.connect(self._on_refused)
        rows.file_chosen.connect(self._on_chosen)
        rows.remove_requested.connect(self._on_removed)

    def begin(self, index: int) -> None:
        """Another asset, which the session holds already."""
        self._index = index
        self._rows.show_refusal(None)

    def end(self) -> None:
        """None any more: what is still being taken in stays unused."""
        self._index = None

    def refresh(self) -> None:
        """Show the files as the edited asset has them."""
        opened = self._editor.current
        if opened is not None:
            self._rows.show_files(self._session.asset.subtitles, opened.media)

    def _on_chosen(self, language: Language, path: Path) -> None:
        opened = self._editor.current
        if opened is not None and self._index is not None:
            self._rows.show_refusal(None)
            self._intake.take(path, opened.folder, asset_index=self._index, language=language)

    def _on_taken(self, taken: TakenSubtitles) -> None:
        if taken.asset_index == self._index:
            self._editor.add_media({taken.info.file: taken.info})
            self._session.change(with_subtitles(self._session.asset, taken.language, taken.info.file))

    def _on_refused(self, _language: Language, error: StudioError) -> None:
        if self._index is not None:
            self._rows.show_refusal(error)

    def _on_removed(self, language: Language) -> None:
        self._session.change(with_subtitles(self._session.asset, language, None))
