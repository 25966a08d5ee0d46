"""How long alternative texts may be across the chosen platforms."""

from __future__ import annotations

from makers.drafts import EN, HI, RULES, photo

from prstudio.model.post import Platform, Target
from prstudio.prepare.alt_room import find_alt_room, find_single_language_platform

X, LINKEDIN, TELEGRAM = Target(Platform.X), Target(Platform.LINKEDIN), Target(Platform.TELEGRAM)


def test_the_tightest_limit_of_the_chosen_platforms_counts() -> None:
    room = find_alt_room([LINKEDIN, X], RULES)
    assert room is not None
    assert room.platform is Platform.X
    assert room.limit == RULES[Platform.X].texts["alt_text"].limits.value("max_length")


def test_of_equal_limits_the_enforced_one_is_named() -> None:
    room = find_alt_room([Target(Platform.FACEBOOK), X], RULES)
    assert room is not None
    assert room.limit == find_alt_room([Target(Platform.FACEBOOK)], RULES).limit  # type: ignore[union-attr]  # it has one
    assert room.platform is Platform.X


def test_a_platform_that_is_not_chosen_does_not_count() -> None:
    room = find_alt_room([LINKEDIN], RULES)
    assert room is not None
    assert room.platform is Platform.LINKEDIN


def test_without_a_platform_that_takes_them_there_is_no_limit() -> None:
    assert "alt_text" not in RULES[Platform.TELEGRAM].texts
    assert find_alt_room([TELEGRAM], RULES) is None
    assert find_alt_room([], RULES) is None


def test_text_is_measured_as_it_is_sent() -> None:
    room = find_alt_room([X], RULES)
    assert room is not None
    assert room.length("  शिविर\nमें   लोग ") == len("शिविर में लोग")


def test_two_texts_that_do_not_fit_together_are_told() -> None:
    both = photo(alt={HI: "क" * 600, EN: "a" * 600})
    assert find_single_language_platform(both, [LINKEDIN, X], RULES) is Platform.X
    assert find_single_language_platform(both, [LINKEDIN], RULES) is None


def test_short_or_single_texts_are_all_sent() -> None:
    assert find_single_language_platform(photo(), [X], RULES) is None
    assert find_single_language_platform(photo(alt={HI: "क" * 900}), [X], RULES) is None
