from __future__ import annotations

import pytest
from makers.keyrings import WindowsLikeBackend

from prstudio.bundle import trust
from prstudio.bundle.office_key import SECRET, get_or_create_signer
from prstudio.bundle.verify import verify
from prstudio.bundle.writer import write_bundle
from prstudio.errors import KeyringTrouble
from prstudio.store.secrets import SecretStore


@pytest.fixture
def secrets() -> SecretStore:
    return SecretStore(WindowsLikeBackend())


def test_the_key_is_made_once(secrets):
    first, second = (get_or_create_signer(secrets, district="jhajjar", officer="Sunita") for _ in range(2))
    assert first.public_key == second.public_key
    other = get_or_create_signer(SecretStore(WindowsLikeBackend()), district="jhajjar", officer="Sunita")
    assert other.public_key != first.public_key


def test_the_office_believes_itself(secrets, contents, tmp_path):
    signer = get_or_create_signer(secrets, district="jhajjar", officer="Sunita")
    result = verify(write_bundle(contents, tmp_path / "bundle", sign=signer).path)
    assert result.trusted
    assert result.trust is trust.Trust.OWN


def test_the_private_key_stands_in_no_file(secrets):
    signer = get_or_create_signer(secrets, district="jhajjar", officer="Sunita")
    note = trust.own_key_path().read_text(encoding="utf-8")
    assert signer.public_key.hex() in note
    assert bytes(signer.private_key).hex() not in note
    assert secrets.find(SECRET) not in note


def test_a_lost_note_is_written_again(secrets):
    signer = get_or_create_signer(secrets, district="jhajjar", officer="Sunita")
    trust.own_key_path().unlink()
    get_or_create_signer(secrets, district="jhajjar", officer="Sunita")
    assert trust.load_trust().own_key_id == signer.claim().key_id


@pytest.mark.parametrize("stored", ["", "no base64!", "AAAA"])
def test_something_else_in_the_keyring_is_no_key(secrets, stored):
    secrets.save(SECRET, stored)
    with pytest.raises(KeyringTrouble) as trouble:
        get_or_create_signer(secrets, district="jhajjar", officer="Sunita")
    assert trouble.value.code == "keyring_damaged"
