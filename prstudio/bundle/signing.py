"""Ed25519 signatures over bundles: making them, writing and strictly reading signature.json, naming keys.

The signature covers the exact bytes of tagmanifest-sha256.txt, which lists the hash of bag-info.txt, which repeats
district, officer and time: so nothing that signature.json says can be changed unseen.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from prstudio.bundle import names
from prstudio.bundle.names import refusal
from prstudio.bundle.strict_json import JsonFault, parse_object
from prstudio.bundle.tag_files import Claim, clean_line, format_moment, parse_moment

_KEYS = frozenset({"key_id", "public_key", "signature", "signed_at", "district", "officer"})


@dataclass(frozen=True, slots=True)
class Signature:
    """The content of signature.json."""

    claim: Claim
    public_key: bytes
    """32 bytes."""
    signature: bytes
    """64 bytes."""

    def covers(self, content: bytes) -> bool:
        """Whether the key in this signature signed exactly `content`."""
        try:
            VerifyKey(self.public_key).verify(content, self.signature)
        except (BadSignatureError, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with the name of its office."""

    private_key: SigningKey = field(repr=False)
    district: str
    officer: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        return bytes(self.private_key.verify_key)

    def claim(self) -> Claim:
        """What is going to be signed now, for bag-info.txt."""
        return Claim(
            key_id=key_id(self.public_key),
            district=clean_line(self.district),
            officer=clean_line(self.officer) or clean_line(self.district),
            signed_at=self.now().astimezone(UTC).replace(microsecond=0),
        )

    def sign(self, content: bytes, claim: Claim) -> bytes:
        """The bytes of signature.json for `content`."""
        return format_signature(Signature(claim, self.public_key, self.private_key.sign(content).signature))


def key_id(public_key: bytes) -> str:
    """The short name of a key: 32 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def fingerprint(public_key: bytes) -> str:
    """Six groups of five digits, to be read out over the telephone: `04213 99817 …`; about 100 bits."""
    number = int.from_bytes(hashlib.sha256(public_key).digest(), "big")
    groups = []
    for _ in range(6):
        number, group = divmod(number, 100_000)
        groups.append(f"{group:05}")
    return " ".join(groups)


def format_signature(signature: Signature) -> bytes:
    """signature.json, the same bytes for the same signature."""
    claim = signature.claim
    document = {
        "key_id": claim.key_id,
        "public_key": base64.b64encode(signature.public_key).decode("ascii"),
        "signature": base64.b64encode(signature.signature).decode("ascii"),
        "signed_at": format_moment(claim.signed_at),
        "district": claim.district,
        "officer": claim.officer,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def parse_signature(content: bytes) -> Signature:
    """What signature.json says; whether it is true, only `Signature.covers` tells.

    Raises:
        BundleRefused: a key is missing, unknown, twice, or its value malformed.
    """
    try:
        document = parse_object(content)
        texts = {name: value for name, value in document.items() if isinstance(value, str)}
        if texts.keys() != _KEYS or document.keys() != _KEYS:
            raise ValueError(sorted(document))
        return _read_signature(texts)
    except (JsonFault, ValueError, binascii.Error) as error:
        raise refusal("bundle_signature_broken", names.SIGNATURE) from error


def _read_signature(texts: dict[str, str]) -> Signature:
    public_key = _read_bytes(texts["public_key"], 32)
    for name in ("district", "officer"):
        if not texts[name] or texts[name] != clean_line(texts[name]):
            raise ValueError(name)
    if texts["key_id"] != key_id(public_key):
        raise ValueError("key_id")
    claim = Claim(texts["key_id"], texts["district"], texts["officer"], parse_moment(texts["signed_at"]))
    return Signature(claim, public_key, _read_bytes(texts["signature"], 64))


def _read_bytes(text: str, length_bytes: int) -> bytes:
    content = base64.b64decode(text, validate=True)
    if len(content) != length_bytes or base64.b64encode(content).decode("ascii") != text:
        raise ValueError(text)
    return content
