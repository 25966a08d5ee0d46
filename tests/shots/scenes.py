"""Walks one running window through all its views and saves what is seen; called by shoot.py, once for each scale."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.settings import Settings
from prstudio.ui.app import Program, make_application
from prstudio.ui.notice_card import Offer
from prstudio.ui.theme import Scheme

_PATIENCE_S = 120
_CALM_S = 0.4
"""Nothing runs for so long: the view is as it will stay."""


class Stage:
    """The window, and where its pictures go."""

    def __init__(self, folder: Path, percent: int, size_px: tuple[int, int], only: list[str]) -> None:
        self._folder, self._percent, self._only = folder, percent, only
        self._application = make_application()
        self.program = Program(self._application, language=Language.HI)
        self.window = self.program.window
        self.failed: list[str] = []
        self.program.start(())
        self.window.resize(*size_px)
        self._usable = False
        self.program.usable.connect(self._on_usable)

    def _on_usable(self) -> None:
        self._usable = True

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the window work until `condition` holds."""
        end_s = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > end_s:
                raise TimeoutError(what)
            QTest.qWait(20)

    def wait_usable(self) -> None:
        self.wait(lambda: self._usable, "the window never became usable")

    def settle(self) -> None:
        """Wait until no work runs any more."""
        calm_since_s = time.monotonic()
        end_s = calm_since_s + _PATIENCE_S
        while time.monotonic() - calm_since_s < _CALM_S and time.monotonic() < end_s:
            QTest.qWait(20)
            if not self.program.ground.jobs.is_idle:
                calm_since_s = time.monotonic()

    def shoot(self, view: str) -> None:
        """Save the window in every language and scheme."""
        if self._only and view not in self._only:
            return
        for language in Language:
            self.program.ground.speech.set_language(language)
            for scheme in Scheme:
                self.program.ground.look.set_scheme(scheme, self._application)
                self.settle()
                name = f"{view}-{language}-{scheme}-{self._percent}.png"
                self.window.grab().save(str(self._folder / name))

    @contextmanager
    def scene(self, view: str) -> Iterator[None]:
        """Whatever goes wrong in one view is told, and the others are still shot."""
        try:
            yield
            self.shoot(view)
        except Exception as error:  # every view is tried
            self.failed.append(view)
            print(f"{view}: {type(error).__name__}: {error}", file=sys.stderr)

    def find(self, kind: str) -> QWidget | None:
        """The widget in sight of that class, if there is one."""
        found = [each for each in self.window.findChildren(QWidget) if type(each).__name__ == kind]
        return next((each for each in found if each.isVisible()), None)

    def command(self, id_: str) -> bool:
        """Do a command of the menu; False when it doesn't exist yet."""
        action = self.window.menus.actions.get(id_)
        if action is None or not action.isVisible():
            return False
        action.trigger()
        return True

    def end(self) -> int:
        self.window.close()
        self.program.shutdown()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return 1 if self.failed else 0


def walk(stage: Stage) -> None:
    """Every view once."""
    stage.wait_usable()
    assembly, ground = stage.program.assembly, stage.program.ground
    with stage.scene("first-start"):
        stage.settle()
    ground.keeper.change(Settings(language=Language.HI, officer="सुनीता देवी", district="jhajjar", line_kbps=800))
    assembly.navigation.release()
    with stage.scene("compose"):
        stage.wait(lambda: ground.editor.current is not None, "the sample post was never opened")
        stage.settle()
    with stage.scene("crop"):
        assembly.workbench.crop(0)
        stage.settle()
    assembly.navigation.end_work()
    if hasattr(assembly.workbench, "trim"):
        with stage.scene("trim"):
            assembly.workbench.trim(_first_clip(stage))
            stage.settle()
    assembly.navigation.end_work()
    assembly.navigation.show_work()
    with stage.scene("export"):
        stage.command("export")
        stage.settle()
    with stage.scene("targets"):
        assembly.outcome.pane.tabs.choose.setChecked(True)
        stage.settle()
    assembly.outcome.pane.tabs.choose.setChecked(False)
    for view, id_ in (
        ("queue", "show_queue"),
        ("accounts", "show_accounts"),
        ("settings", "show_settings"),
        ("shortcuts", "show_shortcuts"),
        ("about", "show_about"),
    ):
        if stage.command(id_):
            with stage.scene(view):
                stage.settle()
    assembly.navigation.show_work()
    with stage.scene("notices"):
        _tell_notices(stage)
    with stage.scene("empty"):
        for text_key in ("manners.crashed", "posts.deleted", "posts.failed"):
            ground.telling.dismiss(text_key)
        ground.editor.close()
        stage.settle()


def _first_clip(stage: Stage) -> int:
    opened = stage.program.ground.editor.current
    assert opened is not None
    return next(place for place, asset in enumerate(opened.post.assets) if asset.file.endswith((".mp4", ".mov")))


def _tell_notices(stage: Stage) -> None:
    telling = stage.program.ground.telling
    offers = (Offer("manners.crash_show", telling.update), Offer("manners.crash_copy", telling.update))
    telling.tell_with("manners.crashed", offers=offers, severity=Severity.WARNING)
    telling.tell("posts.deleted", {"title": "नेत्र शिविर"}, action_key="posts.undo", on_action=telling.update)
    reason = {"code": "disk_full", "params": {"file": "post.toml"}}
    telling.tell("posts.failed", {"reason": reason}, severity=Severity.ERROR)


def main(arguments: list[str]) -> int:
    folder, percent, width_px, height_px, *only = arguments
    stage = Stage(Path(folder), int(percent), (int(width_px), int(height_px)), only)
    stage.window.setFocus(Qt.FocusReason.OtherFocusReason)
    walk(stage)
    return stage.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
