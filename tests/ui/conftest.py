"""What tests of the window share: language, colours, threads, an editor with the real planner, a small post."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import clips, drafts, pictures
from PySide6.QtWidgets import QApplication

from prstudio import studio
from prstudio.media.probe import probe_assets
from prstudio.messages import Language
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Asset, Post
from prstudio.platforms.catalog import load_rulebook
from prstudio.ui import fonts
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Scheme


@pytest.fixture
def speech(qapp: QApplication) -> Speech:
    """English, so that tests can name what they look for; `set_language` switches."""
    return Speech(Language.EN)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(Scheme.LIGHT)


@pytest.fixture(scope="session")
def typeface(qapp: QApplication) -> str:
    """The window's family, known to Qt once a session."""
    return fonts.load_typeface()


@pytest.fixture
def dressed(qapp: QApplication, look: Look, typeface: str) -> Iterator[Look]:
    """The application in the window's own typeface and colours."""
    before = qapp.font()
    qapp.setFont(fonts.body_font(typeface))
    look.dress(qapp)
    yield look
    qapp.setStyleSheet("")
    qapp.setFont(before)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    """Two threads; whatever still runs at the end is asked to stop and waited for."""
    runner = JobRunner(2, "test")
    yield runner
    runner.shutdown()


@pytest.fixture
def editor(jobs: JobRunner) -> Editor:
    """An editor that plans as the program does, by the rules that travel with it."""
    rulebook = load_rulebook(installed=Path("/nonexistent"))

    def plan(post: Post, folder: Path, media: MediaTable) -> studio.Draft:
        return studio.plan_draft(post, folder, media, rulebook)

    return Editor(jobs, plan)


@pytest.fixture(scope="session")
def _sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo that lies, one that stands, and a clip of one second; never changed."""
    folder = tmp_path_factory.mktemp("sample-files")
    pictures.save_jpeg(folder / "camp.jpg", pictures.photo((1280, 960)))
    pictures.save_jpeg(folder / "eye-test.jpg", pictures.photo((720, 960), seed=2), orientation=6)
    clips.clip(folder / "camp.mp4", size="640x360")
    return folder


@pytest.fixture
def sample_post(_sample_files: Path, tmp_path: Path) -> OpenPost:
    """A sound post in both languages, in a folder with a Hindi name; two photos and a clip, each probed."""
    folder = tmp_path / "नेत्र शिविर"
    shutil.copytree(_sample_files, folder)
    assets = (Asset("camp.jpg", alt=drafts.ALT), Asset("eye-test.jpg"), Asset("camp.mp4"))
    post = drafts.clean_post(assets=assets, targets=())
    return OpenPost("sample", folder, post, probe_assets(post, folder))


@pytest.fixture
def own_garbage() -> Iterator[None]:
    """As the window does: a worker's thread never comes upon what Qt must destroy in this one."""
    gc.collect()
    gc.disable()
    yield
    gc.collect()
    gc.enable()
