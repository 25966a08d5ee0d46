"""`prstudio accounts`: who is signed in, signing in and out, and the app ids of headquarters."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from prstudio.cli import options, output, progress
from prstudio.cli.usage import SpeakingCommand, SpeakingGroup
from prstudio.errors import UsageFault, file_trouble
from prstudio.language import numbers
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook

if TYPE_CHECKING:
    from prstudio.publish.accounts import Accounts
    from prstudio.publish.sign_in import SignIn
    from prstudio.store.account_book import SignedIn

FILE_MAX_BYTES: Final = 100_000


def build(language: Language) -> click.Command:
    """The command with its parts, in one language; without a part it lists."""
    shared = [options.practice_option(language), options.json_option(language)]

    @click.pass_context
    def listed(context: click.Context, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click's way
        if context.invoked_subcommand is None:
            _show(_open(practice)[0], language, as_json=as_json)
        return 0

    group = SpeakingGroup(
        "accounts",
        language=language,
        help=say("cli.accounts", language),
        invoke_without_command=True,
        callback=listed,
        params=shared,
    )
    group.result_callback()(lambda result, **_options: result)
    for command in _commands(language):
        group.add_command(command)
    return group


def _commands(language: Language) -> tuple[click.Command, ...]:
    def command(name: str, callback: Callable[..., int], *params: click.Parameter) -> click.Command:
        key = f"cli.accounts_{name.replace('-', '_')}"
        shared = [options.practice_option(language), options.json_option(language)]
        return SpeakingCommand(
            name, language=language, callback=callback, help=say(key, language), params=[*params, *shared]
        )

    platform = click.Argument(["platform"], metavar="P")
    name = click.Option(["--id", "account_id"], metavar="ID", help=say("cli.account_id_option", language))
    token = click.Option(
        ["--token-file"], metavar="F", type=click.Path(path_type=Path), help=say("cli.token_file_option", language)
    )
    return (
        command("sign-in", _sign_in(language), platform, name, token),
        command("sign-out", _sign_out(language), click.Argument(["account_id"], metavar="ID")),
        command("apps", _apps(language), options.file_argument("file", "FILE")),
    )


def _open(practice: str | None) -> tuple[Accounts, SignIn]:
    from prstudio.publish.accounts import Accounts
    from prstudio.publish.office import folder_of
    from prstudio.publish.sign_in import SignIn
    from prstudio.store.account_book import AccountBook

    rules = load_rulebook().rules
    book = AccountBook(None if practice is None else folder_of(practice))
    accounts = Accounts(book, rules, practice=practice)
    return accounts, SignIn(accounts, rules, practice=practice)


def _sign_in(language: Language) -> Callable[..., int]:
    def callback(
        platform: str,
        account_id: str | None,
        token_file: Path | None,
        practice: str | None,
        as_json: bool,  # noqa: FBT001 -- click hands options by name
    ) -> int:
        from prstudio.publish.resuming import resume_deliveries

        wanted = options.parse_platform(platform)
        accounts, sign_in = _open(practice)
        if not load_rulebook().rules[wanted].direct:
            raise UsageFault("usage_not_direct", {"platform": str(wanted)})
        name = account_id or _default_id(wanted)
        if token_file is None and sign_in.is_by_browser(wanted):
            click.echo(say("cli.accounts_browser", language), err=True)
            with progress.working(language) as work:
                account = sign_in.by_browser(
                    wanted,
                    name,
                    open_browser=_open_browser,
                    page=lambda went_well: _page(language, went_well=went_well),
                    cancelled=work.cancelled,
                )
        else:
            account = sign_in.by_token(wanted, name, _read_token(token_file, language))
        resume_deliveries(account, practice=practice)
        _show(accounts, language, as_json=as_json)
        return 0

    return callback


def _sign_out(language: Language) -> Callable[..., int]:
    def callback(account_id: str, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        accounts, _ = _open(practice)
        if not accounts.sign_out(account_id):
            click.echo(say("cli.accounts_not_revoked", language), err=True)
        _show(accounts, language, as_json=as_json)
        return 0

    return callback


def _apps(language: Language) -> Callable[..., int]:
    def callback(file: Path, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        from prstudio.publish.app_ids import take_over

        accounts, _ = _open(practice)
        take_over(_read(file), file, accounts)
        _show(accounts, language, as_json=as_json)
        return 0

    return callback


def _default_id(platform: Platform) -> str:
    """As the register names a district's accounts: `jhajjar-facebook`."""
    from prstudio.settings import load_settings

    district = load_settings().district
    return f"{district}-{platform}" if district else str(platform)


def _open_browser(url: str) -> None:
    """The address is printed too: not every office PC has a browser that programs can find."""
    click.echo(url, err=True)
    webbrowser.open(url)


def _page(language: Language, *, went_well: bool) -> str:
    text = escape(say("cli.accounts_done_page" if went_well else "cli.accounts_refused_page", language))
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>PR Studio</title><p>{text}</p></html>'


def _read_token(file: Path | None, language: Language) -> str:
    """From the file, or typed without being shown."""
    if file is not None:
        return _read(file).decode("utf-8", errors="replace")
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    return str(click.prompt(say("cli.accounts_token_prompt", language), hide_input=True, err=True))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as reader:
            return reader.read(FILE_MAX_BYTES)
    except OSError as error:
        raise file_trouble(error, file) from error


def _show(accounts: Accounts, language: Language, *, as_json: bool) -> None:
    known = accounts.book.list_all()
    if as_json:
        output.print_json({"accounts": [_as_json(one) for one in known]})
        return
    if not known:
        click.echo(say("cli.accounts_none", language))
    for one in known:
        account = one.account
        state = say("cli.account_lost" if one.is_lost else "cli.account_good", language)
        click.echo(f"{account.id}  {say(f'word.{account.platform}', language)}  {account.name}  {state}")
        if one.ends_at is not None:
            click.echo("    " + say("cli.account_ends", language, {"end": numbers.moment(one.ends_at, language)}))


def _as_json(one: SignedIn) -> dict[str, Any]:
    return {
        "id": one.account.id,
        "platform": str(one.account.platform),
        "name": one.account.name,
        "remote_id": one.account.remote_id,
        "signed_in": not one.is_lost,
        "ends_at": None if one.ends_at is None else one.ends_at.isoformat(),
    }
