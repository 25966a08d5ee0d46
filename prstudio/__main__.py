"""Starts the program: `python -m prstudio`, or the installed command `prstudio`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with this process's arguments and end with its exit code."""
    from prstudio.cli.app import run  # noqa: PLC0415 -- the bare import of this module stays free of it

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
