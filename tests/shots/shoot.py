"""Makes a picture of every view of the window, in both languages, every scheme and three screen scales.

    python packaging/dev.py shots [FOLDER] [--only VIEW]…     FOLDER: build/shots when left out

The files are FOLDER/<view>-<language>-<scheme>-<percent>.png; look at each of them. The window is the real one on a
library of its own with the sample post. Exit code 1 when a view could not be shown.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCREENS = ((100, 1366, 768), (150, 1920, 1080), (200, 2560, 1440))
"""Per cent, and the screen's pixels: what offices have at that scale."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "shots")
    parser.add_argument("--only", action="append", default=[], help="the name of a view; may be given several times")
    parser.add_argument("--percent", action="append", type=int, default=[], help="a scale; may be given several times")
    given = parser.parse_args(arguments)
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    code = 0
    for percent, width_px, height_px in SCREENS:
        if not given.percent or percent in given.percent:
            print(f"{percent} % …", file=sys.stderr, flush=True)
            code |= shoot(folder, percent, (width_px, height_px), given.only)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return code


def shoot(folder: Path, percent: int, screen_px: tuple[int, int], only: list[str]) -> int:
    """One process for one scale: Qt reads it once, at its start."""
    size = [str(side * 100 // percent) for side in screen_px]
    with tempfile.TemporaryDirectory(prefix="prstudio-shots-") as home:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(percent / 100),
            "PRSTUDIO_HOME": home,
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, str(HERE / "scenes.py"), str(folder), str(percent), *size, *only]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
