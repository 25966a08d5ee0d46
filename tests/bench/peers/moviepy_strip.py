"""What a plain script does with moviepy: a film strip frame by frame. Called with the clip, a folder and a count."""

from __future__ import annotations

import sys
from pathlib import Path

from moviepy import VideoFileClip
from PIL import Image

HEIGHT_PX = 96


def main(source: str, folder: Path, count: int) -> None:
    with VideoFileClip(source, audio=False) as clip:
        width_px = round(HEIGHT_PX * clip.w / clip.h)
        for slot in range(count):
            frame = Image.fromarray(clip.get_frame((slot + 0.5) * clip.duration / count))
            frame.resize((width_px, HEIGHT_PX)).save(folder / f"peer-{slot:03}.jpg", quality=80)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
