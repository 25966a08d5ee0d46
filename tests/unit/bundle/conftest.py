"""One honest signed bundle, made once, as folder, as zip and as the files inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from makers import bundles

from prstudio.bundle.contents import BundleContents
from prstudio.bundle.writer import write_bundle


@dataclass(frozen=True)
class Honest:
    """A bundle that every reader must accept."""

    contents: BundleContents
    folder: Path
    zip: Path
    name: str
    files: Mapping[str, bytes]


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    home = tmp_path_factory.mktemp("honest")
    (home / "work").mkdir()
    contents = bundles.make_contents(home / "work")
    folder = write_bundle(contents, home / "bundle", sign=bundles.signer())
    zipped = write_bundle(contents, home / "bundle.zip", sign=bundles.signer())
    files = {path: (folder.path / path).read_bytes() for path in bundles.tree(folder.path)}
    return Honest(contents, folder.path, zipped.path, folder.name, files)


@pytest.fixture
def contents(tmp_path: Path) -> BundleContents:
    work = tmp_path / "work"
    work.mkdir()
    return bundles.make_contents(work)
