"""Everything that the window can be told to do, as data: its sentence, keys, icon, menu, and when it is possible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QKeySequence

_Standard = QKeySequence.StandardKey


class Menu(StrEnum):
    """The menus, in their order; `shell.menu_<value>` is the name of each."""

    POST = "post"
    EDIT = "edit"
    MEDIA = "media"
    VIEW = "view"
    HELP = "help"


class When(StrEnum):
    """When a command is possible."""

    ALWAYS = "always"
    POSTS_SHOWN = "posts_shown"
    """The posts with their texts are in sight: no crop, no trim, no settings."""
    POST_OPEN = "post_open"
    """They are, and a post lies open."""
    CAN_UNDO = "can_undo"
    CAN_REDO = "can_redo"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the window can be told to do."""

    id: str
    menu: Menu
    icon: str = ""
    """Of resources/icons; empty: none."""
    keys: tuple[str, ...] = ()
    """Portable (`Ctrl+N`); the first one is shown."""
    standard: QKeySequence.StandardKey | None = None
    """The system's own keys for it, which come before `keys`."""
    when: When = When.ALWAYS
    starts_group: bool = False
    """A line stands above it in its menu."""
    is_bound_by_part: bool = False
    """The part that does it listens to its key; the menu only shows it."""

    @property
    def text_key(self) -> str:
        """Its sentence."""
        return f"shell.command_{self.id}"

    @property
    def sequences(self) -> list[QKeySequence]:
        """Every key that does it, the one to show first."""
        own = [QKeySequence(key) for key in self.keys]
        if self.standard is None:
            return own
        system = QKeySequence.keyBindings(self.standard)
        return system + [key for key in own if key not in system]

    @property
    def shown_key(self) -> str:
        """The key as this system writes it; empty when it has none."""
        sequences = self.sequences
        return sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""


COMMANDS: Final = (
    Command("new_post", Menu.POST, icon="plus", keys=("Ctrl+N",), when=When.POSTS_SHOWN),
    Command("open_folder", Menu.POST, icon="folder-open", keys=("Ctrl+O",), when=When.POSTS_SHOWN),
    Command("find_post", Menu.POST, icon="search", keys=("Ctrl+F",), when=When.POSTS_SHOWN),
    Command("export", Menu.POST, icon="package", keys=("Ctrl+E",), when=When.POST_OPEN, starts_group=True),
    Command("send", Menu.POST, icon="send", keys=("Ctrl+Return",), when=When.POST_OPEN),
    Command("quit", Menu.POST, keys=("Ctrl+Q",), starts_group=True),
    Command("undo", Menu.EDIT, icon="undo-2", standard=_Standard.Undo, keys=("Ctrl+Z",), when=When.CAN_UNDO),
    Command(
        "redo", Menu.EDIT, icon="redo-2", standard=_Standard.Redo, keys=("Ctrl+Y", "Ctrl+Shift+Z"), when=When.CAN_REDO
    ),
    Command(
        "add_media", Menu.MEDIA, icon="image-plus", keys=("Ctrl+Shift+A",), when=When.POST_OPEN, is_bound_by_part=True
    ),
    Command("show_posts", Menu.VIEW, icon="file-text", keys=("Ctrl+1",)),
    Command("toggle_list", Menu.VIEW, icon="list", keys=("Ctrl+B",), when=When.POSTS_SHOWN),
    Command("show_queue", Menu.VIEW, icon="send", keys=("Ctrl+2",)),
    Command("show_accounts", Menu.VIEW, icon="user", keys=("Ctrl+3",)),
    Command("show_settings", Menu.VIEW, icon="settings", keys=("Ctrl+,",)),
    Command("switch_language", Menu.VIEW, icon="languages", keys=("Ctrl+Shift+L",), starts_group=True),
    Command("show_notices", Menu.VIEW, icon="message-circle", keys=("F6",)),
    Command("make_sample", Menu.HELP, icon="file-text", when=When.POSTS_SHOWN),
    Command("show_shortcuts", Menu.HELP, icon="keyboard", keys=("F1", "Ctrl+/")),
    Command("show_about", Menu.HELP, icon="info", starts_group=True),
)


def get_command(id_: str) -> Command:
    """The command of that id. Raises KeyError when there is none, which is a bug."""
    for command in COMMANDS:
        if command.id == id_:
            return command
    raise KeyError(id_)
