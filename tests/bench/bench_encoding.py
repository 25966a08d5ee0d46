"""Encoding: a whole export against a moviepy script and against ffmpeg by hand; one clip; a byte limit that binds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import imageio_ffmpeg
from harness import Measurement, Row, measure, measure_pair
from makers import large_media

_PEERS = Path(__file__).resolve().parent / "peers"
_FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
_AS_LOW = ("nice", "-n", "10")
"""Ours encodes below normal priority, so that the office PC stays usable; the peer must not win by that."""
_LIMIT_SHARE = 0.7
"""Of what the clip takes when quality alone decides."""
_BY_HAND = (
    *("-vf", "scale=-2:720", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-maxrate", "2500k"),
    *("-bufsize", "5000k", "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-ar", "48000"),
    *("-movflags", "+faststart"),
)


def run(folder: Path) -> list[Row]:
    post = folder / "post"
    post.mkdir()
    large_media.export_post(post)
    return [*_export(post, folder), *_one_clip(post / "clip.mp4", folder)]


def _export(post: Path, folder: Path) -> list[Row]:
    by_hand, by_moviepy = folder / "by_hand", folder / "by_moviepy"
    by_hand.mkdir()
    by_moviepy.mkdir()
    photo, clip, bundle = str(post / "photo.jpg"), str(post / "clip.mp4"), folder / "bundle"
    ours = [sys.executable, "-m", "prstudio", "export", str(post), "--out", str(bundle), "--unsigned"]
    hand = ["sh", str(_PEERS / "ffmpeg_export.sh"), _FFMPEG, photo, clip, str(by_hand)]
    script = [sys.executable, str(_PEERS / "moviepy_export.py"), photo, clip, str(by_moviepy)]
    mine, theirs = measure_pair(ours, hand)
    moviepys = measure(script, repeats=1)
    command = "prstudio export POST --out BUNDLE --unsigned"
    hand_command = "sh tests/bench/peers/ffmpeg_export.sh FFMPEG PHOTO CLIP FOLDER"
    script_command = "python tests/bench/peers/moviepy_export.py PHOTO CLIP FOLDER"
    rows = [
        *_compared("export", mine, moviepys, "moviepy + Pillow", wall=0.25, command=command, peer=script_command),
        *_compared("export", mine, theirs, "ffmpeg by hand", wall=0.5, command=command, peer=hand_command),
    ]
    video = next(bundle.glob("data/youtube/*.mp4"))
    rows.append(_quality("export", video, by_hand / "youtube.mp4", Path(clip)))
    return [row for row in rows if row.unit != "bytes" or "hand" in row.name]


def _one_clip(clip: Path, folder: Path) -> list[Row]:
    """One output alone, where nothing can be shared."""
    ours_folder, peer_file = folder / "one", folder / "one_by_hand.mp4"
    ours_folder.mkdir()
    script = [sys.executable, str(_PEERS / "prstudio_clip.py"), str(clip), str(ours_folder)]
    hand = [*_AS_LOW, _FFMPEG, "-nostdin", "-v", "error", "-y", "-ss", "10", "-t", "40", "-i", str(clip), *_BY_HAND]
    mine, theirs = measure_pair([*script, "0"], [*hand, str(peer_file)])
    rows = _compared(
        "one clip", mine, theirs, "ffmpeg by hand", wall=1.1,
        command="python tests/bench/peers/prstudio_clip.py CLIP FOLDER 0",
        peer=f"{' '.join(_AS_LOW)} ffmpeg -ss 10 -t 40 -i CLIP {' '.join(_BY_HAND)} OUT",
    )  # fmt: skip
    output = next(ours_folder.glob("*.mp4"))
    rows.append(_quality("one clip", output, peer_file, clip))
    return [*rows, _byte_limit(script, output)]


def _compared(
    job: str, mine: Measurement, theirs: Measurement, peer_name: str, *, wall: float, command: str, peer: str
) -> list[Row]:
    return [
        Row(f"{job} / {peer_name}", mine.wall_s, theirs.wall_s, "s", wall, command=command, peer_command=peer),
        Row(f"{job}: peak memory / {peer_name}", mine.peak_bytes, theirs.peak_bytes, "bytes", 1.0),
    ]


def _quality(job: str, ours: Path, peer: Path, source: Path) -> Row:
    return Row(f"{job}: SSIM against the source", _ssim(ours, source), _ssim(peer, source), "ssim", 0.99, at_most=False)


def _byte_limit(script: list[str], free: Path) -> Row:
    """How much of a limit that binds is filled; more than all of it is a fault."""
    limit_bytes = round(free.stat().st_size * _LIMIT_SHARE)
    done = subprocess.run([*script, str(limit_bytes)], capture_output=True, check=True, text=True)
    size_bytes = Path(done.stdout.strip()).stat().st_size
    if size_bytes > limit_bytes:
        raise RuntimeError(f"{size_bytes} bytes are over the limit of {limit_bytes}")
    return Row("one clip: share of a byte limit", size_bytes, limit_bytes, "bytes", 0.97, at_most=False)


def _ssim(clip: Path, source: Path) -> float:
    """Mean structural similarity of all frames, at the size of the source."""
    graph = "[0:v]setpts=N/30/TB,scale=1920:1080:flags=bicubic[ours];[1:v]setpts=N/30/TB[source];[ours][source]ssim"
    inputs = ["-i", str(clip), "-ss", "10", "-t", "40", "-i", str(source)]
    done = subprocess.run(
        [_FFMPEG, "-nostdin", "-hide_banner", *inputs, "-filter_complex", graph, "-f", "null", "-"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    found = re.search(r"All:([0-9.]+)", done.stderr)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return float(found[1])
