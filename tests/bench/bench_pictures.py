"""A 24-megapixel photo to three targets under their byte limits: ours against plain Pillow and against libvips."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from harness import Row, measure_pair
from makers import pictures

PEERS = Path(__file__).resolve().parent / "peers"
REPEATS = 7


def run(folder: Path) -> list[Row]:
    source = folder / "24mp.jpg"
    photo = pictures.photo((6000, 4000), grain=0.05)
    pictures.save_jpeg(source, photo, location=True, quality=90, subsampling="4:2:0")
    ours, plain = measure_pair(_command("prstudio", source), _command("pillow", source), repeats=REPEATS)
    rows = [
        _row("24 MP to three targets: time / plain Pillow", ours.wall_s, plain.wall_s, "s", 0.3, "pillow"),
        _row(
            "24 MP to three targets: memory / plain Pillow", ours.peak_bytes, plain.peak_bytes, "bytes", 0.5, "pillow"
        ),
    ]
    if importlib.util.find_spec("pyvips") is None:
        print("libvips is not compared: pip install -e .[bench]", file=sys.stderr)
        return rows
    ours, vips = measure_pair(_command("prstudio", source), _command("vips", source), repeats=REPEATS)
    return [*rows, _row("24 MP to three targets: time / libvips", ours.wall_s, vips.wall_s, "s", 1.0, "vips")]


def _command(who: str, source: Path) -> Sequence[str]:
    outputs = source.parent / who
    outputs.mkdir(exist_ok=True)
    return [sys.executable, str(PEERS / f"{who}_pictures.py"), str(source), str(outputs)]


def _row(name: str, ours: float, peer: float, unit: str, target_ratio: float, who: str) -> Row:
    return Row(
        name, ours, peer, unit, target_ratio,
        command="python tests/bench/peers/prstudio_pictures.py 24mp.jpg OUT",
        peer_command=f"python tests/bench/peers/{who}_pictures.py 24mp.jpg OUT",
    )  # fmt: skip
