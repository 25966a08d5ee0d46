"""`dev.py wine`: builds the Windows program and runs it in Windows' own Python under wine, in parts with one budget.

The parts stand in the order of their worth. What doesn't fit into the budget is not begun, and said loudly.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from inputs import PROGRAM_LOCK, BuildTrouble, fetch, load_inputs, load_lock
from make import STAGE
from sizes import format_sizes
from stage import CONTENTS, ROOT, Stage, build_stage
from wine_prefix import Wine, WineMissing, start, windows_path

BUDGET_S = float(os.environ.get("PRSTUDIO_WINE_BUDGET_S", "360"))
PLACE = ROOT / "build" / "wine"
HINDI_PLACE = PLACE / "पी आर स्टूडियो (जाँच)"


class PartFailed(Exception):
    """A part of the proof failed; the text is what to look at."""


@dataclass
class Proof:
    """What the parts hand on to each other."""

    files: dict[str, Path] = field(default_factory=dict)
    stage: Stage | None = None
    windows: Wine | None = None

    @property
    def program(self) -> Stage:
        """The staged program, once it is built."""
        if self.stage is None:
            raise PartFailed("the program was not staged: see above")
        return self.stage

    @property
    def wine(self) -> Wine:
        """The Windows, once it has started."""
        if self.windows is None:
            raise WineMissing("it did not start")
        return self.windows


def stage_twice(proof: Proof) -> None:
    """The same inputs give the same bytes."""
    inputs = load_inputs()
    lists = []
    for folder in (HINDI_PLACE / "पहली बार", HINDI_PLACE / STAGE):
        proof.stage = build_stage(inputs, proof.files, folder)
        lists.append((folder / CONTENTS).read_bytes())
    if lists[0] != lists[1]:
        raise PartFailed("two builds of the same inputs differ: compare both contents.sha256")
    print(format_sizes(proof.program.sizes))


def start_wine(proof: Proof) -> None:
    """A fresh Windows 10."""
    proof.windows = start(PLACE / "prefix")


def selftest_in_a_hindi_folder(proof: Proof) -> None:
    """Everything the program stands on works, from a folder with a Hindi name."""
    run_selftest(proof.wine, proof.program.folder)


def run_selftest(wine: Wine, program: Path) -> None:
    """Run the program's own self-test."""
    out = PLACE / "नतीजा.json"
    out.unlink(missing_ok=True)
    python = program / "python" / "python.exe"
    answer = wine.run([python, "-m", "prstudio", "--selftest", windows_path(out)], limit_s=180)
    if answer.exit_code != 0 or not out.is_file():
        raise PartFailed(answer.output)


PARTS: tuple[Callable[[Proof], None], ...] = (stage_twice, start_wine, selftest_in_a_hindi_folder)


def main() -> int:
    """Run the parts; 0 when none failed."""
    try:
        files = fetch(load_lock(PROGRAM_LOCK))
    except BuildTrouble as trouble:
        print(trouble)
        return 1
    proof = Proof(files)
    started_s = time.monotonic()
    PLACE.mkdir(parents=True, exist_ok=True)
    outcomes = [try_part(part, proof, left_s=BUDGET_S - (time.monotonic() - started_s)) for part in PARTS]
    with contextlib.suppress(WineMissing):
        proof.wine.end()
    counts = [f"{outcomes.count(word)} {word}" for word in ("passed", "failed", "skipped")]
    print(f"wine: {', '.join(counts)}")
    return 1 if "failed" in outcomes else 0


def try_part(part: Callable[[Proof], None], proof: Proof, *, left_s: float) -> str:
    """Run one part and tell how it went."""
    name = part.__name__.replace("_", " ")
    if left_s <= 0:
        print(f"wine: NOT RUN, the budget of {BUDGET_S:.0f} s is used up: {name}", flush=True)
        return "skipped"
    began_s = time.monotonic()
    try:
        part(proof)
    except WineMissing as missing:
        print(f"wine: NOT RUN, there is no wine here ({missing}): {name}", flush=True)
        return "skipped"
    except (PartFailed, BuildTrouble, subprocess.TimeoutExpired, OSError) as trouble:
        print(f"wine: FAILED: {name}\n{trouble}", flush=True)
        return "failed"
    print(f"wine: {name}: well, {time.monotonic() - began_s:.1f} s", flush=True)
    return "passed"


if __name__ == "__main__":
    sys.exit(main())
