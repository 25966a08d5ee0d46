"""Measures how long the window's thread keeps its event loop waiting, and finds out with what."""

from __future__ import annotations

import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 4
_LOOK_S = 0.005
_SUSPECT_S = 0.03


class StallWatch(QObject):
    """A heart that beats in the window's thread: a beat that comes late was held up by whatever ran meanwhile.

    With `looks`, a thread of its own notes where the window's thread stands while a beat is late; that costs a little.
    """

    def __init__(self, parent: QObject | None = None, *, looks: bool = False) -> None:
        super().__init__(parent)
        self.longest_s = 0.0
        self.over: list[tuple[float, str]] = []
        """Every stall beyond 30 ms, with the innermost places seen in it when it `looks`."""
        self._window_thread = threading.get_ident()
        self._seen: list[str] = []
        self._last_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        if looks:
            threading.Thread(target=self._look, name="stalls", daemon=True).start()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest_s, self.over = 0.0, []
        self._last_s = time.perf_counter()

    def _beat(self) -> None:
        now_s = time.perf_counter()
        stall_s = now_s - self._last_s - _BEAT_MS / 1000
        self.longest_s = max(self.longest_s, stall_s)
        if stall_s > _SUSPECT_S:
            self.over.append((stall_s, " | ".join(dict.fromkeys(self._seen))))
        self._seen = []
        self._last_s = now_s

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_S)
            frame = sys._current_frames().get(self._window_thread)
            if frame is None:
                return
            if time.perf_counter() - self._last_s > _SUSPECT_S / 2:
                innermost = traceback.extract_stack(frame)[-9:]
                self._seen.append(" > ".join(f"{place.name}:{place.lineno}" for place in innermost))
