"""The house rules that a machine can see: who imports whom, how large a room may grow, what stays unloaded."""

from __future__ import annotations

import ast
import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "prstudio").rglob("*.py"))
HEAVY = {"PySide6", "PIL", "numpy", "moviepy", "keyring", "nacl", "requests", "jinja2"}


def test_imports_run_downwards_and_every_library_has_one_home():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_stays_small(module: Path):
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno <= 60, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno <= 300, f"{node.name} is too long"


def test_the_median_room_is_about_150_lines():
    assert statistics.median(path.read_text(encoding="utf-8").count("\n") for path in MODULES) <= 150


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_owns(module: Path):
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_asks_python_for_the_platform_or_writes_text_in_a_code_page(module: Path):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert "platform" not in {alias.name for alias in node.names}, "use sys.platform"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("read_text", "write_text")
        ):
            is_ours = isinstance(node.func.value, ast.Name) and node.func.value.id == "resources"
            assert is_ours or any(keyword.arg == "encoding" for keyword in node.keywords), (
                f"line {node.lineno}: encoding"
            )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["--lang", "hi", "check", "--help"]])
def test_light_commands_load_nothing_heavy(arguments: list[str]):
    code = (
        "import json, sys\n"
        "from prstudio.cli.app import run\n"
        f"code = run({arguments!r})\n"
        "print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    exit_code, loaded = json.loads(answer.stdout.splitlines()[-1])
    assert exit_code == 0
    assert HEAVY.isdisjoint(loaded)


def test_our_packaging_folder_never_shadows_the_package_of_that_name():
    code = "import packaging; print(packaging.__file__)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not Path(answer.stdout.strip()).is_relative_to(ROOT / "packaging")
    assert not (ROOT / "packaging" / "__init__.py").exists()
