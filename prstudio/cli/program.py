"""The command tree: what follows `prstudio` when it isn't the window."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence

import click

from prstudio import __version__
from prstudio.cli import forgetting, selftest, usage
from prstudio.errors import UsageFault
from prstudio.language.wording import say
from prstudio.messages import Language


def run_command(arguments: Sequence[str], *, language: Language, commands: Mapping[str, str]) -> int:
    """Do what `arguments` say and return the exit code; `commands`: name → module with `build(language)`.

    Raises:
        StudioError: it couldn't be done.
        click.Abort, KeyboardInterrupt: the person broke it off.
    """
    program = _build(language, commands)
    try:
        result = program.main(args=list(arguments), prog_name="prstudio", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return UsageFault.exit_code
    except click.UsageError as error:
        raise usage.fault_of(error) from error
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone; nothing is left to flush
        return 0
    return result if isinstance(result, int) else 0


def _build(language: Language, commands: Mapping[str, str]) -> click.Group:
    """The command tree in one language."""
    program = _Program(language=language, commands=commands)
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
    program.params.append(forgetting.option())
    return program


class _Program(usage.SpeakingGroup):
    """Loads a command's module when it is asked for."""

    def __init__(self, *, language: Language, commands: Mapping[str, str]) -> None:
        super().__init__(language=language, name="prstudio", help=say("cli.program", language), no_args_is_help=True)
        self._modules = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        command = importlib.import_module(self._modules[cmd_name]).build(self.language)
        assert isinstance(command, click.Command)
        return command


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- click's way to call
    if wanted:
        click.echo(f"prstudio {__version__}")
        context.exit(0)
