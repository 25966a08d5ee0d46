"""The rules in force: our own, HQ's newer ones where they are sound, and the way back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prstudio import paths, resources
from prstudio.errors import FileTrouble, RulesFault
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.post import Platform
from prstudio.platforms.catalog import install, load_rulebook, undo
from prstudio.platforms.changes import Change
from prstudio.platforms.rules_files import KEPT_STEPS, LARGEST_BYTES

OWN_X = resources.read_text("platforms", "x.toml")
OWN_DAY = "2026-11-23"


def newer(day: str, length: int = 300) -> str:
    return OWN_X.replace(f"revision = {OWN_DAY}", f"revision = {day}", 1).replace(
        "{ value = 280,", f"{{ value = {length},", 1
    )


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def x_length(folder: Path) -> float | None:
    return load_rulebook([Platform.X], installed=folder).rules[Platform.X].texts["post"].limits.value("max_length")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "नियम"


def test_all_platforms_are_loaded_in_their_order_unless_some_are_asked_for(folder: Path) -> None:
    assert list(load_rulebook(installed=folder).rules) == list(Platform)
    some = load_rulebook([Platform.X, Platform.FACEBOOK], installed=folder)
    assert list(some.rules) == [Platform.FACEBOOK, Platform.X]
    assert some.refused == ()


def test_the_revision_is_one_day_or_the_days_of_each(folder: Path) -> None:
    assert load_rulebook(installed=folder).revision == OWN_DAY
    install(written(folder.parent / "x.toml", newer("2027-01-31")), folder=folder)
    book = load_rulebook([Platform.YOUTUBE, Platform.X, Platform.FACEBOOK], installed=folder)
    assert book.revision == f"2027-01-31 x; {OWN_DAY} facebook, youtube"


def test_the_folder_of_the_user_is_looked_into_by_default(tmp_path: Path) -> None:
    install(written(tmp_path / "mail.toml", newer("2027-01-31")), folder=paths.rules_folder())
    assert load_rulebook().rules[Platform.X].revision == date(2027, 1, 31)


def test_installing_says_what_changed_and_the_new_rules_hold(tmp_path: Path, folder: Path) -> None:
    done = install(written(tmp_path / "from hq.toml", newer("2027-01-31")), folder=folder)
    assert (done.platform, done.old_revision, done.new_revision) == (
        Platform.X, date(2026, 11, 23), date(2027, 1, 31),
    )  # fmt: skip
    assert done.changes == (
        Change("revision", "2026-11-23", "2027-01-31"),
        Change("texts.post.max_length", "280 weighted (error, counting)", "300 weighted (error, counting)"),
    )
    assert x_length(folder) == 300


def test_a_file_of_the_same_day_with_other_rules_wins(tmp_path: Path, folder: Path) -> None:
    install(written(tmp_path / "a.toml", newer(OWN_DAY, 290)), folder=folder)
    assert x_length(folder) == 290


def test_a_program_with_newer_rules_leaves_an_older_installed_file_aside(folder: Path) -> None:
    written(folder / "x.toml", newer("2026-10-01"))
    book = load_rulebook([Platform.X], installed=folder)
    assert book.rules[Platform.X].revision == date(2026, 11, 23)
    assert book.refused == ()


def test_several_installs_are_taken_back_one_by_one(tmp_path: Path, folder: Path) -> None:
    for day, length in (("2027-01-01", 300), ("2027-02-01", 310), ("2027-03-01", 320)):
        install(written(tmp_path / f"{day}.toml", newer(day, length)), folder=folder)
    assert x_length(folder) == 320
    assert undo(Platform.X, folder=folder) == date(2027, 2, 1)
    assert x_length(folder) == 310
    assert undo(Platform.X, folder=folder) == date(2027, 1, 1)
    assert undo(Platform.X, folder=folder) == date(2026, 11, 23)
    assert x_length(folder) == 280
    assert list(folder.iterdir()) == []
    with pytest.raises(RulesFault) as caught:
        undo(Platform.X, folder=folder)
    assert caught.value.code == "rules_nothing_to_undo"
    assert "एक्स" in say_error(caught.value, Language.HI)


def test_an_install_after_an_undo_can_be_taken_back_too(tmp_path: Path, folder: Path) -> None:
    first, second = (
        written(tmp_path / f"{day}.toml", newer(day, n)) for day, n in (("2027-01-01", 300), ("2027-02-01", 310))
    )
    install(first, folder=folder)
    install(second, folder=folder)
    undo(Platform.X, folder=folder)
    install(second, folder=folder)
    assert x_length(folder) == 310
    undo(Platform.X, folder=folder)
    assert x_length(folder) == 300


def test_only_the_last_steps_are_kept(tmp_path: Path, folder: Path) -> None:
    for number in range(1, KEPT_STEPS + 5):
        install(written(tmp_path / "x.toml", newer(f"2027-01-{number:02}", 280 + number)), folder=folder)
    assert len(list(folder.glob("x.previous-*.toml"))) == KEPT_STEPS
    steps = 0
    while undo(Platform.X, folder=folder) > date(2026, 11, 23):
        steps += 1
    assert steps == KEPT_STEPS


def test_an_install_that_was_cut_short_leaves_no_step_twice(tmp_path: Path, folder: Path) -> None:
    install(written(tmp_path / "a.toml", newer("2027-01-01", 300)), folder=folder)
    (folder / "x.previous-1.toml").write_bytes((folder / "x.toml").read_bytes())
    install(written(tmp_path / "b.toml", newer("2027-02-01", 310)), folder=folder)
    undo(Platform.X, folder=folder)
    assert x_length(folder) == 300
    undo(Platform.X, folder=folder)
    assert x_length(folder) == 280


def test_a_broken_step_is_passed_over_on_the_way_back(tmp_path: Path, folder: Path) -> None:
    install(written(tmp_path / "a.toml", newer("2027-01-01", 300)), folder=folder)
    install(written(tmp_path / "b.toml", newer("2027-02-01", 310)), folder=folder)
    written(folder / "x.previous-1.toml", "rotten")
    assert undo(Platform.X, folder=folder) == date(2026, 11, 23)
    assert x_length(folder) == 280


def test_older_rules_and_the_same_rules_are_not_installed(tmp_path: Path, folder: Path) -> None:
    older = written(tmp_path / "older.toml", newer("2026-10-01"))
    for file, code in ((older, "rules_older"), (resources.path("platforms", "x.toml"), "rules_nothing_new")):
        with pytest.raises(RulesFault) as caught:
            install(file, folder=folder)
        assert caught.value.code == code
        assert all(str(file) in say_error(caught.value, language) for language in Language)
    assert not folder.exists()


BAD_FILES = [
    (b"schema = 1\nplatform = ", "toml_syntax"),
    (b"\xff\xfe broken", "rules_not_utf8"),
    (b"", "toml_missing_key"),
    (b"#" * (LARGEST_BYTES + 1), "rules_too_large"),
    (newer("2027-01-01").replace('unit = "weighted", ', "", 1).encode(), "toml_missing_key"),
]


@pytest.mark.parametrize(("content", "code"), BAD_FILES, ids=[code for _, code in BAD_FILES])
def test_a_broken_file_is_not_installed_and_nothing_changes(
    content: bytes, code: str, tmp_path: Path, folder: Path
) -> None:
    file = tmp_path / "hq.toml"
    file.write_bytes(content)
    with pytest.raises(RulesFault) as caught:
        install(file, folder=folder)
    assert caught.value.code == code
    assert all(say_error(caught.value, language) for language in Language)
    assert not folder.exists()


@pytest.mark.parametrize(("content", "code"), BAD_FILES, ids=[code for _, code in BAD_FILES])
def test_a_broken_installed_file_is_left_aside_and_named(content: bytes, code: str, folder: Path) -> None:
    folder.mkdir()
    (folder / "x.toml").write_bytes(content)
    book = load_rulebook(installed=folder)
    assert book.rules[Platform.X] == load_rulebook([Platform.X], installed=folder / "none").rules[Platform.X]
    assert [fault.code for fault in book.refused] == [code]
    assert str(folder / "x.toml") in str(book.refused[0].params["file"])


def test_a_folder_or_another_platforms_rules_in_its_place_never_stop_the_program(folder: Path) -> None:
    (folder / "x.toml").mkdir(parents=True)
    written(folder / "facebook.toml", newer("2027-01-01"))
    book = load_rulebook(installed=folder)
    assert list(book.rules) == list(Platform)
    assert [fault.code for fault in book.refused] == ["rules_other_platform", "rules_no_plain_file"]
    assert all(say_error(fault, language) for fault in book.refused for language in Language)


def test_a_file_where_the_folder_should_be_never_stops_the_program(tmp_path: Path) -> None:
    book = load_rulebook([Platform.X], installed=written(tmp_path / "rules", "a file"))
    assert book.rules[Platform.X].revision == date(2026, 11, 23)
    assert [fault.code for fault in book.refused] in ([], ["rules_unreadable"])  # Windows says: not found


def test_a_broken_installed_file_gives_way_to_a_sound_one_and_does_not_come_back(tmp_path: Path, folder: Path) -> None:
    written(folder / "x.toml", "rotten")
    install(written(tmp_path / "a.toml", newer("2027-01-01", 300)), folder=folder)
    assert x_length(folder) == 300
    assert undo(Platform.X, folder=folder) == date(2026, 11, 23)
    assert load_rulebook([Platform.X], installed=folder).refused == ()


def test_a_missing_file_is_a_file_trouble(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        install(tmp_path / "नहीं.toml", folder=folder)
    assert caught.value.code == "file_not_found"


def test_a_folder_that_cannot_be_made_is_a_file_trouble(tmp_path: Path) -> None:
    file = written(tmp_path / "a.toml", newer("2027-01-01"))
    blocked = written(tmp_path / "blocked", "a file") / "rules"
    with pytest.raises(FileTrouble):
        install(file, folder=blocked)


def test_a_mark_of_notepad_in_front_is_no_trouble(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xef\xbb\xbf" + newer("2027-01-01").replace("\n", "\r\n").encode())
    assert install(file, folder=folder).new_revision == date(2027, 1, 1)
    assert x_length(folder) == 300
