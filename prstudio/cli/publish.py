"""`prstudio publish`: queue a post or a bundle for its accounts, and send."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import deliveries as shown
from prstudio.cli import options, output, progress, sending
from prstudio.cli.usage import SpeakingCommand
from prstudio.errors import PublishFault
from prstudio.language.wording import say, say_error
from prstudio.messages import Language
from prstudio.model.delivery import Delivery
from prstudio.model.post import Platform
from prstudio.model.progress import Cancelled, Report

if TYPE_CHECKING:
    from prstudio.dispatch import Opened
    from prstudio.publish.line import Line
    from prstudio.store.deliveries import Deliveries
    from prstudio.studio import Draft


def build(language: Language) -> click.Command:
    """The command in one language."""

    def publish(  # noqa: PLR0917 -- click hands options by name
        post: Path,
        platforms: tuple[str, ...],
        practice: str | None,
        at: str | None,
        later: bool,  # noqa: FBT001 -- click hands options by name
        as_json: bool,  # noqa: FBT001 -- as above
    ) -> int:
        from prstudio.publish.line import open_line

        only = options.parse_platforms(platforms)
        publish_at = None if at is None else options.parse_moment(at, option="--at")
        draft = _find_draft(post, only)
        if draft is not None and draft.has_errors:
            output.print_findings(draft.findings, language, to_stderr=True)
            click.echo(say("cli.not_published", language), err=True)
            return 1
        line = open_line(practice)
        with sending.opened_deliveries(practice) as deliveries:
            with progress.working(language) as work, _bundle(post, draft, work.report, work.cancelled) as bundle:
                made = _queue(bundle, line, deliveries, only=only, publish_at=publish_at, language=language)
            if made and not later:
                sending.send_all(deliveries, line, language)
            now = [deliveries.get(delivery.id) for delivery in made]
        shown.print_all(now, language, as_json=as_json)
        return shown.exit_code(now) if made else 1

    return SpeakingCommand(
        "publish",
        language=language,
        callback=publish,
        help=say("cli.publish", language),
        params=[
            options.post_argument(),
            options.platforms_option(language),
            options.practice_option(language),
            click.Option(["--at"], metavar="TIME", help=say("cli.at_option", language)),
            click.Option(["--later"], is_flag=True, help=say("cli.later_option", language)),
            options.json_option(language),
        ],
    )


def _find_draft(path: Path, only: Collection[Platform]) -> Draft | None:
    """The post at `path`; None when it is a bundle."""
    from prstudio import studio

    is_bundle = (path.is_file() and path.name != "post.toml") or (path / "bagit.txt").is_file()
    return None if is_bundle else studio.open_draft(path, only=only)


@contextmanager
def _bundle(path: Path, draft: Draft | None, report: Report, cancelled: Cancelled) -> Iterator[Opened]:
    """The bundle at `path`, or the one that the draft becomes: what is sent is always what a bundle holds."""
    from prstudio import dispatch, studio
    from prstudio.store.deliveries import deliveries_folder

    work = deliveries_folder() / "work"
    if draft is None:
        with dispatch.opened(path, work, report=report, cancelled=cancelled) as bundle:
            yield bundle
        return
    with dispatch.workbench(work) as place:
        out = place / "bundle"
        studio.export(draft, out, find_signer=lambda: None, report=report, cancelled=cancelled)
        with dispatch.opened(out, work, cancelled=cancelled) as bundle:
            yield bundle


def _queue(
    bundle: Opened,
    line: Line,
    deliveries: Deliveries,
    *,
    only: Collection[Platform],
    publish_at: datetime | None,
    language: Language,
) -> list[Delivery]:
    """One delivery a target; what is there already is said and left as it is."""
    from prstudio import dispatch
    from prstudio.publish.endpoints import make_endpoints
    from prstudio.publish.machines import make_machine

    accounts = line.accounts if line.practice is None else dispatch.for_practice(bundle.record, line.accounts)
    made = []
    for parcel in dispatch.make_parcels(bundle, accounts, line.rules, only=only, publish_at=publish_at):
        order = parcel.order
        rules = line.rules[order.platform]
        machine = make_machine(order.platform, order.kind, rules, make_endpoints(rules, practice=line.practice))
        try:
            made.append(deliveries.add(order, parcel.sources, machine.begin))
        except PublishFault as fault:
            click.echo(say_error(fault, language), err=True)
    return made
