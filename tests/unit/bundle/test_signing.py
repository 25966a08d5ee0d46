from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import bundles

from prstudio.bundle.signing import fingerprint, key_id, parse_signature
from prstudio.errors import BundleRefused

CONTENT = b"0" * 64 + b"  bag-info.txt\n"


def test_a_signature_reads_back_and_covers_what_was_signed():
    signer = bundles.signer()
    claim = signer.claim()
    signature = parse_signature(signer.sign(CONTENT, claim))
    assert signature.claim == claim
    assert signature.covers(CONTENT)
    assert claim.signed_at.tzinfo is UTC


@pytest.mark.parametrize("other", [b"", CONTENT + b"\n", CONTENT[1:], CONTENT.upper()])
def test_it_covers_nothing_else(other):
    signer = bundles.signer()
    assert not parse_signature(signer.sign(CONTENT, signer.claim())).covers(other)


def test_another_key_does_not_fit():
    signature = parse_signature(bundles.signer().sign(CONTENT, bundles.signer().claim()))
    assert not replace(signature, public_key=bundles.signer(1).public_key).covers(CONTENT)


def test_signing_is_the_same_every_time():
    first, second = (bundles.signer().sign(CONTENT, bundles.signer().claim()) for _ in range(2))
    assert first == second


def test_the_private_key_never_shows():
    assert "private" not in repr(bundles.signer()).lower()


@pytest.mark.parametrize("officer", ["दो\nपंक्ति", "  blank  ", "bidi\u202esign", ""])
def test_any_name_of_an_officer_can_be_signed(officer):
    signer = bundles.signer(officer=officer)
    claim = signer.claim()
    assert parse_signature(signer.sign(CONTENT, claim)).claim == claim
    assert claim.officer


@given(st.data())
@settings(deadline=None, max_examples=80)
def test_a_mutated_signature_file_never_passes_for_another_key(data):
    signer = bundles.signer()
    content = bytearray(signer.sign(CONTENT, signer.claim()))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    try:
        signature = parse_signature(bytes(content))
    except BundleRefused as refused:
        assert refused.code == "bundle_signature_broken"  # noqa: PT017 -- both outcomes are right
        return
    assert not signature.covers(CONTENT) or signature.public_key == signer.public_key


def test_a_fingerprint_can_be_read_out_over_the_telephone():
    text = fingerprint(bundles.signer().public_key)
    assert re.fullmatch(r"(\d{5} ){5}\d{5}", text)
    assert text != fingerprint(bundles.signer(1).public_key)


def test_keys_have_names_of_their_own():
    names = {key_id(bundles.signer(seed).public_key) for seed in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)
