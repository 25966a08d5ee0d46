"""Our signatures are plain Ed25519: the first test vectors of RFC 8032, so that any other program can check them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from nacl.signing import SigningKey

from prstudio.bundle.signing import Signature, Signer
from prstudio.bundle.tag_files import Claim

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]
CLAIM = Claim("0" * 32, "jhajjar", "Officer", datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_a_published_signature_is_made_and_accepted(secret: str, public: str, message: str, signature: str):
    signer = Signer(SigningKey(bytes.fromhex(secret)), district="jhajjar", officer="Officer")
    assert signer.public_key.hex() == public
    content = bytes.fromhex(message)
    assert signer.private_key.sign(content).signature.hex() == signature
    assert Signature(CLAIM, bytes.fromhex(public), bytes.fromhex(signature)).covers(content)
    assert not Signature(CLAIM, bytes.fromhex(public), bytes.fromhex(signature)).covers(content + b"x")


@pytest.mark.parametrize("public", ["00" * 32, "01" + "00" * 31, "ff" * 32, "00" * 31])
def test_a_key_that_fits_everything_or_nothing_is_never_accepted(public: str):
    """Keys of small order would accept one signature for many contents."""
    assert not Signature(CLAIM, bytes.fromhex(public), bytes(64)).covers(b"content")
    assert not Signature(CLAIM, bytes.fromhex(public), bytes.fromhex("01" + "00" * 63)).covers(b"content")
