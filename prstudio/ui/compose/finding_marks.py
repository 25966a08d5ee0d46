"""Brings the findings of each plan beside the texts and the link that they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from prstudio.messages import Language
from prstudio.ui.compose.caption_pane import CaptionPane
from prstudio.ui.compose.link_field import LinkField
from prstudio.ui.compose.target_wording import TargetWording
from prstudio.ui.editor import Editor
from prstudio.ui.finding_places import findings_at

if TYPE_CHECKING:
    from prstudio.model.finding import Finding


class FindingMarks(QObject):
    """Follows the editor's plans, and the tab whose wording is shown."""

    def __init__(
        self,
        panes: Mapping[Language, CaptionPane],
        *,
        link: LinkField,
        tabs: TargetWording,
        editor: Editor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panes, self._link, self._tabs, self._editor = panes, link, tabs, editor
        editor.planned.connect(self._show)
        editor.opened.connect(self._show)
        tabs.target_chosen.connect(self._show)
        self._show()

    def _show(self, _news: object = None) -> None:
        draft = self._editor.draft
        findings = draft.findings if draft is not None else ()
        for language, pane in self._panes.items():
            pane.show_findings(self._of_text(findings, language))
        self._link.show_findings(findings_at(findings, "link"))

    def _of_text(self, findings: tuple[Finding, ...], language: Language) -> tuple[Finding, ...]:
        """About the common text; with a target's tab, about its own words too."""
        index = self._tabs.target_index
        own = () if index is None else findings_at(findings, f"target.{index}.caption.{language}")
        return own + findings_at(findings, f"caption.{language}")
