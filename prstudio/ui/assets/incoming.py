"""Every way by which files come into the strip: drops, the clipboard, the dialog, a list of paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from prstudio.errors import UsageFault
from prstudio.ui.assets.add_media import AddMedia, Order
from prstudio.ui.assets.drop import Handed, read_handed
from prstudio.ui.assets.drop_target import DropTarget
from prstudio.ui.assets.file_choice import FileChoice
from prstudio.ui.assets.strip_surface import StripSurface
from prstudio.ui.assets.taking import Refusal
from prstudio.ui.editor import Editor
from prstudio.ui.jobs import JobRunner
from prstudio.ui.speech import Speech


class Incoming(QObject):
    """Turns what the person hands over into orders and shows how they go.

    Signals:
        added(int, int): index of the first new asset, and how many.
        replaced(str, str): the old file and the new one.
    """

    added = Signal(int, int)
    replaced = Signal(str, str)

    def __init__(
        self, *, speech: Speech, editor: Editor, jobs: JobRunner, surface: StripSurface, strip: QWidget
    ) -> None:
        super().__init__(strip)
        self._speech, self._surface, self._strip = speech, surface, strip
        self._bar = surface.intake
        self._index: int | None = None
        self._replaced_index: int | None = None
        self.adding = AddMedia(editor=editor, jobs=jobs, parent=self)
        self._files = FileChoice(speech=speech, window=strip)
        self._drops = DropTarget(strip)
        self._connect()

    def show_index(self, index: int | None) -> None:
        """Which asset is chosen: pasted pictures stand behind it, subtitles belong to it."""
        self._index = index

    def forget(self) -> None:
        """Another post is open: what was refused before doesn't matter any more."""
        self._bar.forget_refusals()

    def ask_more(self) -> None:
        """Let files be chosen, to be added at the end."""
        self._files.ask_more()

    def ask_other(self, index: int, file: str) -> None:
        """Let a file be chosen that takes the place of the asset at `index`, whose file is `file`."""
        self._replaced_index = index
        self._files.ask_other(file)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Take these files and folders in at the end."""
        self._order(Order(tuple(paths), clip=self._index))

    def paste(self) -> None:
        """Take what the clipboard holds, or say that it holds nothing."""
        handed = read_handed(QGuiApplication.clipboard().mimeData())
        if handed.is_empty:
            self._bar.forget_refusals()
            self._bar.show_refusals([Refusal(UsageFault("asset_nothing_to_paste"))])
            return
        self._take(handed, gap=None if self._index is None else self._index + 1)

    def _connect(self) -> None:
        self._bar.cancel_requested.connect(self.adding.cancel)
        self.adding.begun.connect(self._bar.show_begun)
        self.adding.progressed.connect(self._bar.show_progress)
        self.adding.refused.connect(self._bar.show_refusals)
        self.adding.ended.connect(self._bar.show_ended)
        self.adding.added.connect(self.added)
        self.adding.replaced.connect(self.replaced)
        self._files.more_chosen.connect(self.add_paths)
        self._files.other_chosen.connect(self._on_other_chosen)
        self._drops.carried.connect(self._on_carried)
        self._drops.left.connect(self._surface.forget_carried)
        self._drops.dropped.connect(self._on_dropped)
        self._surface.add_requested.connect(self.ask_more)

    def _on_other_chosen(self, path: Path) -> None:
        self._order(Order((path,), replaces=self._replaced_index))

    def _on_carried(self, point: QPoint) -> None:
        self._surface.show_carried(self._strip, point)

    def _on_dropped(self, handed: Handed, point: QPoint) -> None:
        self._take(handed, gap=self._surface.gap_at(self._strip, point))

    def _take(self, handed: Handed, *, gap: int | None) -> None:
        name = self._speech.say("assets.pasted_name")
        self._bar.forget_refusals()
        if handed.paths or handed.picture is not None:
            self._order(Order(handed.paths, picture=handed.picture, picture_name=name, gap=gap, clip=self._index))
        self.adding.refuse_elsewhere(handed.elsewhere)

    def _order(self, order: Order) -> None:
        self._bar.forget_refusals()
        self.adding.add(order)
