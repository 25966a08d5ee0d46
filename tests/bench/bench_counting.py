"""X's weighted length of typical captions: ours against both reference packages, warm, without the start of a process.

The three read the same captions and then count them in a plain loop, several rounds each; the best round counts. Ours and
a peer run in turn, so that a slow moment of the machine hits both.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from harness import Row
from makers import captions, x_reference

_LOOP = Path(__file__).resolve().parent / "peers" / "counting_loop.py"

_CAPTIONS = 10_000
_CAPTIONS_FOR_PYPI = 300  # it needs milliseconds a caption
_TURNS = 3


def run(folder: Path) -> list[Row]:
    missing = x_reference.why_missing()
    if missing:
        raise RuntimeError(missing)
    node = ["node", str(x_reference.SCRIPT), str(x_reference.folder()), "--bench"]
    shown_node = "node tests/makers/twitter_text_oracle.mjs .venv/oracles --bench"
    pypi = [sys.executable, str(_LOOP), "twitter_text", "1"]
    shown_pypi = "python tests/bench/peers/counting_loop.py twitter_text 1"
    return [
        _row("npm twitter-text", node, shown_node, source=_written(folder, _CAPTIONS)),
        _row("PyPI twitter-text-parser", pypi, shown_pypi, source=_written(folder, _CAPTIONS_FOR_PYPI)),
    ]


def _row(package: str, peer: list[str], shown: str, *, source: Path) -> Row:
    ours = [sys.executable, str(_LOOP), "prstudio", "5"]
    turns = [(_best_s(ours, source), _best_s(peer, source)) for _ in range(_TURNS)]
    count = source.stem.partition("-")[2]
    return Row(
        f"counting {count} captions / {package}",
        min(mine for mine, _ in turns), min(theirs for _, theirs in turns), "s", 1.0,
        command=f"python tests/bench/peers/counting_loop.py prstudio 5 < {source.name}",
        peer_command=f"{shown} < {source.name}",
    )  # fmt: skip


def _written(folder: Path, count: int) -> Path:
    path = folder / f"captions-{count}.jsonl"
    path.write_text("".join(json.dumps(text) + "\n" for text in captions.typical(count)), encoding="utf-8")
    return path


def _best_s(command: list[str], source: Path) -> float:
    with source.open(encoding="utf-8") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, encoding="utf-8", check=True)
    return float(done.stdout)
