"""“Make it smaller”: the weights to choose from, what each saves, and what is lost for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from prstudio.model.post import Weight
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.trim.trim_plan import WeightFacts


class WeightChoice(QWidget):
    """One button a weight, and a sentence about the chosen one.

    Signals:
        weight_requested(Weight): the clip should be that heavy.
    """

    weight_requested = Signal(object)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._weight = Weight.USUAL
        self._facts: Mapping[Weight, WeightFacts] = {}
        self._title, self._loss = QLabel(), QLabel()
        self._title.setProperty("role", "strong")
        self._loss.setProperty("role", "muted")
        self._loss.setWordWrap(True)
        self._group = QButtonGroup(self)
        self.buttons: dict[Weight, QRadioButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, 0, Space.M, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._title)
        for number, weight in enumerate(Weight):
            button = QRadioButton()
            self.buttons[weight] = button
            self._group.addButton(button, number)
            layout.addWidget(button)
        layout.addWidget(self._loss)
        self._group.buttonClicked.connect(self._on_clicked)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def loss(self) -> str:
        """What it says of the chosen weight."""
        return self._loss.text()

    def show_weight(self, weight: Weight) -> None:
        """The chosen one."""
        self.buttons[weight].setChecked(True)
        if weight is not self._weight:
            self._weight = weight
            self._retranslate()

    def show_facts(self, facts: Mapping[Weight, WeightFacts]) -> None:
        """What each would weigh; empty while nothing is known."""
        if facts != self._facts:
            self._facts = facts
            self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self._title.setText(say("trim.smaller"))
        for weight, button in self.buttons.items():
            facts = self._facts.get(weight)
            name = say(f"trim.weight_{weight}")
            shown = name if facts is None else say("trim.weight", {"name": name, "size": facts.size_bytes})
            button.setText(shown)
            button.setToolTip(self._say_loss(weight))
            button.setAccessibleName(shown)
            button.setAccessibleDescription(button.toolTip())
        self._loss.setText(self._say_loss(self._weight))

    def _say_loss(self, weight: Weight) -> str:
        """In words: of the picture, of the sound, and what it saves; or that it saves nothing."""
        say = self._speech.say
        usual, facts = self._facts.get(Weight.USUAL), self._facts.get(weight)
        if weight is Weight.USUAL or usual is None or facts is None:
            return say(f"trim.loss_{weight}")
        if facts.size_bytes >= usual.size_bytes:
            return say("trim.no_gain")
        sizes = {"size": f"{facts.size.width_px}×{facts.size.height_px}"}
        parts = [say(f"trim.loss_{weight}")]
        if facts.size != usual.size:
            parts.append(say("trim.loss_size", sizes))
        if facts.audio_channels < usual.audio_channels:
            parts.append(say("trim.loss_mono"))
        saved = round(100 * (1 - facts.size_bytes / usual.size_bytes))
        parts.append(say("trim.saves", {"percent": saved}))
        return " ".join(parts)

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.weight_requested.emit(list(Weight)[self._group.id(button)])
