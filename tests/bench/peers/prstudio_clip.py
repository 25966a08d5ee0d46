"""One clip by the program's own code, as a whole process; prints the path of the output.

Called with the clip, a folder for the output, and a byte limit (0: none).
"""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

from prstudio.media.encode import render_video
from prstudio.media.probe import probe
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.variant import VideoPlan


def main(source: Path, folder: Path, limit_bytes: int) -> None:
    info = probe(source, source.name)
    assert isinstance(info, ClipInfo)
    plan = VideoPlan(source.name, 10.0, 50.0, WHOLE, Size(1280, 720), Fraction(30), max_bytes=limit_bytes or None)
    print(render_video(plan, source, folder, info=info, slide_paths={}).path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
