from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import archives, bundles

from prstudio.bundle.reader import open_bundle
from prstudio.bundle.trust import TrustList
from prstudio.bundle.verify import verify
from prstudio.errors import BundleRefused
from prstudio.language.wording import say_error
from prstudio.messages import Language


def test_the_generator_builds_honest_zips_too(honest, tmp_path):
    path = tmp_path / "honest.zip"
    path.write_bytes(archives.zip_of(honest.files, honest.name).build())
    assert path.read_bytes() == honest.zip.read_bytes()
    assert verify(path).ok


def test_a_forger_who_makes_all_lists_anew_is_whole_but_unsigned(honest, tmp_path):
    path = tmp_path / "forged.zip"
    files = archives.rebag(honest.files, data__facebook__caption_txt=b"evil")
    path.write_bytes(archives.zip_of(files, honest.name).build())
    result = verify(path)
    assert result.ok
    assert result.signed_by is None
    assert not result.trusted


def test_small_texts_may_be_deflated(honest, tmp_path):
    path = tmp_path / "deflated.zip"
    made = [
        archives.deflated(f"{honest.name}/{name}", content)
        if len(content) < 900_000
        else archives.stored(name, content)
        for name, content in sorted(honest.files.items())
    ]
    path.write_bytes(archives.Archive(tuple(made)).build())
    assert verify(path).ok


@pytest.mark.parametrize("recipe", archives.HOSTILE, ids=str)
def test_a_hostile_zip_is_refused_by_name_and_leaves_nothing(honest, tmp_path, recipe):
    build, code = archives.HOSTILE[recipe]
    path = tmp_path / "बंडल.zip"
    path.write_bytes(build(honest.files, honest.name))
    into = tmp_path / "taken in"
    with pytest.raises(BundleRefused) as refused:
        open_bundle(path, into)
    assert refused.value.code == code
    for language in Language:
        assert "{" not in say_error(refused.value, language)
    assert list(tmp_path.iterdir()) == [path]
    result = verify(path)
    assert not result.ok
    assert not result.trusted
    assert code in {problem.code for problem in result.problems}
    assert all(problem.path.isprintable() and len(problem.path) <= 100 for problem in result.problems)


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
@pytest.mark.skipif(not Path("/dev/null").exists(), reason="devices of Unix")
def test_a_device_is_no_bundle(path, tmp_path):
    with pytest.raises(BundleRefused):
        open_bundle(Path(path), tmp_path / "in")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.zip")
    assert not verify(tmp_path / "pipe.zip").ok


def test_our_zips_are_plain_zips_for_others(honest):
    with zipfile.ZipFile(honest.zip) as archive:
        assert archive.testzip() is None
        assert {name.partition("/")[2] for name in archive.namelist()} == set(honest.files)
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in archive.infolist())


MUTATIONS = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert"]), st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4
)


@given(changes=MUTATIONS)
@settings(deadline=None, max_examples=150)
def test_a_mutated_zip_is_refused_or_gives_exactly_the_same_files(honest, tmp_path_factory, changes):
    content = bytearray(honest.zip.read_bytes())
    for kind, share, value in changes:
        place = min(int(share * len(content)), len(content) - 1)
        if kind == "flip":
            content[place] ^= value
        elif kind == "cut":
            del content[place : place + value]
        else:
            content[place:place] = bytes([value]) * 3
    folder = tmp_path_factory.mktemp("mutated")
    path = folder / "bundle.zip"
    path.write_bytes(content)
    try:
        opened = open_bundle(path, folder / "in", trust=TrustList())
    except BundleRefused:
        assert list(folder.iterdir()) == [path]
        assert not verify(path, trust=TrustList()).ok
    else:
        assert bundles.tree(opened.folder) == bundles.tree(honest.folder)


@given(place=st.integers(0, 5000), value=st.integers(1, 255))
@settings(deadline=None, max_examples=150)
def test_a_changed_byte_near_either_end_never_gives_other_files(honest, tmp_path_factory, place, value):
    """Headers, directory and end record stand there, where mutations of the whole file rarely hit."""
    content = bytearray(honest.zip.read_bytes())
    content[-1 - place] ^= value
    path = tmp_path_factory.mktemp("changed") / "bundle.zip"
    path.write_bytes(content)
    try:
        opened = open_bundle(path, path.parent / "in", trust=TrustList())
    except BundleRefused:
        return
    assert bundles.tree(opened.folder) == bundles.tree(honest.folder)
