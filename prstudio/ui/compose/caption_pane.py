"""The caption of one language: headline, body, hashtags, and what each target makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.model.finding import Finding
from prstudio.model.post import Caption, Platform
from prstudio.prepare.gauges import Fill, Gauge
from prstudio.ui.compose.caption_text import CaptionText, Shade
from prstudio.ui.compose.hashtag_chips import HashtagChips
from prstudio.ui.compose.meters import Meters, gauge_params
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.finding_note import FindingNote
from prstudio.ui.widgets.flow_layout import FlowLayout

_HEADLINE_LINES = 3


class CaptionPane(QFrame):
    """Shows a caption and tells what the person makes of it.

    Signals:
        caption_changed(Language, Caption, str, str): the new caption, its undo label, what it merges with or "".
        common_requested(Language): the target shall say the common text again in this language.
        undo_requested(), redo_requested(): the keys for that, pressed in one of the fields.
    """

    caption_changed = Signal(object, object, str, str)
    common_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, language: Language, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._speech = speech
        self._look = look
        self._caption = Caption()
        self._gauges: tuple[Gauge, ...] = ()
        self._without: Platform | None = None
        self.setProperty("role", "card")
        self._title = QLabel(self)
        self._title.setProperty("role", "pane")
        self._differs = QLabel(self)
        self._differs.setProperty("role", "pill")
        self._differs.setProperty("state", "warning")
        self._back = QPushButton(self)
        self._back.setProperty("role", "link")
        self.headline = CaptionText(self, max_lines=_HEADLINE_LINES)
        self.headline.setProperty("role", "headline")
        self.body = CaptionText(self)
        self._overflow = QLabel(self)
        self._overflow.setWordWrap(True)
        self.chips = HashtagChips(speech=speech, look=look, parent=self)
        self.meters = Meters(speech=speech, parent=self)
        self.note = FindingNote(speech=speech, look=look, parent=self)
        self._lay_out()
        self._connect()
        self.show_own_wording(is_own=False)
        self._overflow.hide()
        self._retranslate()

    def _lay_out(self) -> None:
        top = FlowLayout(gap_px=Space.S)
        for widget in (self._title, self._differs, self._back):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.headline)
        column.addWidget(self.body, 1)
        column.addWidget(self._overflow)
        column.addWidget(self.chips)
        column.addWidget(self.note)
        column.addWidget(self.meters)

    def _connect(self) -> None:
        self.headline.typed.connect(self._on_headline_typed)
        self.headline.pasted.connect(self._on_headline_pasted)
        self.body.typed.connect(self._on_body_typed)
        self.body.pasted.connect(self._on_body_pasted)
        self.chips.tags_changed.connect(self._on_tags_changed)
        self._back.clicked.connect(self._on_back)
        for part in (self.headline, self.body, self.chips):
            part.undo_requested.connect(self.undo_requested)
            part.redo_requested.connect(self.redo_requested)
        self._speech.changed.connect(self._retranslate)
        self._look.changed.connect(self._show_overflow)

    @property
    def language(self) -> Language:
        """Whose caption it is."""
        return self._language

    @property
    def overflow_words(self) -> str:
        """What is said about the shaded stretch; "" when all fits."""
        return "" if self._overflow.isHidden() else self._overflow.text()

    @property
    def back_button(self) -> QPushButton:
        """The way back to the common text."""
        return self._back

    def show_caption(self, caption: Caption) -> None:
        """Show `caption`; cursors stay where the words are the same."""
        self._caption = caption
        self.headline.show_text(caption.headline)
        self.body.show_text(caption.body)
        self.chips.show_tags(caption.hashtags)

    def show_own_wording(self, *, is_own: bool) -> None:
        """Mark that these are one target's own words, and offer the way back."""
        self._differs.setVisible(is_own)
        self._back.setVisible(is_own)

    def show_published(self, without: Platform | None) -> None:
        """Close the pane and say why when the chosen target is `without` this language; None opens it."""
        self._without = without
        self.setEnabled(without is None)
        self._show_overflow()

    def show_gauges(self, gauges: Sequence[Gauge]) -> None:
        """Show how full these targets are, and shade what is too much for the tightest of them."""
        self._gauges = tuple(gauges)
        self.meters.show_gauges(self._gauges)
        self._show_overflow()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say below the texts what was found about them, the gravest first."""
        self.note.show_findings(findings)

    def _show_overflow(self) -> None:
        gauge = self._tightest()
        self._overflow.setVisible(gauge is not None or self._without is not None)
        if gauge is None:
            self.body.show_shade(None)
            if self._without is not None:
                self._say("muted", self._speech.say(f"compose.without_{self._language}", {"platform": self._without}))
            return
        colours = self._look.colours
        is_thread = gauge.fill is Fill.THREAD
        words = self._speech.say(f"compose.overflow_{gauge.fill}", gauge_params(gauge))
        colour = colours.warning_soft if is_thread else colours.error_soft
        self.body.show_shade(Shade(gauge.overflow[self._language], colour, words))
        self._say("warning" if is_thread else "error", words)

    def _say(self, role: str, words: str) -> None:
        self._overflow.setText(words)
        self._overflow.setProperty("role", role)
        self._overflow.style().unpolish(self._overflow)
        self._overflow.style().polish(self._overflow)

    def _tightest(self) -> Gauge | None:
        """The target whose overflow begins first; one that would be refused before one that becomes a thread."""
        over = [gauge for gauge in self._gauges if self._language in gauge.overflow]
        return min(over, key=lambda gauge: (gauge.fill is Fill.THREAD, gauge.overflow[self._language]), default=None)

    def _change(self, caption: Caption, label: str, merge: str = "") -> None:
        self._caption = caption
        self.caption_changed.emit(self._language, caption, label, merge)

    def _on_headline_typed(self, text: str) -> None:
        self._change(replace(self._caption, headline=text), "undo.headline_typed", "headline")

    def _on_headline_pasted(self, text: str) -> None:
        self._change(replace(self._caption, headline=text), "undo.text_pasted")

    def _on_body_typed(self, text: str) -> None:
        self._change(replace(self._caption, body=text), "undo.body_typed", "body")

    def _on_body_pasted(self, text: str) -> None:
        self._change(replace(self._caption, body=text), "undo.text_pasted")

    def _on_tags_changed(self, tags: tuple[str, ...], label: str) -> None:
        self._change(replace(self._caption, hashtags=tags), label)
        self.chips.show_tags(tags)

    def _on_back(self) -> None:
        self.common_requested.emit(self._language)

    def _retranslate(self) -> None:
        say = self._speech.say
        language = self._language
        self._title.setText(say(f"compose.pane_{language}"))
        self.setAccessibleName(say(f"compose.pane_{language}"))
        self.headline.setPlaceholderText(say(f"compose.headline_{language}"))
        self.headline.setAccessibleName(say(f"compose.headline_{language}"))
        self.body.setPlaceholderText(say(f"compose.body_{language}"))
        self.body.setAccessibleName(say(f"compose.body_name_{language}"))
        self._differs.setText(say("compose.wording_own"))
        self._back.setText(say("compose.wording_back"))
        self._back.setAccessibleName(say("compose.wording_back"))
        self._back.setToolTip(say("compose.wording_back_tip"))
        self._show_overflow()
