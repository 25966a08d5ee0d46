"""Makes the open post ready to be sent: every file and text exactly as it will leave, in a folder that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prstudio.errors import PublishFault, StudioError
from prstudio.model.delivery import Account, Delivery
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Post, Target
from prstudio.model.progress import Cancelled, Report
from prstudio.ui.deliveries.delivery_words import local_now

if TYPE_CHECKING:
    from prstudio.dispatch import Opened, Parcel
    from prstudio.publish.line import Line
    from prstudio.studio import Draft

Plan = Callable[[Post, Path, MediaTable], "Draft"]
PREVIEW_PX: Final = 320
"""Longer side of a photo on the page."""


@dataclass(frozen=True, slots=True)
class SendOrder:
    """A snapshot of the open post."""

    post_id: str
    """Of the library."""
    post: Post
    folder: Path
    media: MediaTable


@dataclass(frozen=True, slots=True)
class ReadyTarget:
    """What one account would get, or why it can't."""

    target: Target
    parcel: Parcel | None
    refusals: tuple[StudioError, ...] = ()
    errors: tuple[Finding, ...] = ()
    """Why the platform would refuse it."""
    previews: Mapping[str, bytes] | None = None
    """File name → a small JPEG of it."""
    price_usd: float | None = None
    has_link: bool = False
    uploads_left: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """The post, ready to be sent."""

    targets: tuple[ReadyTarget, ...]
    practice: str | None


class Preparation:
    """Blocking; one thread at a time. What was made stays until `let_go`."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._held = ExitStack()

    def let_go(self) -> None:
        """Remove what was made."""
        self._held.close()

    def prepare(
        self,
        order: SendOrder,
        make_line: Callable[[], Line],
        known: Iterable[Delivery],
        *,
        report: Report,
        cancelled: Cancelled,
    ) -> Ready:
        """Make everything that can be sent; what was made before goes. `known` tells what today's quota has lost.

        Raises:
            PublishFault: no target can be published directly, or the practice server can't be reached.
            MediaFault, EngineFault, FileTrouble, DiskFull: a file can't be made.
            WorkCancelled: `cancelled` said so.
        """
        self._held.close()
        line = make_line()
        draft = self._plan(order.post, order.folder, order.media)
        direct = [
            (index, target) for index, target in enumerate(draft.post.targets) if line.rules[target.platform].direct
        ]
        if not direct:
            raise PublishFault("publish_nothing")
        waiting = {index: _judge(index, target, draft, line) for index, target in direct}
        fine = [index for index, ready in waiting.items() if not ready.refusals and not ready.errors]
        if fine:
            targets = tuple(draft.post.targets[index] for index in fine)
            post = replace(order.post, targets=targets)
            bundle = self._export(self._plan(post, order.folder, order.media), report=report, cancelled=cancelled)
            for place, index in enumerate(fine):
                waiting[index] = _fill(
                    waiting[index], bundle, place, post_id=order.post_id, line=line, known=tuple(known)
                )
        return Ready(tuple(waiting.values()), line.practice)

    def _export(self, draft: Draft, *, report: Report, cancelled: Cancelled) -> Opened:
        from prstudio import dispatch, studio  # noqa: PLC0415 -- the encoder, in a worker thread
        from prstudio.store.deliveries import deliveries_folder  # noqa: PLC0415 -- as above

        work = deliveries_folder() / "work"
        with ExitStack() as making:
            place = making.enter_context(dispatch.workbench(work))
            out = place / "bundle"
            studio.export(draft, out, find_signer=lambda: None, report=report, cancelled=cancelled)
            bundle = making.enter_context(dispatch.opened(out, work, cancelled=cancelled))
            self._held = making.pop_all()
        return bundle


def _judge(index: int, target: Target, draft: Draft, line: Line) -> ReadyTarget:
    errors = tuple(
        finding
        for finding in draft.findings
        if finding.severity is Severity.ERROR and finding.target_index in (None, index)
    )
    if errors or any(account.platform is target.platform for account in line.accounts.values()):
        return ReadyTarget(target, None, errors=errors)
    fault = PublishFault("publish_no_account", {"platform": str(target.platform), "accounts": ""})
    return ReadyTarget(target, None, refusals=(fault,))


def _fill(
    ready: ReadyTarget, bundle: Opened, place: int, *, post_id: str, line: Line, known: tuple[Delivery, ...]
) -> ReadyTarget:
    from prstudio import dispatch  # noqa: PLC0415 -- in a worker thread
    from prstudio.publish import costs  # noqa: PLC0415 -- as above

    record = replace(bundle.record, targets=bundle.record.targets[place : place + 1], findings=())
    alone = replace(bundle, record=record)
    accounts: Mapping[str, Account] = line.accounts
    if line.practice is not None:
        accounts = dispatch.for_practice(record, accounts)
    try:
        (parcel,) = dispatch.make_parcels(alone, accounts, line.rules, post_id=post_id)
    except PublishFault as fault:
        return replace(ready, refusals=(fault,))
    rules = line.rules[parcel.order.platform]
    left = costs.uploads_left(known, rules, now=local_now()) if parcel.order.of_role("video") else None
    return replace(
        ready,
        parcel=parcel,
        previews=_previews(parcel),
        price_usd=costs.find_price_usd(parcel.order, rules),
        has_link=costs.has_link(parcel.order),
        uploads_left=left,
    )


def _previews(parcel: Parcel) -> dict[str, bytes]:
    from prstudio.media.pictures import preview_jpeg  # noqa: PLC0415 -- Pillow, in a worker thread

    pictures = [file.name for file in parcel.order.files if file.role in ("picture", "thumbnail")]
    return {name: preview_jpeg(parcel.sources[name], long_side_px=PREVIEW_PX) for name in pictures}
