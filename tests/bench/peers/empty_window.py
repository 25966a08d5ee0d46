"""The smallest window that PySide6 can show, as large as ours: says when it is painted, then rests until its input ends."""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Window(QWidget):
    was_painted = False

    def paintEvent(self, _event) -> None:
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self.on_turn)

    def on_turn(self) -> None:
        say(painted=time.monotonic())
        QTimer.singleShot(2000, self.rest)

    def rest(self) -> None:
        say(rest=True)
        sys.stdin.read()
        QApplication.quit()


def say(**measured: object) -> None:
    print(json.dumps(measured), flush=True)


application = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
sys.exit(application.exec())
