"""From a post or a bundle to deliveries: what a bundle holds is sent byte for byte; decides nothing itself."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from prstudio.bundle.post_json import PostRecord, TargetRecord
from prstudio.bundle.reader import open_bundle
from prstudio.bundle.workplace import workplace
from prstudio.codec import encode
from prstudio.errors import PublishFault
from prstudio.messages import Language
from prstudio.model.delivery import Account, Order, OrderFile
from prstudio.model.finding import Severity
from prstudio.model.post import Platform
from prstudio.model.progress import Cancelled, Report, ignore, never
from prstudio.platforms.rules import PlatformRules
from prstudio.store.post_files import make_folder, remove_leftovers


@dataclass(frozen=True, slots=True)
class Parcel:
    """One order and where its files are now."""

    order: Order
    sources: Mapping[str, Path]
    """File name of the order → path."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose files lie ready in a folder that goes when the block ends."""

    folder: Path
    record: PostRecord


@contextmanager
def workbench(work: Path) -> Iterator[Path]:
    """A fresh folder below `work`, gone when the block ends; what a crash left there goes an hour later.

    Raises:
        FileTrouble: nothing can be made there.
    """
    make_folder(work)
    remove_leftovers(work, now=datetime.now(UTC))
    folder = work / f".part-{secrets.token_hex(8)}"
    make_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # its name tells the next one to remove what is left


@contextmanager
def opened(path: Path, work: Path, *, report: Report = ignore, cancelled: Cancelled = never) -> Iterator[Opened]:
    """The bundle at `path`, checked and copied to a folder below `work`.

    Raises:
        BundleRefused: it isn't whole and unchanged.
        FileTrouble, DiskFull: it can't be read, or `work` not be written.
        WorkCancelled: `cancelled` said so.
    """
    with workplace(work) as place:
        bundle = open_bundle(path, place / "opened", report=report, cancelled=cancelled)
        yield Opened(bundle.folder, bundle.record)


def make_parcels(
    bundle: Opened,
    accounts: Mapping[str, Account],
    rules: Mapping[Platform, PlatformRules],
    *,
    only: Collection[Platform] = (),
    post_id: str = "",
    publish_at: datetime | None = None,
) -> tuple[Parcel, ...]:
    """One parcel for each target of the bundle that the program can publish itself, or for `only` those platforms.

    `accounts` are all that are signed in, by id; a target that names none takes the only one of its platform.
    `post_id` is the library's; without one, what is published tells the posts apart.

    Raises:
        PublishFault: a platform would refuse a part of it, an account is missing, or nothing is left to send.
    """
    _refuse_doomed(bundle.record)
    targets = [target for target in bundle.record.targets if _is_wanted(target, rules, only)]
    if not targets:
        raise PublishFault("publish_nothing")
    return tuple(_make_parcel(bundle, target, accounts, post_id, publish_at) for target in targets)


def for_practice(record: PostRecord, accounts: Mapping[str, Account]) -> dict[str, Account]:
    """The accounts of a practice server under the names that the post's targets use, so that any post can be tried."""
    named = dict(accounts)
    for target in record.targets:
        name, platform = target.variant.account, target.variant.platform
        for account in accounts.values():
            if name is not None and account.platform is platform:
                named[name] = replace(account, id=name)
    return named


def _is_wanted(target: TargetRecord, rules: Mapping[Platform, PlatformRules], only: Collection[Platform]) -> bool:
    platform = target.variant.platform
    return rules[platform].direct and (not only or platform in only)


def _refuse_doomed(record: PostRecord) -> None:
    doomed = [finding for finding in record.findings if finding.severity is Severity.ERROR]
    if doomed:
        raise PublishFault("publish_doomed", {"count": len(doomed)})


def _make_parcel(
    bundle: Opened, target: TargetRecord, accounts: Mapping[str, Account], post_id: str, publish_at: datetime | None
) -> Parcel:
    variant = target.variant
    account = _choose_account(variant.platform, variant.account, accounts)
    sources = {Path(file.path).name: bundle.folder / file.path for file in target.files}
    order = Order(
        post_id=post_id,
        account=account,
        kind=variant.kind,
        texts=dict(variant.texts),
        thread=variant.thread,
        tags=variant.tags,
        localizations={language: dict(texts) for language, texts in variant.localizations.items()},
        link=variant.link,
        files=tuple(_order_files(target)),
        publish_at=publish_at,
    )
    place = target.folder.removeprefix("data/")  # a post may have two targets on one page
    named = f"{post_id}/{place}" if post_id else _fingerprint(order, sources)
    return Parcel(replace(order, post_id=named), sources)


def _order_files(target: TargetRecord) -> Iterator[OrderFile]:
    alts = iter(target.variant.alts)
    for file in target.files:
        name = Path(file.path).name
        alt = next(alts, "") if file.role in ("picture", "video") else ""
        language = _language_of(name) if file.role == "subtitles" else None
        yield OrderFile(name, file.role, file.mime, file.size_bytes, "", alt, language, file.duration_s)


def _language_of(name: str) -> Language | None:
    """`subtitles.hi.srt`: the bundle's own way to name them."""
    parts = name.split(".")
    return Language(parts[-2]) if len(parts) > 2 and parts[-2] in tuple(Language) else None


def _choose_account(platform: Platform, wanted: str | None, accounts: Mapping[str, Account]) -> Account:
    if wanted is not None and wanted in accounts and accounts[wanted].platform is platform:
        return accounts[wanted]
    if wanted is not None:
        raise PublishFault("publish_account_missing", {"platform": str(platform), "account": wanted})
    fitting = {account.remote_id: account for account in accounts.values() if account.platform is platform}
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    code = "publish_account_unclear" if fitting else "publish_no_account"
    names = ", ".join(sorted(account.id for account in fitting.values()))
    raise PublishFault(code, {"platform": str(platform), "accounts": names})


def _fingerprint(order: Order, sources: Mapping[str, Path]) -> str:
    """The same texts and files are the same post, whoever queues them, from whatever folder."""
    digest = hashlib.sha256()
    words = encode(replace(order, post_id="", account=replace(order.account, id="", name="", remote_id="")))
    digest.update(json.dumps(words, ensure_ascii=False, sort_keys=True).encode("utf-8"))
    for name in sorted(sources):
        with sources[name].open("rb") as reader:
            digest.update(hashlib.file_digest(reader, "sha256").digest())
    return f"content-{digest.hexdigest()[:32]}"
