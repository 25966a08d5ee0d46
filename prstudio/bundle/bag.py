"""What a folder and a zip have in common once they are open: tag files, exact set equality, hashes."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from prstudio.bundle import names, tag_files
from prstudio.bundle.folder_reader import open_folder
from prstudio.bundle.names import refusal
from prstudio.bundle.tag_files import BagInfo
from prstudio.bundle.workplace import is_unfinished
from prstudio.bundle.zip_reader import open_zip
from prstudio.errors import BundleRefused, FileTrouble, WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled, never

_BAGIT, _INFO, _MANIFEST, _TAG_MANIFEST = names.TAG_FILES


class Bag(Protocol):
    """An open bundle whose structure is sound; `zip_reader` and `folder_reader` have the two kinds."""

    @property
    def name(self) -> str | None:
        """The bundle's name as its container says it; None when the container says nothing."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """Path → size in bytes of everything inside."""

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content of one file; raises BundleRefused when it isn't what it should be."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the tag files say."""

    info: BagInfo
    hashes: Mapping[str, str]
    """Path → SHA-256 of every file that a manifest lists: payload and tag files."""
    tag_manifest: bytes
    """The bytes that a signature covers."""
    signature: bytes | None
    """The bytes of signature.json."""


@contextmanager
def open_bag(path: Path) -> Iterator[Bag]:
    """The bundle at `path`, a folder or a zip, open while the block runs.

    Raises:
        BundleRefused: its structure is not that of a bundle.
        FileTrouble: nothing can be read there.
    """
    if is_unfinished(path):
        raise refusal("bundle_unfinished")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise file_trouble(error, path) from error
    if stat.S_ISDIR(mode):
        yield open_folder(path)
        return
    if not stat.S_ISREG(mode):  # opening a pipe would wait for ever
        raise refusal("bundle_not_zip")
    with open_zip(path) as bag:
        yield bag


def read_inventory(bag: Bag) -> Inventory:
    """The tag files of `bag`, strictly read.

    Raises:
        BundleRefused: one is missing, malformed or contradicts the others.
    """
    for path in (*names.TAG_FILES, names.POST):
        if path not in bag.sizes:
            raise refusal("bundle_file_missing", path)
    if read_file(bag, _BAGIT) != tag_files.BAGIT:
        raise refusal("bundle_tag_broken", _BAGIT)
    info = tag_files.parse_bag_info(read_file(bag, _INFO))
    payload = tag_files.parse_manifest(read_file(bag, _MANIFEST), _MANIFEST)
    tag_manifest = read_file(bag, _TAG_MANIFEST)
    tags = tag_files.parse_manifest(tag_manifest, _TAG_MANIFEST)
    if set(tags) != {_BAGIT, _INFO, _MANIFEST}:
        raise refusal("bundle_manifest_broken", _TAG_MANIFEST)
    if not all(path.startswith("data/") for path in payload):
        raise refusal("bundle_manifest_broken", _MANIFEST)
    if bag.name not in (None, info.name):
        raise refusal("bundle_top_folder", bag.name or "")
    signature = read_file(bag, names.SIGNATURE) if names.SIGNATURE in bag.sizes else None
    return Inventory(info=info, hashes=payload | tags, tag_manifest=tag_manifest, signature=signature)


def set_faults(bag: Bag, inventory: Inventory) -> Iterator[BundleRefused]:
    """Every file that is missing or too many, by name; and a payload that isn't as large as bag-info.txt says."""
    expected = set(inventory.hashes) | {_TAG_MANIFEST}
    if inventory.signature is not None:
        expected.add(names.SIGNATURE)
    yield from (refusal("bundle_file_missing", path) for path in sorted(expected - set(bag.sizes)))
    yield from (refusal("bundle_file_extra", path) for path in sorted(set(bag.sizes) - expected))
    payload = [path for path in inventory.hashes if path.startswith("data/")]
    payload_bytes = sum(bag.sizes.get(path, 0) for path in payload)
    if (payload_bytes, len(payload)) != (inventory.info.payload_bytes, inventory.info.payload_files):
        yield refusal("bundle_tag_broken", _INFO)


def copy_checked(bag: Bag, inventory: Inventory, path: str, *, to: BinaryIO | None = None) -> None:
    """Read the file `path` to its end, writing it to `to` on the way.

    Raises:
        BundleRefused: its hash is not the listed one; what was written by then must be thrown away.
        OSError: `to` can't be written.
    """
    sha256 = hashlib.sha256()
    for chunk in bag.chunks(path):
        sha256.update(chunk)
        if to is not None:
            to.write(chunk)
    if path in inventory.hashes and sha256.hexdigest() != inventory.hashes[path]:
        raise refusal("bundle_file_changed", path)


def content_faults(bag: Bag, inventory: Inventory, *, cancelled: Cancelled = never) -> Iterator[BundleRefused]:
    """Every listed file whose content is not the listed one."""
    for path in sorted(inventory.hashes.keys() & bag.sizes.keys()):
        if cancelled():
            raise WorkCancelled
        try:
            copy_checked(bag, inventory, path)
        except BundleRefused as fault:
            yield fault


def read_file(bag: Bag, path: str) -> bytes:
    """The whole content of a tag file or text, whose size the structure check has bounded."""
    return b"".join(bag.chunks(path))


def is_intact(path: Path) -> bool:
    """Whether an unchanged bundle stands at `path`, whoever signed it and whatever its post says."""
    try:
        with open_bag(path) as bag:
            inventory = read_inventory(bag)
            faults = [*set_faults(bag, inventory), *content_faults(bag, inventory)]
    except (BundleRefused, FileTrouble):
        return False
    return not faults
