"""The command line as a whole: language, the way to window or command, exit codes, errors as plain sentences."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from prstudio.cli import window
from prstudio.cli.speech import find_language, system_language
from prstudio.errors import StudioError, UsageFault
from prstudio.language.wording import say_error
from prstudio.messages import Language

# Command → module with `build(language)`; imported only when the command is called or helped with.
COMMANDS: Final = {
    "sample": "prstudio.cli.sample",
    "check": "prstudio.cli.check",
    "export": "prstudio.cli.export",
    "verify": "prstudio.cli.verify",
    "count": "prstudio.cli.count",
    "convert-legacy": "prstudio.cli.convert_legacy",
    "practice": "prstudio.cli.practice",
    "media": "prstudio.cli.media",
    "limits": "prstudio.cli.limits",
    "update": "prstudio.cli.update",
    "publish": "prstudio.cli.publish",
    "queue": "prstudio.cli.queue",
    "accounts": "prstudio.cli.accounts",
}
INTERRUPTED: Final = 130


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` say and return the exit code; never lets an error out as a traceback."""
    _write_utf8()
    try:
        asked, rest = find_language(arguments)
    except UsageFault as error:
        return _tell(error, Language.EN)
    language = asked or system_language()
    try:
        if window.is_wanted(rest, tuple(COMMANDS)):
            return window.open_window(rest, language=asked)
        from prstudio.cli.program import run_command  # the window opens sooner without it

        return run_command(rest, language=language, commands=COMMANDS)
    except StudioError as error:
        return _tell(error, language)
    except KeyboardInterrupt:
        return INTERRUPTED


def _tell(error: StudioError, language: Language) -> int:
    import click

    click.echo(say_error(error, language), err=True)
    return error.exit_code


def _write_utf8() -> None:
    """Hindi on a Windows console or in a pipe must not depend on the code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
