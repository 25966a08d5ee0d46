"""Reading clips: a probe and a film strip of a 60-second 1080p clip, against moviepy doing the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from harness import Row, measure_pair
from makers import clips

_PEERS = Path(__file__).resolve().parent / "peers"
_OURS = str(_PEERS / "prstudio_reading.py")
_MOVIEPY = str(_PEERS / "moviepy_probe.py")
_PICTURES = 60
_PROBE_S = 0.015
"""A probe may take this long in a running program: the window must not be held up."""


def run(folder: Path) -> list[Row]:
    clip = _phone_clip(folder / "phone.mp4")
    return [*_in_process(clip), _probe(clip), _strip(clip, folder)]


def _phone_clip(path: Path) -> Path:
    """60 s of 1080p30 with sound, a key frame a second, about 16 Mbit/s, no B-frames: like a phone's."""
    video = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "16M", "-g", "30")
    return clips.clip(path, size="1920x1080", rate="30", duration_s=60, video=video)


def _in_process(clip: Path) -> list[Row]:
    mine_s, theirs_s = _median_s(_OURS, clip), _median_s(_MOVIEPY, clip)
    command = "python tests/bench/peers/prstudio_reading.py probe-loop CLIP"
    peer = "python tests/bench/peers/moviepy_probe.py probe-loop CLIP"
    return [
        Row("probe of an MP4 in a running program / 15 ms", mine_s, _PROBE_S, "s", 1.0,
            command=command, peer_command="(a fixed bound)"),
        Row("probe of an MP4 in a running program / moviepy", mine_s, theirs_s, "s", 0.3,
            command=command, peer_command=peer),
    ]  # fmt: skip


def _median_s(script: str, clip: Path) -> float:
    command = [sys.executable, script, "probe-loop", str(clip)]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def _probe(clip: Path) -> Row:
    # Where Python may not write compiled modules, ours would be compiled anew each time and moviepy's not.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = [sys.executable, "-X", f"pycache_prefix={clip.parent / 'compiled'}"]
    ours, peer = [*python, _OURS, "probe", str(clip)], [*python, _MOVIEPY, "probe", str(clip)]
    mine, theirs = measure_pair(ours, peer, repeats=9)
    return Row(
        "probe of a 60 s clip, whole process / moviepy", mine.wall_s, theirs.wall_s, "s", 0.3,
        command="python tests/bench/peers/prstudio_reading.py probe CLIP",
        peer_command="python tests/bench/peers/moviepy_probe.py probe CLIP",
    )  # fmt: skip


def _strip(clip: Path, folder: Path) -> Row:
    rest = [str(clip), str(folder), str(_PICTURES)]
    ours = [sys.executable, _OURS, "strip", *rest]
    peer = [sys.executable, str(_PEERS / "moviepy_strip.py"), *rest]
    mine, theirs = measure_pair(ours, peer, repeats=3)
    for name in ("ours", "peer"):
        count = len(list(folder.glob(f"{name}-*.jpg")))
        if count != _PICTURES:
            raise RuntimeError(f"{name} made {count} pictures")
    return Row(
        f"{_PICTURES} pictures of a 60 s clip / moviepy frame by frame", mine.wall_s, theirs.wall_s, "s", 0.15,
        command=f"python tests/bench/peers/prstudio_reading.py strip CLIP FOLDER {_PICTURES}",
        peer_command=f"python tests/bench/peers/moviepy_strip.py CLIP FOLDER {_PICTURES}",
    )  # fmt: skip
