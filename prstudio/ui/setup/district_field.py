"""The district, found by any part of its name in either language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from prstudio.language.search_key import search_key
from prstudio.model.districts import all_districts, find_district
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure

_ID: Final = Qt.ItemDataRole.UserRole
_KEY: Final = Qt.ItemDataRole.UserRole + 1
_SHOWN_MAX: Final = 8


class _DistrictCompleter(QCompleter):
    """Compares as search does: जींद is found by जिंद's spelling variants, Jhajjar by jhaj."""

    def splitPath(self, path: str) -> list[str]:
        return [search_key(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class DistrictField(QLineEdit):
    """Shows a district; what is typed must name one.

    Signals:
        district_chosen(str): its id; "" while the text names none.
    """

    district_chosen = Signal(str)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._id = ""
        self._model = QStandardItemModel(self)
        self._completer = _DistrictCompleter(self._model, self)
        self._completer.setCompletionRole(_KEY)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(_SHOWN_MAX)
        self._completer.popup().setProperty("role", "popup")
        self._completer.setWidget(self)
        self._open = QAction(self)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self._open.triggered.connect(self.open_list)
        self._completer.activated[QModelIndex].connect(  # type: ignore[index]  # its stub knows no overloads
            self._on_completer_activated
        )
        self.textEdited.connect(self._on_text_edited)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    @property
    def district_id(self) -> str:
        """The district that the text names; "" when it names none."""
        return self._id

    @property
    def completer_popup(self) -> QAbstractItemView:
        """The list below the field, shown or not."""
        return self._completer.popup()

    def show_district(self, id_: str) -> None:
        """Show a district by its id; "" or an unknown one shows nothing."""
        district = find_district(id_)
        self._id = id_ if district is not None else ""
        self.setText(district.name[self._speech.language] if district is not None else "")

    def open_list(self) -> None:
        """Show every district to choose from."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def settle(self) -> None:
        """Take the district that the text can only mean, as when the field is left."""
        typed = search_key(self.text())
        if self._id or not typed:
            return
        meant = [id_ for id_, key in _keys().items() if typed in key]
        if len(meant) == 1:
            self.show_district(meant[0])
            self.district_chosen.emit(self._id)

    def _on_text_edited(self, text: str) -> None:
        typed = search_key(text)
        named = [id_ for id_, district in all_districts().items() if typed in map(search_key, district.name.values())]
        found = named[0] if named else ""
        self._completer.setCompletionPrefix(text)
        if typed:
            self._completer.complete()
        else:
            self._completer.popup().hide()
        if found != self._id:
            self._id = found
            self.district_chosen.emit(found)

    def _on_completer_activated(self, index: QModelIndex) -> None:
        before = self._id
        self.show_district(str(index.data(_ID)))
        if self._id != before:
            self.district_chosen.emit(self._id)

    def _retranslate(self) -> None:
        say, language = self._speech.say, self._speech.language
        self.setPlaceholderText(say("setup.district_hint"))
        self.setToolTip(say("setup.district_tip"))
        self._open.setToolTip(say("setup.district_list"))
        self._open.setText(say("setup.district_list"))
        self._model.clear()
        for id_, key in _keys().items():
            names = all_districts()[id_].name
            others = [name for each, name in names.items() if each is not language]
            item = QStandardItem(" · ".join([names[language], *others]))
            item.setData(id_, _ID)
            item.setData(key, _KEY)
            self._model.appendRow(item)
        if self._id:
            self.show_district(self._id)

    def _recolour(self) -> None:
        self._open.setIcon(icon("chevron-down", self._look.colours.muted))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._completer.popup().isVisible():
            self.open_list()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, Measure.CONTROL_HEIGHT))


def _keys() -> dict[str, str]:
    """What each district is searched by: all its names."""
    return {id_: " ".join(map(search_key, district.name.values())) for id_, district in all_districts().items()}
