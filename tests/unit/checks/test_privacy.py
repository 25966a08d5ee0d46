"""Personal data: found in either kind of digits, shown only masked, and never where a public number stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.drafts import HI, codes_of, findings_of, only, photo, post_for, saying

from prstudio.checks.privacy import is_aadhaar_like
from prstudio.language.wording import say_finding
from prstudio.messages import Language
from prstudio.model.post import Platform

PERSONAL = {"personal_aadhaar", "personal_mobile", "personal_email"}
MADE_UP = "234123412346"  # the usual made-up number with a right check digit


def in_devanagari(text: str) -> str:
    return text.translate({ord("0") + digit: 0x966 + digit for digit in range(10)})


@pytest.mark.parametrize("digits", [MADE_UP, "2341 2341 2346", "2341-2341-2346"])
@pytest.mark.parametrize("write", [str, in_devanagari])
def test_a_number_like_aadhaars_is_found_and_masked(digits: str, write: object) -> None:
    finding = only("personal_aadhaar", findings_of(saying(f"लाभार्थी {write(digits)} को")))
    assert finding.params["shown"] == "XXXX XXXX 2346"
    assert "personal_mobile" not in codes_of(saying(f"लाभार्थी {write(digits)} को"))


@pytest.mark.parametrize(
    "digits", ["234123412347", "1341 2341 2346", "2341 2341 23461", "2341 23412346", "0341 2341 2346"]
)
def test_a_wrong_check_digit_or_shape_is_no_aadhaar(digits: str) -> None:
    assert "personal_aadhaar" not in codes_of(saying(f"संख्या {digits} है"))


@pytest.mark.parametrize(
    "number",
    [
        "9876543210", "98765 43210", "98765-43210", "+91 98765 43210", "+91-9876543210", "919876543210", "09876543210",
        "098765 43210", "६", "70123–45678",
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", [str, in_devanagari])
def test_a_mobile_number_is_found_however_it_is_written(number: str, write: object) -> None:
    found = codes_of(saying(f"संपर्क: {write(number)}।"))
    assert ("personal_mobile" in found) is (number != "६")


@pytest.mark.parametrize(
    "text",
    [
        "हेल्पलाइन 108 या 1950 पर", "टोल-फ़्री 1800-180-2345", "दूरभाष 01251-234567", "फ़ोन 0172-2701234",
        "0124 2345678", "080-22222222", "राशि ₹9876543210", "9,876,543,210 रुपये", "दिनांक 23-11-2026 10:30",
        "पत्र संख्या 5432109876543", "https://a.in/9876543210", "1.98765 43210", "आदेश 12/98765-432101",
        "dpro-jjr@haryana.gov.in", "info@nic.in", "@DiprHaryana", "a@b",
    ],
)  # fmt: skip
def test_public_numbers_amounts_dates_and_office_addresses_are_fine(text: str) -> None:
    assert codes_of(saying(text)).isdisjoint(PERSONAL)


def test_a_private_mail_address_is_found_and_masked() -> None:
    finding = only("personal_email", findings_of(saying("लिखें: ram.kumar@gmail.com पर")))
    assert finding.params["shown"] == "r…@gmail.com"


def test_no_sentence_carries_the_number_itself() -> None:
    for finding in findings_of(saying(f"{MADE_UP} 9876543210 ram@gmail.com")):
        for language in Language:
            sentence = say_finding(finding, language)
            assert not any(secret in sentence for secret in (MADE_UP, "9876543210", "ram@gmail.com"))


def test_alternative_texts_are_looked_at_too() -> None:
    finding = only("personal_mobile", findings_of(post_for(Platform.FACEBOOK, photo(alt={HI: "बैनर पर 9876543210"}))))
    assert finding.place == "asset.0.alt.hi"


def test_a_number_written_three_times_is_told_once_for_each_text() -> None:
    assert only("personal_mobile", findings_of(saying("9876543210, 9876543210, 9876543210")))


# The dihedral group's table as published, so that our computed one can't pass its own test.
PUBLISHED = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7], [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3], [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
]  # fmt: skip
PERMUTATIONS = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7], [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
]  # fmt: skip


@settings(deadline=None)
@given(st.text("0123456789", min_size=12, max_size=12))
def test_the_check_digit_is_verhoeffs(digits: str) -> None:
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = PUBLISHED[check][PERMUTATIONS[place % 8][int(digit)]]
    assert is_aadhaar_like(digits) is (check == 0)


@settings(deadline=None)
@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 9))
def test_exactly_one_check_digit_fits_and_every_single_slip_is_noticed(body: str, slip: int) -> None:
    fitting = [digit for digit in "0123456789" if is_aadhaar_like(body + digit)]
    assert len(fitting) == 1
    sound = body + fitting[0]
    spoilt = str((int(sound[slip]) + 1) % 10)
    assert not is_aadhaar_like(sound[:slip] + spoilt + sound[slip + 1 :])
