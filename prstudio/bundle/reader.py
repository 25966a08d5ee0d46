"""Takes a bundle in: everything is checked while it is copied, and nothing of a refused one stays on disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prstudio.bundle.bag import Bag, Inventory, copy_checked, open_bag, read_inventory, set_faults
from prstudio.bundle.folder_reader import open_folder
from prstudio.bundle.post_json import PostRecord
from prstudio.bundle.tag_files import Claim
from prstudio.bundle.trust import Trust, TrustList, load_trust
from prstudio.bundle.verify import check_record, check_signature
from prstudio.bundle.workplace import take_place, workplace
from prstudio.errors import FileTrouble, WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A bundle that was taken in: whole, unchanged, and copied to this computer."""

    folder: Path
    """The copy; its files have the names of the manifest."""
    name: str
    record: PostRecord
    signed_by: Claim | None
    trust: Trust


def open_bundle(
    path: Path,
    into: Path,
    *,
    trust: TrustList | None = None,
    report: Report = ignore,
    cancelled: Cancelled = never,
) -> OpenedBundle:
    """Check the bundle at `path` and copy it to the new folder `into`, whole or not at all.

    An unsigned bundle, or one by an unknown key, opens too: `trust` of the result says so.

    Raises:
        BundleRefused: anything about it is not as a bundle must be.
        FileTrouble: `path` can't be read, `into` exists or can't be made; DiskFull when no space is left.
        WorkCancelled: `cancelled` said so.
    """
    known = load_trust() if trust is None else trust
    into = Path(os.path.abspath(into))  # noqa: PTH100 -- resolve() would follow a link and write behind it
    if os.path.lexists(into):
        raise FileTrouble("bundle_place_taken", {"file": str(into)})
    with open_bag(path) as bag:
        inventory = read_inventory(bag)
        claim = check_signature(inventory)
        for fault in set_faults(bag, inventory):
            raise fault
        try:
            record = _copy(bag, inventory, into, moved=_mover(bag, report, cancelled))
        except OSError as error:
            raise file_trouble(error, into) from error
    return OpenedBundle(folder=into, name=inventory.info.name, record=record, signed_by=claim, trust=known.judge(claim))


def _copy(bag: Bag, inventory: Inventory, into: Path, *, moved: Callable[[str], None]) -> PostRecord:
    with workplace(into.parent) as place:
        folder = place / "bundle"
        folder.mkdir()
        for path in sorted(bag.sizes):
            moved(path)
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                copy_checked(bag, inventory, path, to=file)
                file.flush()
                os.fsync(file.fileno())
        record = check_record(open_folder(folder), inventory)
        take_place(folder, into, place=place)
    return record


def _mover(bag: Bag, report: Report, cancelled: Cancelled) -> Callable[[str], None]:
    """Tells the progress before each file, and stops there when nobody wants it any more."""
    total_bytes = sum(bag.sizes.values()) or 1
    done_bytes = 0

    def moved(path: str) -> None:
        nonlocal done_bytes
        if cancelled():
            raise WorkCancelled
        report(Progress("bundle", path, done_bytes, total_bytes, "bytes", fraction=done_bytes / total_bytes))
        done_bytes += bag.sizes[path]

    return moved


def load_record(folder: Path) -> PostRecord:
    """The post of a bundle that `open_bundle` made at `folder`.

    Raises:
        BundleRefused: it isn't readable as such any more.
        FileTrouble: it can't be read.
    """
    with open_bag(folder) as bag:
        return check_record(bag, read_inventory(bag))
