"""The command line as a whole: language, commands, the way to the window, exit codes, errors as plain sentences."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Final

import click

from prstudio import __version__
from prstudio.cli import selftest, usage, window
from prstudio.cli.speech import find_language, system_language
from prstudio.errors import StudioError, UsageFault
from prstudio.language.wording import say, say_error
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
    program = build(language)
    try:
        if window.is_wanted(rest, tuple(COMMANDS)):
            return window.open_window(rest, language=asked)
        result = program.main(args=list(rest), prog_name="prstudio", standalone_mode=False)
    except StudioError as error:
        return _tell(error, language)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return UsageFault.exit_code
    except click.UsageError as error:
        return _tell(usage.fault_of(error), language)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone; nothing is left to flush
        return 0
    return result if isinstance(result, int) else 0


def build(language: Language) -> click.Group:
    """The command tree in one language."""
    program = _Program(language=language, name="prstudio", help=say("cli.program", language), no_args_is_help=True)
    program.epilog = say("cli.language_option", language)
    program.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help=say("cli.version_option", language),
        )
    )
    program.params.append(selftest.option(language))
    return program


class _Program(usage.SpeakingGroup):
    """Loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).build(self.language)
        assert isinstance(command, click.Command)
        return command


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- click's way to call
    if wanted:
        click.echo(f"prstudio {__version__}")
        context.exit(0)


def _tell(error: StudioError, language: Language) -> int:
    click.echo(say_error(error, language), err=True)
    return error.exit_code


def _write_utf8() -> None:
    """Hindi on a Windows console or in a pipe must not depend on the code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
