"""The window's frame, made as quickly as can be: language, colours, typeface, rail, blank places for the parts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from prstudio.errors import StudioError
from prstudio.messages import Language
from prstudio.settings import Settings, load_settings
from prstudio.ui import fonts
from prstudio.ui.look import Look, scheme_of
from prstudio.ui.main_window import POSTS, MainWindow
from prstudio.ui.posts_view import PostsView
from prstudio.ui.speech import Speech


@dataclass(frozen=True, slots=True)
class Frame:
    """What is there before anything is loaded."""

    window: MainWindow
    view: PostsView
    """In the window already, and blank."""
    speech: Speech
    look: Look
    settings: Settings
    settings_fault: StudioError | None
    """Why the saved settings can't be read; `settings` are the defaults then."""


def make_frame(application: QApplication, *, language: Language | None, parent: QObject) -> Frame:
    """The frame in the language that was asked for, else in the one that is set, else in Hindi."""
    settings, fault = _load_settings()
    speech = Speech(language or settings.language or Language.HI, parent)
    look = Look(scheme_of(settings.scheme, application), parent)
    look.dress(application)
    application.setFont(fonts.body_font(fonts.load_typeface()))
    window, view = MainWindow(speech=speech, look=look), PostsView()
    window.place_view(POSTS, view)
    if settings.is_complete:
        window.show_view(POSTS, page=POSTS)
    else:
        window.show_rail(is_shown=False)  # the questions of the first start come first
    return Frame(window, view, speech, look, settings, fault)


def _load_settings() -> tuple[Settings, StudioError | None]:
    try:
        return load_settings(), None
    except StudioError as error:
        return Settings(), error
