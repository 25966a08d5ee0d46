from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from makers import bundles

from prstudio import messages, paths
from prstudio.bundle import trust
from prstudio.bundle.tag_files import Claim
from prstudio.bundle.trust import Trust, TrustedKey, TrustList, load_trust
from prstudio.bundle.verify import verify
from prstudio.bundle.writer import write_bundle
from prstudio.errors import FileTrouble

KEY = "ab" * 16
CLAIM = Claim(KEY, "jhajjar", "Sunita", datetime(2026, 11, 24, 5, 30, tzinfo=UTC))
LISTED = TrustedKey("jhajjar", "Sunita", date(2026, 1, 1), date(2026, 12, 31))
ENTRY = {"district": "jhajjar", "officer": "Sunita", "from": "2026-01-01", "to": None, "revoked": None}


@pytest.mark.parametrize(
    ("claim", "known", "expected"),
    [
        (None, TrustList({KEY: LISTED}), Trust.UNSIGNED),
        (CLAIM, TrustList(), Trust.UNKNOWN_KEY),
        (CLAIM, TrustList(own_key_id=KEY), Trust.OWN),
        (CLAIM, TrustList({KEY: LISTED}), Trust.LISTED),
        (CLAIM, TrustList({KEY: replace(LISTED, valid_to=None)}), Trust.LISTED),
        (CLAIM, TrustList({KEY: replace(LISTED, valid_to=date(2026, 11, 24))}), Trust.LISTED),
        (CLAIM, TrustList({KEY: replace(LISTED, valid_to=date(2026, 11, 23))}), Trust.EXPIRED),
        (CLAIM, TrustList({KEY: replace(LISTED, valid_from=date(2026, 11, 25))}), Trust.NOT_YET_VALID),
        (CLAIM, TrustList({KEY: replace(LISTED, revoked=date(2026, 11, 1))}), Trust.REVOKED),
        (CLAIM, TrustList({KEY: replace(LISTED, revoked=date(2026, 11, 1))}, own_key_id=KEY), Trust.REVOKED),
        (CLAIM, TrustList({KEY: replace(LISTED, district="rohtak")}), Trust.OTHER_OFFICE),
        (CLAIM, TrustList({KEY: replace(LISTED, officer="Another")}), Trust.OTHER_OFFICE),
    ],
)
def test_who_is_believed(claim, known, expected):
    judged = known.judge(claim)
    assert judged is expected
    assert judged.is_trusted == (expected in (Trust.LISTED, Trust.OWN))


@pytest.mark.parametrize("judged", Trust)
def test_every_judgement_has_its_sentence(judged):
    assert messages.has(f"bundle.trust_{judged}")


def test_without_a_list_nobody_is_trusted():
    assert load_trust() == TrustList()


def _write_list(content: str) -> None:
    paths.home().mkdir(parents=True, exist_ok=True)
    trust.trust_path().write_text(content, encoding="utf-8")


def test_the_list_of_headquarters_is_read():
    _write_list(json.dumps({"schema": 1, "keys": {KEY: ENTRY | {"to": "2026-12-31"}}}))
    assert load_trust().keys == {KEY: LISTED}


@pytest.mark.parametrize(
    "document",
    [
        [], {}, {"schema": 2, "keys": {}}, {"schema": 1, "keys": []}, {"schema": 1, "keys": {}, "more": 1},
        {"schema": 1, "keys": {"short": ENTRY}}, {"schema": 1, "keys": {KEY.upper(): ENTRY}},
        {"schema": 1, "keys": {KEY: ENTRY | {"note": ""}}}, {"schema": 1, "keys": {KEY: ENTRY | {"from": None}}},
        {"schema": 1, "keys": {KEY: ENTRY | {"from": "2026-13-01"}}}, {"schema": 1, "keys": {KEY: ENTRY | {"to": "20261231"}}},
        {"schema": 1, "keys": {KEY: ENTRY | {"revoked": False}}}, {"schema": 1, "keys": {KEY: ENTRY | {"officer": ""}}},
        {"schema": 1, "keys": {KEY: ENTRY | {"district": 5}}}, {"schema": 1, "keys": {KEY: {}}},
    ],
)  # fmt: skip
def test_a_broken_list_trusts_nobody_and_says_so(document, honest):
    _write_list(json.dumps(document))
    with pytest.raises(FileTrouble) as trouble:
        verify(honest.folder)
    assert trouble.value.code == "trust_list_broken"


def test_a_key_listed_twice_is_refused():
    entry = json.dumps(ENTRY)
    _write_list(f'{{"schema": 1, "keys": {{"{KEY}": {entry}, "{KEY}": {entry}}}}}')
    with pytest.raises(FileTrouble):
        load_trust()


def test_a_listed_office_is_trusted_end_to_end(contents, tmp_path):
    signer = bundles.signer(officer="Sunita")
    _write_list(json.dumps({"schema": 1, "keys": {signer.claim().key_id: ENTRY}}))
    result = verify(write_bundle(contents, tmp_path / "bundle.zip", sign=signer).path)
    assert result.trusted
    assert result.signed_by == signer.claim()
    stranger = bundles.signer(9, officer="Sunita")
    result = verify(write_bundle(contents, tmp_path / "bundle.zip", sign=stranger).path)
    assert (result.ok, result.trusted, result.trust) == (True, False, Trust.UNKNOWN_KEY)
