"""Clips are made once a run and shared; a test that changes one copies it first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from makers import clips


@pytest.fixture(scope="session")
def clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the clips of this run lie: a folder with a Hindi name and a space."""
    return tmp_path_factory.mktemp("क्लिप set", numbered=True)


@pytest.fixture
def made(clip_folder: Path) -> Callable[[str], Path]:
    """The file of a recipe of `makers.clips`, made at the first call."""
    return lambda name: clips.make(name, clip_folder)
