"""The data that travels with the program: complete in both languages, and found wherever the program lives."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from pathlib import Path

import pytest

from prstudio import messages, resources
from prstudio.messages import Language

ROOT = Path(__file__).resolve().parent.parent
AREAS = tuple(messages.areas())
SENTENCES = [f"{area}.{name}" for area in AREAS for name in sorted(messages.names(area))]


def _placeholders(template: str) -> set[tuple[str, str]]:
    """Names with their kind; the two words of a plural differ by language."""
    fields = ((name, spec) for _, name, spec, _ in string.Formatter().parse(template) if name)
    return {(name, "plural" if "|" in (spec or "") else spec or "") for name, spec in fields}


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_says_the_same_in_both_languages(key: str):
    hindi, english = (messages.template(key, language) for language in Language)
    assert {name for name, _ in _placeholders(hindi)} == {name for name, _ in _placeholders(english)}
    assert hindi.strip()
    assert english.strip()
    assert hindi == unicodedata.normalize("NFC", hindi)
    assert english == unicodedata.normalize("NFC", english)


@pytest.mark.parametrize("key", [key for key in SENTENCES if key.startswith(("error.", "finding."))])
def test_hindi_sentences_are_hindi_and_english_ones_english(key: str):
    devanagari = re.compile(r"[\u0900-\u097F]")
    assert devanagari.search(messages.template(key, Language.HI))
    assert not devanagari.search(messages.template(key, Language.EN))


def test_every_code_that_is_raised_has_its_sentence():
    raised = set()
    faults = {
        "UsageFault", "FileTrouble", "DiskFull", "PostFault", "MediaFault", "RulesFault", "BundleRefused",
        "KeyringTrouble", "UpdateRefused", "EngineFault", "StoreFault", "PracticeFault",
    }  # fmt: skip
    for module in (ROOT / "prstudio").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in faults:
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                raised.add(node.args[0].value)
    assert raised
    assert not {code for code in raised if not messages.has(f"error.{code}")}


def test_resources_travel_in_the_wheel_and_are_found_there(tmp_path: Path):
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\nfrom prstudio import resources; print(resources.root())"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    root = Path(answer.stdout.strip())
    assert root.is_relative_to(installed)
    ours = {path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()}
    theirs = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    assert theirs == ours


def test_a_frozen_program_finds_its_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "resources" / "messages").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resources.root.cache_clear()
    try:
        assert resources.root() == tmp_path / "resources"
    finally:
        monkeypatch.undo()
        resources.root.cache_clear()


def test_every_resource_is_text_in_nfc():
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file() and path.suffix in (".toml", ".txt", ".srt", ".jinja", ".tsv"):
            text = path.read_text(encoding="utf-8")
            assert "\r" not in text
            if path.suffix == ".toml":
                tomllib.loads(text)
