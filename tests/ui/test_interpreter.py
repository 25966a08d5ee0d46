"""What is changed in Python itself for the window's sake: seen from a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

LOOK = """
import builtins, json, sys
from prstudio.ui.interpreter import prepare_interpreter
prepare_interpreter()
import prstudio.ui.speech, tomllib, linecache
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    pass
application = QApplication([])
label = Label("x")
label.show()
QTimer.singleShot(0, application.quit)
application.exec()
read = [name for name in linecache.cache if name.endswith(("speech.py", "wording.py"))]
print(json.dumps([builtins.__import__.__name__, sys.getswitchinterval(), read, label.text()]))
"""


def test_no_source_is_read_for_an_import_and_qt_works_all_the_same():
    answer = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, encoding="utf-8", check=True)
    importer, switch_s, read, text = json.loads(answer.stdout)
    assert importer != "__feature_import__"
    assert switch_s < 0.001
    assert read == [], "the source of an imported module was read"
    assert text == "x"
    assert answer.stderr == ""
