"""A published text on a phone: links and hashtags in their colour, folded behind "See more" as its readers see it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from prstudio.bundle.marked_text import MarkedText, Piece
from prstudio.ui.speech import Speech

_MORE, _LESS = "more", "less"


class PhoneText(QLabel):
    """Opens and folds by a click, or by Tab and Enter."""

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._marked: MarkedText | None = None
        self._link_colour, self._muted_colour = "", ""
        self._is_open = False
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.linkActivated.connect(self._on_link_activated)

    @property
    def is_folded(self) -> bool:
        """Whether a part of the text is out of sight."""
        return self._marked is not None and self._marked.lead is not None and not self._is_open

    def show_text(self, marked: MarkedText, *, link_colour: str, muted_colour: str) -> None:
        """Show it; folded at first, and as it was left while the same text is typed on."""
        self._marked, self._link_colour, self._muted_colour = marked, link_colour, muted_colour
        self._write()

    def fold(self) -> None:
        """Hide again what readers don't see at first."""
        self._is_open = False
        self._write()

    def _on_link_activated(self, link: str) -> None:
        self._is_open = link == _MORE
        self._write()

    def _write(self) -> None:
        marked = self._marked
        if marked is None:
            return
        if marked.lead is None:
            html = self._pieces(marked.whole)
        elif self._is_open:
            html = f"{self._pieces(marked.whole)}<br>{self._switch(_LESS)}"
        else:
            html = f"{self._pieces(marked.lead)}… {self._switch(_MORE)}"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if marked.lead is None else Qt.FocusPolicy.StrongFocus)
        self.setText(html)
        self.setAccessibleName("".join(piece.text for piece in marked.whole))

    def _pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, piece: Piece) -> str:
        text = escaped(piece.text)
        return text if piece.look == "plain" else f'<span style="color:{self._link_colour}">{text}</span>'

    def _switch(self, name: str) -> str:
        words = escaped(self._speech.say(f"outcome.{name}"))
        return f'<a href="{name}" style="color:{self._muted_colour}; text-decoration:none; font-weight:600">{words}</a>'


def escaped(text: str) -> str:
    """`text` for a label that reads HTML; its line breaks and blanks stay."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", "<br>").replace("  ", "&nbsp; ")
