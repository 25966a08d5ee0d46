"""The library keeps, finds, lists, copies and gives up posts; real files, real SQLite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import library_posts
from makers import posts as any_posts

from prstudio.errors import FileTrouble, PostFault, UsageFault, WorkCancelled
from prstudio.model.library_post import CoverKind, PostQuery, PostState
from prstudio.model.post import Asset, Platform, Post
from prstudio.store import library as library_module
from prstudio.store.library import Library
from prstudio.store.post_folder import load_post, save_post


@pytest.fixture
def clock() -> library_posts.Clock:
    return library_posts.Clock()


@pytest.fixture
def library(tmp_path: Path, clock: library_posts.Clock) -> Iterator[Library]:
    library = Library(tmp_path / "पुस्तकालय", now=clock)
    yield library
    library.close()


def titles(library: Library, query: PostQuery) -> list[str]:
    found = [summary.title for summary in library.list_posts(query)]
    assert library.count_posts(query) == len(found)
    return found


def test_a_post_comes_back_as_it_was_kept(library: Library) -> None:
    post = library_posts.post()
    stored = library.create(post)
    assert stored.post == post
    assert library.get(stored.id) == stored
    assert stored.folder.is_dir()
    assert load_post(stored.folder) == post
    assert stored.state is PostState.DRAFT


def test_a_post_outlives_the_program(tmp_path: Path) -> None:
    library = Library(tmp_path)
    stored = library.create(library_posts.post())
    library.save(stored.id, library_posts.post("Changed"))
    library.close()
    again = Library(tmp_path)
    assert again.repairs == ()
    assert again.get(stored.id).post.title == "Changed"
    again.close()


def test_a_summary_says_what_a_list_shows(library: Library) -> None:
    stored = library.create(library_posts.post())
    (summary,) = library.list_posts(PostQuery())
    assert (summary.id, summary.title, summary.headline_en) == (stored.id, "Eye camp", "Free eye camp")
    assert summary.headline_hi == "झज्जर में निःशुल्क नेत्र जाँच शिविर"
    assert summary.platforms == (Platform.X, Platform.FACEBOOK)
    assert (summary.cover, summary.cover_kind) == (None, None)
    assert summary.updated_at.tzinfo is not None


def test_the_cover_is_the_first_asset_by_its_content(library: Library) -> None:
    stored = library.create(Post(district="nuh"))
    library_posts.picture(stored.folder / "clip.mp4")  # its name lies
    library.save(stored.id, Post(district="nuh", assets=(Asset(file="clip.mp4"),)))
    (summary,) = library.list_posts(PostQuery())
    assert (summary.cover, summary.cover_kind) == (stored.folder / "clip.mp4", CoverKind.PICTURE)
    library.save(stored.id, Post(district="nuh", assets=(Asset(file="gone.jpg"),)))
    (summary,) = library.list_posts(PostQuery())
    assert summary.cover_kind is None


@pytest.mark.parametrize(
    "typed",
    ["eye", "CAMP eye", "नेत्र", "नेत्र जांच", "जाँच", "झ", "झज", "ज्जर", "हरियाणा", "#Haryana", "free card", "निःशु", " "],
)
def test_words_in_both_languages_find_a_post(library: Library, typed: str) -> None:
    library.create(library_posts.post())
    assert titles(library, PostQuery(search=typed)) == ["Eye camp"]


@pytest.mark.parametrize("typed", ["मेला", "eye मेला", "zz", '"', "eye AND camp OR", "%", "_", "*", "words:eye"])
def test_other_words_and_odd_signs_find_nothing(library: Library, typed: str) -> None:
    library.create(library_posts.post())
    assert titles(library, PostQuery(search=typed)) == []


def test_a_changed_post_is_found_by_its_new_words_alone(library: Library) -> None:
    stored = library.create(library_posts.post(hindi="किसान मेला"))
    library.save(stored.id, library_posts.post(hindi="पौधारोपण अभियान"))
    assert titles(library, PostQuery(search="किसान")) == []
    assert titles(library, PostQuery(search="पौधारोपण")) == ["Eye camp"]


@given(post=any_posts.posts(), typed=st.text(max_size=6))
@settings(deadline=None, max_examples=15)
def test_any_post_is_kept_and_any_search_answers(
    tmp_path_factory: pytest.TempPathFactory, post: Post, typed: str
) -> None:
    library = Library(tmp_path_factory.mktemp("any"))
    assert library.create(post).post == post
    library.list_posts(PostQuery(search=typed))
    assert all(not repair.is_mended for repair in library.check()), "what was just kept needs no mending"
    library.close()


def test_pages_hold_the_newest_change_first(library: Library) -> None:
    ids = [library.create(library_posts.post(str(number))).id for number in range(5)]
    library.save(ids[1], library_posts.post("1 again"))
    pages = [library.list_posts(PostQuery(limit=2, offset=offset)) for offset in (0, 2, 4, 6)]
    assert [[summary.title for summary in page] for page in pages] == [["1 again", "4"], ["3", "2"], ["0"], []]
    assert library.count_posts(PostQuery(limit=2, offset=4)) == 5
    assert [summary.title for summary in library.recent(1)] == ["1 again"]


def test_saving_the_same_again_changes_nothing(library: Library) -> None:
    stored = library.create(library_posts.post())
    library.save(stored.id, stored.post)
    assert library.get(stored.id) == stored


def test_an_exported_post_is_a_draft_again_once_it_changes(library: Library) -> None:
    stored = library.create(library_posts.post())
    assert library.set_state(stored.id, PostState.EXPORTED, of=stored.post)
    assert titles(library, PostQuery(state=PostState.EXPORTED)) == ["Eye camp"]
    library.save(stored.id, library_posts.post("Changed"))
    assert library.get(stored.id).state is PostState.DRAFT
    assert not library.set_state(stored.id, PostState.EXPORTED, of=stored.post), "a bundle of what is no longer written"
    assert titles(library, PostQuery(state=PostState.DRAFT)) == ["Changed"]


def test_archived_and_deleted_posts_stand_in_lists_of_their_own(library: Library) -> None:
    kept, archived, deleted = (
        library.create(library_posts.post(title)).id for title in ("kept", "archived", "deleted")
    )
    library.set_archived(archived, archived=True)
    library.delete(deleted)
    assert titles(library, PostQuery()) == ["kept"]
    assert titles(library, PostQuery(archived=True)) == ["archived"]
    assert titles(library, PostQuery(deleted=True)) == ["deleted"]
    library.restore(deleted)
    library.set_archived(archived, archived=False)
    assert sorted(titles(library, PostQuery())) == ["archived", "deleted", "kept"]
    assert library.get(kept).is_deleted is False


def test_only_what_was_deleted_long_ago_is_purged(library: Library, clock: library_posts.Clock) -> None:
    old, new, kept = (library.create(library_posts.post(title)) for title in ("old", "new", "kept"))
    library.delete(old.id)
    clock.time += timedelta(days=31)
    library.delete(new.id)
    assert library.purge() == 1
    assert not old.folder.exists()
    assert titles(library, PostQuery(deleted=True)) == ["new"]
    assert titles(library, PostQuery()) == ["kept"]
    assert library.check() == ()
    with pytest.raises(UsageFault):
        library.restore(old.id)
    assert kept.folder.is_dir()


@pytest.mark.parametrize("call", ["get", "save", "delete", "restore", "duplicate", "set_archived", "export_folder"])
def test_a_post_that_is_not_there_is_said_so(library: Library, tmp_path: Path, call: str) -> None:
    arguments = {"save": (library_posts.post(),), "export_folder": (tmp_path / "out",)}.get(call, ())
    options = {"archived": True} if call == "set_archived" else {}
    with pytest.raises(UsageFault) as caught:
        getattr(library, call)("0" * 32, *arguments, **options)
    assert caught.value.code == "library_no_post"
    assert not (tmp_path / "out").exists()


def test_a_duplicate_has_files_of_its_own(library: Library, tmp_path: Path) -> None:
    save_post(library_posts.with_picture(tmp_path / "post"), tmp_path / "post")
    original = library.import_folder(tmp_path / "post")
    copy = library.duplicate(original.id, title="Copy")
    assert copy.post == replace(original.post, title="Copy")
    (copy.folder / "शिविर.jpg").write_bytes(b"changed")
    assert (original.folder / "शिविर.jpg").read_bytes() != b"changed"


def test_a_post_with_a_lost_file_can_still_be_duplicated(library: Library, tmp_path: Path) -> None:
    save_post(library_posts.with_picture(tmp_path / "post"), tmp_path / "post")
    original = library.import_folder(tmp_path / "post")
    (original.folder / "शिविर.jpg").unlink()
    assert library.duplicate(original.id).post == original.post


def test_a_folder_goes_in_and_comes_out_alike(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "in"
    post = library_posts.with_picture(source, "photos/शिविर.jpg")
    save_post(post, source)
    (source / "notes.docx").write_bytes(b"not named by the post")
    stored = library.import_folder(source / "post.toml")
    reports: list[float] = []
    library.export_folder(stored.id, tmp_path / "out", report=lambda progress: reports.append(progress.fraction))
    assert load_post(tmp_path / "out") == post
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == ["photos", "post.toml", "शिविर.jpg"]
    assert (tmp_path / "out/photos/शिविर.jpg").read_bytes() == (source / "photos/शिविर.jpg").read_bytes()
    assert reports[-1] == 1.0
    assert reports == sorted(reports)


def test_a_folder_that_holds_something_is_never_written_over(library: Library, tmp_path: Path) -> None:
    stored = library.create(library_posts.post())
    out = tmp_path / "out"
    out.mkdir()
    library.export_folder(stored.id, out)
    with pytest.raises(FileTrouble) as caught:
        library.export_folder(stored.id, out)
    assert caught.value.code == "copy_place_taken"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "पुस्तकालय"]


def test_an_export_with_a_lost_file_leaves_nothing(library: Library, tmp_path: Path) -> None:
    save_post(library_posts.with_picture(tmp_path / "post"), tmp_path / "post")
    stored = library.import_folder(tmp_path / "post")
    (stored.folder / "शिविर.jpg").unlink()
    with pytest.raises(FileTrouble):
        library.export_folder(stored.id, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["post", "पुस्तकालय"]


@pytest.mark.parametrize("text", ["schema = 1\n", 'schema = 1\ndistrict = "nuh"\n[[asset]]\nfile = "gone.jpg"\n'])
def test_a_faulty_folder_leaves_the_library_as_it_was(library: Library, tmp_path: Path, text: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/post.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PostFault):
        library.import_folder(tmp_path / "in")
    assert titles(library, PostQuery()) == []
    assert library.check() == ()


def test_a_cancelled_import_leaves_nothing(library: Library, tmp_path: Path) -> None:
    save_post(library_posts.with_picture(tmp_path / "post"), tmp_path / "post")
    with pytest.raises(WorkCancelled):
        library.import_folder(tmp_path / "post", cancelled=lambda: True)
    assert titles(library, PostQuery()) == []
    assert library.check() == ()


def test_a_new_post_whose_folder_cannot_be_written_is_not_listed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(post: Post, folder: Path) -> None:
        raise FileTrouble("file_no_permission", {"file": str(folder)})

    monkeypatch.setattr(library_module, "save_post", refuse)
    with pytest.raises(FileTrouble):
        library.create(library_posts.post())
    assert titles(library, PostQuery()) == []
    monkeypatch.undo()
    assert library.check() == ()


def test_two_programs_may_have_the_library_open(tmp_path: Path) -> None:
    one, other = Library(tmp_path), Library(tmp_path)
    stored = one.create(library_posts.post())
    other.save(stored.id, library_posts.post("from the other"))
    assert one.get(stored.id).post.title == "from the other"
    one.close()
    other.close()


def test_the_library_leaves_no_half_made_files(library: Library) -> None:
    stored = library.create(library_posts.post())
    library.save(stored.id, library_posts.post("b"))
    assert os.listdir(stored.folder) == ["post.toml"]  # noqa: PTH208 -- hidden ones count
