from __future__ import annotations

import subprocess
import sys

import keyring
import keyring.backend
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backends import chainer, fail, null
from makers.keyrings import WindowsLikeBackend

from prstudio.errors import KeyringTrouble
from prstudio.store.secrets import MAX_PIECE_UNITS, SecretStore, is_safe, open_secrets


@pytest.fixture
def backend() -> WindowsLikeBackend:
    return WindowsLikeBackend()


@pytest.fixture
def store(backend: WindowsLikeBackend) -> SecretStore:
    return SecretStore(backend)


@given(value=st.text(max_size=6000))
@settings(deadline=None, max_examples=60)
def test_a_secret_of_any_length_comes_back_whole(value):
    store = SecretStore(WindowsLikeBackend())
    store.save("token", value)
    assert store.find("token") == value


@pytest.mark.parametrize("length", [1199, 1200, 1201, 2400, 2401, 9000])
@pytest.mark.parametrize("sign", ["a", "क", "👍"])
def test_no_entry_is_longer_than_windows_takes(store, backend, length, sign):
    store.save("token", sign * length)
    units = [len(entry.encode("utf-16-le")) // 2 for entry in backend.entries.values()]
    assert max(units) <= MAX_PIECE_UNITS
    assert store.find("token") == sign * length


def test_every_entry_has_a_service_of_its_own(store, backend):
    store.save("token", "x" * 3000)
    store.save("other", "y")
    services = [service for service, _ in backend.entries]
    assert len(set(services)) == len(services)


def test_pieces_are_written_before_the_head_that_names_them(store, backend):
    store.save("token", "x" * 3000)
    assert backend.log[-1] == "token"
    assert len(backend.log) == 4


@pytest.mark.parametrize("writes", range(4))
def test_a_write_that_is_cut_short_leaves_the_old_secret(store, backend, writes):
    store.save("token", "old" * 1000)
    backend.writes_left = writes
    with pytest.raises(KeyringTrouble) as trouble:
        store.save("token", "new" * 1000)
    assert trouble.value.code == "keyring_failed"
    backend.writes_left = None
    assert store.find("token") == "old" * 1000
    store.save("token", "new" * 1000)
    assert store.find("token") == "new" * 1000


def test_pieces_of_the_former_secret_are_forgotten(store, backend):
    store.save("token", "old" * 1000)
    store.save("token", "new")
    assert len(backend.entries) == 2
    assert not any("old" in value for value in backend.entries.values())


def test_saving_the_same_secret_again_keeps_it(store):
    store.save("token", "same" * 500)
    store.save("token", "same" * 500)
    assert store.find("token") == "same" * 500


def test_deleting_leaves_nothing_and_may_be_repeated(store, backend):
    store.save("token", "x" * 3000)
    store.delete("token")
    store.delete("token")
    assert backend.entries == {}
    assert store.find("token") is None


def _drop_piece(entries: dict) -> None:
    del entries[next(key for key in entries if key[1].endswith("1/3"))]


def _garble_piece(entries: dict) -> None:
    entries[next(key for key in entries if key[1].endswith("2/3"))] = "garbled"


def _garble_head(entries: dict) -> None:
    entries[next(key for key in entries if key[1] == "token")] = "1 3 nonsense"


@pytest.mark.parametrize("spoil", [_drop_piece, _garble_piece, _garble_head])
def test_a_secret_with_a_missing_or_changed_piece_is_never_handed_out(store, backend, spoil):
    store.save("token", "x" * 3000)
    spoil(backend.entries)
    with pytest.raises(KeyringTrouble) as trouble:
        store.find("token")
    assert trouble.value.code == "keyring_damaged"


def test_a_damaged_secret_can_be_replaced(store, backend):
    store.save("token", "x" * 3000)
    _garble_head(backend.entries)
    store.save("token", "fresh")
    assert store.find("token") == "fresh"


def test_a_backend_that_forgets_is_found_out(store, backend, monkeypatch):
    monkeypatch.setattr(backend, "set_password", lambda *_entry: None)
    with pytest.raises(KeyringTrouble):
        store.save("token", "x")


def test_errors_never_carry_the_secret(store, backend):
    backend.writes_left = 0
    with pytest.raises(KeyringTrouble) as trouble:
        store.save("token", "canary-secret")
    assert "canary-secret" not in str(trouble.value)


def _pretended(module: str) -> object:
    """A backend of a class that says it comes from `module`."""
    return type("Keyring", (WindowsLikeBackend,), {"__module__": module})()


class Derived(fail.Keyring):
    """A stand-in under another name."""


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        (fail.Keyring(), False),
        (null.Keyring(), False),
        (Derived(), False),
        (_pretended("keyrings.alt.file"), False),
        (_pretended("keyring.backends.Windows"), True),
        (_pretended("keyring.backends.SecretService"), True),
    ],
)
def test_stand_ins_and_plain_text_are_no_safe_place(backend, expected):
    assert is_safe(backend) is expected


@pytest.mark.parametrize("unsafe", [fail.Keyring(), null.Keyring(), _pretended("keyrings.alt.file")])
def test_a_computer_with_no_safe_place_is_told_so(monkeypatch, unsafe):
    monkeypatch.setattr(keyring, "get_keyring", lambda: unsafe)
    with pytest.raises(KeyringTrouble) as trouble:
        open_secrets()
    assert trouble.value.code == "keyring_missing"


def test_of_a_chain_only_the_safe_member_is_used(monkeypatch):
    safe = _pretended("keyring.backends.Windows")

    class Chain(chainer.ChainerBackend):
        backends = (_pretended("keyrings.alt.file"), safe)

    monkeypatch.setattr(keyring, "get_keyring", Chain)
    open_secrets().save("token", "x")
    assert len(safe.entries) == 2


def test_secrets_stay_on_this_computer(monkeypatch):
    backend = _pretended("keyring.backends.Windows")
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    open_secrets()
    assert backend.persist == "local machine"


def test_a_keyring_that_breaks_on_loading_is_told_in_a_sentence(monkeypatch):
    def broken() -> None:
        raise RuntimeError("no D-Bus")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    with pytest.raises(KeyringTrouble) as trouble:
        open_secrets()
    assert trouble.value.code == "keyring_failed"


def test_the_keyring_library_is_loaded_only_when_it_is_asked():
    code = "import sys, prstudio.store.secrets; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
