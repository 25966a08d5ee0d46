"""Says whether a bundle is whole, genuine and by whom, without writing anything to disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prstudio.bundle import names
from prstudio.bundle.bag import Bag, Inventory, content_faults, open_bag, read_file, read_inventory, set_faults
from prstudio.bundle.names import refusal
from prstudio.bundle.post_json import PostRecord, parse_record
from prstudio.bundle.signing import parse_signature
from prstudio.bundle.tag_files import Claim
from prstudio.bundle.trust import Trust, TrustList, load_trust
from prstudio.errors import BundleRefused
from prstudio.model.progress import Cancelled, never


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a bundle; the sentence is `error.<code>`."""

    code: str
    path: str
    """Inside the bundle; "" for the whole."""
    params: Mapping[str, object] = field(default_factory=dict)
    """All placeholders of the sentence, `path` among them."""


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What is known about a bundle."""

    ok: bool
    """Whole and unchanged, and its signature, if it has one, is genuine."""
    signed_by: Claim | None
    """Whose signature covers the bundle; None when there is none or it is wrong."""
    trusted: bool
    """The signer is on HQ's list, or is this office itself."""
    trust: Trust
    """Why so."""
    problems: tuple[Problem, ...] = ()
    name: str | None = None
    """The bundle's own name; None when that much can't be read."""


def verify(path: Path, *, trust: TrustList | None = None, cancelled: Cancelled = never) -> VerifyResult:
    """Check the bundle at `path`, a folder or a zip; `trust` None means the list of this computer.

    Raises:
        FileTrouble: nothing can be read there, or the trust list is broken.
        WorkCancelled: `cancelled` said so.
    """
    known = load_trust() if trust is None else trust
    try:
        with open_bag(path) as bag:
            return _examine(bag, known, cancelled)
    except BundleRefused as fault:
        return _result([fault], None, Trust.UNSIGNED, name=None)


def _examine(bag: Bag, trust: TrustList, cancelled: Cancelled) -> VerifyResult:
    inventory = read_inventory(bag)
    faults = [*set_faults(bag, inventory), *content_faults(bag, inventory, cancelled=cancelled)]
    claim: Claim | None = None
    try:
        claim = check_signature(inventory)
    except BundleRefused as fault:
        faults.append(fault)
    if not any(fault.params["path"] == names.POST for fault in faults):
        faults.extend(_record_faults(bag, inventory))
    return _result(faults, claim, trust.judge(claim), name=inventory.info.name)


def _result(faults: list[BundleRefused], claim: Claim | None, trust: Trust, *, name: str | None) -> VerifyResult:
    problems = tuple(Problem(fault.code, str(fault.params["path"]), fault.params) for fault in faults)
    return VerifyResult(
        ok=not problems,
        signed_by=claim,
        trusted=trust.is_trusted and not problems,
        trust=trust,
        problems=problems,
        name=name,
    )


def check_signature(inventory: Inventory) -> Claim | None:
    """Who signed; None when nobody did.

    Raises:
        BundleRefused: signature.json is malformed, covers something else, or contradicts bag-info.txt.
    """
    if inventory.signature is None:
        if inventory.info.claim is not None:
            raise refusal("bundle_file_missing", names.SIGNATURE)
        return None
    signature = parse_signature(inventory.signature)
    if not signature.covers(inventory.tag_manifest) or signature.claim != inventory.info.claim:
        raise refusal("bundle_signature_wrong", names.SIGNATURE)
    return signature.claim


def check_record(bag: Bag, inventory: Inventory) -> PostRecord:
    """The post in the bundle, whose content has been checked before.

    Raises:
        BundleRefused: post.json is malformed, or names files that aren't there or have another size.
    """
    record = parse_record(read_file(bag, names.POST))
    if record.post.district != inventory.info.district:
        raise BundleRefused("bundle_post_broken", {"path": names.POST, "place": "post.district"})
    for target in record.targets:
        for file in target.files:
            if bag.sizes.get(file.path) != file.size_bytes:
                raise refusal("bundle_file_changed", file.path)
    return record


def _record_faults(bag: Bag, inventory: Inventory) -> Iterator[BundleRefused]:
    try:
        check_record(bag, inventory)
    except BundleRefused as fault:
        yield fault
