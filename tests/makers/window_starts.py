"""A start of the window, as far as one instance goes: says `first`, each argument that is brought, or `second`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QTimer

from prstudio.ui.single_instance import SingleInstance


def main(arguments: list[str]) -> int:
    application = QCoreApplication([])
    instance = SingleInstance()
    if not instance.claim(arguments):
        print("second", instance.other_answered, flush=True)
        return 0

    def hear(brought: list[str]) -> None:
        print("asked", *(ascii(each) for each in brought), flush=True)
        if "quit" in brought:
            application.quit()

    instance.asked.connect(hear)
    print("first", flush=True)
    QTimer.singleShot(60_000, application.quit)
    application.exec()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
