"""Ours: `probe CLIP`, `probe-loop CLIP` (median seconds of one probe in a running program) or `strip CLIP FOLDER COUNT`."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from prstudio.media.clip_probe import probe_clip

HEIGHT_PX = 96
LOOPS = 50


def main(verb: str, source: Path, *rest: str) -> None:
    info = probe_clip(source, source.name)
    if verb == "probe":
        print(info.size, info.fps, info.duration_s)
    elif verb == "probe-loop":
        print(statistics.median(_seconds(source) for _ in range(LOOPS)))
    else:
        _strip(source, Path(rest[0]), int(rest[1]))


def _seconds(source: Path) -> float:
    started = time.perf_counter()
    probe_clip(source, source.name)
    return time.perf_counter() - started


def _strip(source: Path, folder: Path, count: int) -> None:
    from prstudio.media.film_strip import strip_pictures

    info = probe_clip(source, source.name)
    for picture in strip_pictures(source, info, count=count, height_px=HEIGHT_PX):
        (folder / f"ours-{picture.slot:03}.jpg").write_bytes(picture.jpeg)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
