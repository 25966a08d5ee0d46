"""The strip of the post's photos and clips below the texts: order, choice, alternative texts, and what comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from prstudio.messages import Language
from prstudio.model.media_info import ClipInfo, PictureInfo
from prstudio.model.post import Asset
from prstudio.prepare.alt_room import find_alt_room, find_single_language_platform
from prstudio.ui.assets.asset_changes import AssetChanges
from prstudio.ui.assets.asset_words import Sort, make_cards, sort_of
from prstudio.ui.assets.incoming import Incoming
from prstudio.ui.assets.strip_surface import StripSurface
from prstudio.ui.assets.thumbnail_loader import ThumbnailLoader, Wish
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.posts.telling import Telling
from prstudio.ui.speech import Speech

ADD_KEY: Final = QKeySequence("Ctrl+Shift+A")


class AssetStrip(QFrame):
    """Shows the open post's assets and puts every change to them into the Editor.

    Signals:
        crop_requested(int), trim_requested(int): index of the asset.
    """

    crop_requested = Signal(int)
    trim_requested = Signal(int)

    def __init__(
        self,
        *,
        speech: Speech,
        look: Look,
        editor: Editor,
        jobs: JobRunner,
        notices: Telling,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._speech, self._editor = speech, editor
        self._index: int | None = None
        self.setProperty("role", "card")
        self.surface = StripSurface(speech=speech, look=look, add_key=ADD_KEY, parent=self)
        self.row, self.alt = self.surface.row, self.surface.alt
        self.incoming = Incoming(speech=speech, editor=editor, jobs=jobs, surface=self.surface, strip=self)
        self.changes = AssetChanges(editor=editor, notices=notices, parent=self)
        self.thumbnails = ThumbnailLoader(jobs=jobs, parent=self)
        self._connect_editor()
        self._connect_row()
        self._connect_parts()
        if editor.current is not None:
            self._on_opened(editor.current)
        else:
            self._on_closed()

    @property
    def index(self) -> int | None:
        """Which asset is chosen; None when the post has none."""
        return self._index

    def focus_place(self, place: str, target_index: int | None) -> bool:
        """Go to an asset that a finding speaks of (`asset.1`, `asset.1.alt.hi`); False when it isn't one."""
        parts = place.split(".")
        assets = self._assets()
        if parts[0] != "asset" or not assets:
            return False
        if len(parts) == 1:
            self.row.choose(self._index or 0, takes_focus=True)
            return True
        if not parts[1].isdigit() or int(parts[1]) >= len(assets):
            return False
        self._choose(int(parts[1]), takes_focus=True)
        if parts[2:3] == ["alt"]:
            self._open_alt(Language(parts[3]) if len(parts) > 3 else None)
        return True

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Take these files and folders in at the end: given to the program, or dropped elsewhere on the window."""
        self.incoming.add_paths(paths)

    # making

    def _connect_editor(self) -> None:
        self._editor.opened.connect(self._on_opened)
        self._editor.closed.connect(self._on_closed)
        self._editor.changed.connect(self._show_post)
        self._editor.planned.connect(self._on_planned)
        self._speech.changed.connect(self._on_speech_changed)
        self.alt.undo_requested.connect(self._editor.undo)
        self.alt.redo_requested.connect(self._editor.redo)

    def _connect_row(self) -> None:
        self.row.chosen.connect(self._on_chosen)
        self.row.opened.connect(self._on_card_opened)
        self.row.move_requested.connect(self._on_move_requested)
        self.surface.seen_changed.connect(self._want_thumbnails)
        self.thumbnails.loaded.connect(self.row.show_thumbnail)
        self.thumbnails.failed.connect(self.row.show_failed)

    def _connect_parts(self) -> None:
        slots: dict[str, Callable[[], None]] = {
            "crop": self._on_crop,
            "trim": self._on_trim,
            "alt": self._on_alt,
            "replace": self._on_replace,
            "earlier": self._on_earlier,
            "later": self._on_later,
            "remove": self._on_remove,
            "paste": self.incoming.paste,
        }
        for name, slot in slots.items():
            self.surface.actions_by_name[name].triggered.connect(slot)
        self.alt.alt_typed.connect(self._on_alt_typed)
        self.alt.closed.connect(self._on_alt_closed)
        self.incoming.added.connect(self._on_added)
        self.incoming.replaced.connect(self.changes.tell_replaced)
        self.changes.restored.connect(self._on_restored)

    # what the editor says

    def _on_opened(self, opened: OpenPost) -> None:
        self._index = 0 if opened.post.assets else None
        self.setEnabled(True)
        self.incoming.forget()
        self.surface.show_alt(is_open=False)
        self._show_post(opened)

    def _on_closed(self) -> None:
        self._index = None
        self.setEnabled(False)
        self.surface.show_alt(is_open=False)
        self.surface.show_cards((), None)
        self.thumbnails.want(())

    def _show_post(self, opened: OpenPost) -> None:
        assets = opened.post.assets
        self._index = None if not assets else min(self._index or 0, len(assets) - 1)
        self._show_cards(opened)
        self._show_choice()
        self._want_thumbnails()

    def _show_cards(self, opened: OpenPost) -> None:
        """With what the last plan found about them, if it is of the same media in the same order."""
        draft, assets = self._editor.draft, opened.post.assets
        is_of_these = draft is not None and draft.post.assets == assets
        findings = draft.findings if draft is not None and is_of_these else ()
        self.surface.show_cards(make_cards(assets, opened.media, self._speech, findings=findings), self._index)

    def _show_choice(self) -> None:
        """The actions and the alternative texts of the chosen asset."""
        self.incoming.show_index(self._index)
        opened, asset = self._editor.current, self._asset()
        if opened is None or asset is None:
            self.surface.show_alt(is_open=False)
            self.surface.actions_row.show_choice(None, index=None, total=0)
            return
        total = len(opened.post.assets)
        self.surface.actions_row.show_choice(self._sort(asset), index=self._index, total=total)
        self.alt.show_asset(asset)
        self._show_room(asset)

    def _on_planned(self, _draft: object) -> None:
        if self._editor.current is not None:
            self._show_cards(self._editor.current)
        asset = self._asset()
        if asset is not None:
            self._show_room(asset)

    def _show_room(self, asset: Asset) -> None:
        draft = self._editor.draft
        if draft is None:
            self.alt.show_room(None, single=None)
            return
        targets, rules = draft.post.targets, draft.rulebook.rules
        single = find_single_language_platform(asset, targets, rules)
        self.alt.show_room(find_alt_room(targets, rules), single=single)

    def _on_speech_changed(self) -> None:
        if self._editor.current is not None:
            self._show_post(self._editor.current)

    def _want_thumbnails(self) -> None:
        opened = self._editor.current
        if opened is None:
            return
        wishes = []
        for key in self.row.missing_keys(*self.surface.seen_px()):
            info = opened.media.get(key.file)
            if isinstance(info, (PictureInfo, ClipInfo)):
                wishes.append(Wish(key, opened.folder / key.file, info))
        self.thumbnails.want(wishes)

    # what the person does

    def _on_chosen(self, index: int) -> None:
        self._index = index
        self.surface.reveal(index)
        self._show_choice()

    def _choose(self, index: int, *, takes_focus: bool) -> None:
        self.row.choose(index, takes_focus=takes_focus)
        self._on_chosen(index)

    def _on_card_opened(self, index: int) -> None:
        self._choose(index, takes_focus=True)
        sort = self._sort(self._assets()[index])
        if sort is Sort.CLIP:
            self.trim_requested.emit(index)
        elif sort is not Sort.BROKEN:
            self.crop_requested.emit(index)

    def _on_crop(self) -> None:
        if self._index is not None:
            self.crop_requested.emit(self._index)

    def _on_trim(self) -> None:
        if self._index is not None:
            self.trim_requested.emit(self._index)

    def _on_alt(self) -> None:
        if self.surface.is_alt_open:
            self._on_alt_closed()
        else:
            self._open_alt(None)

    def _open_alt(self, language: Language | None) -> None:
        self.surface.show_alt(is_open=True)
        self.alt.focus_language(language)

    def _on_alt_closed(self) -> None:
        self.surface.show_alt(is_open=False)
        if self._index is not None:
            self.row.choose(self._index, takes_focus=True)

    def _on_alt_typed(self, language: Language, text: str) -> None:
        if self._index is not None:
            self.changes.write_alt(self._index, language, text)

    def _on_earlier(self) -> None:
        if self._index:
            self._on_move_requested(self._index, self._index - 1)

    def _on_later(self) -> None:
        if self._index is not None:
            self._on_move_requested(self._index, self._index + 2)

    def _on_move_requested(self, index: int, gap: int) -> None:
        self._choose(self.changes.move(index, gap), takes_focus=True)

    def _on_remove(self) -> None:
        if self._index is None:
            return
        self.changes.remove(self._index)
        if self._index is None:
            self.surface.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_restored(self, index: int) -> None:
        self._choose(index, takes_focus=True)

    def _on_replace(self) -> None:
        asset = self._asset()
        if self._index is not None and asset is not None:
            self.incoming.ask_other(self._index, asset.name)

    def _on_added(self, index: int, _count: int) -> None:
        self._choose(index, takes_focus=False)

    # reading the snapshot

    def _assets(self) -> tuple[Asset, ...]:
        return () if self._editor.current is None else self._editor.current.post.assets

    def _asset(self) -> Asset | None:
        return None if self._index is None else self._assets()[self._index]

    def _sort(self, asset: Asset) -> Sort:
        assert self._editor.current is not None, "assets belong to an open post"
        return sort_of(asset, self._editor.current.media.get(asset.name))

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want_thumbnails()
