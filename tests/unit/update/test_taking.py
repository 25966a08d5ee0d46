"""Updates: only genuine, whole and newer ones are taken; whatever happens, a whole version starts next."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from makers.orders import make_order
from makers.update_packs import KEY, SIGNER, STRANGER, hashes, make_installation, save_pack
from nacl.signing import SigningKey

from prstudio import paths
from prstudio.errors import FileTrouble, UpdateRefused
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.delivery import AT_WORK, DeliveryState, Journal
from prstudio.store.deliveries import Deliveries, deliveries_folder, only_worker
from prstudio.update import taking
from prstudio.update.installation import Installation, find_installation, get_installation
from prstudio.update.manifest import pinned_key

FILES = {"prstudio/__init__.py": b'__version__ = "0.2.0"\n', "prstudio/_resources/messages/x.toml": b""}


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return make_installation(tmp_path / "PR Studio")


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    def make(
        version: str = "0.2.0",
        *,
        files=FILES,
        signer: SigningKey = SIGNER,
        runtime: str = "abc",
        listed=None,
        change: Callable[[dict], None] = lambda _document: None,
    ) -> Path:
        document = {"version": version, "runtime": runtime, "files": hashes(listed or files)}
        change(document)
        return save_pack(tmp_path / f"{version}.zip", document, files, signer=signer)

    return make


def save_delivery(state: DeliveryState) -> None:
    """One delivery of this person, in that state."""
    deliveries = Deliveries(deliveries_folder())
    id_ = deliveries.add(make_order(), {}, lambda _order: Journal("start")).id
    deliveries.close()
    with contextlib.closing(sqlite3.connect(deliveries_folder() / "deliveries.db")) as connection:
        connection.execute("UPDATE delivery SET state = ? WHERE id = ?", (str(state), id_))
        connection.commit()


def _take(file: Path, installation: Installation) -> str:
    taken = taking.take_update(file, installation, key=KEY)
    assert taken.needs_restart
    return taken.version


def test_a_genuine_newer_version_starts_next_and_the_former_one_is_kept(installation, pack):
    assert _take(pack(), installation) == "0.2.0"
    assert installation.version == "0.2.0"
    assert installation.previous == "0.1.0"
    assert (installation.place_of("0.2.0") / "prstudio" / "__init__.py").read_bytes() == FILES["prstudio/__init__.py"]
    pth = (installation.folder / "python" / "python312._pth").read_bytes()
    assert pth == b"python312.zip\r\n.\r\n..\\lib\r\n..\\app\\0.2.0\r\n"


def test_one_step_leads_back_and_one_forward_again(installation, pack):
    _take(pack(), installation)
    assert taking.go_back(installation) == "0.1.0"
    assert (installation.version, installation.previous) == ("0.1.0", "0.2.0")
    assert taking.go_back(installation) == "0.2.0"


def test_only_the_present_and_the_previous_version_are_kept(installation, pack):
    for version in ("0.2.0", "0.3.0", "0.10.0"):
        _take(pack(version), installation)
    assert {path.name for path in (installation.folder / "app").iterdir()} == {"0.3.0", "0.10.0", "previous"}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        ({"signer": STRANGER}, "update_not_genuine"),
        ({"version": "0.1.0"}, "update_not_newer"),
        ({"version": "0.0.9"}, "update_not_newer"),
        ({"runtime": "other"}, "update_needs_installer"),
        ({"listed": {**FILES, "prstudio/missing.py": b""}}, "update_damaged"),
        ({"listed": {"prstudio/__init__.py": b""}}, "update_damaged"),
        ({"listed": {**FILES, "prstudio/__init__.py": b"another"}}, "update_damaged"),
        ({"files": {"prstudio/../../python/python312._pth": b""}}, "update_damaged"),
        ({"files": {"prstudio/x:stream": b""}}, "update_damaged"),
        ({"files": {"../evil.py": b""}}, "update_damaged"),
        ({"files": {}}, "update_damaged"),
        ({"version": "1.0"}, "update_damaged"),
        ({"version": "../9.9.9"[3:] + "/x"}, "update_damaged"),
        ({"change": lambda document: document.update(schema=2)}, "update_damaged"),
        ({"change": lambda document: document.update(more=1)}, "update_damaged"),
        ({"change": lambda document: document.update(files=["x"])}, "update_damaged"),
    ],
)
def test_anything_else_is_refused_in_a_sentence_and_changes_nothing(tmp_path: Path, installation, pack, make, code):
    version = make.pop("version", "0.2.0")
    if "/" in version:
        file = pack("9.9.9", change=lambda document: document.update(version=version))
    else:
        file = pack(version, **make)
    before = {path: path.read_bytes() for path in installation.folder.rglob("*") if path.is_file()}
    with pytest.raises(UpdateRefused) as refused:
        _take(file, installation)
    assert refused.value.code == code
    for language in Language:
        assert say_error(refused.value, language)
    assert {path: path.read_bytes() for path in installation.folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in (installation.folder / "app").iterdir()] == ["0.1.0"]


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all" * 100])
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, installation, content: bytes):
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(UpdateRefused, match="update_damaged"):
        _take(file, installation)


def test_any_changed_byte_of_a_pack_is_found(installation, pack, tmp_path: Path):
    whole = pack().read_bytes()
    for place in range(0, len(whole), 7):
        broken = tmp_path / "broken.zip"
        broken.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            _take(broken, installation)
        except (UpdateRefused, FileTrouble):
            assert installation.version == "0.1.0"
            continue
        for path, content in FILES.items():  # what is not content, such as a time, may differ
            assert (installation.place_of("0.2.0") / path).read_bytes() == content
        installation.switch_to("0.1.0")
        shutil.rmtree(installation.place_of("0.2.0"))


@pytest.mark.parametrize("step", ["take", "back"])
@pytest.mark.parametrize(
    ("state", "code"), [(None, "update_busy"), *[(state, "update_unfinished_upload") for state in sorted(AT_WORK)]]
)
def test_nothing_is_switched_in_the_middle_of_an_upload(installation, pack, step: str, state, code: str):
    if step == "back":
        _take(pack(), installation)
    before = installation.version
    file = pack("0.3.0")
    with contextlib.ExitStack() as stack:
        if state is None:
            assert stack.enter_context(only_worker(deliveries_folder()))
        else:
            save_delivery(DeliveryState(state))
        with pytest.raises(UpdateRefused, match=code):
            _take(file, installation) if step == "take" else taking.go_back(installation)
    assert installation.version == before


@pytest.mark.parametrize("state", sorted(set(DeliveryState) - AT_WORK))
def test_what_waits_or_has_ended_holds_no_update_up(installation, pack, state: str):
    save_delivery(DeliveryState(state))
    assert _take(pack(), installation) == "0.2.0"


def test_nothing_is_sent_while_it_is_switched(installation, pack, monkeypatch: pytest.MonkeyPatch):
    seen = []

    def look(_installation: Installation, _version: str) -> None:
        with only_worker(deliveries_folder()) as alone:
            seen.append(alone)

    monkeypatch.setattr(Installation, "switch_to", look)
    _take(pack(), installation)
    assert seen == [False]
    with only_worker(deliveries_folder()) as alone:
        assert alone


def test_the_installer_from_a_pen_drive_is_known_as_that(installation, tmp_path: Path):
    file = tmp_path / "PRStudio-Setup-0.3.0.exe"
    file.write_bytes(b"MZ" + bytes(1000))
    with pytest.raises(UpdateRefused, match="update_is_installer"):
        _take(file, installation)


def test_another_runtime_is_named_with_the_installer_that_brings_it(installation, pack):
    with pytest.raises(UpdateRefused) as refused:
        _take(pack("0.3.0", runtime="f00d"), installation)
    assert "PRStudio-Setup-0.3.0.exe" in say_error(refused.value, Language.EN)
    assert "f00d" in say_error(refused.value, Language.HI)
    assert "abc" in say_error(refused.value, Language.EN)


def test_without_a_version_before_there_is_no_way_back(installation):
    with pytest.raises(UpdateRefused, match="update_no_previous"):
        taking.go_back(installation)


def test_a_full_disk_leaves_the_present_version(installation, pack, monkeypatch: pytest.MonkeyPatch):
    def full(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paths, "replace", full)
    with pytest.raises(FileTrouble, match="disk_full"):
        _take(pack(), installation)
    monkeypatch.undo()
    assert installation.version == "0.1.0"
    assert [path.name for path in (installation.folder / "app").iterdir()] == ["0.1.0"]


def test_the_left_overs_of_a_power_cut_are_in_nobodys_way(installation, pack):
    (installation.folder / "app" / "0.2.0.part" / "prstudio").mkdir(parents=True)
    (installation.folder / "app" / "0.2.0" / "prstudio").mkdir(parents=True)
    assert _take(pack(), installation) == "0.2.0"
    assert not (installation.folder / "app" / "0.2.0.part").exists()


def test_a_missing_file_is_told_as_that(installation, tmp_path: Path):
    with pytest.raises(FileTrouble, match="file_not_found"):
        _take(tmp_path / "none.zip", installation)


def test_a_checkout_is_no_installation(pack):
    assert find_installation() is None
    with pytest.raises(UpdateRefused, match="update_not_installed"):
        get_installation()
    with pytest.raises(UpdateRefused, match="update_not_installed"):
        taking.take_update(pack(), None, key=KEY)


def test_the_installed_program_finds_itself(installation):
    assert find_installation(installation.folder / "python" / "python.exe") == installation


def test_a_program_without_a_pinned_key_takes_no_updates():
    with pytest.raises(UpdateRefused, match="update_no_key"):
        pinned_key()
