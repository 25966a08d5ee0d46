"""What a plain script does with Pillow: open, crop, resize, save ever lower until the file fits, once an output.

Called with the picture and a folder for the outputs.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image, ImageOps

TARGETS = ((1200, 630, 150_000), (1080, 1350, 200_000), (1600, 900, 300_000))


def main(source: Path, folder: Path) -> None:
    for width, height, limit in TARGETS:
        with Image.open(source) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
        ratio = width / height
        crop_width = min(image.width, round(image.height * ratio))
        crop_height = min(image.height, round(image.width / ratio))
        left, top = (image.width - crop_width) // 2, (image.height - crop_height) // 2
        image = image.crop((left, top, left + crop_width, top + crop_height))
        image = image.resize((width, height), Image.Resampling.LANCZOS)
        for quality in range(95, 5, -5):
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
            if buffer.tell() <= limit:
                break
        (folder / f"{width}x{height}.jpg").write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
