"""Exports that are killed, one process at each stage, each into a folder of its own.

Run as `python -m makers.killed_exports FOLDER NAME [old]`: writes FOLDER/<stage number>/NAME, over a former bundle
when `old` is given, and prints the names of the stages as JSON. Forking a process that has everything loaded makes a
hundred kills a matter of seconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from makers import bundles

from prstudio.bundle.writer import write_bundle


def main(folder: Path, name: str, *, has_former: bool) -> list[str]:
    """Kill one export at each stage; the stages' names."""
    work = folder / "work"
    work.mkdir()
    contents = bundles.photos_only(bundles.make_contents(work))
    former = replace(contents, program_version="0.0.9")
    stages: list[str] = []
    if has_former:
        write_bundle(former, folder / "trial" / name, sign=bundles.signer())
    write_bundle(contents, folder / "trial" / name, sign=bundles.signer(), step=stages.append)
    for number in range(len(stages)):
        out = folder / str(number) / name
        if has_former:
            write_bundle(former, out, sign=bundles.signer())
        child = os.fork()
        if child == 0:
            write_bundle(contents, out, sign=bundles.signer(), step=_killer(number))
            os._exit(3)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"stage {number} was never reached"
    return stages


def _killer(number: int) -> Callable[[str], None]:
    seen = 0

    def step(_name: str) -> None:
        nonlocal seen
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    return step


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], has_former="old" in sys.argv[3:])))
