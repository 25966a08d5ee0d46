"""The same outputs by libvips: shrink on load, crop, and halving of the quality range until the best that fits.

Called with the picture and a folder for the outputs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyvips

TARGETS = ((1200, 630, 150_000), (1080, 1350, 200_000), (1600, 900, 300_000))
ENCODES_MAX = 4


def main(source: Path, folder: Path) -> None:
    for width, height, limit in TARGETS:
        image = pyvips.Image.thumbnail(str(source), width, height=height, crop="centre").copy_memory()
        (folder / f"{width}x{height}.jpg").write_bytes(best_jpeg(image, limit))


def best_jpeg(image: pyvips.Image, limit: int) -> bytes:
    low, high, best = 10, 88, b""
    quality = high
    for _ in range(ENCODES_MAX):
        data = image.jpegsave_buffer(Q=quality, strip=True, optimize_coding=True, interlace=True)
        if len(data) <= limit:
            low, best = quality, data
        else:
            high = quality
        quality = (low + high) // 2
        if quality in (low, high):
            break
    return best or image.jpegsave_buffer(Q=10, strip=True, optimize_coding=True, interlace=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
