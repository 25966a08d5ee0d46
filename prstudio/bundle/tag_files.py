"""The tag files of a BagIt 1.0 bag, written and strictly read: bagit.txt, bag-info.txt and the manifests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from prstudio.bundle.names import is_bundle_name, is_safe_path, refusal

BAGIT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_LINE = re.compile(rb"([0-9a-f]{64})  ([\x21-\x7e]+)\n")
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
_OXUM = re.compile(r"(0|[1-9][0-9]{0,11})\.([1-9][0-9]{0,3})")
_MAX_VALUE_LETTERS = 300
_JOINERS = "\u200c\u200d"  # Hindi spelling uses them; they print nothing themselves
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who signs, and when. It stands in bag-info.txt, which the signature covers, and again in signature.json."""

    key_id: str
    district: str
    officer: str
    signed_at: datetime
    """UTC, whole seconds."""


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What bag-info.txt says."""

    name: str
    """The bundle's name."""
    made_on: date
    software: str
    district: str
    """Of the post."""
    payload_bytes: int
    payload_files: int
    claim: Claim | None = None


def format_moment(moment: datetime) -> str:
    """A UTC time to the second, as bag-info.txt and signature.json write it."""
    return moment.astimezone(UTC).strftime(_MOMENT)


def parse_moment(text: str) -> datetime:
    """The time that `format_moment` wrote.

    Raises:
        ValueError: it is written otherwise.
    """
    moment = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    if format_moment(moment) != text:
        raise ValueError(text)
    return moment


def clean_line(text: str) -> str:
    """`text` as it may stand in one line of a tag file: NFC, one space between words, no control or bidi signs."""
    kept = "".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in text)
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:_MAX_VALUE_LETTERS].strip()


def format_manifest(hashes: Mapping[str, str]) -> bytes:
    """Path → SHA-256 in hex, as `sha256sum -c` reads it; sorted by path."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode("ascii")


def parse_manifest(content: bytes, path: str) -> dict[str, str]:
    """Path → SHA-256 of the manifest that stands at `path`.

    Raises:
        BundleRefused: a line is not exactly as `format_manifest` writes it, or a name is unsafe or listed twice.
    """
    hashes: dict[str, str] = {}
    for line in content.splitlines(keepends=True):
        match = _LINE.fullmatch(line)
        if match is None:
            raise refusal("bundle_manifest_broken", path)
        listed = match[2].decode("ascii")
        if not is_safe_path(listed):
            raise refusal("bundle_name_forbidden", listed)
        if listed in hashes:
            raise refusal("bundle_name_twice", listed)
        hashes[listed] = match[1].decode("ascii")
    return hashes


def format_bag_info(info: BagInfo) -> bytes:
    """The lines of bag-info.txt; the date and signature lines are the only ones that differ between two exports."""
    lines = {
        "Bag-Software-Agent": info.software,
        "Bagging-Date": info.made_on.isoformat(),
        "External-Identifier": info.name,
        "Payload-Oxum": f"{info.payload_bytes}.{info.payload_files}",
        "PRStudio-District": info.district,
    }
    if info.claim is not None:
        lines |= {
            "PRStudio-Signing-Key": info.claim.key_id,
            "PRStudio-Signing-District": info.claim.district,
            "PRStudio-Signing-Officer": info.claim.officer,
            "PRStudio-Signed-At": format_moment(info.claim.signed_at),
        }
    return "".join(f"{label}: {value}\n" for label, value in lines.items()).encode("utf-8")


def parse_bag_info(content: bytes) -> BagInfo:
    """What bag-info.txt says; labels that we don't know are passed over.

    Raises:
        BundleRefused: not lines of `Label: value`, a label twice, or one of ours missing or malformed.
    """
    try:
        return _read_info(_read_lines(content.decode("utf-8")))
    except (ValueError, KeyError) as error:
        raise refusal("bundle_tag_broken", "bag-info.txt") from error


def _read_lines(text: str) -> dict[str, str]:
    if not text.endswith("\n"):
        raise ValueError(text[-20:])
    lines: dict[str, str] = {}
    for line in text[:-1].split("\n"):
        label, colon, value = line.partition(": ")
        if not colon or _LABEL.fullmatch(label) is None or label in lines or value != clean_line(value) or not value:
            raise ValueError(line)
        lines[label] = value
    return lines


def _read_info(lines: Mapping[str, str]) -> BagInfo:
    oxum = _OXUM.fullmatch(lines["Payload-Oxum"])
    name, made_on = lines["External-Identifier"], date.fromisoformat(lines["Bagging-Date"])
    if oxum is None or not is_bundle_name(name) or made_on.isoformat() != lines["Bagging-Date"]:
        raise ValueError(name)
    if name[:10] != lines["Bagging-Date"] or name[11:-9] != lines["PRStudio-District"]:
        raise ValueError(name)
    return BagInfo(
        name=name,
        made_on=made_on,
        software=lines["Bag-Software-Agent"],
        district=lines["PRStudio-District"],
        payload_bytes=int(oxum[1]),
        payload_files=int(oxum[2]),
        claim=_read_claim(lines),
    )


def _read_claim(lines: Mapping[str, str]) -> Claim | None:
    if "PRStudio-Signing-Key" not in lines:
        return None
    return Claim(
        key_id=lines["PRStudio-Signing-Key"],
        district=lines["PRStudio-Signing-District"],
        officer=lines["PRStudio-Signing-Officer"],
        signed_at=parse_moment(lines["PRStudio-Signed-At"]),
    )
