"""Makes installations, packs and lists of updates, signed with a key for tests."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from prstudio.update import looking, taking
from prstudio.update.installation import Installation

SIGNER = SigningKey(bytes(32))
STRANGER = SigningKey(b"1" * 32)
KEY = bytes(SIGNER.verify_key)


def hashes(files: dict[str, bytes]) -> dict[str, str]:
    """As a manifest names them."""
    return {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


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


def make_installation(folder: Path) -> Installation:
    """Version 0.1.0 on the runtime `abc`, as the installer leaves it."""
    (folder / "python").mkdir(parents=True)
    (folder / "python" / "python.exe").write_bytes(b"")
    (folder / "python" / "python312._pth").write_bytes(b"python312.zip\r\n.\r\n..\\lib\r\n..\\app\\0.1.0\r\n")
    (folder / "app" / "0.1.0" / "prstudio").mkdir(parents=True)
    (folder / "runtime.id").write_text("abc\n", encoding="utf-8")
    return Installation(folder)


def run_from(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Let the program believe that it runs from there and trusts the key of these packs."""
    monkeypatch.setattr("prstudio.update.installation.find_installation", lambda: installation)
    monkeypatch.setattr(looking, "find_installation", lambda: installation)
    for module in (looking, taking):
        monkeypatch.setattr(module, "pinned_key", lambda: KEY)
    return installation


def save_pack(
    file: Path,
    document: dict,
    files: dict[str, bytes],
    *,
    signer: SigningKey = SIGNER,
) -> Path:
    """A pack with that manifest; schema and hashes are put in where `document` says nothing of them."""
    content = json.dumps({"schema": 1, "files": hashes(files)} | document).encode()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", content)
        archive.writestr("manifest.sig", signer.sign(content).signature)
        for name, data in files.items():
            archive.writestr(name, data)
    return file
