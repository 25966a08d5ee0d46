"""How fast the command line starts, and what the set-up script costs on a later call."""

from __future__ import annotations

import sys
from pathlib import Path

from harness import Row, measure_pair

ROOT = Path(__file__).resolve().parents[2]

# What `check` needs to have imported before it can begin, without doing anything.
_IMPORTS = (
    "import sys; from prstudio.cli.app import run; from prstudio import studio;"
    " from prstudio.cli import check; import prstudio.media.pictures, prstudio.media.clip_probe; import PIL.Image"
)


def run(folder: Path) -> list[Row]:
    return [_second_start(), _check_sample(folder)]


def _second_start() -> Row:
    ours = [sys.executable, str(ROOT / "packaging" / "dev.py"), "run", "--version"]
    bare = [sys.executable, "-m", "prstudio", "--version"]
    mine, theirs = measure_pair(ours, bare, repeats=15)
    return Row(
        "second start of dev.py run / the bare program", mine.wall_s, theirs.wall_s, "s", 1.5,
        command="python packaging/dev.py run --version", peer_command="python -m prstudio --version",
    )  # fmt: skip


def _check_sample(folder: Path) -> Row:
    from prstudio.media.sample.folder import write_sample

    sample = folder / "sample"
    write_sample(sample)
    ours = [sys.executable, "-m", "prstudio", "check", str(sample)]
    bare = [sys.executable, "-c", _IMPORTS]
    mine, theirs = measure_pair(ours, bare, repeats=9)
    return Row(
        "check of the sample / Python with the same imports", mine.wall_s, theirs.wall_s, "s", 2.0,
        command="python -m prstudio check SAMPLE", peer_command="python -c 'import …' (the modules that check loads)",
    )  # fmt: skip
