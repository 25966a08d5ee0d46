"""Click in two languages: help pages and usage errors in our own sentences."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import click

from prstudio.errors import UsageFault
from prstudio.language.wording import say
from prstudio.messages import Language


class SpeakingCommand(click.Command):
    """A command whose help page speaks one language throughout."""

    def __init__(self, *arguments: Any, language: Language, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", say("cli.options_metavar", language))
        super().__init__(*arguments, **attributes)
        self.language = language

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, ctx, formatter, self.language)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter, self.language)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _speaking_help(super().get_help_option(ctx), self.language)


class SpeakingGroup(click.Group):
    """A group whose help page and whose mistakes speak one language."""

    def __init__(self, *arguments: Any, language: Language, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", say("cli.options_metavar", language))
        attributes.setdefault("subcommand_metavar", say("cli.command_metavar", language))
        super().__init__(*arguments, **attributes)
        self.language = language

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, ctx, formatter, self.language)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter, self.language)
        rows = [
            (name, command.get_short_help_str(limit=90))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(say("cli.commands_heading", self.language)):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _speaking_help(super().get_help_option(ctx), self.language)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise UsageFault(*_with_guess("usage_no_command", name, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def fault_of(error: click.UsageError) -> UsageFault:
    """Our error for one of click's: the one place where its classes are known."""
    if isinstance(error, click.NoSuchOption):
        return UsageFault(*_with_guess("usage_no_option", error.option_name, error.possibilities or ()))
    if isinstance(error, click.MissingParameter):
        parameter = error.param
        label = parameter.make_metavar(error.ctx) if parameter is not None and error.ctx is not None else ""
        if isinstance(parameter, click.Option):
            label = f"{parameter.opts[0]} {label}"
        return UsageFault("usage_missing", {"what": label, "help": _help_call(error)})
    if isinstance(error, click.BadParameter) and error.param is not None:
        what = error.param.opts[0] if isinstance(error.param, click.Option) else (error.param.name or "").upper()
        return UsageFault("usage_bad_value", {"what": what, "details": error.message})
    if isinstance(error, click.BadOptionUsage):
        return UsageFault("usage_option_needs_value", {"option": error.option_name})
    return UsageFault("usage_extra", {"help": _help_call(error)})


def _with_guess(code: str, name: str, known: Sequence[str]) -> tuple[str, dict[str, object]]:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"{code}_near", {"name": name, "near": near[0]}
    return code, {"name": name}


def _help_call(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx is not None else "prstudio"
    return f"{path} --help"


def _write_usage(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter, language: Language
) -> None:
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, prefix=f"{say('cli.usage_heading', language)} ")


def _write_options(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter, language: Language
) -> None:
    """Click's own rows would add English words such as `[required]`."""
    parameters = command.get_params(context)
    options = [each for each in parameters if isinstance(each, click.Option) and not each.hidden]
    with formatter.section(say("cli.options_heading", language)):
        formatter.write_dl([_option_row(option, context, language) for option in options])


def _option_row(option: click.Option, context: click.Context, language: Language) -> tuple[str, str]:
    names = ", ".join(option.opts)
    if not option.is_flag and not option.count:
        names += f" {option.make_metavar(context)}"
    needed = f" {say('cli.option_needed', language)}" if option.required else ""
    return names, f"{option.help or ''}{needed}"


def _speaking_help(option: click.Option | None, language: Language) -> click.Option | None:
    if option is not None:
        option.help = say("cli.help_option", language)
    return option
