"""Tells whether a folder can hold a database: on a disk of this computer that no other program copies about."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from prstudio.errors import FileTrouble

_DRIVE_REMOTE: Final = 4
"""Answer of GetDriveTypeW: a mapped network drive."""

_SHARED_FILE_SYSTEMS: Final = frozenset(
    {"afs", "ceph", "cifs", "fuse.rclone", "fuse.sshfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_ONEDRIVE_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MOUNTS: Final = Path("/proc/self/mounts")


def check_local(folder: Path) -> None:
    """Accept `folder`, which need not exist yet, as the place of a database.

    Two computers that write one database over a network break it, and so does a program that copies it while it is
    written to.

    Raises:
        FileTrouble: it lies on another computer, or in a folder that OneDrive synchronises.
    """
    if is_shared(folder):
        raise FileTrouble("library_on_network", {"file": str(folder)})
    if is_synchronised(folder, os.environ):
        raise FileTrouble("library_in_onedrive", {"file": str(folder)})


def is_shared(folder: Path) -> bool:
    """Whether `folder` lies on another computer, as far as the system tells."""
    written = str(folder)
    if written.startswith(("\\\\", "//")) and not re.match(r"[\\/]{2}[?.][\\/][A-Za-z]:", written):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- needed on Windows alone

        return ctypes.windll.kernel32.GetDriveTypeW(f"{folder.absolute().drive}\\") == _DRIVE_REMOTE
    if not _MOUNTS.is_file():
        return False
    return file_system_of(folder.resolve(), _MOUNTS.read_text(encoding="utf-8")) in _SHARED_FILE_SYSTEMS


def file_system_of(folder: Path, mounts: str) -> str:
    """The kind of file system that holds `folder`, by the lines of /proc/self/mounts; "" when none does."""
    found, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1]))
        if folder.is_relative_to(place) and len(place.parts) >= depth:  # a later mount hides an earlier one
            found, depth = fields[2], len(place.parts)
    return found


def is_synchronised(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether `folder` lies inside OneDrive."""
    resolved = folder.resolve()
    places = [Path(environment[name]).resolve() for name in _ONEDRIVE_VARIABLES if environment.get(name)]
    return any(resolved.is_relative_to(place) for place in places)
