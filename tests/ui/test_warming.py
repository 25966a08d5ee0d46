"""What is likely to be wanted next is loaded in a worker thread, and whoever closes the window needn't wait for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from prstudio.errors import WorkCancelled
from prstudio.model.progress import ignore
from prstudio.ui import warming

LOOK = """
import json, sys, threading
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from prstudio.ui import warming
from prstudio.ui.jobs import JobRunner
application = QCoreApplication([])
jobs = JobRunner(1, "test")
before = set(warming.WANTED_NEXT) & set(sys.modules)
keep = warming.Warming(jobs, parent=application, delay_ms=0)
def look():
    if jobs.is_idle:
        application.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
application.exec()
print(json.dumps([len(before), sorted(set(warming.WANTED_NEXT) - set(sys.modules))]))
"""


def test_all_that_is_wanted_next_is_loaded_while_the_event_loop_runs():
    answer = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, encoding="utf-8", check=True)
    before, missing = json.loads(answer.stdout)
    assert before == 0
    assert missing == []
    assert answer.stderr == ""


def test_a_stop_comes_between_two_modules(monkeypatch):
    monkeypatch.setattr(warming, "WANTED_NEXT", ("no.such.module",))
    with pytest.raises(WorkCancelled):
        warming.import_all(report=ignore, cancelled=lambda: True)
    with pytest.raises(ModuleNotFoundError):
        warming.import_all(report=ignore, cancelled=lambda: False)
