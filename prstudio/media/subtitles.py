"""Reads and writes SubRip (SRT) and WebVTT subtitles, and cuts them to a trim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from prstudio.errors import MediaFault, file_trouble
from prstudio.language import script
from prstudio.messages import Language
from prstudio.model.media_info import SubtitlesInfo

MAX_BYTES: Final = 8 * 1024 * 1024
"""A day of talk takes less."""

_CLOCK: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
_TIMING: Final = re.compile(rf"^{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t]+.*)?$", re.ASCII)
_LANGUAGES: Final[dict[script.Script | None, Language]] = {
    script.Script.DEVANAGARI: Language.HI,
    script.Script.LATIN: Language.EN,
}
_VTT_BLOCKS: Final = ("NOTE", "STYLE", "REGION")
_MIN_SHOWN_S: Final = 0.05
"""What a cut leaves of a cue that is shorter than this is dropped: nobody can read it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A text and when it is shown; times in seconds from the start of the clip, the end not included."""

    start_s: float
    end_s: float
    text: str
    """One or more lines with `\\n` between them, NFC; simple tags such as `<i>` stand as written."""


def read_subtitles(path: Path, file: str) -> SubtitlesInfo:
    """What the subtitle file at `path` holds; `file` is its name in the post.

    Raises:
        MediaFault: it is not UTF-8, not SRT or VTT, malformed or too large; `params` hold `line` where there is one.
        FileTrouble: it can't be read.
    """
    text = load_text(path)
    cues = parse(text, file=path.name)
    kind = "vtt" if _is_vtt(text) else "srt"
    last_end_s = max((cue.end_s for cue in cues), default=0.0)
    language = _LANGUAGES.get(script.dominant("\n".join(cue.text for cue in cues)))
    return SubtitlesInfo(file, path.stat().st_size, kind, len(cues), last_end_s, language)


def load(path: Path) -> list[Cue]:
    """The cues of a subtitle file, ordered by start.

    Raises:
        MediaFault, FileTrouble: as for `read_subtitles`.
    """
    return parse(load_text(path), file=path.name)


def load_text(path: Path) -> str:
    """The text of a subtitle file, NFC, without a byte order mark, with `\\n` between lines.

    Raises:
        MediaFault: it is too large, or not UTF-8.
        FileTrouble: it can't be read.
    """
    try:
        with path.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise file_trouble(error, path) from error
    if len(content) > MAX_BYTES:
        raise MediaFault("subtitles_too_large", {"file": path.name, "limit_bytes": MAX_BYTES})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MediaFault("subtitles_not_utf8", {"file": path.name, "line": line}) from error
    if "\0" in text:  # UTF-16 without a mark, in Latin letters
        raise MediaFault("subtitles_not_utf8", {"file": path.name, "line": 1})
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse(text: str, *, file: str = "") -> list[Cue]:
    """The cues of an SRT or VTT text, ordered by start; numbers may be missing or wrong, cues may overlap.

    Raises:
        MediaFault: `subtitles_no_timing`, `subtitles_bad_timing` or `subtitles_end_before_start`, each with `line`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    is_vtt = _is_vtt(text)
    cues = []
    for number, lines in _blocks(text):
        if is_vtt and (number == 1 or lines[0].split(maxsplit=1)[0] in _VTT_BLOCKS):
            continue
        cue = _cue(lines, number, file)
        if cue.text:
            cues.append(cue)
    return sorted(cues, key=lambda cue: (cue.start_s, cue.end_s))


def cut(cues: Iterable[Cue], start_s: float, end_s: float) -> list[Cue]:
    """The cues as they are shown in the part of the clip from `start_s` to `end_s`, timed from its start."""
    inside = []
    for cue in cues:
        first_s, last_s = max(cue.start_s, start_s), min(cue.end_s, end_s)
        if last_s - first_s >= min(_MIN_SHOWN_S, cue.end_s - cue.start_s):
            inside.append(replace(cue, start_s=first_s - start_s, end_s=last_s - start_s))
    return inside


def format_srt(cues: Sequence[Cue]) -> str:
    """The cues as SRT, numbered from 1, with CRLF line ends as the format has them."""
    blocks = (
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n{_without_gaps(cue.text)}\n"
        for number, cue in enumerate(cues, start=1)
    )
    return "\n".join(blocks).replace("\n", "\r\n")


def format_vtt(cues: Sequence[Cue]) -> str:
    """The cues as WebVTT, with LF line ends."""
    blocks = (f"{_clock(cue.start_s, '.')} --> {_clock(cue.end_s, '.')}\n{_without_gaps(cue.text)}\n" for cue in cues)
    return "\n".join(("WEBVTT\n", *blocks))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, lines) of each block between empty lines."""
    lines: list[str] = []
    for number, line in enumerate((*text.split("\n"), ""), start=1):
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield number - len(lines), lines
            lines = []


def _cue(lines: list[str], number: int, file: str) -> Cue:
    at = 0 if "-->" in lines[0] else 1
    if at == len(lines) or "-->" not in lines[at]:
        raise MediaFault("subtitles_no_timing", {"file": file, "line": number, "text": lines[0].strip()[:40]})
    timing = _TIMING.match(lines[at].strip())
    where = {"file": file, "line": number + at, "text": lines[at].strip()[:60]}
    if timing is None or int(timing[2]) > 59 or int(timing[3]) > 59 or int(timing[6]) > 59 or int(timing[7]) > 59:
        raise MediaFault("subtitles_bad_timing", where)
    start_s, end_s = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
    if end_s <= start_s:
        raise MediaFault("subtitles_end_before_start", where)
    return Cue(start_s, end_s, "\n".join(lines[at + 1 :]))


def _seconds(clock: Sequence[str | None]) -> float:
    hours, minutes, seconds, decimals = clock
    whole_s = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return (whole_s * 1000 + int((decimals or "").ljust(3, "0"))) / 1000


def _clock(moment_s: float, point: str) -> str:
    milliseconds = max(0, round(moment_s * 1000))
    seconds, milliseconds = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{milliseconds:03}"


def _without_gaps(text: str) -> str:
    """No empty line, which would end the cue, and no arrow, which would begin one."""
    return "\n".join(line for line in text.split("\n") if line.strip()).replace("-->", "→")


def _is_vtt(text: str) -> bool:
    return re.match(r"WEBVTT(?:[ \t\n]|$)", text) is not None
