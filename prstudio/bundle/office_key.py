"""The key of this office's computer: made on first use, kept in the keyring, noted as our own."""

from __future__ import annotations

import base64
import binascii

from nacl.signing import SigningKey

from prstudio.bundle import trust
from prstudio.bundle.signing import Signer, key_id
from prstudio.errors import KeyringTrouble
from prstudio.store.secrets import SecretStore

SECRET = "office-key"  # noqa: S105 -- the name of a secret, not a secret


def get_or_create_signer(secrets: SecretStore, *, district: str, officer: str) -> Signer:
    """The office's signer; on first use a new key is made and kept.

    Raises:
        KeyringTrouble: the keyring refuses, or holds something that is no key of ours.
        FileTrouble: the note of the public key can't be written.
    """
    stored = secrets.find(SECRET)
    private_key = SigningKey.generate() if stored is None else _read_key(stored)
    if stored is None:
        secrets.save(SECRET, base64.b64encode(bytes(private_key)).decode("ascii"))
    signer = Signer(private_key, district=district, officer=officer)
    if trust.load_trust().own_key_id != key_id(signer.public_key):
        trust.save_own_key(key_id(signer.public_key), signer.public_key.hex())
    return signer


def _read_key(stored: str) -> SigningKey:
    try:
        return SigningKey(base64.b64decode(stored, validate=True))
    except (ValueError, binascii.Error) as error:
        raise KeyringTrouble("keyring_damaged", {"name": SECRET}) from error
