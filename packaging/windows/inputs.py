"""What the program is built from: the list of packages, the locks that pin each file by SHA-256, and fetching them."""

import fnmatch
import hashlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE_VARIABLE = "PRSTUDIO_BUILD_CACHE"
PROGRAM_LOCK, TESTS_LOCK = HERE / "program.lock", HERE / "tests.lock"
ABIS = ("cp312", "abi3", "none")


class BuildTrouble(Exception):
    """The build can't go on; the text says what to do."""


@dataclass(frozen=True)
class Package:
    """One wheel, and what of it goes in."""

    want: str
    files: tuple[str, ...]
    licences: tuple[str, ...] = ()
    """Texts of the folder `licences` that belong to it beside its own."""
    notes: tuple[str, ...] = ()
    """Such as where its source is to be had."""

    @property
    def name(self) -> str:
        """As PyPI normalises it."""
        return normalised(re.split(r"[<>=!~]", self.want)[0])


@dataclass(frozen=True)
class PythonRuntime:
    """The embeddable package of python.org, and what of it goes in."""

    want: str
    archive: str
    """Where it lies inside its sdist, below the sdist's own folder."""
    minor: str
    files: tuple[str, ...]

    @property
    def dll(self) -> str:
        """What tells that an archive holds the right minor version."""
        return f"python{self.minor.replace('.', '')}.dll"


@dataclass(frozen=True)
class Inputs:
    """The whole list."""

    python: PythonRuntime
    packages: tuple[Package, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Locked:
    """One file that a lock pins."""

    file: str
    sha256: str

    @property
    def name(self) -> str:
        """Of its package, normalised."""
        return normalised(self.file.split("-")[0])

    @property
    def version(self) -> str:
        """As the file's name says it."""
        return self.file.removesuffix(".tar.gz").split("-")[1]


def load_inputs(file: Path = HERE / "inputs.toml") -> Inputs:
    """Read the list."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    python = content["python"]
    packages = (
        Package(table["want"], tuple(table["files"]), tuple(table.get("licences", ())), tuple(table.get("notes", ())))
        for table in content["package"]
    )
    return Inputs(
        PythonRuntime(python["want"], python["archive"], python["minor"], tuple(python["files"])),
        tuple(packages),
        tuple(content["tests"]["want"]),
    )


def load_lock(file: Path) -> tuple[Locked, ...]:
    """Read a lock: lines as sha256sum writes them."""
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(Locked(name, sha256) for sha256, name in lines)


def save_lock(file: Path, locked: Iterable[Locked]) -> None:
    """Write a lock."""
    lines = [f"{entry.sha256}  {entry.file}\n" for entry in sorted(locked, key=lambda entry: entry.file.lower())]
    file.write_text("".join(lines), encoding="utf-8", newline="\n")


def is_let_in(path: str, patterns: Sequence[str]) -> bool:
    """Whether an allow-list lets `path` in: the last pattern that matches decides."""
    let_in = False
    for pattern in patterns:
        if fnmatch.fnmatchcase(path, pattern.removeprefix("!")):
            let_in = not pattern.startswith("!")
    return let_in


def normalised(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sha256_of(file: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def cache_folder() -> Path:
    """Where fetched files are kept between builds; made if it is missing."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(os.environ.get(CACHE_VARIABLE) or Path(base) / "prstudio-build")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fetch(locked: Sequence[Locked]) -> dict[str, Path]:
    """Package name → its file, each with the SHA-256 that the lock says; what isn't cached comes by pip.

    Raises:
        BuildTrouble: pip can't fetch one, or what came is another file.
    """
    folder = cache_folder()
    missing = [entry for entry in locked if not _is_whole(folder / entry.file, entry)]
    for is_sdist in (False, True):
        entries = [entry for entry in missing if entry.file.endswith(".tar.gz") is is_sdist]
        if entries:
            lines = [f"{entry.name}=={entry.version} --hash=sha256:{entry.sha256}" for entry in entries]
            download(lines, folder, sdist=is_sdist)
    for entry in locked:
        if not _is_whole(folder / entry.file, entry):
            raise BuildTrouble(
                f"{entry.file} is not the file that the lock names; renew the lock or ask who changed it"
            )
    return {entry.name: folder / entry.file for entry in locked}


def _is_whole(file: Path, entry: Locked) -> bool:
    return file.is_file() and sha256_of(file) == entry.sha256


def download(requirements: Sequence[str], folder: Path, *, sdist: bool = False) -> None:
    """Have pip fetch exactly these, built for 64-bit Windows (or, for `sdist`, as source), without what they need.

    pip compares hashes before it looks into anything.

    Raises:
        BuildTrouble: pip can't.
    """
    target = folder / "requirements.txt"
    target.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    kind = ["--no-binary", ":all:"] if sdist else _windows_wheels()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *kind, "-d", str(folder)]
    done = subprocess.run([*command, "-r", str(target)], check=False)
    target.unlink()
    if done.returncode != 0:
        raise BuildTrouble(
            "pip could not fetch what the build needs (see above). Check the connection, then try again."
        )


def _windows_wheels() -> list[str]:
    abis = [argument for abi in ABIS for argument in ("--abi", abi)]
    minor = ABIS[0].removeprefix("cp")
    return [
        "--only-binary",
        ":all:",
        "--platform",
        "win_amd64",
        "--implementation",
        "cp",
        "--python-version",
        minor,
        *abis,
    ]
