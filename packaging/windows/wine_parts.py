"""The parts of the proof that the Windows program works, each a function that raises `PartFailed` when it doesn't."""

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from app_pack import make_app_pack
from inputs import TESTS_LOCK, fetch, is_let_in, load_inputs, load_lock
from installer import make_installer
from make import STAGE
from nacl.signing import SigningKey
from same_bundle import Differs, require_same
from sizes import APP_PACK_MAX_BYTES, INSTALLED_MAX_BYTES, format_sizes
from stage import CONTENTS, ROOT, Stage, build_stage, wheel_paths
from wine_prefix import Wine, WineMissing, start, windows_path

PLACE = ROOT / "build" / "wine"
HINDI_PLACE = PLACE / "पी आर स्टूडियो (जाँच)"
POST = PLACE / "नमूना पोस्ट"
TOO_OLD, STILL_OPEN = 3, 4
"""The installer's exit codes."""
UNINSTALL_LIMIT_S = 60.0
NEXT_VERSION = "9.9.9"
TRIAL_KEY = SigningKey(b"a key for trials, pinned nowhere")
RUNNER = Path(__file__).with_name("windows_pytest.py")


class PartFailed(Exception):
    """A part of the proof failed; the text is what to look at."""


@dataclass
class Proof:
    """What the parts hand on to each other."""

    files: dict[str, Path]
    beside: Callable[[Callable[[], Path]], "Future[Path]"]
    """Runs something on the other processor meanwhile."""
    stage: Stage | None = None
    windows: Wine | None = None
    installer: "Future[Path] | None" = None
    linux_bundle: "Future[Path] | None" = None
    clips: list[str] = field(default_factory=list)
    """Which clips two encoders wrote in other bytes."""

    @property
    def program(self) -> Stage:
        """The staged program, once it is built."""
        if self.stage is None:
            raise PartFailed("the program was not staged: see above")
        return self.stage

    @property
    def wine(self) -> Wine:
        """The Windows, once it has started."""
        if self.windows is None:
            raise WineMissing("it did not start")
        return self.windows

    @property
    def installed(self) -> Path:
        """Where the installer puts the program."""
        return self.wine.local_app_data / "Programs" / STAGE

    @property
    def data(self) -> Path:
        """Where the program keeps an officer's data."""
        return self.wine.local_app_data / "PRStudio"


def same_inputs_give_the_same_bytes(proof: Proof) -> None:
    """The program is staged twice; what else takes long is begun."""
    inputs = load_inputs()
    lists = []
    for folder in (HINDI_PLACE / "पहली बार", HINDI_PLACE / STAGE):
        proof.stage = build_stage(inputs, proof.files, folder, update_key=bytes(TRIAL_KEY.verify_key).hex())
        lists.append((folder / CONTENTS).read_bytes())
    if lists[0] != lists[1]:
        raise PartFailed(f"compare {CONTENTS} in both folders below {HINDI_PLACE}")
    print(format_sizes(proof.program.sizes))
    if sum(proof.program.sizes.values()) > INSTALLED_MAX_BYTES:
        raise PartFailed("the program has become too large: see inputs.toml for what could stay out")


def windows_starts(proof: Proof) -> None:
    """A fresh Windows 10."""
    proof.windows = start(PLACE / "prefix")
    proof.installer = proof.beside(lambda: make_installer(proof.program, PLACE, pack="zlib"))
    proof.linux_bundle = proof.beside(_export_on_linux)


def selftest_in_a_folder_with_a_hindi_name(proof: Proof) -> None:
    """Everything the program stands on works."""
    run_selftest(proof.wine, proof.program.folder)


def run_selftest(wine: Wine, program: Path) -> None:
    """Run the program's own self-test."""
    out = PLACE / "नतीजा.json"
    out.unlink(missing_ok=True)
    answer = _run_program(wine, program, "--selftest", windows_path(out))
    if answer.exit_code != 0 or not out.is_file():
        raise PartFailed(answer.output)


def _run_program(wine: Wine, program: Path, *arguments: str, limit_s: float = 180.0):  # noqa: ANN202 -- Answer
    return wine.run([program / "python" / "python.exe", "-m", "prstudio", *arguments], limit_s=limit_s)


def installs_silently(proof: Proof) -> None:
    """Nobody is asked; program, shortcuts and file types are there."""
    answer = _install(proof, "/DESKTOP")
    if answer.exit_code != 0:
        raise PartFailed(f"the installer ended with {answer.exit_code}: {answer.output}")
    staged = (proof.program.folder / CONTENTS).read_bytes()
    if (proof.installed / CONTENTS).read_bytes() != staged:
        raise PartFailed("what is installed is not what was staged")
    links = {path.name for folder in (proof.wine.person, proof.wine.home) for path in folder.rglob("*.lnk")}
    if links != {f"{STAGE}.lnk"}:
        raise PartFailed(f"shortcuts: {links}")
    for key in (r"PRStudio.Post\shell\open\command", r"SystemFileAssociations\.zip\shell\PRStudio\command"):
        _require_registered(proof.wine, key)


def _install(proof: Proof, *options: str):  # noqa: ANN202 -- Answer
    assert proof.installer is not None
    return proof.wine.run([proof.installer.result(), "/S", *options], limit_s=180)


def _require_registered(wine: Wine, key: str) -> None:
    answer = wine.run(["reg", "query", rf"HKCU\Software\Classes\{key}", "/ve"], limit_s=30)
    if "pythonw.exe" not in answer.output:
        raise PartFailed(f"{key}: {answer.output}")


def an_older_windows_is_refused(proof: Proof) -> None:
    """Nothing is installed there, and the exit code tells why."""
    key = [r"HKCU\Software\Wine", "/v", "Version", "/f", "/d"]
    try:
        proof.wine.run(["reg", "add", *key, "win81"], limit_s=30)
        proof.wine.end()
        answer = _install(proof)
    finally:
        proof.wine.run(["reg", "add", *key, "win10"], limit_s=30)
        proof.wine.end()
    if answer.exit_code != TOO_OLD or proof.installed.exists():
        raise PartFailed(f"on Windows 8.1 the installer ended with {answer.exit_code}")


def selftest_of_the_installed_program(proof: Proof) -> None:
    """It works where the installer put it."""
    run_selftest(proof.wine, proof.installed)


def exports_the_same_bundle_as_linux(proof: Proof) -> None:
    """The sample's bundle is whole and, but for the bytes of clips, the same as the one written on Linux."""
    assert proof.linux_bundle is not None
    theirs = proof.linux_bundle.result()
    ours = PLACE / "windows.prbundle.zip"
    ours.unlink(missing_ok=True)
    arguments = ["export", windows_path(POST), "--out", windows_path(ours), "--unsigned"]
    answer = _run_program(proof.wine, proof.installed, *arguments)
    if answer.exit_code != 0:
        raise PartFailed(answer.output)
    _run_here("verify", str(ours))
    try:
        proof.clips = require_same(theirs, ours)
    except Differs as differs:
        raise PartFailed(str(differs)) from differs
    print(
        f"wine: the bundle is the same; clips in other bytes with the same pictures: {', '.join(proof.clips) or 'none'}"
    )


def _export_on_linux() -> Path:
    out = PLACE / "linux.prbundle.zip"
    out.unlink(missing_ok=True)
    if not (POST / "post.toml").is_file():
        _run_here("sample", "--out", str(POST))
    _run_here("export", str(POST), "--out", str(out), "--unsigned")
    return out


def _run_here(*arguments: str) -> None:
    command = [sys.executable, "-m", "prstudio", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise PartFailed(done.stdout + done.stderr)


def an_app_pack_updates_and_leads_back(proof: Proof) -> None:
    """The next version starts after one command, the former one after another."""
    pack = make_app_pack(proof.program, TRIAL_KEY, PLACE / "app.zip", version=NEXT_VERSION)
    if pack.stat().st_size > APP_PACK_MAX_BYTES:
        raise PartFailed(f"the app pack has {pack.stat().st_size} bytes")
    steps = (("update", "install", windows_path(pack)), ("update", "back"))
    for arguments, version in zip(steps, (NEXT_VERSION, proof.program.version), strict=True):
        done = _run_program(proof.wine, proof.installed, *arguments)
        started = _run_program(proof.wine, proof.installed, "--version")
        if done.exit_code != 0 or started.output.strip() != f"prstudio {version}":
            raise PartFailed(f"{arguments}: {done.output}\n{started.output}")


def an_upgrade_waits_for_a_running_program(proof: Proof) -> None:
    """While the program runs nothing is touched; when it is closed the upgrade goes on."""
    before = (proof.installed / "python" / "python.exe").stat().st_mtime
    python = proof.installed / "python" / "python.exe"
    with proof.wine.running([python, "-c", "input()"]) as running:
        refused = _install(proof, "/WAIT=1")
        if refused.exit_code != STILL_OPEN:
            raise PartFailed(f"over a running program the installer ended with {refused.exit_code}")
        if running.poll() is not None or python.stat().st_mtime != before:
            raise PartFailed("the running program was touched")
    answer = _install(proof)
    if answer.exit_code != 0:
        raise PartFailed(f"the upgrade ended with {answer.exit_code}: {answer.output}")


def secrets_are_forgotten(proof: Proof) -> None:
    """What the uninstaller runs when the data shall go: the office's key is out of the Credential Manager."""
    python = proof.installed / "python" / "python.exe"
    store = "from prstudio.store.secrets import open_secrets; store = open_secrets(); "
    kept = proof.wine.run([python, "-c", store + "store.save('office-key', 'x' * 3000)"], limit_s=60)
    done = _run_program(proof.wine, proof.installed, "--forget-secrets")
    left = proof.wine.run([python, "-c", store + "print(store.find('office-key'))"], limit_s=60)
    if (kept.exit_code, done.exit_code) != (0, 0) or left.output.strip() != "None":
        raise PartFailed(f"{kept.output}\n{done.output}\n{left.output}")


def uninstalls_and_leaves_only_data(proof: Proof) -> None:
    """Program, shortcuts and registry entries go; the officer's data stay."""
    (proof.data / "settings.json").write_text("{}", encoding="utf-8")
    answer = proof.wine.run([proof.installed / "Uninstall.exe", "/S"], limit_s=UNINSTALL_LIMIT_S)
    if answer.exit_code != 0:
        raise PartFailed(answer.output)
    _wait_until_gone(proof.installed)
    links = [path for folder in (proof.wine.person, proof.wine.home) for path in folder.rglob("*.lnk")]
    registry = "".join(
        proof.wine.run(["reg", "query", rf"HKCU\Software{below}", "/s"], limit_s=60).output
        for below in (r"\Classes", r"\Microsoft\Windows\CurrentVersion\Uninstall", r"\PR Studio")
    )
    if links or "prstudio" in registry.lower():
        raise PartFailed(f"left behind: {links} {registry}")
    if not (proof.data / "settings.json").is_file():
        raise PartFailed("the officer's data went with the program")


def _wait_until_gone(folder: Path) -> None:
    """A copy of the uninstaller goes on when the uninstaller itself has ended."""
    until_s = time.monotonic() + UNINSTALL_LIMIT_S
    while folder.exists():
        if time.monotonic() > until_s:
            raise PartFailed(f"left behind: {sorted(path.name for path in folder.iterdir())}")
        time.sleep(0.5)


def unpack_tests_library() -> Path:
    """What the tests need and the program doesn't, in a folder for Windows' Python."""
    folder = PLACE / "tests-lib"
    for wheel in fetch(load_lock(TESTS_LOCK)).values():
        _unpack(wheel, folder, ("*",))
    return folder


def _unpack(wheel: Path, folder: Path, patterns: tuple[str, ...]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for path, name in wheel_paths(archive).items():
            target = folder / path
            if is_let_in(path, patterns) and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def run_tests(proof: Proof, *paths: str) -> None:
    """Some of the tests in Windows' own Python."""
    library = unpack_tests_library()
    _unpack(proof.files["pyside6-essentials"], library, ("PySide6/QtTest.pyd", "PySide6/Qt6Test.dll"))
    _unpack(proof.files["numpy"], library, ("numpy/random/*",))  # hypothesis asks for it where numpy is loaded
    python = proof.program.folder / "python" / "python.exe"
    command = [python, windows_path(RUNNER), windows_path(library), windows_path(ROOT), *paths]
    answer = proof.wine.run(command, limit_s=float(os.environ.get("PRSTUDIO_WINE_TESTS_S", "240")))
    print("\n".join(answer.output.splitlines()[-1:]))
    if answer.exit_code != 0:
        raise PartFailed(answer.output)


def tests_of_core_and_store_pass(proof: Proof) -> None:
    """Paths, names, post files, library, keyring."""
    run_tests(
        proof,
        "tests/unit/test_errors.py",
        "tests/unit/test_paths.py",
        "tests/unit/test_settings.py",
        "tests/unit/model",
        *[
            f"tests/unit/store/test_{name}.py"
            for name in ("file_names", "library", "local_place", "post_folder", "secrets", "database", "backups")
            if (ROOT / f"tests/unit/store/test_{name}.py").is_file()
        ],
    )


def tests_of_bundle_and_window_pass(proof: Proof) -> None:
    """Signatures, hostile archives, review page; a page of the window with real keys."""
    run_tests(
        proof,
        "tests/unit/bundle/test_signing.py",
        "tests/unit/bundle/test_known_signature.py",
        "tests/unit/bundle/test_office_key.py",
        "tests/unit/bundle/test_hostile_zips.py",
        "tests/unit/bundle/test_review_page.py",
        "tests/ui/test_compose_page.py",
        "tests/ui/test_selftest.py",
    )


def tests_of_media_pass(proof: Proof) -> None:
    """ffmpeg, photos of every kind, frames, clips made of photos."""
    run_tests(
        proof,
        "tests/unit/media/test_ffmpeg.py",
        "tests/unit/media/test_picture_render.py",
        "tests/unit/media/test_sniff.py",
        "tests/unit/media/test_frame.py",
    )


PARTS: tuple[Callable[[Proof], None], ...] = (
    same_inputs_give_the_same_bytes,
    windows_starts,
    selftest_in_a_folder_with_a_hindi_name,
    installs_silently,
    selftest_of_the_installed_program,
    exports_the_same_bundle_as_linux,
    an_app_pack_updates_and_leads_back,
    an_upgrade_waits_for_a_running_program,
    secrets_are_forgotten,
    uninstalls_and_leaves_only_data,
    an_older_windows_is_refused,
    tests_of_core_and_store_pass,
    tests_of_bundle_and_window_pass,
    tests_of_media_pass,
)
"""In the order of their worth."""
