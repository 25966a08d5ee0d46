"""`prstudio queue`: the deliveries, and what an officer may do with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from prstudio.cli import deliveries as shown
from prstudio.cli import options, sending
from prstudio.cli.usage import SpeakingCommand, SpeakingGroup
from prstudio.errors import UsageFault
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.delivery import Delivery
from prstudio.model.queue_settings import QueueSettings

if TYPE_CHECKING:
    from prstudio.store.deliveries import Deliveries

Act = Callable[["Deliveries", str], object]
_HOURS: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")
MIN_KBPS: Final = 8


def build(language: Language) -> click.Command:
    """The command with its parts, in one language; without a part it lists."""
    group = SpeakingGroup(
        "queue",
        language=language,
        help=say("cli.queue", language),
        invoke_without_command=True,
        callback=_lister(language),
        params=[options.practice_option(language), options.json_option(language)],
    )
    group.result_callback()(_last)
    for command in _commands(language):
        group.add_command(command)
    return group


def _commands(language: Language) -> Sequence[click.Command]:
    def command(name: str, callback: Callable[..., int], *params: click.Parameter) -> click.Command:
        shared = [options.practice_option(language), options.json_option(language)]
        key = f"cli.queue_{name}"
        return SpeakingCommand(
            name, language=language, callback=callback, help=say(key, language), params=[*params, *shared]
        )

    one = click.Argument(["id_"], metavar="ID")
    some = click.Argument(["id_"], metavar="[ID]", required=False)
    return (
        command("list", _list(language)),
        command("run", _run(language)),
        command("pause", _pause_or_resume(language, is_paused=True), some),
        command("resume", _pause_or_resume(language, is_paused=False), some),
        command("cancel", _change(language, "cancel"), one),
        command("retry", _change(language, "retry"), one),
        command(
            "move",
            _move(language),
            one,
            click.Option(["--up"], is_flag=True, help=say("cli.up_option", language)),
            click.Option(["--down"], is_flag=True, help=say("cli.down_option", language)),
        ),
        command(
            "settle",
            _settle(language),
            one,
            click.Option(["--published"], metavar="URL", help=say("cli.published_option", language)),
            click.Option(["--not-published"], is_flag=True, help=say("cli.not_published_option", language)),
        ),
        command(
            "set",
            _set(language),
            click.Option(["--hours"], metavar="HH:MM-HH:MM", help=say("cli.hours_option", language)),
            click.Option(["--max-kbps"], type=int, metavar="N", help=say("cli.max_kbps_option", language)),
        ),
    )


def _last(result: object, **_options: object) -> object:
    """What a part of the command returned is what the command returns."""
    return result


def _lister(language: Language) -> Callable[..., int]:
    listed = _list(language)

    @click.pass_context
    def callback(context: click.Context, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click's way
        return listed(practice, as_json) if context.invoked_subcommand is None else 0

    return callback


def _list(language: Language) -> Callable[[str | None, bool], int]:
    def callback(practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        with sending.opened_deliveries(practice) as deliveries:
            return _show(deliveries, language, as_json=as_json)

    return callback


def _run(language: Language) -> Callable[[str | None, bool], int]:
    def callback(practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        from prstudio.publish.line import open_queue_line

        line = open_queue_line(practice)
        with sending.opened_deliveries(practice) as deliveries:
            sending.send_all(deliveries, line, language)
            _show(deliveries, language, as_json=as_json)
            return shown.exit_code(deliveries.list_living())

    return callback


def _pause_or_resume(language: Language, *, is_paused: bool) -> Callable[[str | None, str | None, bool], int]:
    def callback(id_: str | None, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        from prstudio.publish import queue

        with sending.opened_deliveries(practice) as deliveries:
            if id_ is None:
                deliveries.change_settings(lambda settings: replace(settings, is_paused=is_paused))
            else:
                deliveries.change(_find(deliveries, id_), queue.pause if is_paused else queue.resume)
            return _show(deliveries, language, as_json=as_json)

    return callback


def _change(language: Language, name: str) -> Callable[[str, str | None, bool], int]:
    def callback(id_: str, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        from prstudio.publish import queue

        change: dict[str, Callable[[Delivery], Delivery]] = {"cancel": queue.cancel, "retry": queue.retry}
        with sending.opened_deliveries(practice) as deliveries:
            deliveries.change(_find(deliveries, id_), change[name])
            return _show(deliveries, language, as_json=as_json)

    return callback


def _move(language: Language) -> Callable[..., int]:
    def callback(id_: str, up: bool, down: bool, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        from prstudio.publish import queue

        if up == down:
            raise UsageFault("usage_move")
        with sending.opened_deliveries(practice) as deliveries:
            ids = [delivery.id for delivery in deliveries.list_living()]
            deliveries.reorder(queue.move(ids, _find(deliveries, id_), up=up))
            return _show(deliveries, language, as_json=as_json)

    return callback


def _settle(language: Language) -> Callable[..., int]:
    def callback(
        id_: str,
        published: str | None,
        not_published: bool,  # noqa: FBT001 -- as above
        practice: str | None,
        as_json: bool,  # noqa: FBT001 -- as above
    ) -> int:
        from prstudio.publish.settling import settle

        if (published is not None) == not_published:
            raise UsageFault("usage_settle")
        with sending.opened_deliveries(practice) as deliveries:
            settle(deliveries, _find(deliveries, id_), url=published, practice=practice)
            return _show(deliveries, language, as_json=as_json)

    return callback


def _set(language: Language) -> Callable[..., int]:
    def callback(hours: str | None, max_kbps: int | None, practice: str | None, as_json: bool) -> int:  # noqa: FBT001 -- as above
        changes = {**_hours(hours), **_kbps(max_kbps)}
        with sending.opened_deliveries(practice) as deliveries:
            deliveries.change_settings(lambda settings: replace(settings, **changes))  # type: ignore[arg-type]  # mypy: one type for all values
            return _show(deliveries, language, as_json=as_json)

    return callback


def _hours(text: str | None) -> dict[str, int | None]:
    if text is None:
        return {}
    if text == "any":
        return {"from_minute": None, "to_minute": None}
    found = _HOURS.fullmatch(text)
    if found is None:
        raise UsageFault("usage_hours", {"text": text})
    first, second, third, fourth = map(int, found.groups())
    return {"from_minute": first * 60 + second, "to_minute": third * 60 + fourth}


def _kbps(value: int | None) -> dict[str, int | None]:
    if value is None:
        return {}
    if value != 0 and value < MIN_KBPS:
        raise UsageFault("usage_kbps", {"value": value})
    return {"max_kbps": value or None}


def _find(deliveries: Deliveries, beginning: str) -> str:
    """The id that begins so: people type the few letters that the list shows."""
    found = [delivery.id for delivery in deliveries.list_all() if delivery.id.startswith(beginning)]
    if len(found) != 1:
        raise UsageFault("usage_delivery", {"id": beginning})
    return found[0]


def _show(deliveries: Deliveries, language: Language, *, as_json: bool) -> int:
    shown.print_all(deliveries.list_all(), language, as_json=as_json)
    settings: QueueSettings = deliveries.load_settings()
    if settings.is_paused and not as_json:
        click.echo(say("cli.queue_is_paused", language))
    return 0
