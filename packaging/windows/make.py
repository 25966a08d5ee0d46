"""`dev.py build windows`: the Windows program as a folder and as an installer, made on any computer.

python packaging/dev.py build windows [--no-installer] [--zlib] [--python-zip FILE] [--out FOLDER]

--no-installer      only the folder
--zlib              pack quickly instead of small: for trying things
--python-zip FILE   python.org's embeddable package of a newer release, instead of the one that the lock pins
--out FOLDER        instead of build/windows
"""

import argparse
import sys
from pathlib import Path

from inputs import PROGRAM_LOCK, BuildTrouble, fetch, load_inputs, load_lock, sha256_of
from installer import make_installer
from sizes import format_sizes
from stage import ROOT, build_stage

STAGE = "PR Studio"


def main(arguments: list[str]) -> int:
    """Build, and tell how large everything became."""
    wanted = parse(arguments)
    files = fetch(load_lock(PROGRAM_LOCK))
    stage = build_stage(load_inputs(), files, wanted.out / STAGE, python_zip=wanted.python_zip)
    print(f"Staged: {stage.folder}")
    installer = None
    if not wanted.no_installer:
        installer = make_installer(stage, wanted.out, pack="zlib" if wanted.zlib else "lzma")
        print(f"Installer: {installer}\nSHA-256: {sha256_of(installer)}")
    print(format_sizes(stage.sizes, installer_bytes=installer.stat().st_size if installer else None))
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py build windows", description=__doc__, add_help=True)
    parser.add_argument("--no-installer", action="store_true")
    parser.add_argument("--zlib", action="store_true")
    parser.add_argument("--python-zip", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "windows")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BuildTrouble as trouble:
        sys.exit(str(trouble))
