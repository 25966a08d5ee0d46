"""What this copy of the program is made of: versions for support, parts and their licences."""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

from prstudio import __version__, resources
from prstudio.errors import StudioError
from prstudio.media import ffmpeg

_OS_RELEASE: Final = Path("/etc/os-release")
_TIME_LIMIT_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Versions:
    """Each as its maker writes it; "" where it can't be found out."""

    program: str
    python: str
    qt: str
    pyside: str
    ffmpeg: str
    system: str

    @property
    def as_text(self) -> str:
        """For the clipboard, in English whatever the window speaks: it goes to support."""
        rows = {
            "PR Studio": self.program,
            "Python": self.python,
            "Qt": self.qt,
            "PySide6": self.pyside,
            "FFmpeg": self.ffmpeg,
            "System": self.system,
        }
        return "".join(f"{name}: {version or '?'}\n" for name, version in rows.items())


@dataclass(frozen=True, slots=True)
class Component:
    """One part that others made."""

    name: str
    licence: str
    """By its SPDX name."""
    url: str


def collect_versions() -> Versions:
    """All of them. Asks ffmpeg, so never on the window's thread."""
    return Versions(
        program=__version__,
        python=sys.version.split()[0],
        qt=qVersion(),
        pyside=pyside_version,
        ffmpeg=_ffmpeg(),
        system=_system(),
    )


@cache
def load_components() -> tuple[Component, ...]:
    """The parts that others made."""
    content = tomllib.loads(resources.read_text("components.toml"))
    return tuple(Component(each["name"], each["licence"], each["url"]) for each in content["component"])


def _ffmpeg() -> str:
    try:
        said = ffmpeg.run_capture(["-version"], time_limit_s=_TIME_LIMIT_S).decode("utf-8", "replace")
    except StudioError:  # support learns just that: there is none that works
        return ""
    words = said.split()
    return words[2] if len(words) > 2 else ""


def _system() -> str:
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return f"Windows {version.major}.{version.minor}.{version.build}"
    name = _linux_name() if _OS_RELEASE.is_file() else os.uname().sysname
    return f"{name}, {os.uname().release}"


def _linux_name() -> str:
    for line in _OS_RELEASE.read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = line.partition("=")
        if key == "PRETTY_NAME":
            return value.strip("\"'")
    return os.uname().sysname
