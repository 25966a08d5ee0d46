"""Takes the token that headquarters handed over: pasted unseen, or the file that holds it; it is never kept here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from prstudio.messages import Language
from prstudio.model.post import Platform
from prstudio.ui.look import Look
from prstudio.ui.setup.form_field import FormField
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.date_field import DateField
from prstudio.ui.widgets.flow_layout import FlowLayout

_LOCALES = {Language.HI: QLocale(QLocale.Language.Hindi), Language.EN: QLocale(QLocale.Language.English)}


class TokenForm(QFrame):
    """Hidden while it isn't asked for.

    Signals:
        token_given(str, object): the token, and its end (aware datetime) or None.
        file_requested(object): let the file that holds it be chosen; with its end, as above.
        closed(): it was given up.
    """

    token_given = Signal(str, object)
    file_requested = Signal(object)
    closed = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._speech = speech
        self._platform, self._today = Platform.FACEBOOK, date.min
        self._heading, self._words = QLabel(self), QLabel(self)
        self._heading.setProperty("role", "title")
        for label in (self._heading, self._words):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.token = QLineEdit(self)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)  # Qt neither copies nor undoes what is hidden
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.token.setInputMethodHints(hints | Qt.InputMethodHint.ImhHiddenText)
        self.ends = DateField(look=look, parent=self)
        self.fields = {"token": FormField(self.token, self), "ends": FormField(self.ends, self)}
        self.take, self.choose, self.close_form = (QPushButton(self) for _ in range(3))
        self.take.setProperty("role", "primary")
        self._lay_out()
        self.token.returnPressed.connect(self._on_take_clicked)
        self.token.textChanged.connect(self._on_token_changed)
        self.take.clicked.connect(self._on_take_clicked)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.close_form.clicked.connect(self._on_close)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self._on_token_changed("")
        self.hide()

    def ask(self, platform: Platform, *, today: date) -> None:
        """Ask for a token of `platform`; the keyboard is in its field. A token never ends today or before."""
        self._platform, self._today = platform, today
        self.ends.setMinimumDate(QDate(today.year, today.month, today.day))
        self._clear()
        self._retranslate()
        self.show()
        self.token.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fault(self, text: str) -> None:
        """Say why the token was refused; "" when nothing is wrong."""
        self.fields["token"].show_fault(text)

    def show_busy(self, *, is_busy: bool) -> None:
        """While a token is being checked, no other can be given."""
        self.token.setEnabled(not is_busy)
        self.choose.setEnabled(not is_busy)
        self.take.setEnabled(not is_busy and bool(self.token.text().strip()))

    def end(self) -> None:
        """It isn't wanted any more."""
        self._clear()
        self.hide()

    def _lay_out(self) -> None:
        buttons = FlowLayout(gap_px=Space.S)
        for button in (self.take, self.choose, self.close_form):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for widget in (self._heading, self._words, self.fields["token"], self.fields["ends"]):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _clear(self) -> None:
        self.token.setText("")  # unlike clear(), this empties the field's own history too
        self.ends.setDate(self.ends.minimumDate())
        self.show_fault("")

    def _ends_at(self) -> datetime | None:
        """The end of the chosen day here; None when none was chosen."""
        if self.ends.date() == self.ends.minimumDate():
            return None
        chosen = self.ends.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        return datetime.combine(day, time.min).astimezone(UTC)

    def _on_token_changed(self, text: str) -> None:
        self.take.setEnabled(bool(text.strip()))

    def _on_take_clicked(self) -> None:
        token = self.token.text()
        if not token.strip():
            return
        ends_at = self._ends_at()
        self.token.setText("")
        clipboard = QGuiApplication.clipboard()
        if clipboard.text().strip() == token.strip():
            clipboard.clear()  # whoever pastes next would show it
        self.show_fault("")
        self.token_given.emit(token, ends_at)

    def _on_choose_clicked(self) -> None:
        self.show_fault("")
        self.file_requested.emit(self._ends_at())

    def _on_close(self) -> None:
        self.end()
        self.closed.emit()

    def _retranslate(self) -> None:
        say = self._speech.say
        platform = {"platform": self._platform}
        self._heading.setText(say("accounts.token_heading", platform))
        self._words.setText(say("accounts.token_words", platform))
        for name, field in self.fields.items():
            field.show_words(say(f"accounts.field_{name}"), say(f"accounts.field_{name}_words"))
        self.token.setPlaceholderText(say("accounts.token_hint"))
        self.ends.setLocale(_LOCALES[self._speech.language])
        self.ends.setSpecialValueText(say("accounts.no_end"))
        for button, key in ((self.take, "take"), (self.choose, "choose_token"), (self.close_form, "cancel")):
            button.setText(say(f"accounts.{key}"))
            button.setAccessibleName(say(f"accounts.{key}"))
            button.setToolTip(say(f"accounts.{key}_tip"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)
