"""The first minute: language, district, name; then the program can be used. No account is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.settings import Settings
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.setup.choice_row import ChoiceRow
from prstudio.ui.setup.district_field import DistrictField
from prstudio.ui.setup.form_field import FormField
from prstudio.ui.setup.officer_field import OfficerField
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.form_scroll import FormScroll

LANGUAGE_KEYS: Final = {Language.HI.value: "setup.language_hi", Language.EN.value: "setup.language_en"}


class FirstStartPage(QWidget):
    """Asks three questions.

    Signals:
        answered(Settings): all three are answered; the other settings are as they were shown.
    """

    answered = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._settings = Settings()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language = ChoiceRow(LANGUAGE_KEYS, speech=speech, parent=self)
        self.district = DistrictField(speech=speech, look=look, parent=self)
        self.officer = OfficerField(speech=speech, parent=self)
        self.fields = tuple(FormField(each, self) for each in (self.language, self.district, self.officer))
        self.start = QPushButton(self)
        self.start.setProperty("role", "primary")
        self._mark, self._heading, self._words = QLabel(self), QLabel(self), QLabel(self)
        self._shield, self._privacy = QLabel(self), QLabel(self)
        self._lay_out()
        self.language.show_value(speech.language)
        self._connect()
        self._retranslate()
        self._recolour()

    def show_settings(self, settings: Settings) -> None:
        """Begin with what is set already."""
        self._settings = settings
        self.district.show_district(settings.district)
        self.officer.setText(settings.officer)

    def focus_first(self) -> None:
        """Bring the keyboard to the first question that is still open."""
        for field, is_open in zip(self.fields, (False, not self.district.district_id, True), strict=True):
            if is_open:
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _lay_out(self) -> None:
        for label, role in ((self._heading, "heading"), (self._words, ""), (self._privacy, "muted")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setMaximumWidth(Measure.FORM_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        column.setSpacing(Space.L)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self._mark)
        top.addWidget(self._heading, 1)
        column.addLayout(top)
        column.addWidget(self._words)
        for field in self.fields:
            column.addWidget(field)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self._shield, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._privacy, 1)
        column.addLayout(below)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignRight)
        self._scroll = FormScroll(card, self, is_centred=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        self.language.chosen.connect(self._on_language_chosen)
        self.district.district_chosen.connect(self._on_district_chosen)
        self.officer.textEdited.connect(self._on_officer_edited)
        self.start.clicked.connect(self._on_start_clicked)
        self._speech.changed.connect(self._retranslate)
        self._look.changed.connect(self._recolour)

    def _on_language_chosen(self, value: str) -> None:
        self._speech.set_language(Language(value))

    def _on_district_chosen(self, id_: str) -> None:
        if id_:
            self.fields[1].show_fault("")

    def _on_officer_edited(self, _text: str) -> None:
        if self.officer.officer:
            self.fields[2].show_fault("")

    def _on_start_clicked(self) -> None:
        self.district.settle()
        self._show_faults()
        for field in self.fields:
            if field.fault:
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.reveal(field)
                return
        self.answered.emit(
            replace(
                self._settings,
                language=self._speech.language,
                district=self.district.district_id,
                officer=self.officer.officer,
            )
        )

    def _show_faults(self) -> None:
        say = self._speech.say
        district_fault = "setup.district_unknown" if self.district.text().strip() else "setup.district_missing"
        self.fields[1].show_fault("" if self.district.district_id else say(district_fault))
        self.fields[2].show_fault("" if self.officer.officer else say("setup.officer_missing"))

    def _retranslate(self) -> None:
        say = self._speech.say
        self.language.show_value(self._speech.language)
        self.setAccessibleName(say("setup.welcome"))
        self._heading.setText(say("setup.welcome"))
        self._words.setText(say("setup.welcome_words"))
        for field, name in zip(self.fields, ("language", "district", "officer"), strict=True):
            field.show_words(say(f"setup.{name}"), say(f"setup.{name}_words"))
        if any(field.fault for field in self.fields):
            self._show_faults()
        self._privacy.setText(say("setup.privacy"))
        self.start.setText(say("setup.start"))
        self.start.setAccessibleName(say("setup.start"))
        self.start.setToolTip(say("setup.start_tip"))

    def _recolour(self) -> None:
        colours = self._look.colours
        self._mark.setPixmap(icon("languages", colours.accent).pixmap(QSize(Space.XXL, Space.XXL)))
        self._shield.setPixmap(icon("info", colours.muted).pixmap(QSize(Measure.ICON, Measure.ICON)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """Enter goes on to the next question, and from the last one it starts."""
        if self.officer.hasFocus() or self.start.hasFocus():
            self._on_start_clicked()
        else:
            self.focusNextChild()
