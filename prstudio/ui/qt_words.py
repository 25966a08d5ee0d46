"""Qt's own words (buttons, menus of text fields, the file dialog) in Hindi, which Qt doesn't bring."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from prstudio import resources
from prstudio.messages import Language
from prstudio.ui.speech import Speech


class HindiWords(QTranslator):
    """Answers Qt's questions from `resources/messages/ui/qt.toml`."""

    def translate(self, context: str, source: str, _about: str | None = None, _n: int = -1) -> str:
        return load_words().get(context, {}).get(source)  # type: ignore[return-value]  # None: ask the next translator

    def isEmpty(self) -> bool:
        return False


class QtWords(QObject):
    """Lets Qt speak the window's language, and follows when it changes."""

    def __init__(self, application: QCoreApplication, *, speech: Speech) -> None:
        super().__init__(application)
        self._application = application
        self._speech = speech
        self._hindi = HindiWords(self)
        self._is_installed = False
        speech.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        wants_hindi = self._speech.language is Language.HI
        if wants_hindi is self._is_installed:
            return
        self._is_installed = wants_hindi
        if wants_hindi:
            self._application.installTranslator(self._hindi)
        else:
            self._application.removeTranslator(self._hindi)


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """Context → Qt's English text → Hindi.

    Raises:
        ValueError: the file holds anything but tables of non-empty texts, or a text lost its %1, which is a bug.
    """
    content = tomllib.loads(resources.read_text("messages", "ui", "qt.toml"))
    for context, words in content.items():
        if not isinstance(words, dict):
            raise ValueError(f"qt.toml: {context} must be a table")
        for source, hindi in words.items():
            is_sound = isinstance(hindi, str) and hindi.strip() and hindi.count("%1") == source.count("%1")
            if not is_sound:
                raise ValueError(f"qt.toml: [{context}] {source!r} needs a text with the same %1")
    return content
