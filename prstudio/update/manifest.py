"""What a pack says of itself, and whether the office that makes the program said so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from prstudio import resources
from prstudio.errors import UpdateRefused

SCHEMA: Final = 1
KEY_FILE: Final = "update.key"
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}")
_PATH: Final = re.compile(r"prstudio(/[A-Za-z0-9_\-][A-Za-z0-9_.\-]*)+")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed part of a pack."""

    version: str
    runtime: str
    """Name of the runtime, Python and libraries, that this version runs on."""
    files: Mapping[str, str]
    """Path below the version's own folder → SHA-256."""


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
    if set(document) != {"schema", "version", "runtime", "files"} or document["schema"] != SCHEMA:
        raise ValueError(sorted(document))
    version, runtime, files = document["version"], document["runtime"], document["files"]
    if not isinstance(version, str) or not _VERSION.fullmatch(version) or not isinstance(runtime, str):
        raise ValueError(version)
    if not isinstance(files, dict) or not files:
        raise ValueError("files")
    for path, sha256 in files.items():
        if not _PATH.fullmatch(path) or not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise ValueError(path)
    return Manifest(version, runtime, files)


def is_newer(version: str, than: str) -> bool:
    """Whether `version` comes after `than`, number by number."""
    one, other = (tuple(map(int, text.split("."))) for text in (version, than))
    return one > other
