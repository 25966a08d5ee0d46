from __future__ import annotations

import random
from datetime import date

import pytest

from prstudio.language import numbers
from prstudio.messages import Language


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (99_999, "99,999"),
        (100_000, "1,00,000"),
        (12_34_56_789, "12,34,56,789"),
        (-1_234_567, "-12,34,567"),
        (10**17 + 1, "1,00,00,00,00,00,00,00,001"),
        (1.5, "1.5"),
        (1.0, "1"),
        (99.999, "100"),
        (-0.004, "0"),
        (1234.567, "1,234.57"),
        (-1.5, "-1.5"),
    ],
)
def test_numbers_are_grouped_as_india_does(value: float, expected: str) -> None:
    assert numbers.number(value) == expected


def test_numbers_and_dates_are_those_of_qlocale() -> None:
    core = pytest.importorskip("PySide6.QtCore")
    chance = random.Random(7)
    for language, name in ((Language.HI, "hi_IN"), (Language.EN, "en_IN")):
        locale = core.QLocale(name)
        for _ in range(300):
            value = chance.randint(-(10 ** chance.randint(1, 12)), 10 ** chance.randint(1, 12))
            assert numbers.number(value) == locale.toString(value)
            # Two decimals always there, the last one never a zero: ours drops zeros.
            parted = value + chance.randint(0, 9) / 10 + chance.randint(1, 9) / 100
            if abs(parted) < 10**10:
                written = f"{parted:.2f}"
                expected = locale.toString(float(written), "f", 2)
                assert numbers.number(float(written)) == expected.rstrip("0").rstrip(".")
        for month in range(1, 13):
            day = date(2026, month, 23)
            assert numbers.day(day, language) == locale.toString(core.QDate(2026, month, 23), "d MMMM yyyy")


@pytest.mark.parametrize(
    ("size_bytes", "expected"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1500, "1.5 kB"),
        (99_940, "99.9 kB"),
        (99_950, "100 kB"),
        (312_000, "312 kB"),
        (999_499, "999 kB"),
        (999_999, "1 MB"),
        (9_600_000, "9.6 MB"),
        (10**12, "1 TB"),
        (2 * 10**15, "2,000 TB"),
    ],
)
def test_sizes_have_about_three_digits(size_bytes: float, expected: str) -> None:
    assert numbers.size(size_bytes) == expected


@pytest.mark.parametrize(
    ("duration_s", "english", "hindi"),
    [
        (0, "0 s", "0 से."),
        (4.5, "4.5 s", "4.5 से."),
        (9.994, "9.99 s", "9.99 से."),
        (9.999, "0:10", "0:10"),
        (59.6, "1:00", "1:00"),
        (48, "0:48", "0:48"),
        (3723, "1:02:03", "1:02:03"),
        (3599.6, "1:00:00", "1:00:00"),
    ],
)
def test_lengths_of_time_read_like_a_clock(duration_s: float, english: str, hindi: str) -> None:
    assert numbers.duration(duration_s, Language.EN) == english
    assert numbers.duration(duration_s, Language.HI) == hindi


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1:1"),
        (16 / 9, "16:9"),
        (1080 / 1920, "9:16"),
        (0.8, "4:5"),
        (1.91, "1.91:1"),
        (0.42, "1:2.38"),
        (2.39, "2.39:1"),
    ],
)
def test_ratios_are_written_as_people_say_them(value: float, expected: str) -> None:
    assert numbers.ratio(value) == expected
