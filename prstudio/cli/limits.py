"""`prstudio limits`: the rules in force, and taking over newer ones from HQ."""

from __future__ import annotations

from pathlib import Path

import click

from prstudio.cli import options, output
from prstudio.cli.usage import SpeakingCommand, SpeakingGroup
from prstudio.language.wording import say, say_error
from prstudio.messages import Language
from prstudio.model.post import Platform


def build(language: Language) -> click.Group:
    """The command with its subcommands, in one language."""

    def show(platforms: tuple[str, ...], as_json: bool) -> int | None:  # noqa: FBT001 -- click hands options by name
        context = click.get_current_context()
        if context.invoked_subcommand is not None:
            return None
        return _show(options.parse_platforms(platforms), language, as_json=as_json)

    group = SpeakingGroup(
        "limits",
        language=language,
        callback=show,
        invoke_without_command=True,
        help=say("cli.limits", language),
        params=[options.platforms_option(language), options.json_option(language)],
    )
    group.add_command(_install_command(language))
    group.add_command(_undo_command(language))
    return group


def _show(platforms: tuple[Platform, ...], language: Language, *, as_json: bool) -> int:
    from prstudio.platforms.catalog import load_rulebook
    from prstudio.platforms.listing import list_rules

    rulebook = load_rulebook(platforms or None)
    rows = [row for rules in rulebook.rules.values() for row in list_rules(rules)]
    if as_json:
        output.print_json({"revision": rulebook.revision, "rules": [row.as_json() for row in rows]})
    else:
        names = ("rule", "value", "unit", "level", "seen", "source")
        heads = tuple(say(f"word.column_{name}", language) for name in names)
        cells = [
            (f"{row.platform}.{row.place}", row.value, row.unit, row.level, row.seen.isoformat(), row.where)
            for row in rows
        ]
        output.print_table([heads, *cells])
    for fault in rulebook.refused:
        click.echo(say_error(fault, language), err=True)
    return 0


def _install_command(language: Language) -> click.Command:
    def install(file: Path, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio import paths
        from prstudio.platforms import catalog

        installed = catalog.install(file, folder=paths.rules_folder())
        if as_json:
            output.print_json(
                {
                    "platform": str(installed.platform),
                    "old_revision": installed.old_revision.isoformat(),
                    "new_revision": installed.new_revision.isoformat(),
                    "changes": [
                        {"place": change.place, "old": change.old, "new": change.new} for change in installed.changes
                    ],
                }
            )
            return 0
        click.echo(say("cli.rules_installed", language, _names(installed.platform, language)))
        for change in installed.changes:
            click.echo(f"  {change.place}: {change.old or '–'} → {change.new or '–'}")
        click.echo(say("cli.rules_undo_hint", language, _names(installed.platform, language)))
        return 0

    return SpeakingCommand(
        "install",
        language=language,
        callback=install,
        help=say("cli.limits_install", language),
        params=[options.file_argument("file", "FILE"), options.json_option(language)],
    )


def _undo_command(language: Language) -> click.Command:
    def undo(platform: str) -> int:
        from prstudio import paths
        from prstudio.platforms import catalog

        wanted = options.parse_platform(platform)
        revision = catalog.undo(wanted, folder=paths.rules_folder())
        click.echo(say("cli.rules_undone", language, _names(wanted, language) | {"revision": revision}))
        return 0

    return SpeakingCommand(
        "undo",
        language=language,
        callback=undo,
        help=say("cli.limits_undo", language),
        params=[click.Argument(["platform"], metavar="PLATFORM")],
    )


def _names(platform: Platform, language: Language) -> dict[str, object]:
    return {"platform": say(f"word.{platform}", language), "id": str(platform)}
