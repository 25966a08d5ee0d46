"""A program that is watched and then fails in the way that its argument names."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time

from PySide6.QtCore import QCoreApplication, QTimer

from prstudio.errors import MediaFault
from prstudio.ui.crash import CrashWatch

SECRET = "टोकन EAAB-secret-of-a-post"


def fail_in_slot(watch: CrashWatch) -> None:
    def fail() -> None:
        try:
            int(SECRET)
        except ValueError as error:
            raise MediaFault("picture_broken", {"file": SECRET}) from error

    QTimer.singleShot(0, fail)
    QTimer.singleShot(50, QCoreApplication.instance().quit)
    QCoreApplication.instance().exec()
    watch.stop()


def fail_in_thread(watch: CrashWatch) -> None:
    thread = threading.Thread(target=lambda: int(SECRET), name="export")
    thread.start()
    thread.join()
    watch.stop()


class Late:
    def __del__(self) -> None:
        raise KeyError(SECRET)


def fail_in_clean_up(watch: CrashWatch) -> None:
    Late()
    gc.collect()
    watch.stop()


def fail_often(watch: CrashWatch) -> None:
    for _ in range(100):
        QTimer.singleShot(0, lambda: int(SECRET))
    QTimer.singleShot(50, QCoreApplication.instance().quit)
    QCoreApplication.instance().exec()
    watch.stop()


def fail_fatally(_watch: CrashWatch) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def wait_to_be_killed(_watch: CrashWatch) -> None:
    print("waiting", flush=True)
    time.sleep(60)


def end_well(watch: CrashWatch) -> None:
    watch.stop()


if __name__ == "__main__":
    application = QCoreApplication([])
    running = CrashWatch()
    running.start()
    globals()[sys.argv[1]](running)
