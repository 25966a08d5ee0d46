"""Finds out what each file of a post is, by its content: picture, clip, sound, subtitles, or why it can't be used."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from prstudio.errors import FileTrouble, MediaFault
from prstudio.media.clip_probe import probe_media
from prstudio.media.sniff import sniff
from prstudio.media.subtitles import read_subtitles
from prstudio.model.media_info import MediaInfo, MediaTable, UnusableInfo
from prstudio.model.post import Post
from prstudio.model.progress import Cancelled, never

_SUBTITLES: Final = frozenset({"application/x-subrip", "text/vtt"})
_SUBTITLE_SUFFIXES: Final = frozenset({".srt", ".vtt"})


def probe(path: Path, file: str, *, cancelled: Cancelled = never) -> MediaInfo:
    """What the file at `path` is; `file` is its name in the post. Bad content gives an `UnusableInfo`.

    Raises:
        FileTrouble: it can't be read at all.
        WorkCancelled: `cancelled` said so.
        EngineFault: ffmpeg is missing on this computer.
    """
    try:
        return _probe(path, file, cancelled=cancelled)
    except MediaFault as fault:
        return UnusableInfo(file, fault.code, fault.params | {"file": file})


def probe_assets(post: Post, folder: Path, *, cancelled: Cancelled = never) -> MediaTable:
    """What every file of the post in `folder` is: photos, clips, slides, sound and subtitles, each read once.

    Raises:
        FileTrouble, WorkCancelled, EngineFault: as for `probe`.
    """
    return {file: probe(folder / file, file, cancelled=cancelled) for file in _files_of(post)}


def probe_present(post: Post, folder: Path, *, cancelled: Cancelled = never) -> MediaTable:
    """As `probe_assets`, but a file that is gone or can't be read gives an `UnusableInfo`: the rest of the post opens.

    Raises:
        WorkCancelled, EngineFault: as for `probe`.
    """
    media: dict[str, MediaInfo] = {}
    for file in _files_of(post):
        try:
            media[file] = probe(folder / file, file, cancelled=cancelled)
        except FileTrouble as trouble:
            media[file] = UnusableInfo(file, trouble.code, {**trouble.params, "file": file})
    return media


def _files_of(post: Post) -> list[str]:
    files: dict[str, None] = {}
    for asset in post.assets:
        files |= dict.fromkeys((*asset.files, *asset.subtitles.values()))
    return [file for file in files if file]


def _probe(path: Path, file: str, *, cancelled: Cancelled) -> MediaInfo:
    mime = sniff(path) or ""
    if mime.startswith("image/"):
        from prstudio.media.picture_probe import probe_picture  # noqa: PLC0415 — Pillow, which clips don't need

        return probe_picture(path, file)
    if mime in _SUBTITLES or (not mime and path.suffix.lower() in _SUBTITLE_SUFFIXES):
        return read_subtitles(path, file)
    return probe_media(path, file, cancelled=cancelled)
