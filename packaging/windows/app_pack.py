"""Makes and signs packs, the program without its runtime and the platforms' rules, and the list that announces them."""

import hashlib
import json
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inputs import BuildTrouble, sha256_of
from nacl.signing import SigningKey
from stage import ROOT, RUNTIME_FILE, Stage

FEED = "updates.json"

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
    return _save_pack({"version": version or stage.version, "runtime": read_runtime(stage)}, files, key, out)


def make_rules_pack(key: SigningKey, folder: Path) -> Path:
    """Pack the platforms' rules as they are here; the newest day among them names the pack."""
    files = {
        f"rules/{path.name}": path.read_bytes() for path in sorted((ROOT / "resources" / "platforms").glob("*.toml"))
    }
    day = max(tomllib.loads(content.decode("utf-8"))["revision"] for content in files.values()).isoformat()
    return _save_pack({"kind": "rules", "version": day}, files, key, folder / f"PRStudio-rules-{day}.zip")


def read_runtime(stage: Stage) -> str:
    """The name of the stage's Python and libraries."""
    return (stage.folder / RUNTIME_FILE).read_text(encoding="ascii").strip()


def _save_pack(about: Mapping[str, Any], files: Mapping[str, bytes], key: SigningKey, out: Path) -> Path:
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    content = (json.dumps({"schema": 1, **about, "files": hashes}, indent=0) + "\n").encode("ascii")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in {"manifest.json": content, "manifest.sig": key.sign(content).signature, **files}.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return out


def load_news(file: Path | None) -> dict[str, str]:
    """What is new, for the officers: a TOML file with `hi` and `en`; None: nothing is said.

    Raises:
        BuildTrouble: it holds something else.
    """
    if file is None:
        return {"hi": "", "en": ""}
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        return {language: str(document[language]).strip() for language in ("hi", "en")}
    except (ValueError, KeyError) as error:
        raise BuildTrouble(f"{file} needs two texts, hi and en") from error


def make_feed(stage: Stage, files: Mapping[str, Path], key: SigningKey, out: Path, *, news: Mapping[str, str]) -> Path:
    """The signed list of `files` (kind → file), to be published in one folder with them."""
    packs = []
    for kind, file in files.items():
        version = file.stem.removeprefix("PRStudio-rules-") if kind == "rules" else stage.version
        packs.append(
            {
                "kind": kind,
                "version": version,
                "runtime": "" if kind == "rules" else read_runtime(stage),
                "file": file.name,
                "size_bytes": file.stat().st_size,
                "sha256": sha256_of(file),
                "news": dict(news) if kind == "app" else {"hi": "", "en": ""},
            }
        )
    signed = json.dumps({"schema": 1, "packs": packs}, ensure_ascii=False)
    envelope = {"signed": signed, "signature": key.sign(signed.encode("utf-8")).signature.hex()}
    out.write_text(json.dumps(envelope, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return out
