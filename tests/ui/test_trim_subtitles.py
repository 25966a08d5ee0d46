"""Subtitle files of a clip: taken into the post's folder, refused with line and reason, removed again."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import clips, drafts
from PySide6.QtWidgets import QFileDialog

from prstudio.media import probe
from prstudio.messages import Language
from prstudio.model.media_info import SubtitlesInfo
from prstudio.model.post import Asset
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.trim.trim_page import TrimPage

pytestmark = pytest.mark.usefixtures("own_garbage")
HINDI = "1\n00:00:00,200 --> 00:00:00,900\nनमस्ते, यह नेत्र शिविर है\n"
ENGLISH = "WEBVTT\n\n00:00.200 --> 00:00.900\nWelcome to the eye camp\n"


@pytest.fixture
def page(qtbot, tmp_path: Path, speech: Speech, look: Look, editor: Editor, jobs: JobRunner):
    folder = tmp_path / "post"
    folder.mkdir()
    clips.clip(folder / "c.mp4", sound=None)
    post = drafts.clean_post(assets=(Asset("c.mp4"),), targets=())
    made = TrimPage(speech=speech, look=look, editor=editor, jobs=jobs, find_player=lambda: None)
    qtbot.addWidget(made)
    editor.open(OpenPost("1", folder, post, probe.probe_assets(post, folder)))
    made.show_asset(0)
    qtbot.waitUntil(lambda: jobs.is_idle)
    yield made
    editor.close()
    qtbot.waitUntil(lambda: jobs.is_idle)


def choose(page: TrimPage, language: Language, path: Path) -> None:
    """As the system's dialog answers."""
    page.surface.subtitles.rows[language]._on_file(str(path))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_a_file_is_copied_into_the_posts_folder_and_named_by_the_post_at_ok(qtbot, page, tmp_path, editor) -> None:
    original = written(tmp_path, "शिविर.srt", HINDI)
    choose(page, Language.HI, original)
    qtbot.waitUntil(lambda: bool(page.asset.subtitles))
    name = page.asset.subtitles[Language.HI]
    assert (editor.current.folder / name).read_text(encoding="utf-8") == HINDI
    assert isinstance(editor.current.media[name], SubtitlesInfo)
    assert page.surface.subtitles.rows[Language.HI].words == name
    assert not editor.current.post.assets[0].subtitles
    page.surface.foot.ok.click()
    assert editor.current.post.assets[0].subtitles == {Language.HI: name}
    assert editor.undo_label == "undo.trim"


def test_both_languages_have_their_own_and_each_can_go(qtbot, page, tmp_path) -> None:
    choose(page, Language.HI, written(tmp_path, "a.srt", HINDI))
    qtbot.waitUntil(lambda: Language.HI in page.asset.subtitles)
    choose(page, Language.EN, written(tmp_path, "a.vtt", ENGLISH))
    qtbot.waitUntil(lambda: Language.EN in page.asset.subtitles)
    page.surface.subtitles.rows[Language.HI].remove.click()
    assert list(page.asset.subtitles) == [Language.EN]
    page.session.undo()
    assert set(page.asset.subtitles) == {Language.HI, Language.EN}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bad.srt", "1\n00:00:01,000 --> 00:00:00,500\nx\n", "line 2"),
        ("empty-time.srt", "1\nno time here\n", "line 1"),
        ("utf16.srt", HINDI.encode("utf-16"), "UTF-8"),
        ("photo.srt", b"\xff\xd8\xff\xe0" + bytes(64), ""),
    ],
)
def test_what_is_no_subtitle_file_stays_outside_and_the_page_says_why(
    qtbot, page, tmp_path, editor, name: str, content: str | bytes, words: str
) -> None:
    before = sorted(editor.current.folder.iterdir())
    choose(page, Language.HI, written(tmp_path, name, content))
    note = page.surface.subtitles.note
    qtbot.waitUntil(lambda: bool(note.text()))
    assert name in note.text()
    assert words in note.text()
    assert note.property("role") == "error"
    assert not page.is_changed
    assert sorted(editor.current.folder.iterdir()) == before


def test_a_file_in_another_language_than_it_is_said_to_be_is_doubted(qtbot, page, tmp_path) -> None:
    choose(page, Language.HI, written(tmp_path, "a.vtt", ENGLISH))
    qtbot.waitUntil(lambda: bool(page.asset.subtitles))
    assert "English" in page.surface.subtitles.note.text()
    assert page.surface.subtitles.note.property("role") == "warning"


def test_a_file_that_comes_after_the_page_was_left_changes_nothing(qtbot, page, tmp_path, editor, jobs) -> None:
    choose(page, Language.HI, written(tmp_path, "a.srt", HINDI))
    page.leave()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert not editor.current.post.assets[0].subtitles


def test_the_button_opens_a_dialog_for_subtitle_files_that_does_not_hold_the_window_up(qtbot, page) -> None:
    page.show()
    page.surface.subtitles.rows[Language.EN].choose.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert "*.srt" in dialog.nameFilters()[0] or "Subtitles" in dialog.nameFilters()[0]
    dialog.reject()
