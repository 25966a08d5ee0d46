"""Tabs that say whose words are being written: everybody's, or one target's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar, QWidget

from prstudio.model.post import Post, Target
from prstudio.prepare.wordings import WordingPlace, has_own_wording
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure


class TargetWording(QTabBar):
    """“All | Facebook | YouTube | X”; a target whose words differ bears a mark.

    Signals:
        target_chosen(object): the index of the target, or None for everybody's words.
    """

    target_chosen = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._targets: tuple[Target, ...] = ()
        self._different: tuple[bool, ...] = ()
        self.setDrawBase(False)
        self.setIconSize(QSize(Measure.ICON - 4, Measure.ICON - 4))
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.addTab("")
        self.currentChanged.connect(self._on_current_changed)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def target_index(self) -> int | None:
        """Whose words are chosen; None: everybody's."""
        return self.currentIndex() - 1 if self.currentIndex() > 0 else None

    def is_different(self, target_index: int) -> bool:
        """Whether that target bears the mark; no when there is no such target."""
        return target_index < len(self._different) and self._different[target_index]

    def choose(self, target_index: int | None) -> bool:
        """Turn to that target's words; False when there is no such target."""
        place = 0 if target_index is None else target_index + 1
        if not 0 <= place < self.count():
            return False
        self.setCurrentIndex(place)
        return True

    def show_targets(self, post: Post, targets: Sequence[Target]) -> None:
        """Show the completed `targets` of `post`; the chosen tab stays while its target does."""
        shown = tuple(targets)
        different = tuple(_differs(post, index, target) for index, target in enumerate(shown))
        if (shown, different) == (self._targets, self._different):
            return
        platforms_stay = [t.platform for t in shown] == [t.platform for t in self._targets]
        self._targets, self._different = shown, different
        if not platforms_stay:
            self.setCurrentIndex(0)
            while self.count() > 1:
                self.removeTab(self.count() - 1)
            for _target in shown:
                self.addTab("")
        self._retranslate()

    def _on_current_changed(self, _index: int) -> None:
        self.target_chosen.emit(self.target_index)

    def _retranslate(self) -> None:
        self.setAccessibleName(self._speech.say("compose.wording_tabs"))
        self.setTabText(0, self._speech.say("compose.wording_all"))
        self.setTabToolTip(0, self._speech.say("compose.wording_all_tip"))
        for index, (target, differs) in enumerate(zip(self._targets, self._different, strict=True)):
            name = self._speech.say("compose.wording_target", {"platform": target.platform})
            self.setTabText(index + 1, f"{name} · {target.account}" if target.account else name)
            key = "compose.wording_differs_tip" if differs else "compose.wording_same_tip"
            tip = self._speech.say(key, {"platform": target.platform})
            self.setTabToolTip(index + 1, tip)
            self.setAccessibleTabName(index + 1, tip)
            self.setTabIcon(index + 1, icon("pencil", self._look.colours.warning) if differs else QIcon())


def _differs(post: Post, index: int, target: Target) -> bool:
    return any(has_own_wording(post, WordingPlace(language, index)) for language in target.languages)
