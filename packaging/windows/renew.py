"""`dev.py lock windows`: chooses the newest files that inputs.toml allows and writes both locks anew."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from inputs import (
    PROGRAM_LOCK,
    TESTS_LOCK,
    BuildTrouble,
    Locked,
    cache_folder,
    download,
    load_inputs,
    load_lock,
    save_lock,
    sha256_of,
)


def main() -> int:
    """Renew both locks and tell what changed."""
    inputs = load_inputs()
    program = choose([package.want for package in inputs.packages]) + choose([inputs.python.want], sdist=True)
    tests = choose(inputs.tests)
    for lock, chosen in ((PROGRAM_LOCK, program), (TESTS_LOCK, tests)):
        tell_changes(lock, chosen)
        save_lock(lock, chosen)
    return 0


def choose(wants: Sequence[str], *, sdist: bool = False) -> list[Locked]:
    """Fetch what pip finds for `wants`, keep it in the cache, and pin it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        download(wants, folder, sdist=sdist)
        files = sorted(folder.iterdir())
        chosen = [Locked(file.name, sha256_of(file)) for file in files]
        for file in files:
            shutil.move(file, cache_folder() / file.name)
    return chosen


def tell_changes(lock: Path, chosen: Sequence[Locked]) -> None:
    """Print what comes, goes or gets another version, for the one who commits it."""
    before = {entry.name: entry for entry in load_lock(lock)} if lock.exists() else {}
    after = {entry.name: entry for entry in chosen}
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old != new:
            versions = [entry.version if entry else "—" for entry in (old, new)]
            print(f"{lock.name}: {name} {versions[0]} → {versions[1]}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildTrouble as trouble:
        sys.exit(str(trouble))
