"""Has makensis pack a staged program into its installer."""

import shutil
import subprocess
from pathlib import Path

from icon import save_icon
from inputs import HERE, BuildTrouble
from stage import ROOT, Stage

_UNIT_BYTES = 1024


def make_installer(stage: Stage, folder: Path, *, pack: str = "lzma") -> Path:
    """The installer in `folder`; `pack` is `lzma` (small, minutes) or `zlib` (quick).

    Raises:
        BuildTrouble: makensis is missing, or refuses.
    """
    makensis = shutil.which("makensis")
    if makensis is None:
        raise BuildTrouble("makensis is missing: install the package nsis, or build with --no-installer")
    icon = folder / "prstudio.ico"
    save_icon(ROOT / "resources" / "ui" / "prstudio.svg", icon)
    out = folder / f"PRStudio-Setup-{stage.version}.exe"
    defines = {
        "STAGE": stage.folder,
        "OUT": out,
        "ICON": icon,
        "VERSION": stage.version,
        "SIZE_KB": sum(stage.sizes.values()) // _UNIT_BYTES,
        "PACK": pack,
    }
    command = [
        makensis,
        "-V2",
        "-WX",
        "-INPUTCHARSET",
        "UTF8",
        *[f"-D{name}={value}" for name, value in defines.items()],
    ]
    done = subprocess.run([*command, str(HERE / "installer.nsi")], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildTrouble(f"makensis refused:\n{done.stdout}{done.stderr}")
    return out
