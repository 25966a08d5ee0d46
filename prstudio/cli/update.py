"""`prstudio update`: newer versions and rules from headquarters or from a file, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import options
from prstudio.cli.usage import SpeakingCommand, SpeakingGroup
from prstudio.language.wording import say
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.update.feed import Choice, Offer
    from prstudio.update.taking import Taken


def build(language: Language) -> click.Group:
    """The command with its subcommands, in one language."""
    group = SpeakingGroup("update", language=language, help=say("cli.update", language), no_args_is_help=True)
    for build_one in (_check_command, _download_command, _install_command, _back_command):
        group.add_command(build_one(language))
    return group


def _check_command(language: Language) -> click.Command:
    def check() -> int:
        from prstudio.cli.progress import working
        from prstudio.update.looking import look

        with working(language) as work:
            choice = look(cancelled=work.cancelled)
        for offer in _offers(choice):
            params = {"version": offer.version, "size": offer.size_bytes, "file": offer.file}
            click.echo(say(f"cli.update_found_{offer.kind}", language, params | {"sha256": offer.sha256}))
            click.echo(offer.news[language])
        if not _offers(choice):
            click.echo(say("error.update_nothing_newer", language))
        return 0

    return SpeakingCommand("check", language=language, callback=check, help=say("cli.update_check", language))


def _download_command(language: Language) -> click.Command:
    def fetch(install: bool, installer: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio.cli.progress import working
        from prstudio.errors import UpdateRefused
        from prstudio.update.download import download, downloads_folder
        from prstudio.update.feed import get_address
        from prstudio.update.looking import look

        files = []
        with working(language) as work:
            choice = look(cancelled=work.cancelled)
            if not installer:  # as large as a day of a thin line
                choice = replace(choice, installer=None)
            for offer in _offers(choice):
                file = download(offer, get_address(), downloads_folder(), report=work.report, cancelled=work.cancelled)
                files.append((offer, file))
        if not files:
            raise UpdateRefused("update_nothing_newer")
        for offer, file in files:
            click.echo(str(file))
            if install and offer is not choice.installer:
                _take(file, language)
        return 0

    flags = [
        click.Option(["--install"], is_flag=True, help=say("cli.update_download_install", language)),
        click.Option(["--installer"], is_flag=True, help=say("cli.update_download_installer", language)),
    ]
    return SpeakingCommand(
        "download",
        language=language,
        callback=fetch,
        help=say("cli.update_download", language),
        params=flags,
    )


def _offers(choice: Choice) -> tuple[Offer, ...]:
    return tuple(offer for offer in (choice.app, choice.rules, choice.installer) if offer is not None)


def _install_command(language: Language) -> click.Command:
    def install(file: Path) -> int:
        _take(file, language)
        return 0

    return SpeakingCommand(
        "install",
        language=language,
        callback=install,
        help=say("cli.update_install", language),
        params=[options.file_argument("file", "FILE")],
    )


def _take(file: Path, language: Language) -> Taken:
    from prstudio.update.installation import find_installation
    from prstudio.update.taking import take_update

    taken = take_update(file, find_installation())
    key = "cli.update_taken" if taken.needs_restart else "cli.update_rules_taken"
    click.echo(say(key, language, {"version": taken.version}))
    return taken


def _back_command(language: Language) -> click.Command:
    def back(rules: bool) -> int:  # noqa: FBT001 -- click hands options by name
        if rules:
            return _bring_rules_back(language)
        from prstudio.update.installation import get_installation
        from prstudio.update.taking import go_back

        version = go_back(get_installation())
        click.echo(say("cli.update_back_done", language, {"version": version}))
        return 0

    flag = click.Option(["--rules"], is_flag=True, help=say("cli.update_back_rules", language))
    return SpeakingCommand(
        "back", language=language, callback=back, help=say("cli.update_back", language), params=[flag]
    )


def _bring_rules_back(language: Language) -> int:
    from prstudio import paths
    from prstudio.update.rules_pack import bring_rules_back

    platforms = bring_rules_back(paths.rules_folder())
    names = ", ".join(say(f"word.{platform}", language) for platform in platforms)
    click.echo(say("cli.update_rules_back_done", language, {"platforms": names}))
    return 0
