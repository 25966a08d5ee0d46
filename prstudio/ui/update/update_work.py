"""What the desk of updates has done in its thread; the modules that ask the network are loaded there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prstudio.model.progress import Cancelled, Report, share
from prstudio.ui.update.update_state import Here

if TYPE_CHECKING:
    from prstudio.update.feed import Choice
    from prstudio.update.taking import Taken


@dataclass(frozen=True, slots=True)
class UpdateWork:
    """Bound together so that a test can put others in."""

    def load_here(self) -> Here:
        """What is on this computer. Raises StudioError."""
        from prstudio import paths  # noqa: PLC0415 -- in the thread, as all below
        from prstudio.update.feed import find_address  # noqa: PLC0415
        from prstudio.update.installation import find_installation  # noqa: PLC0415
        from prstudio.update.rules_pack import can_bring_rules_back  # noqa: PLC0415

        installation = find_installation()
        here = Here(has_address=find_address() is not None, has_former_rules=can_bring_rules_back(paths.rules_folder()))
        if installation is None:
            return here
        return replace(here, is_installed=True, next_version=installation.version, previous=installation.previous)

    def look(self, *, report: Report, cancelled: Cancelled) -> Choice:
        """What is newer. Raises StudioError."""
        from prstudio.update.looking import look  # noqa: PLC0415

        del report
        return look(cancelled=cancelled)

    def bring(self, choice: Choice, *, report: Report, cancelled: Cancelled) -> tuple[Path, ...]:
        """Download the program and the rules of `choice`. Raises StudioError."""
        from prstudio.update.download import download, downloads_folder  # noqa: PLC0415
        from prstudio.update.feed import get_address  # noqa: PLC0415

        offers = [offer for offer in (choice.rules, choice.app) if offer is not None]
        total = sum(offer.size_bytes for offer in offers)
        files, done = [], 0
        for offer in offers:
            own = share(report, done / total, offer.size_bytes / total)
            files.append(download(offer, get_address(), downloads_folder(), report=own, cancelled=cancelled))
            done += offer.size_bytes
        return tuple(files)

    def take(self, files: tuple[Path, ...]) -> tuple[Taken, ...]:
        """Take the packs one after the other. Raises StudioError."""
        from prstudio.update.installation import find_installation  # noqa: PLC0415
        from prstudio.update.taking import take_update  # noqa: PLC0415

        return tuple(take_update(file, find_installation()) for file in files)

    def go_back(self) -> str:
        """Let the former version start next; its number. Raises StudioError."""
        from prstudio.update.installation import get_installation  # noqa: PLC0415
        from prstudio.update.taking import go_back  # noqa: PLC0415

        return go_back(get_installation())

    def bring_rules_back(self) -> None:
        """Put the former rules into force. Raises StudioError."""
        from prstudio import paths  # noqa: PLC0415
        from prstudio.update.rules_pack import bring_rules_back  # noqa: PLC0415

        bring_rules_back(paths.rules_folder())
