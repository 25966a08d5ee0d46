"""The program starts again when it has ended, and not before."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

LIMIT_S = 20
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from prstudio.ui.update.restart import start_again_at_end

application = QCoreApplication([])
sys.executable = sys.argv[1]
start_again_at_end()
assert not Path(sys.argv[2]).exists()
print("ended")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Python")
def test_it_starts_again_at_its_end(tmp_path: Path):
    marker, stand_in = tmp_path / "started", tmp_path / "python"
    stand_in.write_text(f'#!/bin/sh\necho "$@" > "{marker}.new" && mv "{marker}.new" "{marker}"\n', encoding="utf-8")
    stand_in.chmod(0o700)
    command = [sys.executable, "-c", PROGRAM, str(stand_in), str(marker)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)
    assert (done.returncode, done.stdout) == (0, "ended\n"), done.stderr
    deadline = time.monotonic() + LIMIT_S
    while not marker.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert marker.read_text(encoding="utf-8") == "-m prstudio\n"
