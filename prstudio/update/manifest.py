"""What a pack says of itself, and whether the office that makes the program said so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from prstudio import resources
from prstudio.errors import UpdateRefused

SCHEMA: Final = 1
KEY_FILE: Final = "update.key"
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}")
_PATH: Final = re.compile(r"prstudio(/[A-Za-z0-9_\-][A-Za-z0-9_.\-]*)+")
_RULES_PATH: Final = re.compile(r"rules/[a-z]{1,20}\.toml")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class PackKind(StrEnum):
    """What a published file is."""

    APP = "app"
    """The program without its runtime."""
    RULES = "rules"
    """Limits of the platforms."""
    INSTALLER = "installer"
    """Program and runtime: run by the officer, from a pen drive if the line is thin. It has no manifest of ours."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed part of a pack."""

    kind: PackKind
    version: str
    """Of rules: their day, `2026-12-01`."""
    runtime: str
    """Name of the runtime, Python and libraries, that this version runs on; "" of rules."""
    files: Mapping[str, str]
    """Path below the version's own folder, or `rules/<platform>.toml` → SHA-256."""


def pinned_key() -> bytes:
    """The public key that every update must be signed with; it came with the installer.

    Raises:
        UpdateRefused: this program was built without one, so it takes no updates.
    """
    path = resources.path(KEY_FILE)
    if not path.is_file():
        raise UpdateRefused("update_no_key")
    return bytes.fromhex(path.read_text(encoding="utf-8").strip())


def require_signed(content: bytes, signature: bytes, key: bytes) -> None:
    """Accept exactly `content` as signed with `key`.

    Raises:
        UpdateRefused: it isn't.
    """
    try:
        VerifyKey(key).verify(content, signature)
    except (BadSignatureError, ValueError) as error:
        raise UpdateRefused("update_not_genuine") from error


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest strictly.

    Raises:
        UpdateRefused: it is malformed, or names a place outside the version's own folder.
    """
    try:
        document = json.loads(content.decode("utf-8"))
        return _read(document)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UpdateRefused("update_damaged") from error


def _read(document: dict[str, object]) -> Manifest:
    """An app pack doesn't say that it is one: so it was before there were others."""
    kind = PackKind(str(document.get("kind", PackKind.APP)))
    is_rules = kind is PackKind.RULES
    keys = {"schema", "version", "files"} | ({"kind"} if is_rules else {"runtime"})
    if kind is PackKind.INSTALLER or set(document) != keys or document["schema"] != SCHEMA:
        raise ValueError(sorted(document))
    version, runtime, files = document["version"], document.get("runtime", ""), document["files"]
    if not (is_revision if is_rules else is_version)(version) or not isinstance(runtime, str):
        raise ValueError(version)
    if not isinstance(files, dict) or not files:
        raise ValueError("files")
    pattern = _RULES_PATH if is_rules else _PATH
    for path, sha256 in files.items():
        if not pattern.fullmatch(path) or not is_sha256(sha256):
            raise ValueError(path)
    return Manifest(kind, str(version), runtime, files)


def is_version(value: object) -> bool:
    """Whether it is a version of the program: `0.2.0`."""
    return isinstance(value, str) and _VERSION.fullmatch(value) is not None


def is_revision(value: object) -> bool:
    """Whether it is a day, as rules name it: `2026-12-01`."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_sha256(value: object) -> bool:
    """Whether it can be a hash."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def is_newer(version: str, than: str) -> bool:
    """Whether `version` comes after `than`, number by number."""
    one, other = (tuple(map(int, text.split("."))) for text in (version, than))
    return one > other
