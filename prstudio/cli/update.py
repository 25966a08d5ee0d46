"""`prstudio update`: a newer version of the installed program from a file, and the way back."""

from __future__ import annotations

from pathlib import Path

import click

from prstudio.cli import options
from prstudio.cli.usage import SpeakingCommand, SpeakingGroup
from prstudio.language.wording import say
from prstudio.messages import Language


def build(language: Language) -> click.Group:
    """The command with its subcommands, in one language."""
    group = SpeakingGroup("update", language=language, help=say("cli.update", language), no_args_is_help=True)
    group.add_command(_install_command(language))
    group.add_command(_back_command(language))
    return group


def _install_command(language: Language) -> click.Command:
    def install(file: Path) -> int:
        from prstudio.update.installation import find_installation
        from prstudio.update.taking import take_update

        version = take_update(file, find_installation(), is_busy=_is_sending)
        click.echo(say("cli.update_taken", language, {"version": version}))
        return 0

    return SpeakingCommand(
        "install",
        language=language,
        callback=install,
        help=say("cli.update_install", language),
        params=[options.file_argument("file", "FILE")],
    )


def _back_command(language: Language) -> click.Command:
    def back() -> int:
        from prstudio.update.installation import find_installation
        from prstudio.update.taking import go_back

        version = go_back(find_installation(), is_busy=_is_sending)
        click.echo(say("cli.update_back_done", language, {"version": version}))
        return 0

    return SpeakingCommand("back", language=language, callback=back, help=say("cli.update_back", language))


def _is_sending() -> bool:
    """Whether any window or command of this person is sending."""
    from prstudio.store.deliveries import deliveries_folder, only_worker

    with only_worker(deliveries_folder()) as alone:
        return not alone
