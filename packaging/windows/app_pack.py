"""Makes and signs an app pack: the program without its runtime, small enough for a thin line."""

import hashlib
import json
import zipfile
from pathlib import Path

from inputs import BuildTrouble
from nacl.signing import SigningKey
from stage import RUNTIME_FILE, Stage

_DATE = (2026, 1, 1, 0, 0, 0)
"""Of every entry, so that equal inputs give equal bytes."""


def make_key(file: Path) -> str:
    """Write a new secret key to the new file `file`; the public one, to be pinned in installers, comes back."""
    key = SigningKey.generate()
    with file.open("x", encoding="ascii") as stream:
        file.chmod(0o600)
        stream.write(bytes(key).hex() + "\n")
    return bytes(key.verify_key).hex()


def load_key(file: Path) -> SigningKey:
    """The secret key in `file`.

    Raises:
        BuildTrouble: it holds something else.
    """
    try:
        return SigningKey(bytes.fromhex(file.read_text(encoding="ascii").strip()))
    except ValueError as error:
        raise BuildTrouble(f"{file} holds no key that --make-key wrote") from error


def make_app_pack(stage: Stage, key: SigningKey, out: Path, *, version: str | None = None) -> Path:
    """Pack the staged program as `out`, for computers with the very runtime of the stage."""
    app = stage.folder / "app" / stage.version
    files = {path.relative_to(app).as_posix(): path.read_bytes() for path in sorted(app.rglob("*")) if path.is_file()}
    if version is not None:
        line = '__version__ = "{}"'
        source = files["prstudio/__init__.py"].decode("utf-8")
        files["prstudio/__init__.py"] = source.replace(line.format(stage.version), line.format(version)).encode("utf-8")
    manifest = {
        "schema": 1,
        "version": version or stage.version,
        "runtime": (stage.folder / RUNTIME_FILE).read_text(encoding="ascii").strip(),
        "files": {path: hashlib.sha256(content).hexdigest() for path, content in files.items()},
    }
    content = (json.dumps(manifest, indent=0) + "\n").encode("ascii")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in {"manifest.json": content, "manifest.sig": key.sign(content).signature, **files}.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return out
