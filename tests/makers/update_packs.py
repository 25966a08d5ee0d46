"""Makes lists of updates and packs of rules, signed with a key for tests."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from nacl.signing import SigningKey

SIGNER = SigningKey(bytes(32))
STRANGER = SigningKey(b"1" * 32)
KEY = bytes(SIGNER.verify_key)


def entry(content: bytes, **more) -> dict:
    """One pack of a list."""
    return {
        "kind": "app",
        "version": "0.2.0",
        "runtime": "abc",
        "file": "PRStudio-app.zip",
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "news": {"hi": "तेज़ भेजना", "en": "Faster sending"},
    } | more


def feed(*packs: dict, signer: SigningKey = SIGNER) -> bytes:
    """A signed list."""
    signed = json.dumps({"schema": 1, "packs": list(packs)}, ensure_ascii=False)
    return json.dumps({"signed": signed, "signature": signer.sign(signed.encode()).signature.hex()}).encode()


def save_pack(file: Path, document: dict, files: dict[str, bytes], *, signer: SigningKey = SIGNER) -> Path:
    """A pack with that manifest; the hashes are put in."""
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    content = json.dumps({"schema": 1, "files": hashes} | document).encode()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", content)
        archive.writestr("manifest.sig", signer.sign(content).signature)
        for name, data in files.items():
            archive.writestr(name, data)
    return file
