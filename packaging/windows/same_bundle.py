"""Whether two bundles of one post, written by two systems, are the same: to the byte, but for what an encoder decides.

Two builds of one encoder may write other bytes for the same pictures. So clips are compared as they are seen and heard
of; in the files that tell of them, their hashes and sizes may differ, and nothing else.
"""

import hashlib
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from prstudio.media import ffmpeg
from prstudio.model.media_info import ClipInfo
from prstudio.one_file import probe_file

PSNR_MIN_DB = 45.0
"""Above this no eye tells two pictures apart."""
_TELLING = (
    "bag-info.txt",
    "data/post.json",
    "data/review.html",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
)
_AVERAGE = re.compile(r"PSNR .*average:(inf|[0-9.]+)")
_LIMIT_S = 120.0


class Differs(Exception):
    """They are not the same; the text says where."""


def require_same(ours: Path, theirs: Path) -> list[str]:
    """The clips whose bytes differ, while their pictures don't.

    Raises:
        Differs: anything else differs.
    """
    one, other = _read(ours), _read(theirs)
    if one.keys() != other.keys():
        raise Differs(f"files: {sorted(one.keys() ^ other.keys())}")
    different = [path for path in one if one[path] != other[path]]
    clips = [path for path in different if path.endswith(".mp4")]
    unexplained = [path for path in different if path not in _TELLING and path not in clips]
    if unexplained:
        raise Differs(f"contents: {unexplained}")
    for path in clips:
        _require_same_clip(path, one[path], other[path])
    for path in different:
        if path in _TELLING and _translated(path, one, other, different) != other[path]:
            raise Differs(f"{path} tells of more than other clips")
    return clips


def _read(bundle: Path) -> dict[str, bytes]:
    """The files by their path below the bundle's own folder, whose name tells of the content."""
    with zipfile.ZipFile(bundle) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _translated(path: str, one: Mapping[str, bytes], other: Mapping[str, bytes], different: list[str]) -> bytes:
    """Our file as it would stand if it told of the other's clips."""
    content = one[path]
    pairs = [(_sha256(one[name]), _sha256(other[name])) for name in different]
    pairs += [(_oxum(one), _oxum(other)), (_id(one), _id(other))]
    for name in different:
        sizes = (len(one[name]), len(other[name]))
        pairs.append(tuple(b'"size_bytes": %d' % size_bytes for size_bytes in sizes))
    for old, new in pairs:
        content = content.replace(old, new)
    return content


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode("ascii")


def _oxum(files: Mapping[str, bytes]) -> bytes:
    payload = [content for path, content in files.items() if path.startswith("data/")]
    return b"Payload-Oxum: %d.%d" % (sum(map(len, payload)), len(payload))


def _id(files: Mapping[str, bytes]) -> bytes:
    match = re.search(rb"External-Identifier: (\S+)", files["bag-info.txt"])
    if match is None:
        raise Differs("bag-info.txt names no bundle")
    return match[1]


def _require_same_clip(path: str, one: bytes, other: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clips = []
        for name, content in (("one.mp4", one), ("other.mp4", other)):
            clips.append(Path(folder) / name)
            clips[-1].write_bytes(content)
        infos = [probe_file(clip) for clip in clips]
        facts = [_facts(info) for info in infos if isinstance(info, ClipInfo)]
        if len(facts) != 2 or facts[0] != facts[1]:
            raise Differs(f"{path}: {facts}")
        psnr_db = _psnr_db(*clips)
    if psnr_db < PSNR_MIN_DB:
        raise Differs(f"{path}: the pictures differ by {psnr_db} dB")


def _facts(info: ClipInfo) -> tuple[object, ...]:
    return (info.size, info.duration_s, info.fps, info.frame_count, info.video_codec, info.audio, info.is_fast_start)


def _psnr_db(one: Path, other: Path) -> float:
    command = [ffmpeg.executable(), "-hide_banner", "-i", str(one), "-i", str(other), "-lavfi", "[0:v][1:v]psnr"]
    done = subprocess.run([*command, "-f", "null", "-"], capture_output=True, check=False, timeout=_LIMIT_S)
    match = _AVERAGE.search(done.stderr.decode("utf-8", "replace"))
    if match is None:
        raise Differs(f"{one.name} can't be compared: {done.stderr[-300:]!r}")
    return float(match[1])
