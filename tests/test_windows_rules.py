"""What Windows demands of every line of code, held up on Linux too."""

from __future__ import annotations

import ast
import errno
import re
from pathlib import Path

import pytest

from prstudio.cli import speech
from prstudio.errors import file_trouble
from prstudio.messages import Language
from prstudio.store import local_place
from prstudio.store.file_names import safe_name

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "prstudio").rglob("*.py"))
STARTS_CHILDREN = ROOT / "prstudio" / "media" / "child_process.py"
LONGEST_HOME = r"C:\Users\abcdefghijklmnopqrst\AppData\Local\PRStudio"


def _calls(module: Path):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_the_rules_of_windows(module: Path):
    for node, called in _calls(module):
        where = f"{module.name}, line {node.lineno}"
        assert not called.endswith("addApplicationFont"), f"{where}: fonts come from bytes, not from paths"
        assert called not in ("locale.setlocale", "os.system", "os.popen", "os.startfile"), where
        is_child = re.fullmatch(r"subprocess\.(run|Popen|call|check_call|check_output)", called)
        assert not is_child or module == STARTS_CHILDREN, f"{where}: children start in child_process, without a console"
        if called == "open" or called.endswith(".open"):
            assert _is_binary_or_encoded(node), f"{where}: text in a code page"
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.ImportFrom) and node.module == "platform"), "use sys.platform"


def _is_binary_or_encoded(call: ast.Call) -> bool:
    """`open` of a file without `b` in its mode needs an encoding; other things can be opened too."""
    modes = [value.value for value in call.args if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    is_text = any(re.fullmatch("[rwax]t?[+]?", mode) for mode in modes)
    return not is_text or any(keyword.arg == "encoding" for keyword in call.keywords)


@pytest.mark.parametrize("written", ["क" * 200 + ".jpeg", "a" * 300 + ".jpg", "👩‍🌾" * 60, "CON", "a" * 119 + "."])
def test_what_is_taken_into_the_library_stays_within_the_length_that_windows_opens(written: str):
    file = rf"{LONGEST_HOME}\library\posts\{'0' * 32}\.{safe_name(written)}.12345678.part"
    assert len(file.encode("utf-16-le")) // 2 < 260


@pytest.mark.parametrize(
    ("number", "winerror", "length", "code"),
    [
        (errno.ENAMETOOLONG, None, 10, "path_too_long"),
        (errno.ENOENT, 206, 10, "path_too_long"),
        (errno.ENOENT, 3, 300, "path_too_long"),
        (errno.ENOENT, 3, 100, "file_not_found"),
        (errno.ENOENT, 2, 300, "file_not_found"),
    ],
)
def test_a_path_that_is_too_long_is_told_as_that(number: int, winerror: int | None, length: int, code: str):
    error = OSError(number, "what the system said")
    if winerror is not None:
        error.winerror = winerror
    assert file_trouble(error, "x" * length).code == code


class Kernel:
    """Answers as Windows' kernel32 does."""

    def __init__(self, *, drive_type: int = 3, language_id: int = 0x0409) -> None:
        self.asked: list[str] = []
        self._drive_type, self._language_id = drive_type, language_id

    def GetDriveTypeW(self, root: str) -> int:
        self.asked.append(root)
        return self._drive_type

    def GetUserDefaultUILanguage(self) -> int:
        return self._language_id


def _be_windows(monkeypatch: pytest.MonkeyPatch, module, kernel: Kernel) -> None:
    import ctypes
    from types import SimpleNamespace

    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(module, "sys", SimpleNamespace(platform="win32"))


@pytest.mark.parametrize(("drive_type", "is_shared"), [(4, True), (3, False), (2, False)])
def test_a_database_is_not_put_on_a_network_drive(tmp_path: Path, monkeypatch, drive_type: int, is_shared: bool):
    kernel = Kernel(drive_type=drive_type)
    _be_windows(monkeypatch, local_place, kernel)
    assert local_place.is_shared(tmp_path) is is_shared
    assert kernel.asked == [f"{tmp_path.drive}\\"]


@pytest.mark.parametrize(
    ("language_id", "language"),
    [(0x0439, Language.HI), (0x0409, Language.EN), (0x4009, Language.EN), (0x0446, Language.EN)],
    ids=["hi-IN", "en-US", "en-IN", "pa-IN"],
)
def test_a_hindi_windows_is_spoken_to_in_hindi(monkeypatch: pytest.MonkeyPatch, language_id: int, language: Language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    _be_windows(monkeypatch, speech, Kernel(language_id=language_id))
    assert speech.system_language() is language
