"""The same outputs by the program's own code, as a whole process.

Called with the picture and a folder for the outputs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from prstudio.media.pictures import probe_picture, render_pictures
from prstudio.model.geometry import Size, crop_box
from prstudio.model.progress import ignore, never
from prstudio.model.variant import PicturePlan

TARGETS = ((1200, 630, 150_000), (1080, 1350, 200_000), (1600, 900, 300_000))


def main(source: Path, folder: Path) -> None:
    upright = probe_picture(source, source.name).size
    plans = []
    for width, height, limit in TARGETS:
        size = Size(width, height)
        plans.append(PicturePlan(source.name, crop_box(upright, size.ratio), size, max_bytes=limit))
    render_pictures(plans, source, folder, report=ignore, cancelled=never)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
