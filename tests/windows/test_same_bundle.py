"""When two bundles count as the same."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import same_bundle
from makers import clips

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """One clip, the same with another mark of its encoder, and another clip."""
    folder = tmp_path_factory.mktemp("clips")
    for name, crf in (("one", "20"), ("other", "20"), ("worse", "51")):
        clips.clip(folder / f"{name}.mp4", size="160x120", duration_s=0.5, video=("-c:v", "libx264", "-crf", crf))
    contents = {path.stem: path.read_bytes() for path in folder.iterdir()}
    one = contents["one"]
    mark = one.index(b"x264 - core")
    contents["other"] = one[:mark] + b"y264 - core" + one[mark + 11 :]
    return contents


def _bundle(path: Path, clip: bytes, *, caption: bytes = b"same", more: Mapping[str, bytes] | None = None) -> Path:
    """As our writer lays one out: hashes, sizes and the name tell of the content."""
    files = {"data/x/video.mp4": clip, "data/x/caption.hi.txt": caption, **(more or {})}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    files["data/post.json"] = json.dumps({"size_bytes": len(clip)}).encode()
    files["data/review.html"] = hashes["data/x/video.mp4"].encode()
    identity = hashlib.sha256(clip + caption).hexdigest()[:8]
    payload = sum(len(content) for name, content in files.items() if name.startswith("data/"))
    count = sum(name.startswith("data/") for name in files)
    files["bag-info.txt"] = f"External-Identifier: post-{identity}\nPayload-Oxum: {payload}.{count}\n".encode()
    files["manifest-sha256.txt"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in files.items()
        if name.startswith("data/")
    ).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"post-{identity}/{name}", content)
    return path


def test_equal_bundles_are_the_same(tmp_path: Path, encoded):
    one = _bundle(tmp_path / "1.zip", encoded["one"])
    assert same_bundle.require_same(one, _bundle(tmp_path / "2.zip", encoded["one"])) == []


def test_a_clip_may_have_other_bytes_when_its_pictures_are_the_same(tmp_path: Path, encoded):
    one, other = _bundle(tmp_path / "1.zip", encoded["one"]), _bundle(tmp_path / "2.zip", encoded["other"])
    assert same_bundle.require_same(one, other) == ["data/x/video.mp4"]


def test_a_worse_clip_is_not_the_same(tmp_path: Path, encoded):
    one, other = _bundle(tmp_path / "1.zip", encoded["one"]), _bundle(tmp_path / "2.zip", encoded["worse"])
    with pytest.raises(same_bundle.Differs, match="dB"):
        same_bundle.require_same(one, other)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"caption": b"other"}, "caption.hi.txt"),
        ({"more": {"data/x/extra.txt": b""}}, "extra.txt"),
        ({"more": {"data/review.html": b"other"}}, "review.html"),
    ],
)
def test_anything_else_that_differs_is_named(tmp_path: Path, encoded, change: dict[str, object], where: str):
    one = _bundle(tmp_path / "1.zip", encoded["one"])
    if "more" in change and "data/review.html" in change["more"]:
        other = _with_other_page(one, tmp_path / "2.zip")
    else:
        other = _bundle(tmp_path / "2.zip", encoded["one"], **change)
    with pytest.raises(same_bundle.Differs, match=where):
        same_bundle.require_same(one, other)


def _with_other_page(bundle: Path, path: Path) -> Path:
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"other" if name.endswith("review.html") else source.read(name))
    return path
