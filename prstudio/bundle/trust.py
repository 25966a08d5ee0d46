"""Whom this computer believes: HQ's list of office keys (`trust.json`) and the office's own key (`office-key.json`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from prstudio import paths
from prstudio.bundle.strict_json import JsonFault, parse_object
from prstudio.bundle.tag_files import Claim, clean_line
from prstudio.errors import FileTrouble, file_trouble

_KEY_ID = re.compile(r"[0-9a-f]{32}")
_ENTRY_KEYS = frozenset({"district", "officer", "from", "to", "revoked"})
_MAX_LIST_BYTES = 4_000_000


class Trust(StrEnum):
    """Why a signature counts, or why not; each names the sentence `bundle.trust_<value>`."""

    LISTED = "listed"
    OWN = "own"
    UNSIGNED = "unsigned"
    UNKNOWN_KEY = "unknown_key"
    REVOKED = "revoked"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    OTHER_OFFICE = "other_office"
    """The key is listed for another district or officer than the signature names."""

    @property
    def is_trusted(self) -> bool:
        """Whether a bundle signed so may be published from HQ."""
        return self in (Trust.LISTED, Trust.OWN)


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """One line of HQ's list."""

    district: str
    officer: str
    valid_from: date
    valid_to: date | None = None
    """The last day; None: open."""
    revoked: date | None = None
    """The day HQ took the key back; nothing signed with it counts any more, whatever date the signature claims."""


@dataclass(frozen=True, slots=True)
class TrustList:
    """The keys that count, by key id."""

    keys: Mapping[str, TrustedKey] = field(default_factory=dict)
    own_key_id: str | None = None

    def judge(self, claim: Claim | None) -> Trust:
        """Whether the signer of a valid signature is one of ours."""
        if claim is None:
            return Trust.UNSIGNED
        listed = self.keys.get(claim.key_id)
        if listed is None:
            return Trust.OWN if claim.key_id == self.own_key_id else Trust.UNKNOWN_KEY
        signed_on = claim.signed_at.date()
        if listed.revoked is not None:
            return Trust.REVOKED
        if signed_on < listed.valid_from:
            return Trust.NOT_YET_VALID
        if listed.valid_to is not None and signed_on > listed.valid_to:
            return Trust.EXPIRED
        same_office = (listed.district, listed.officer) == (claim.district, claim.officer)
        return Trust.LISTED if same_office else Trust.OTHER_OFFICE


def trust_path() -> Path:
    """Where HQ's list is kept on this computer."""
    return paths.home() / "trust.json"


def own_key_path() -> Path:
    """Where the public half of the office's key is noted; the private half is in the keyring."""
    return paths.home() / "office-key.json"


def load_trust() -> TrustList:
    """The list in force; empty when neither file exists.

    Raises:
        FileTrouble: a file can't be read or is malformed; then nobody is trusted by mistake.
    """
    return TrustList(keys=_load_keys(trust_path()), own_key_id=_load_own(own_key_path()))


def save_own_key(key_id: str, public_key_hex: str) -> None:
    """Note the office's own public key.

    Raises:
        FileTrouble: it can't be written.
    """
    path = own_key_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, path) from error
    document = {"schema": 1, "key_id": key_id, "public_key": public_key_hex}
    paths.write_atomically(path, (json.dumps(document, indent=2) + "\n").encode("utf-8"))


def _load_own(path: Path) -> str | None:
    document = _load_document(path)
    if document is None:
        return None
    if document.keys() != {"schema", "key_id", "public_key"} or not _is_key_id(document["key_id"]):
        raise _broken(path, "key_id")
    return str(document["key_id"])


def _load_keys(path: Path) -> dict[str, TrustedKey]:
    document = _load_document(path)
    if document is None:
        return {}
    entries = document.get("keys")
    if document.keys() != {"schema", "keys"} or document["schema"] != 1 or not isinstance(entries, dict):
        raise _broken(path, "keys")
    return {key_id: _read_entry(entry, key_id, path) for key_id, entry in entries.items()}


def _load_document(path: Path) -> dict[str, Any] | None:
    try:
        if path.stat().st_size > _MAX_LIST_BYTES:
            raise _broken(path, "")
        return parse_object(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise file_trouble(error, path) from error
    except JsonFault as error:
        raise _broken(path, "") from error


def _read_entry(entry: object, key_id: str, path: Path) -> TrustedKey:
    if not _is_key_id(key_id) or not isinstance(entry, dict) or entry.keys() != _ENTRY_KEYS:
        raise _broken(path, key_id)
    district, officer = entry["district"], entry["officer"]
    for text in (district, officer):
        if not isinstance(text, str) or not text or text != clean_line(text):
            raise _broken(path, key_id)
    valid_from = _read_day(entry["from"], key_id, path)
    if valid_from is None:
        raise _broken(path, f"{key_id}.from")
    return TrustedKey(
        district=district,
        officer=officer,
        valid_from=valid_from,
        valid_to=_read_day(entry["to"], key_id, path),
        revoked=_read_day(entry["revoked"], key_id, path),
    )


def _read_day(value: object, key_id: str, path: Path) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise _broken(path, key_id)
    return day


def _is_key_id(value: object) -> bool:
    return isinstance(value, str) and _KEY_ID.fullmatch(value) is not None


def _broken(path: Path, place: str) -> FileTrouble:
    return FileTrouble("trust_list_broken", {"file": str(path), "place": place})
