"""What was acknowledged survives a process that is killed and a log that is cut anywhere."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from makers import library_posts

from prstudio.model.library_post import PostQuery
from prstudio.store.library import Library

TESTS = Path(__file__).resolve().parents[2]


def _killed_after(folder: Path, saves: int) -> tuple[str, int]:
    """The post's id, and the last save that was acknowledged before the process was killed."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])}
    command = [sys.executable, "-m", "makers.killed_saves", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=TESTS) as process:
        assert process.stdout is not None
        id_ = process.stdout.readline().strip()
        for _ in range(saves):
            assert process.stdout.readline().strip()
        process.kill()  # SIGKILL; TerminateProcess on Windows
        rest = process.stdout.read().split("\n")[:-1]  # lines that were on their way, whole ones only
    return id_, int(rest[-1]) if rest else saves


@pytest.mark.slow
@pytest.mark.parametrize("saves", [1, 6, 23])
def test_no_acknowledged_save_is_lost_when_the_process_is_killed(tmp_path: Path, saves: int) -> None:
    id_, acknowledged = _killed_after(tmp_path, saves)
    library = Library(tmp_path)
    assert library.repairs == ()
    kept = library.get(id_).post
    assert int(kept.title) in (acknowledged, acknowledged + 1)
    assert [post.id for post in library.list_posts(PostQuery(search="हिंदी"))] == [id_]
    library.check()
    assert library.check() == (), "a second check finds nothing to mend"
    library.close()


def test_a_log_that_is_cut_anywhere_leaves_a_whole_former_state(tmp_path: Path) -> None:
    library = Library(tmp_path / "whole")
    id_ = library.create(library_posts.post("0")).id
    for number in range(1, 8):
        library.save(id_, library_posts.post(str(number), body="हिन्दी " * 50))
    log = (tmp_path / "whole/library.db-wal").read_bytes()
    database = (tmp_path / "whole/library.db").read_bytes()
    library.close()
    cuts = [*sorted(random.Random(7).sample(range(len(log)), 60)), len(log)]
    seen = [_title_after_cut(tmp_path / "cut", id_, database=database, log=log[:cut]) for cut in cuts]
    assert seen == sorted(seen), "a longer log never says an older state"
    assert seen[-1] == 7
    assert len(set(seen)) > 3


def _title_after_cut(folder: Path, id_: str, *, database: bytes, log: bytes) -> int:
    """The number in the title of the post; -1 when it isn't there yet."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "library.db").write_bytes(database)
    (folder / "library.db-wal").write_bytes(log)
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as connection:
        assert list(connection.execute("PRAGMA integrity_check")) == [("ok",)]
        has_table = list(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'post'"))
        rows = list(connection.execute("SELECT title FROM post WHERE id = ?", [id_])) if has_table else []
    return int(rows[0][0]) if rows else -1
