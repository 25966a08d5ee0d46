"""What kind of file the first bytes announce, as far as a platform would care."""

from __future__ import annotations

from typing import Final

_IMAGES: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def mime_of(head: bytes) -> str | None:
    """The type of a picture or clip; None where it is neither."""
    for start, mime in _IMAGES:
        if head.startswith(start):
            return mime
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}.get(head[8:12])
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm"
    if head[:1] == b"\x47":
        return "video/mp2t"
    return None


def kind_of(head: bytes) -> str | None:
    """`image`, `video`, or None."""
    mime = mime_of(head)
    return None if mime is None else mime.partition("/")[0]
