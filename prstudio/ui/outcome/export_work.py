"""The blocking work of one export: plan, sign, render, write. Runs in the queue's own thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prstudio.errors import KeyringTrouble, StudioError
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Post
from prstudio.model.progress import Cancelled, Report
from prstudio.store.secrets import SecretStore
from prstudio.ui.outcome.export_order import ExportOrder, Made, SignerIdentity, blames

if TYPE_CHECKING:
    from prstudio.bundle.signing import Signer
    from prstudio.studio import Draft

Plan = Callable[[Post, Path, MediaTable], "Draft"]


@dataclass(slots=True)
class ExportWork:
    """One order with everything that it is done with."""

    order: ExportOrder
    plan: Plan
    open_secrets: Callable[[], SecretStore]
    identity: SignerIdentity | None
    """None: nobody said yet who signs."""

    def __call__(self, *, report: Report, cancelled: Cancelled) -> Made:
        """Export.

        Raises:
            StudioError: planned anew, the post has an error that nobody agreed to; or as `studio.export` raises.
        """
        from prstudio import studio  # noqa: PLC0415 -- brings the encoder, which the first window does without

        order = self.order
        draft = self.plan(replace(order.post, targets=order.targets), order.folder, order.media)
        unseen = blames(draft.findings) - order.agreed
        if unseen:
            raise StudioError("export_errors_unseen", {"count": len(unseen)})
        signing = _Signing(self.identity, self.open_secrets)
        exported = studio.export(draft, order.out, find_signer=signing.find, report=report, cancelled=cancelled)
        page = exported.review_page
        folder = exported.path.parent if page is None else exported.path
        return Made(exported.path, folder, page, signing.trouble)


@dataclass(slots=True)
class _Signing:
    """Finds who signs, and remembers why nobody could."""

    identity: SignerIdentity | None
    open_secrets: Callable[[], SecretStore]
    trouble: StudioError | None = None

    def find(self) -> Signer | None:
        from prstudio.bundle.office_key import get_or_create_signer  # noqa: PLC0415 -- brings libsodium

        if self.identity is None:
            self.trouble = StudioError("export_no_officer")
            return None
        try:
            return get_or_create_signer(
                self.open_secrets(), district=self.identity.district, officer=self.identity.officer
            )
        except KeyringTrouble as error:
            self.trouble = error
            return None
