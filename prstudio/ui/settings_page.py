"""The page of settings: every change holds at once; nothing has to be saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.settings import SchemeChoice, Settings
from prstudio.ui.first_start import LANGUAGE_KEYS
from prstudio.ui.look import Look
from prstudio.ui.setup.choice_row import ChoiceRow
from prstudio.ui.setup.district_field import DistrictField
from prstudio.ui.setup.form_field import FormField
from prstudio.ui.setup.library_section import LibrarySection
from prstudio.ui.setup.line_speed_field import LineSpeedField
from prstudio.ui.setup.officer_field import OfficerField
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.update.update_section import UpdateSection
from prstudio.ui.widgets.form_scroll import FormScroll

_SCHEME_KEYS: Final = {choice.value: f"setup.scheme_{choice.value}" for choice in SchemeChoice}


class SettingsPage(QWidget):
    """Shows the settings in force.

    Signals:
        settings_changed(Settings): one of them was changed, and all are sound.
        doctor_requested(): examine and mend the library.
        folder_requested(): show the library's folder.
    """

    settings_changed = Signal(object)
    doctor_requested = Signal()
    folder_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._settings = Settings()
        self.setProperty("role", "ground")
        self._heading, self._words = QLabel(self), QLabel(self)
        self._heading.setProperty("role", "heading")
        self._words.setProperty("role", "muted")
        self.officer = OfficerField(speech=speech, parent=self)
        self.district = DistrictField(speech=speech, look=look, parent=self)
        self.language = ChoiceRow(LANGUAGE_KEYS, speech=speech, parent=self)
        self.scheme = ChoiceRow(_SCHEME_KEYS, speech=speech, parent=self)
        self.line = LineSpeedField(speech=speech, parent=self)
        controls = {"officer": self.officer, "district": self.district, "language": self.language,
                    "scheme": self.scheme, "line": self.line}  # fmt: skip
        self.fields = {name: FormField(control, self) for name, control in controls.items()}
        self.sections = {name: Section(self) for name in ("office", "window", "internet")}
        self.library = LibrarySection(speech=speech, look=look, parent=self)
        self.updates = UpdateSection(speech=speech, look=look, parent=self)
        self._lay_out()
        self._connect()
        self.show_settings(self._settings)
        self._retranslate()

    def show_settings(self, settings: Settings) -> None:
        """Show those in force; what is being typed stays when it is the same."""
        self._settings = settings
        if self.officer.officer != settings.officer:
            self.officer.setText(settings.officer)
        if self.district.district_id != settings.district or not settings.district:
            self.district.show_district(settings.district)
        self.language.show_value(settings.language or self._speech.language)
        self.scheme.show_value(settings.scheme)
        self.line.show_speed(settings.line_kbps)
        self._retranslate()

    def show_place(self, folder: Path) -> None:
        """Show where the posts lie."""
        self.library.show_place(folder)

    def show_doctor(self, text: str) -> None:
        """Show what the check of the library found; "" takes the answer away."""
        self.library.show_doctor(text)

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        self.officer.setFocus()

    def _lay_out(self) -> None:
        content = QWidget(self)
        content.setMaximumWidth(Measure.FORM_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        for label in (self._heading, self._words):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(label)
        column.setSpacing(Space.M)
        groups = {"office": ("officer", "district"), "window": ("language", "scheme"), "internet": ("line",)}
        for section, names in groups.items():
            self.sections[section].add(*(self.fields[name] for name in names))
            column.addWidget(self.sections[section])
        column.addWidget(self.library)
        column.addWidget(self.updates)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(FormScroll(content, self))

    def _connect(self) -> None:
        self.officer.editingFinished.connect(self._on_officer_editing_finished)
        self.district.district_chosen.connect(self._on_district_chosen)
        self.district.editingFinished.connect(self._on_district_editing_finished)
        self.language.chosen.connect(self._on_language_chosen)
        self.scheme.chosen.connect(self._on_scheme_chosen)
        self.line.speed_changed.connect(self._on_line_speed_changed)
        self.library.doctor_requested.connect(self.doctor_requested)
        self.library.folder_requested.connect(self.folder_requested)
        self._speech.changed.connect(self._retranslate)

    def _on_officer_editing_finished(self) -> None:
        self._show_faults()
        if self.officer.officer:
            self._change(replace(self._settings, officer=self.officer.officer))

    def _on_district_chosen(self, id_: str) -> None:
        if id_:
            self._show_faults()
            self._change(replace(self._settings, district=id_))

    def _on_district_editing_finished(self) -> None:
        self.district.settle()
        self._show_faults()

    def _on_language_chosen(self, value: str) -> None:
        self._change(replace(self._settings, language=Language(value)))

    def _on_scheme_chosen(self, value: str) -> None:
        self._change(replace(self._settings, scheme=SchemeChoice(value)))

    def _on_line_speed_changed(self, line_kbps: int | None) -> None:
        self._change(replace(self._settings, line_kbps=line_kbps))
        self._retranslate()

    def _change(self, settings: Settings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.settings_changed.emit(settings)

    def _show_faults(self) -> None:
        say = self._speech.say
        self.fields["officer"].show_fault("" if self.officer.officer else say("setup.officer_missing"))
        unknown = "setup.district_unknown" if self.district.text().strip() else "setup.district_missing"
        self.fields["district"].show_fault("" if self.district.district_id else say(unknown))

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("setup.settings"))
        self._heading.setText(say("setup.settings"))
        self._words.setText(say("setup.settings_words"))
        for name, section in self.sections.items():
            section.heading.setText(say(f"setup.section_{name}"))
        for name in ("officer", "district", "language", "scheme"):
            self.fields[name].show_words(say(f"setup.{name}"), say(f"setup.{name}_words"))
        self.fields["line"].show_words(say("setup.line"), self._line_words())
        if any(field.fault for field in self.fields.values()):
            self._show_faults()

    def _line_words(self) -> str:
        minutes = self.line.example_minutes
        if minutes is None:
            return self._speech.say("setup.line_words")
        return self._speech.say("setup.line_example", {"minutes": minutes})
