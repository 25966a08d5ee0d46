"""Takes files into a post's folder: copied under safe names, known by their content; the originals stay untouched."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from prstudio.errors import FileTrouble, MediaFault, StudioError, WorkCancelled, file_trouble
from prstudio.media.probe import probe
from prstudio.media.sniff import sniff
from prstudio.model.media_info import MediaInfo, UnusableInfo
from prstudio.model.progress import Cancelled, Report, ignore, never, share
from prstudio.store.file_names import name_key, unique_name
from prstudio.store.post_files import copy_file, make_folder
from prstudio.store.post_folder import POST_FILE

FILES_MAX: Final = 200
"""At once; far more than any platform takes, far less than a whole disk dropped by mistake."""

_SUBTITLE_SUFFIXES: Final = frozenset({".srt", ".vtt"})
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
"""What systems leave in every folder; hidden files are passed over likewise."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or folder that was not taken, and why."""

    path: Path
    error: StudioError


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the files."""

    names: tuple[str, ...]
    """Of the new files in the post's folder, in the order given; those of a folder in the order of their names."""
    infos: Mapping[str, MediaInfo] = field(default_factory=dict)
    """What each of `names` is."""
    refused: tuple[Refused, ...] = ()


def take_in(paths: Sequence[Path], folder: Path, *, report: Report = ignore, cancelled: Cancelled = never) -> TakenIn:
    """Copy the files, and all files in the folders, that a post can use into `folder`.

    One bad file doesn't keep the others out: it comes back in `refused`.

    Raises:
        FileTrouble: `folder` can't be made.
        WorkCancelled: `cancelled` said so; nothing that was copied by then stays.
        EngineFault: ffmpeg is missing on this computer; nothing stays either.
    """
    make_folder(folder)
    files, refused = _listed(paths)
    taken = {name_key(path.name) for path in folder.iterdir()} | {name_key(POST_FILE)}
    infos: dict[str, MediaInfo] = {}
    try:
        for number, path in enumerate(files):
            if cancelled():
                raise WorkCancelled
            name = unique_name(path.name, taken)
            part = share(report, number / len(files), 1 / len(files))
            try:
                infos[name] = _take(path, folder / name, report=part, cancelled=cancelled)
            except (FileTrouble, MediaFault) as error:
                refused.append(Refused(path, error))
            else:
                taken.add(name_key(name))
    except BaseException:
        for name in infos:
            _remove(folder / name)
        raise
    return TakenIn(tuple(infos), infos, tuple(refused))


def _listed(paths: Iterable[Path]) -> tuple[list[Path], list[Refused]]:
    """The files to try, and what can't even be tried."""
    files: list[Path] = []
    refused: list[Refused] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        try:
            inside = list(_files_in(path))
        except FileTrouble as error:
            refused.append(Refused(path, error))
            continue
        if not inside:
            refused.append(Refused(path, FileTrouble("intake_empty_folder", {"file": path.name})))
        files += inside
    if len(files) > FILES_MAX:
        first = files[FILES_MAX]
        refused.append(Refused(first, FileTrouble("intake_too_many", {"file": first.name, "limit": FILES_MAX})))
    return files[:FILES_MAX], refused


def _files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those inside it, by name; links to folders aren't followed, so there is an end."""

    def on_error(error: OSError) -> None:
        raise file_trouble(error, folder) from error

    for place, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.casefold() not in _SYSTEM_FILES and name != POST_FILE:
                yield Path(place) / name


def _take(source: Path, target: Path, *, report: Report, cancelled: Cancelled) -> MediaInfo:
    """Copy one file and say what it is; a file that can't be used isn't kept."""
    if sniff(source) is None and source.suffix.lower() not in _SUBTITLE_SUFFIXES:  # before copying gigabytes
        is_empty = source.stat().st_size == 0
        raise MediaFault("media_empty" if is_empty else "intake_unusable", {"file": source.name})
    copy_file(source, target, report=report, cancelled=cancelled)
    try:
        info = probe(target, target.name, cancelled=cancelled)
        if isinstance(info, UnusableInfo):
            raise MediaFault(info.code, {**info.params, "file": source.name})
    except BaseException:
        _remove(target)
        raise
    return info


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # a scanner may hold it for a moment; unnamed by the post, it does no harm
        path.unlink(missing_ok=True)
