"""What things in a bundle may be called, and how large and how many they may be: one rule for writer and reader.

Hindi stands in texts, never in file names: ASCII in lower case knows no clash of case, normal form or direction.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from prstudio.errors import BundleRefused

MAX_FILES: Final = 400
MAX_TOTAL_BYTES: Final = 4_000_000_000  # below 2³² with all headers, so that no zip needs its 64-bit extensions
MAX_TAG_BYTES: Final = 200_000  # bagit.txt, bag-info.txt, manifests, signature.json: 400 lines of 265 bytes fit twice
MAX_TEXT_BYTES: Final = 16_000_000  # .txt, .json, .html, .srt

TAG_FILES: Final = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
"""The tag files that every bundle has."""
SIGNATURE: Final = "signature.json"
POST: Final = "data/post.json"
REVIEW: Final = "data/review.html"
README: Final = "data/readme.txt"

_BUNDLE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{8}")
_PART = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*")
_MAX_PART_LETTERS = 64
_MAX_PATH_LETTERS = 200
_MAX_LEVELS = 4  # of a path below the bundle's own folder
_TEXT_ENDINGS = (".txt", ".json", ".html", ".srt", ".vtt")
_ENDINGS = (*_TEXT_ENDINGS, ".jpg", ".png", ".gif", ".webp", ".mp4")  # nothing that a double click would run
_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", "clock", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))]
)


def bundle_name(made_on: date, district: str, content_mark: str) -> str:
    """`<yyyy-mm-dd>-<district>-<8 hex>`; `content_mark` are the eight hex digits."""
    name = f"{made_on.isoformat()}-{district}-{content_mark}"
    if not is_bundle_name(name):
        raise ValueError(f"{name!r} is no name of a bundle")
    return name


def is_bundle_name(name: str) -> bool:
    """Whether `name` has the form that `bundle_name` makes."""
    return len(name) <= _MAX_PART_LETTERS and _BUNDLE_NAME.fullmatch(name) is not None


def is_safe_path(path: str) -> bool:
    """Whether the file `path` (forward slashes, below the bundle's folder) is of a kind that bundles hold.

    Such a name means the same file on every system.
    """
    return path.endswith(_ENDINGS) and is_safe_folder(path)


def is_safe_folder(path: str) -> bool:
    """Whether the folder `path` means the same on every system."""
    parts = path.split("/")
    return len(path) <= _MAX_PATH_LETTERS and len(parts) <= _MAX_LEVELS and all(map(_is_safe_part, parts))


def _is_safe_part(part: str) -> bool:
    return (
        len(part) <= _MAX_PART_LETTERS and _PART.fullmatch(part) is not None and part.partition(".")[0] not in _DEVICES
    )


def max_bytes(path: str) -> int:
    """How large the file at `path` may be."""
    if "/" not in path:
        return MAX_TAG_BYTES
    return MAX_TEXT_BYTES if path.endswith(_TEXT_ENDINGS) else MAX_TOTAL_BYTES


def shown(name: str | bytes) -> str:
    """A name from outside as it may be printed: ASCII without control signs, at most 100 letters."""
    text = name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else name
    printable = text if text.isascii() and text.isprintable() else text.encode("unicode_escape").decode("ascii")
    return printable if len(printable) <= 100 else printable[:99] + "…"


def refusal(code: str, path: str | bytes = "") -> BundleRefused:
    """The error `code` about the file `path` of a bundle; "" for the bundle as a whole."""
    return BundleRefused(code, {"path": shown(path)})
