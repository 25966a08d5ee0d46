"""Runs the measurements of this folder and prints them as one table of ratios.

    python packaging/dev.py bench [NAME…]     NAME: `reading`, `pictures`, … for bench_<name>.py; none: all

Every row compares ours with a peer in the same run; read the ratio, not the seconds. Exit code 1 when a target is
missed.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    known = {path.stem.removeprefix("bench_"): path for path in sorted(HERE.glob("bench_*.py"))}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    rows = []
    with tempfile.TemporaryDirectory(prefix="prstudio-bench-") as folder:
        os.environ["PRSTUDIO_HOME"] = str(Path(folder) / "home")
        for name in names or known:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            work = Path(folder) / name
            work.mkdir()
            rows += _load(known[name]).run(work)
    print_table(rows)
    return 0 if all(row.is_met for row in rows) else 1


def print_table(rows: list) -> None:
    print(f"{'what':58} {'ours':>12} {'peer':>12} {'unit':6} {'ratio':>7}   target")
    for row in rows:
        sign = "≤" if row.at_most else "≥"
        verdict = "met" if row.is_met else "MISSED"
        print(
            f"{row.name:58} {row.ours:12.4g} {row.peer:12.4g} {row.unit:6} {row.ratio:7.3f} {sign} {row.target_ratio:g}  {verdict}"
        )
    for row in rows:
        if row.command:
            print(f"\n{row.name}\n  ours: {row.command}\n  peer: {row.peer_command}")


def _load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
