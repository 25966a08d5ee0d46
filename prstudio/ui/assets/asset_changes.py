"""The undoable changes that the strip makes to the open post's assets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from prstudio.messages import Language
from prstudio.model.post import Asset, Post
from prstudio.prepare import arranging
from prstudio.ui.editor import Editor
from prstudio.ui.posts.telling import Telling


class AssetChanges(QObject):
    """Puts changes into the Editor; a post must be open.

    Signals:
        restored(int): a removed asset is back, at this index.
    """

    restored = Signal(int)

    def __init__(self, *, editor: Editor, notices: Telling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor, self._notices = editor, notices

    def move(self, index: int, gap: int) -> int:
        """Put the asset into that gap; where it stands then."""
        self._editor.change(arranging.with_moved(self._post(), index, gap), "undo.asset_moved")
        return arranging.place_after_move(index, gap)

    def write_alt(self, index: int, language: Language, text: str) -> None:
        """Take over what is being typed."""
        post = arranging.with_alt(self._post(), index, language, text)
        self._editor.change(post, "undo.alt_typed", merge=f"alt.{index}.{language}")

    def remove(self, index: int) -> None:
        """Take the asset out and offer to bring it back."""
        assert self._editor.current is not None, "only an open post is changed"
        asset, post_id = self._post().assets[index], self._editor.current.id
        self._editor.change(arranging.without_asset(self._post(), index), "undo.asset_removed")
        self._notices.tell(
            "assets.removed",
            {"file": asset.name},
            action_key="assets.bring_back",
            on_action=partial(self._bring_back, post_id, asset, index),
        )

    def tell_replaced(self, old: str, new: str) -> None:
        """Another file stands in an asset's place: its alternative text may not fit any more."""
        self._notices.tell("assets.replaced", {"old": old, "new": new})

    def _bring_back(self, post_id: str, asset: Asset, index: int) -> None:
        """Put the asset back where it was, whatever else was changed since; not twice, and not into another post."""
        opened = self._editor.current
        if opened is None or opened.id != post_id or asset in opened.post.assets:
            return
        at = min(index, len(opened.post.assets))
        self._editor.change(arranging.with_inserted(opened.post, [asset], at), "undo.asset_restored")
        self.restored.emit(at)

    def _post(self) -> Post:
        assert self._editor.current is not None, "only an open post is changed"
        return self._editor.current.post
