"""Deliveries in lines and JSON, for the commands that show them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from prstudio.cli import output
from prstudio.language import numbers
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.delivery import Delivery, DeliveryState, Trouble


def as_document(deliveries: Sequence[Delivery]) -> dict[str, object]:
    """What `--json` prints."""
    return {"deliveries": [_as_json(delivery) for delivery in deliveries]}


def _as_json(delivery: Delivery) -> dict[str, object]:
    trouble, receipt = delivery.trouble, delivery.receipt
    return {
        "id": delivery.id,
        "platform": str(delivery.order.platform),
        "account": delivery.order.account.id,
        "kind": delivery.order.kind,
        "state": str(delivery.state),
        "sent_bytes": delivery.sent_bytes,
        "total_bytes": delivery.order.total_bytes,
        "attempts": delivery.attempts,
        "url": None if receipt is None else receipt.url,
        "notes": [] if receipt is None else list(receipt.notes),
        "unsent": [] if receipt is None else list(receipt.unsent),
        "wait_until": None if delivery.wait_until is None else delivery.wait_until.isoformat(),
        "error": None
        if trouble is None
        else {
            "code": str(trouble.meaning),
            "platform_code": trouble.code,
            "message": {str(language): why(delivery, trouble, language) for language in Language},
        },
        "candidates": None
        if delivery.candidates is None
        else [{"id": seen.remote_id, "url": seen.url, "text": seen.text} for seen in delivery.candidates],
    }


def why(delivery: Delivery, trouble: Trouble, language: Language) -> str:
    """Why it doesn't go on, in a sentence."""
    details = trouble.details or trouble.code or "–"
    return say(
        f"delivery.why_{trouble.meaning}", language, {"account": delivery.order.account.name, "details": details}
    )


def print_deliveries(deliveries: Sequence[Delivery], language: Language) -> None:
    """A line for each, with what stands in its way or where it can be seen below it."""
    if not deliveries:
        click.echo(say("cli.queue_empty", language))
    for delivery in deliveries:
        order = delivery.order
        line = [
            delivery.id[:8],
            say(f"word.{order.platform}", language),
            order.account.name,
            say(f"word.{delivery.state}", language),
        ]
        if order.total_bytes:
            line.append(f"{numbers.size(delivery.sent_bytes)} / {numbers.size(order.total_bytes)}")
        click.echo("  ".join(line))
        for text in _below(delivery, language):
            click.echo(f"    {text}")


def _below(delivery: Delivery, language: Language) -> list[str]:
    lines = []
    if delivery.receipt is not None:
        lines.append(delivery.receipt.url)
        lines += [say(f"delivery.{note}", language) for note in delivery.receipt.notes]
        lines += [f"> {text}" for text in delivery.receipt.unsent]
    if delivery.trouble is not None:
        lines.append(why(delivery, delivery.trouble, language))
    if delivery.candidates is not None:
        lines.append(say("cli.queue_asks", language, {"id": delivery.id[:8]}))
        lines += [f"? {seen.url}  {seen.text}" for seen in delivery.candidates]
    elif delivery.wait_until is not None and delivery.state is DeliveryState.WAITING:
        moment = numbers.moment(delivery.wait_until.astimezone(), language)
        lines.append(say("cli.queue_until", language, {"until": moment}))
    return lines


def print_all(deliveries: Sequence[Delivery], language: Language, *, as_json: bool) -> None:
    """As lines, or as the one JSON document."""
    if as_json:
        output.print_json(as_document(deliveries))
    else:
        print_deliveries(deliveries, language)


def exit_code(deliveries: Sequence[Delivery]) -> int:
    """1 when something failed, is unknown or waits for a person; what goes on by itself is no fault."""
    bad = {DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.PAUSED}
    return int(any(delivery.state in bad for delivery in deliveries))
