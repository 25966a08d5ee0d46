"""Which language the command line speaks: `--lang`, else PRSTUDIO_LANG, else the system's, else English."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from prstudio.errors import UsageFault
from prstudio.messages import Language

VARIABLE = "PRSTUDIO_LANG"
OPTION = "--lang"
_PRIMARY_LANGUAGE = 0x3FF  # of Windows' number for language and country
_WINDOWS_HINDI = 0x39


def find_language(arguments: Sequence[str]) -> tuple[Language | None, list[str]]:
    """The language that was asked for at this call, if any, and the arguments without `--lang`.

    Raises:
        UsageFault: a language that the program doesn't speak, or `--lang` without one.
    """
    rest: list[str] = []
    chosen: str | None = None
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == OPTION:
            chosen = next(waiting, "")
        elif argument.startswith(f"{OPTION}="):
            chosen = argument.partition("=")[2]
        else:
            rest.append(argument)
    if chosen is not None:
        return _language(chosen, OPTION), rest
    if os.environ.get(VARIABLE):
        return _language(os.environ[VARIABLE], VARIABLE), rest
    return None, rest


def _language(text: str, where: str) -> Language:
    try:
        return Language(text.lower())
    except ValueError as error:
        raise UsageFault("usage_language", {"language": text, "where": where}) from error


def system_language() -> Language:
    """What the computer speaks, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return Language.HI if value.lower().startswith("hi") else Language.EN
    if sys.platform == "win32":
        import ctypes

        spoken = ctypes.windll.kernel32.GetUserDefaultUILanguage() & _PRIMARY_LANGUAGE
        return Language.HI if spoken == _WINDOWS_HINDI else Language.EN
    return Language.EN
