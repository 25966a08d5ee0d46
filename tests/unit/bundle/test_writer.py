from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bagit
import pytest
from makers import bundles

from prstudio.bundle.reader import open_bundle
from prstudio.bundle.trust import TrustList
from prstudio.bundle.verify import verify
from prstudio.bundle.writer import check_place, write_bundle
from prstudio.errors import DiskFull, FileTrouble, PostFault, WorkCancelled
from prstudio.model.progress import Progress

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("bundle", "bundle.zip")


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".prbundle-"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("signer", [None, bundles.signer()], ids=["unsigned", "signed"])
def test_every_bundle_that_is_written_is_accepted(contents, tmp_path, name, signer):
    written = write_bundle(contents, tmp_path / "बंडल" / name, sign=signer)
    assert written.path == tmp_path / "बंडल" / name
    assert re.fullmatch(r"2026-11-24-jhajjar-[0-9a-f]{8}", written.name)
    result = verify(written.path)
    assert result.problems == ()
    assert result.ok
    assert result.name == written.name
    assert (result.signed_by is None) == (signer is None)
    opened = open_bundle(written.path, tmp_path / "in")
    assert opened.name == written.name
    assert opened.record.post.targets == contents.targets
    assert leftovers(tmp_path / "बंडल") == []


def test_folder_and_zip_hold_the_same_files(honest, tmp_path):
    opened = open_bundle(honest.zip, tmp_path / "in")
    assert bundles.tree(opened.folder) == bundles.tree(honest.folder)


def test_others_find_our_bags_valid(honest):
    bag = bagit.Bag(str(honest.folder))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["External-Identifier"] == honest.name


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_the_hash_lists_can_be_checked_by_hand(honest, manifest):
    command = ["sha256sum", "--check", "--strict", manifest]
    assert subprocess.run(command, cwd=honest.folder, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_same_post_gives_the_same_bytes(contents, tmp_path, name):
    first, second = (write_bundle(contents, tmp_path / part / name, sign=bundles.signer()).path for part in "ab")
    if first.is_dir():
        assert bundles.tree(first) == bundles.tree(second)
    else:
        assert first.read_bytes() == second.read_bytes()


def test_another_day_and_signer_change_the_date_and_signature_lines_alone(contents, tmp_path):
    later = replace(contents, made_on=contents.made_on + timedelta(days=400))
    first = write_bundle(contents, tmp_path / "a", sign=bundles.signer())
    second = write_bundle(later, tmp_path / "b", sign=bundles.signer(7, officer="Another"))
    differing = {path for path, mark in bundles.tree(first.path).items() if bundles.tree(second.path)[path] != mark}
    assert differing == {"bag-info.txt", "tagmanifest-sha256.txt", "signature.json"}
    lines = [
        set((path / "bag-info.txt").read_text(encoding="utf-8").splitlines()) for path in (first.path, second.path)
    ]
    labels = {line.partition(":")[0] for line in lines[0] ^ lines[1]}
    assert labels == {"Bagging-Date", "External-Identifier", "PRStudio-Signing-Key", "PRStudio-Signing-Officer"}
    assert first.name[-8:] == second.name[-8:]


def test_another_text_gives_another_name(contents, tmp_path):
    changed = replace(contents, rules_revision="2026-11-24")
    names = {write_bundle(each, tmp_path / str(place)).name for place, each in enumerate((contents, changed))}
    assert len(names) == 2


@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_former_bundle_is_replaced(contents, tmp_path, name):
    out = tmp_path / name
    old = write_bundle(replace(contents, program_version="0.0.9"), out)
    new = write_bundle(contents, out)
    assert new.name != old.name
    assert verify(out).name == new.name
    assert sorted(os.listdir(tmp_path)) == sorted([name, "work"])  # noqa: PTH208 -- names are asked


def test_an_empty_folder_is_filled(contents, tmp_path):
    (tmp_path / "bundle").mkdir()
    assert verify(write_bundle(contents, tmp_path / "bundle").path).ok


def _file(out: Path) -> None:
    out.write_text("my notes", encoding="utf-8")


def _folder_with_notes(out: Path) -> None:
    out.mkdir()
    (out / "notes.txt").write_text("my notes", encoding="utf-8")


def _link(out: Path) -> None:
    (out.parent / "elsewhere").mkdir()
    out.symlink_to(out.parent / "elsewhere", target_is_directory=True)


def _changed_bundle(out: Path) -> None:
    work = out.parent / "work2"
    work.mkdir()
    write_bundle(bundles.make_contents(work), out)
    if out.is_dir():
        (out / "data" / "facebook" / "caption.txt").write_text("by hand", encoding="utf-8")
    else:
        out.write_bytes(out.read_bytes() + b"x")


def _bundle_with_notes(out: Path) -> None:
    _changed_bundle(out)
    (out / "data" / "facebook" / "notes.txt").write_text("by hand", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "put"),
    [
        ("bundle", _file), ("bundle.zip", _file), ("bundle", _folder_with_notes), ("bundle.zip", _folder_with_notes),
        ("bundle", _link), ("bundle", _changed_bundle), ("bundle.zip", _changed_bundle), ("bundle", _bundle_with_notes),
    ],
)  # fmt: skip
def test_whatever_else_stands_there_is_left_alone(contents, tmp_path, name, put):
    out = tmp_path / name
    try:
        put(out)
    except OSError:
        pytest.skip("links need a right that this account lacks")
    before = bundles.tree(tmp_path)
    for attempt in (lambda: write_bundle(contents, out), lambda: check_place(out)):
        with pytest.raises(FileTrouble) as trouble:
            attempt()
        assert trouble.value.code == "bundle_place_taken"
    assert bundles.tree(tmp_path) == before


class StageFault(Exception):
    """Raised at one stage, as a bug would be."""


def _stages(contents, tmp_path: Path, name: str) -> list[str]:
    stages: list[str] = []
    out = tmp_path / "trial" / name
    write_bundle(replace(contents, program_version="0.0.9"), out)
    write_bundle(contents, out, step=stages.append)
    assert {"assembled", "place", "ready", "in_place"} <= set(stages)
    return stages


@pytest.mark.parametrize("has_former", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_at_any_stage_leaves_everything_as_it_was(contents, tmp_path, name, has_former):
    contents = bundles.photos_only(contents)
    former = replace(contents, program_version="0.0.9")
    for number, stage in enumerate(_stages(contents, tmp_path, name)):
        if stage in ("in_place", "assembled") or (stage == "aside" and not has_former):
            continue  # nothing is written at these any more, or not yet
        if stage.startswith("file ") and number % 4:
            continue  # all files are written in one way; the kills below stop at each
        folder = tmp_path / str(number)
        old = write_bundle(former, folder / name).name if has_former else None

        def fail(reached: str, stage: str = stage) -> None:
            if reached == stage:
                raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(DiskFull):
            write_bundle(contents, folder / name, step=fail)
        assert leftovers(folder) == []
        assert (verify(folder / name).name if has_former else list(folder.iterdir())) == (old or [])


@pytest.mark.parametrize("name", NAMES)
def test_cancelling_at_any_moment_leaves_nothing(contents, tmp_path, name):
    contents = bundles.photos_only(contents)
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    write_bundle(contents, tmp_path / "trial" / name, cancelled=count)
    assert asked > len(bundles.tree(tmp_path / "trial"))
    for moment in range(asked):
        answers = iter([False] * moment + [True])
        folder = tmp_path / str(moment)
        with pytest.raises(WorkCancelled):
            write_bundle(contents, folder / name, cancelled=lambda answers=answers: next(answers))
        assert not folder.exists() or list(folder.iterdir()) == []


def test_cancelling_stops_the_making_of_previews_too(contents, tmp_path):
    with pytest.raises(WorkCancelled):
        write_bundle(contents, tmp_path / "out" / "bundle", cancelled=lambda: True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_bug_in_the_middle_leaves_nothing_either(contents, tmp_path, name):
    def fail(reached: str) -> None:
        if reached == "ready":
            raise StageFault

    with pytest.raises(StageFault):
        write_bundle(contents, tmp_path / "out" / name, step=fail)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process at each stage")
@pytest.mark.parametrize("former", [[], ["old"]], ids=["fresh", "over a former one"])
@pytest.mark.parametrize("name", NAMES)
def test_after_a_kill_at_any_stage_nothing_half_made_verifies(tmp_path, name, former, contents):
    command = [sys.executable, "-m", "makers.killed_exports", str(tmp_path / "kills"), name, *former]
    (tmp_path / "kills").mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stderr
    stages = json.loads(answer.stdout)
    assert {"assembled", "place", "ready", "in_place"} <= set(stages)
    for number, stage in enumerate(stages):
        folder = tmp_path / "kills" / str(number)
        _check_after_kill(folder, name, stage=stage, had_former=bool(former))
        write_bundle(bundles.photos_only(contents), folder / f"next-{name}")
        assert leftovers(folder) == [], f"after {stage} the next export clears"
        stands = {path.name for path in folder.iterdir()}
        arrived = stage == "in_place"
        assert stands == ({name, f"next-{name}"} if former or arrived else {f"next-{name}"}), stage


def _check_after_kill(folder: Path, name: str, *, stage: str, had_former: bool) -> None:
    for place in folder.iterdir() if folder.exists() else ():
        if place.name == name:
            assert verify(place).ok, f"{stage} left a broken bundle"
            continue
        assert place.name in leftovers(folder)
        for inner in (place, place / "bundle", place / "bundle.zip", place / "old" / name):
            assert not inner.exists() or not verify(inner).ok, f"{stage} left {inner} that verifies"
    if had_former and stage != "aside":
        assert verify(folder / name).ok, f"{stage} lost the former bundle"


def test_another_running_export_is_left_alone(contents, tmp_path):
    def meanwhile(reached: str) -> None:
        if reached == "ready":
            write_bundle(contents, tmp_path / "out" / "other")

    write_bundle(contents, tmp_path / "out" / "bundle", step=meanwhile)
    assert verify(tmp_path / "out" / "bundle").ok
    assert verify(tmp_path / "out" / "other").ok
    assert leftovers(tmp_path / "out") == []


def test_progress_never_falls_and_ends_full(contents, tmp_path):
    seen: list[Progress] = []
    write_bundle(contents, tmp_path / "bundle", report=seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {progress.stage for progress in seen} == {"bundle"}


def test_a_rendered_file_that_changes_while_it_is_copied_is_noticed(contents, tmp_path):
    clip = contents.files[bundles.CLIP].path

    def change(reached: str) -> None:
        if reached == "place":
            clip.write_bytes(b"x" * clip.stat().st_size)

    with pytest.raises(FileTrouble) as trouble:
        write_bundle(contents, tmp_path / "out" / "bundle", step=change)
    assert trouble.value.code == "bundle_source_changed"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_where_nothing_can_be_made_is_told_in_a_sentence(contents, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileTrouble):
        write_bundle(contents, tmp_path / "file" / "bundle")


def test_a_post_of_too_many_files_is_told_before_anything_is_written(contents, tmp_path):
    page = contents.variants[0]
    crowd = replace(contents, variants=(page,) * 70)
    with pytest.raises(PostFault) as fault:
        write_bundle(crowd, tmp_path / "out" / "bundle")
    assert fault.value.code == "bundle_post_too_many_files"
    assert not (tmp_path / "out").exists()


def test_originals_and_rendered_files_are_never_changed(contents, tmp_path):
    before = bundles.tree(contents.originals)
    write_bundle(contents, tmp_path / "bundle")
    assert bundles.tree(contents.originals) == before


def test_a_relative_path_is_taken_from_where_the_officer_stands(contents, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert write_bundle(contents, Path("bundle.zip")).path == tmp_path / "bundle.zip"


def test_trust_is_asked_only_of_this_computer(honest):
    assert not verify(honest.folder).trusted
    own = TrustList(own_key_id=bundles.signer().claim().key_id)
    assert verify(honest.folder, trust=own).trusted
