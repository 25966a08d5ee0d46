"""The outputs of an export by a plain script with moviepy and Pillow, one after the other.

Called with the photo, the clip and a folder for the outputs.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from moviepy import VideoFileClip
from PIL import Image, ImageOps

START_S, END_S = 10.0, 50.0
LIMIT_BYTES = 2_000_000
PICTURES = (("facebook", 1080, 1350), ("x", 1080, 1350), ("youtube", 1280, 720))
ENCODING = ["-crf", "23", "-maxrate", "2500k", "-bufsize", "5000k", "-g", "60", "-movflags", "+faststart"]


def main(photo: Path, clip: Path, folder: Path) -> None:
    for name in ("facebook", "youtube", "x"):
        with VideoFileClip(str(clip)) as opened:
            opened.subclipped(START_S, END_S).resized(height=720).write_videofile(
                str(folder / f"{name}.mp4"), codec="libx264", preset="veryfast", audio_codec="aac", audio_fps=48000,
                audio_bitrate="128k", temp_audiofile_path=str(folder), ffmpeg_params=ENCODING, logger=None,
            )  # fmt: skip
    for name, width, height in PICTURES:
        save_picture(photo, folder / f"{name}.jpg", width=width, height=height)


def save_picture(photo: Path, output: Path, *, width: int, height: int) -> None:
    with Image.open(photo) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image = ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS)
    for quality in range(95, 5, -5):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= LIMIT_BYTES:
            break
    output.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
