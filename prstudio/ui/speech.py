"""The language that the window speaks, and the signal that it has changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from prstudio.language import wording
from prstudio.messages import Language


class Speech(QObject):
    """Says the window's sentences. Every widget that shows text listens to `changed` and says its texts again.

    Signals:
        changed(): the language is another one now.
    """

    changed = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language

    @property
    def language(self) -> Language:
        """The language in use."""
        return self._language

    def set_language(self, language: Language) -> None:
        """Speak `language` from now on; widgets follow at once."""
        if language is not self._language:
            self._language = language
            self.changed.emit()

    def say(self, key: str, params: Mapping[str, object] | None = None) -> str:
        """The sentence `key` (such as `posts.new`) filled with `params`."""
        return wording.say(key, self._language, params)
