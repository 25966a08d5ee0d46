"""Where a bundle may be put: asked before any work begins."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from prstudio.bundle.bag import is_intact
from prstudio.errors import FileTrouble, file_trouble


def is_zip(out: Path) -> bool:
    """Whether a bundle at `out` is a zip, by its name."""
    return out.suffix.lower() == ".zip"


def check_place(out: Path) -> Path:
    """`out`, made absolute; only nothing, an empty folder or an unchanged bundle of the same form may give way there.

    Raises:
        FileTrouble: something else stands there.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 -- a link at `out` is refused, not followed
    if os.path.lexists(out) and not _may_give_way(out):
        raise FileTrouble("bundle_place_taken", {"file": str(out)})
    return out


def check_folder(folder: Path) -> None:
    """See whether a bundle can be written into `folder`, or into the nearest folder above it that exists.

    Raises:
        FileTrouble: it can't; DiskFull when no space is left.
    """
    nearest = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    try:
        with tempfile.TemporaryFile(dir=nearest) as file:
            file.write(b"\0")
    except OSError as error:
        raise file_trouble(error, nearest) from error


def _may_give_way(out: Path) -> bool:
    if out.is_symlink() or out.is_dir() == is_zip(out):
        return False
    try:
        is_empty_folder = out.is_dir() and not any(out.iterdir())
    except OSError as error:
        raise file_trouble(error, out) from error
    return is_empty_folder or is_intact(out)
