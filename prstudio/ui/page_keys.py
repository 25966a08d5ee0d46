"""The keys that work inside one part of the window alone, as data for the sheet of shortcuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One thing to do."""

    text_key: str
    keys: tuple[str, ...]
    """Portable; any of them does it."""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """What can be done in one place."""

    text_key: str
    rows: tuple[KeyRow, ...]


PAGE_KEYS: Final = (
    KeyGroup(
        "keys.list",
        (
            KeyRow("keys.open", ("Return",)),
            KeyRow("keys.duplicate", ("Ctrl+D",)),
            KeyRow("keys.delete", ("Del",)),
        ),
    ),
    KeyGroup(
        "keys.hashtags",
        (
            KeyRow("keys.hashtag_edit", ("Return", "F2")),
            KeyRow("keys.hashtag_remove", ("Del", "Backspace")),
            KeyRow("keys.move", ("Alt+Left", "Alt+Right")),
        ),
    ),
    KeyGroup(
        "keys.media",
        (
            KeyRow("keys.crop", ("C", "Return")),
            KeyRow("keys.trim", ("T",)),
            KeyRow("keys.alt", ("A",)),
            KeyRow("keys.replace", ("R",)),
            KeyRow("keys.move", ("Alt+Left", "Alt+Right")),
            KeyRow("keys.remove", ("Del",)),
            KeyRow("keys.paste", ("Ctrl+V",)),
        ),
    ),
    KeyGroup(
        "keys.outcome",
        (
            KeyRow("keys.targets", ("Ctrl+Shift+T",)),
            KeyRow("keys.target", ("Left", "Right")),
            KeyRow("keys.finding", ("Return",)),
        ),
    ),
    KeyGroup(
        "keys.cropping",
        (
            KeyRow("keys.crop_part", ("Tab", "Shift+Tab")),
            KeyRow("keys.crop_step", ("Left", "Right", "Up", "Down")),
            KeyRow("keys.crop_leap", ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")),
            KeyRow("keys.crop_size", ("+", "-")),
            KeyRow("keys.crop_turn", ("Ctrl+R",)),
            KeyRow("keys.zoom", ("Ctrl++", "Ctrl+-")),
            KeyRow("keys.whole", ("Ctrl+0",)),
            KeyRow("keys.ok", ("Ctrl+Return",)),
            KeyRow("keys.back", ("Esc",)),
        ),
    ),
    KeyGroup(
        "keys.trimming",
        (
            KeyRow("keys.play", ("Space",)),
            KeyRow("keys.shuttle", ("J", "K", "L")),
            KeyRow("keys.frame", ("Left", "Right")),
            KeyRow("keys.second", ("Shift+Left", "Shift+Right")),
            KeyRow("keys.ends", ("Home", "End")),
            KeyRow("keys.in_out", ("I", "O")),
            KeyRow("keys.cover", ("C",)),
            KeyRow("keys.mute", ("M",)),
            KeyRow("keys.loop", ("R",)),
            KeyRow("keys.zoom", ("+", "-")),
            KeyRow("keys.ok", ("Ctrl+Return",)),
            KeyRow("keys.back", ("Esc",)),
        ),
    ),
)
