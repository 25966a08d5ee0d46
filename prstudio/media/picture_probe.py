"""Says what a picture is, from its header alone."""

from __future__ import annotations

from pathlib import Path

from prstudio.errors import file_trouble
from prstudio.media.picture_open import open_picture
from prstudio.model.media_info import PictureInfo


def probe_picture(path: Path, file: str) -> PictureInfo:
    """What the picture at `path` is; `file` is its name as written in the post.

    Raises:
        MediaFault: it is no picture, damaged, or beyond our limits.
        FileTrouble: it is missing or can't be read.
    """
    with open_picture(path, file) as picture:
        head = picture.head
    try:
        size_bytes = path.stat().st_size
    except OSError as error:
        raise file_trouble(error, path) from error
    return PictureInfo(
        file=file,
        size_bytes=size_bytes,
        mime=head.mime,
        size=head.upright,
        orientation=head.orientation,
        frames=len(head.delays_ms),
        duration_s=head.duration_s,
        has_transparency=head.has_transparency,
        has_location=head.has_location,
    )
