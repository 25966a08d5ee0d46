"""Tries the parts named on the command line, in a process of their own that may fall.

For each it prints a line when it begins and one with the outcome, as JSON in ASCII: `prstudio.selftest.run` reads them.
"""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from prstudio.selftest.parts import try_part

PART_LIMIT_S = 90.0
"""No part takes that long, not even on a slow disk; a keyring that asks and waits would take for ever."""


def main(parts: Sequence[str]) -> None:
    """Try `parts` one by one; one that hangs ends the process."""
    for part in parts:
        _say({"begun": part})
        faulthandler.dump_traceback_later(PART_LIMIT_S, exit=True)
        outcome = try_part(part)
        faulthandler.cancel_dump_traceback_later()
        _say(asdict(outcome))


def _say(line: object) -> None:
    print(json.dumps(line, default=str), flush=True)  # noqa: T201 -- read by the process that started this one


if __name__ == "__main__":
    main(sys.argv[1:])
