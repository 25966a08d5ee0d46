"""The main job from the command line, as a newcomer does it: real processes on the sample."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from prstudio.media import ffmpeg

pytestmark = pytest.mark.slow


def test_the_sample_goes_from_a_folder_to_a_bundle_that_verifies(sample, as_json, tmp_path: Path):
    before = _hashes(sample)
    code, checked = as_json("check", sample)
    assert code == 0
    assert [target["platform"] for target in checked["targets"]] == ["facebook", "youtube", "x"]
    assert {finding["severity"] for finding in checked["findings"]} <= {"warning", "advice"}

    bundle = tmp_path / "बंडल.zip"
    code, exported = as_json("export", sample, "--out", bundle)
    assert code == 0
    assert exported["bundle"] == str(bundle)
    paths = {file["path"] for target in exported["targets"] for file in target["files"]}
    assert {
        "data/facebook/photo-1.jpg",
        "data/facebook/photo-2.jpg",
        "data/youtube/video.mp4",
        "data/x/video.mp4",
    } <= paths
    for target in exported["targets"]:
        assert target["text_units"]

    code, verified = as_json("verify", bundle)
    assert code == 0
    assert verified == {"ok": True, "signed_by": None, "trusted": False, "problems": []}
    assert _hashes(sample) == before, "an original was changed"


def test_the_same_post_gives_the_same_bundle_byte_for_byte(sample, as_json, tmp_path: Path):
    outs = [tmp_path / "one.zip", tmp_path / "two.zip"]
    names = [as_json("export", sample, "--out", out, "--platform", "facebook", "--unsigned")[1]["name"] for out in outs]
    assert names[0] == names[1]
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_nothing_hidden_leaves_the_office(sample, prstudio, tmp_path: Path):
    assert b"GPS" in (sample / "camp.jpg").read_bytes() or b"\x88%" in (sample / "camp.jpg").read_bytes()
    assert prstudio("export", sample, "--out", tmp_path / "out", "--unsigned").returncode == 0
    picture = (tmp_path / "out" / "data" / "facebook" / "photo-1.jpg").read_bytes()
    assert b"Exif" not in picture
    assert b"28.6" not in picture


def test_one_clip_that_several_targets_share_is_the_same_file(sample, prstudio, tmp_path: Path):
    assert prstudio("export", sample, "--out", tmp_path / "out", "--unsigned").returncode == 0
    clips = [tmp_path / "out" / "data" / platform / "video.mp4" for platform in ("youtube", "x")]
    assert clips[0].read_bytes() == clips[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["exprt"], 2),
        (["check"], 2),
        (["check", "no/such/folder"], 2),
        (["check", ".", "--platform", "orkut"], 2),
        (["--lang", "fr", "check", "."], 2),
        (["count"], 2),
        (["media", "probe", "no-such-file"], 2),
        (["media", "fit", "x.jpg", "--platform", "x", "--out", "y.jpg", "--crop", "2,2,2,2"], 2),
        (["verify", "no-such-bundle"], 2),
        (["limits", "install", "no-such-file"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_gets_a_sentence_in_the_persons_language_and_no_traceback(prstudio, arguments, code):
    english = prstudio(*arguments)
    hindi = prstudio(*arguments, PRSTUDIO_LANG="hi")
    for answer in (english, hindi):
        assert answer.returncode == code, answer.stderr
        assert "Traceback" not in answer.stderr
        assert answer.stdout == ""
        assert 1 <= len(answer.stderr.strip().splitlines()) <= 2
    if "--lang" not in arguments:
        assert any("\u0900" <= sign <= "\u097f" for sign in hindi.stderr)


def test_a_wrong_key_is_told_with_its_line(sample, prstudio, tmp_path: Path):
    folder = tmp_path / "post"
    shutil.copytree(sample, folder)
    text = (folder / "post.toml").read_text(encoding="utf-8")
    (folder / "post.toml").write_text(text.replace("district =", "distict ="), encoding="utf-8")
    answer = prstudio("check", folder)
    assert answer.returncode == 1
    assert "distict" in answer.stderr
    assert "4" in answer.stderr
    assert "district" in answer.stderr


def test_a_post_with_errors_is_not_exported_unless_asked_for(sample, prstudio, as_json, tmp_path: Path):
    folder = tmp_path / "post"
    shutil.copytree(sample, folder)
    text = (folder / "post.toml").read_text(encoding="utf-8")
    (folder / "post.toml").write_text(text.replace('headline = "Free eye', 'headline = "<Free> eye'), encoding="utf-8")
    code, exported = as_json("export", folder, "--out", tmp_path / "out", "--platform", "youtube")
    assert code == 1
    assert exported["bundle"] is None
    assert any(finding["severity"] == "error" for finding in exported["findings"])
    assert not (tmp_path / "out").exists()
    assert prstudio(
        "export", folder, "--out", tmp_path / "out", "--platform", "facebook", "--with-errors"
    ).returncode in (0, 1)
    assert (tmp_path / "out" / "bagit.txt").exists()


def test_a_changed_bundle_is_refused_with_its_file(sample, prstudio, as_json, tmp_path: Path):
    bundle = tmp_path / "out"
    assert prstudio("export", sample, "--out", bundle, "--unsigned", "--platform", "facebook").returncode == 0
    (bundle / "data" / "facebook" / "caption.txt").write_text("x", encoding="utf-8")
    code, verified = as_json("verify", bundle)
    assert code == 1
    assert not verified["ok"]
    assert any(problem["path"] == "data/facebook/caption.txt" for problem in verified["problems"])
    assert set(verified["problems"][0]["message"]) == {"hi", "en"}


KEYRING = """
import json, pathlib
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    priority = 1
    file = pathlib.Path(__file__).with_name("ring.json")

    def _all(self):
        return json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}

    def get_password(self, service, username):
        return self._all().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        self.file.write_text(json.dumps({**self._all(), f"{service}/{username}": password}), encoding="utf-8")

    def delete_password(self, service, username):
        rest = {name: value for name, value in self._all().items() if name != f"{service}/{username}"}
        self.file.write_text(json.dumps(rest), encoding="utf-8")
"""


def test_with_a_keyring_the_bundle_is_signed_by_the_office_and_a_change_is_noticed(sample, prstudio, tmp_path: Path):
    (tmp_path / "officering.py").write_text(KEYRING, encoding="utf-8")
    ring = {"PYTHONPATH": str(tmp_path), "PYTHON_KEYRING_BACKEND": "officering.Ring"}
    export = ["export", sample, "--out", tmp_path / "out", "--platform", "facebook", "--officer", "DIPRO"]
    assert prstudio(*export, **ring).returncode == 0
    verified = json.loads(prstudio("verify", tmp_path / "out", "--json", **ring).stdout)
    assert verified["ok"]
    assert verified["trusted"], "the office's own key is trusted on its own computer"
    assert (verified["signed_by"]["district"], verified["signed_by"]["officer"]) == ("jhajjar", "DIPRO")

    elsewhere = json.loads(
        prstudio("verify", tmp_path / "out", "--json", PRSTUDIO_HOME=str(tmp_path / "elsewhere")).stdout
    )
    assert elsewhere["ok"]
    assert not elsewhere["trusted"]

    signature = tmp_path / "out" / "signature.json"
    signature.write_text(signature.read_text(encoding="utf-8").replace("DIPRO", "Someone"), encoding="utf-8")
    forged = prstudio("verify", tmp_path / "out", "--json", **ring)
    assert forged.returncode == 1
    assert not json.loads(forged.stdout)["ok"]


def test_counting_speaks_every_platforms_unit(as_json):
    code, counted = as_json("count", "हरियाणा ₹ https://haryana.gov.in")
    assert code == 0
    assert counted["x"] == {"value": 7 + 1 + 2 + 1 + 23, "unit": "weighted", "limit": 280, "valid": True}
    assert counted["youtube.description"]["unit"] == "bytes"
    assert {"facebook", "youtube.title", "youtube.tags", "graphemes"} <= set(counted)
    assert counted["graphemes"] == 4 + 3 + 22


def test_a_photo_alone_goes_where_photos_go_and_the_rest_is_told(sample, as_json, tmp_path: Path):
    folder = tmp_path / "post"
    folder.mkdir()
    shutil.copy(sample / "eye-test.jpg", folder)
    (folder / "post.toml").write_text(
        'schema = 1\ndistrict = "jhajjar"\n[caption.hi]\nbody = "रविवार को नेत्र शिविर।"\n[caption.en]\nbody = "Eye camp on Sunday."\n'
        '[[asset]]\nfile = "eye-test.jpg"\nalt = { hi = "जाँच", en = "Examination" }\n',
        encoding="utf-8",
    )
    code, exported = as_json("export", folder, "--out", tmp_path / "out", "--unsigned")
    assert code == 0
    assert [target["platform"] for target in exported["targets"]] == ["facebook", "x"]
    assert [finding["target"] for finding in exported["findings"] if finding["code"] == "platform_left_out"] == [
        "youtube"
    ]


def test_old_typefaces_become_unicode(as_json, prstudio):
    assert as_json("convert-legacy", "gfj;k.kk")[1]["text"] == "हरियाणा"
    doubtful = prstudio("convert-legacy", "fnukad% 23&11&2026", PRSTUDIO_LANG="hi")
    assert doubtful.stdout.strip() == "दिनांकः 23-11-2026"
    assert "%" in doubtful.stderr
    assert prstudio("convert-legacy", "x", "--font", "Chanakya").returncode == 2


def test_a_changed_number_in_the_rules_changes_counter_finding_and_encoder(sample, as_json, prstudio, tmp_path: Path):
    rules = Path(__file__).resolve().parents[2] / "resources" / "platforms" / "x.toml"
    text = rules.read_text(encoding="utf-8").replace("revision = 2026-11-23", "revision = 2026-12-01")
    text = text.replace('value = 280, unit = "weighted"', 'value = 100, unit = "weighted"')
    text = text.replace("{ value = 8_000_000_000,", "{ value = 500_000,")
    newer = tmp_path / "x-new.toml"
    newer.write_text(text, encoding="utf-8")
    code, installed = as_json("limits", "install", newer)
    assert code == 0
    assert any(change["place"] == "texts.post.max_length" for change in installed["changes"])

    assert as_json("count", "क" * 150)[1]["x"]["valid"] is False
    findings = as_json("check", sample, "--platform", "x")[1]["findings"]
    assert any(finding["code"].startswith("text_") and finding["params"].get("limit") == 100 for finding in findings)
    out = tmp_path / "small.mp4"
    clip = _lively_clip(tmp_path / "lively.mp4")
    assert prstudio("media", "fit", clip, "--platform", "x", "--out", out).returncode == 0
    assert 0.97 * 500_000 <= out.stat().st_size <= 500_000

    assert prstudio("limits", "undo", "x").returncode == 0
    assert as_json("count", "क" * 150)[1]["x"]["valid"] is True


def test_a_broken_rules_file_is_refused_with_its_place_and_stops_nothing(prstudio, as_json, tmp_path: Path):
    broken = tmp_path / "x.toml"
    broken.write_text('schema = 1\nplatform = "x"\nrevision = 2027-01-01\n', encoding="utf-8")
    answer = prstudio("limits", "install", broken)
    assert answer.returncode == 1
    assert "sources" in answer.stderr
    assert as_json("count", "x")[0] == 0


def test_photos_made_into_a_clip_are_a_posts_video_too(sample, as_json, tmp_path: Path):
    folder = tmp_path / "slides"
    folder.mkdir()
    for name in ("camp.jpg", "eye-test.jpg", "camp.mp4"):
        shutil.copy(sample / name, folder / name)
    (folder / "post.toml").write_text(
        'schema = 1\ndistrict = "jhajjar"\n'
        '[caption.hi]\nheadline = "नेत्र शिविर"\nbody = "चित्रों में।"\n[caption.en]\nheadline = "Eye camp"\nbody = "In pictures."\n'
        '[[asset]]\nalt = { hi = "चित्र", en = "Pictures" }\n'
        'slideshow = { crossfade_s = 0.5, slides = [{ file = "camp.jpg", duration_s = 2.0 }, { file = "eye-test.jpg", duration_s = 2.0 }] }\n'
        '[[target]]\nplatform = "youtube"\n',
        encoding="utf-8",
    )
    code, exported = as_json("export", folder, "--out", tmp_path / "out", "--unsigned")
    assert code == 0, exported
    (clip,) = [file for file in exported["targets"][0]["files"] if file["path"].endswith("video.mp4")]
    assert clip["duration_s"] == pytest.approx(3.5, abs=0.05)


def test_a_zip_holds_one_folder_of_the_bundles_name(sample, as_json, tmp_path: Path):
    exported = as_json("export", sample, "--out", tmp_path / "out.zip", "--unsigned", "--platform", "x")[1]
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {exported["name"]}
        record = json.loads(archive.read(f"{exported['name']}/data/post.json"))
    assert record["schema"] == 1


def _lively_clip(path: Path) -> Path:
    """Four seconds in which everything moves, so that a byte limit binds."""
    source = "testsrc2=s=640x360:r=30:d=4,noise=alls=40:allf=t"
    arguments = ["-y", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt"]
    subprocess.run([ffmpeg.executable(), "-v", "error", *arguments, "yuv420p", str(path)], check=True)
    return path


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
