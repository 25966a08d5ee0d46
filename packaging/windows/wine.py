"""`dev.py wine`: builds the Windows program and runs it in Windows' own Python under wine, in parts with one budget.

The parts stand in the order of their worth. What doesn't fit into the budget is not begun, and said loudly.

PRSTUDIO_WINE_BUDGET_S changes the budget; PART… runs only the parts whose names hold one of these words, and those that
they need.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from inputs import PROGRAM_LOCK, BuildTrouble, fetch, load_lock
from wine_parts import PARTS, PLACE, PartFailed, Proof
from wine_prefix import WineMissing

BUDGET_S = float(os.environ.get("PRSTUDIO_WINE_BUDGET_S", "280"))
ALWAYS = 2
"""The first parts, without which there is nothing to try."""


def main(words: Sequence[str]) -> int:
    """Run the parts; 0 when none failed."""
    try:
        files = fetch(load_lock(PROGRAM_LOCK))
    except BuildTrouble as trouble:
        print(trouble)
        return 1
    PLACE.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as pool:
        proof = Proof(files, beside=pool.submit)
        until_s = time.monotonic() + BUDGET_S
        outcomes = [try_part(part, proof, left_s=until_s - time.monotonic()) for part in chosen(words)]
        with contextlib.suppress(WineMissing):
            proof.wine.end()
    counts = [f"{outcomes.count(word)} {word}" for word in ("passed", "failed", "skipped")]
    print(f"wine: {', '.join(counts)}")
    return 1 if "failed" in outcomes else 0


def chosen(words: Sequence[str]) -> list[Callable[[Proof], None]]:
    """The parts to run."""
    later = [part for part in PARTS[ALWAYS:] if not words or any(word in part.__name__ for word in words)]
    return [*PARTS[:ALWAYS], *later]


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
    print(f"wine: passed in {time.monotonic() - began_s:.0f} s: {name}", flush=True)
    return "passed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
