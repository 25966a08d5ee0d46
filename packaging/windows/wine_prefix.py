"""Runs Windows programs under wine, in a Windows of their own that is made for the purpose."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import wine_math

PACKAGES = ("wine", "wine64", "nsis")
_QUIET = "winedbg.exe=d;mscoree=;mshtml=;winemenubuilder.exe=d;ucrtbase=n,b"
_START_LIMIT_S = 120.0
_BEGIN_S = 3.0


class WineMissing(Exception):
    """There is no wine here, and none can be installed."""


@dataclass(frozen=True)
class Answer:
    """How a Windows program ended."""

    exit_code: int
    output: str
    """Standard output and error together."""


@dataclass(frozen=True)
class Wine:
    """One Windows, in a folder."""

    prefix: Path
    more: Mapping[str, str] = field(default_factory=dict)
    """Environment variables for every program; wine keeps `QT_*` to itself."""

    @property
    def drive_c(self) -> Path:
        """Its drive C:."""
        return self.prefix / "drive_c"

    @property
    def home(self) -> Path:
        """What wine takes for this computer's own home folder: desktop and documents of its Windows lie in it."""
        return self.prefix.with_name(f"{self.prefix.name}-home")

    @property
    def local_app_data(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.person / "AppData" / "Local"

    @property
    def person(self) -> Path:
        """%USERPROFILE%."""
        return self.drive_c / "users" / _user_name()

    def run(self, command: Sequence[str | Path], *, limit_s: float, cwd: Path | None = None) -> Answer:
        """Run a Windows program to its end.

        Its standard streams are pipes: a plain file as one of them is an invalid handle to wine.

        Raises:
            subprocess.TimeoutExpired: it took longer than `limit_s`; it and its children are ended.
        """
        process = subprocess.Popen(
            ["wine", *map(str, command)],
            cwd=cwd,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            output, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            self.end()
            process.kill()
            process.communicate()
            raise
        return Answer(process.returncode, output.decode("utf-8", "replace").replace("\r\n", "\n"))

    @contextlib.contextmanager
    def running(self, command: Sequence[str | Path]) -> Iterator[subprocess.Popen[bytes]]:
        """A Windows program that waits for a line on its standard input; at the end of the block it gets one."""
        process = subprocess.Popen(
            ["wine", *map(str, command)],
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with process:
            time.sleep(_BEGIN_S)
            yield process
            process.communicate(b"\n", timeout=_START_LIMIT_S)

    def end(self) -> None:
        """End every program of this Windows."""
        subprocess.run(["wineserver", "-k"], env=self._environment(), check=False, capture_output=True)

    def _environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "PRSTUDIO_HOME")},
            "WINEPREFIX": str(self.prefix),
            "HOME": str(self.home),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _QUIET,
            **self.more,
        }


def windows_path(path: Path) -> str:
    """The path as Windows programs under wine write it."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def start(prefix: Path) -> Wine:
    """A fresh Windows 10 in the new folder `prefix`.

    Raises:
        WineMissing: there is no wine, and this is no Debian on which we may install it.
    """
    require_wine()
    wine = Wine(prefix)
    for folder in (prefix, wine.home):
        shutil.rmtree(folder, ignore_errors=True)
    (wine.home / "Desktop").mkdir(parents=True)
    wine.run(["wineboot", "--init"], limit_s=_START_LIMIT_S)
    for key, name, kind, value in (
        (r"HKCU\Software\Wine", "Version", "REG_SZ", "win10"),
        (r"HKCU\Software\Wine\WineDbg", "ShowCrashDialog", "REG_DWORD", "0"),
    ):
        wine.run(["reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f"], limit_s=_START_LIMIT_S)
    wine.end()
    wine_math.lend(prefix)
    return wine


def require_wine() -> None:
    """See to wine and makensis, as root on Debian."""
    if all(shutil.which(command) for command in ("wine", "wineserver", "makensis")):
        return
    if sys.platform != "linux" or shutil.which("apt-get") is None or os.geteuid() != 0:
        raise WineMissing("install these packages: " + " ".join(PACKAGES))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
    if subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode != 0:
        raise WineMissing("these packages can't be installed: " + " ".join(PACKAGES))


def _user_name() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or "root"
