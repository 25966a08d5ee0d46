"""The tables of one MP4 track: when each frame is shown, which are key frames, what the edit list shows of it."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, chain, repeat
from typing import Final

from prstudio.media.frame_rate import frame_rate
from prstudio.media.mp4_boxes import Box, Damaged, find, get

_MAX_FRAMES: Final = 2_000_000
"""Nine hours at 60 frames a second; about 16 MB of numbers."""
_MAX_EDITS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of an edit list, in ticks of the track."""

    delay: int
    """Time before it, in which nothing is shown."""
    start: int
    end: int
    """The part of the track that is shown: start included, end not."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A video track as it is played; times in seconds on the movie's clock."""

    start_s: float
    end_s: float
    fps: Fraction
    is_variable_rate: bool
    frame_count: int
    """Frames that are shown."""
    keyframes_s: tuple[float, ...]

    def moved(self, by_s: float) -> Timeline:
        """The same, `by_s` seconds later."""
        if not by_s:
            return self
        return replace(
            self,
            start_s=self.start_s + by_s,
            end_s=self.end_s + by_s,
            keyframes_s=tuple(moment_s + by_s for moment_s in self.keyframes_s),
        )


def read_timeline(data: bytes, samples: Box, *, timescale: int, edits: tuple[Edit, ...]) -> Timeline:
    """The timeline of the track whose sample table (stbl) is `samples`.

    Raises:
        Damaged: the tables contradict each other or hold no frame.
    """
    runs = _pairs(data, get(data, b"stts", within=samples))
    count = min(sum(run for run, _ in runs), _sample_count(data, samples))
    if not 0 < count <= _MAX_FRAMES:
        raise Damaged(f"{count} frames")
    shown_at, total = _shown_at(data, samples, runs, count)
    if not total:
        return Timeline(0.0, 0.0, Fraction(0), is_variable_rate=False, frame_count=count, keyframes_s=())
    keys = sorted(shown_at[index] for index in _key_indexes(data, samples, count))
    ticks = sorted(shown_at)
    end = ticks[0] + total
    played = _play(edits or (Edit(max(0, ticks[0]), ticks[0], end),), ticks, keys, end)
    if not played.frame_count:
        raise Damaged("the edit list hides every frame")
    fps, is_variable = frame_rate(ticks, Fraction(1, timescale))
    return Timeline(
        start_s=played.start / timescale,
        end_s=played.end / timescale,
        fps=fps or Fraction(timescale, total),
        is_variable_rate=is_variable,
        frame_count=played.frame_count,
        keyframes_s=tuple(tick / timescale for tick in played.keys),
    )


def read_edits(data: bytes, track: Box, *, timescale: int, movie_timescale: int) -> tuple[Edit, ...]:
    """The edit list of a track; empty when it has none."""
    box = find(data, b"edts", b"elst", within=track)
    if box is None:
        return ()
    version, count = data[box.start], struct.unpack_from(">I", data, box.start + 4)[0]
    entry = struct.Struct(">QqI" if version == 1 else ">IiI")
    if count > _MAX_EDITS:
        raise Damaged(f"{count} edits")
    edits, delay = [], 0
    for index in range(count):
        length, start, _rate = entry.unpack_from(data, box.start + 8 + index * entry.size)
        ticks = length * timescale // movie_timescale
        if start < 0:
            delay += ticks
            continue
        edits.append(Edit(delay, start, start + ticks if ticks else 2**62))
        delay = 0
    return tuple(edits)


def is_plain(edits: tuple[Edit, ...], duration: int) -> bool:
    """Whether the edit list hides and delays nothing of a track of `duration` ticks."""
    if not edits:
        return True
    only = edits[0]
    return len(edits) == 1 and only.delay == 0 and only.start == 0 and only.end >= duration


@dataclass(frozen=True, slots=True)
class _Played:
    """What the edits leave, in ticks on the movie's clock."""

    start: int
    end: int
    frame_count: int
    keys: list[int]


def _play(edits: tuple[Edit, ...], ticks: list[int], keys: list[int], last_end: int) -> _Played:
    """The frames at `ticks`, of which those at `keys` are key frames (both ascending), as the edits show them."""
    clock, start, count = 0, None, 0
    keys_shown: list[int] = []
    for edit in edits:
        clock += edit.delay
        end = min(edit.end, last_end)
        if end <= edit.start:
            continue
        first, behind = bisect_left(ticks, edit.start), bisect_left(ticks, end)
        if behind > first:
            start = clock if start is None else start
            count += behind - first
            move = clock - ticks[first]  # as ffmpeg has it: the first whole frame stands where the edit begins
            keys_shown += [key + move for key in keys[bisect_left(keys, edit.start) : bisect_left(keys, end)]]
        if len(keys_shown) > _MAX_FRAMES:
            raise Damaged("the edit list repeats too much")
        clock += end - edit.start
    return _Played(start or 0, clock, count, keys_shown)


def _shown_at(data: bytes, samples: Box, runs: list[tuple[int, int]], count: int) -> tuple[array[int], int]:
    """The tick at which each frame is shown, in the order of the file, and the sum of all frame lengths."""
    steps = chain.from_iterable(repeat(step, min(run, count)) for run, step in runs)
    ends = array("q", accumulate(step for step, _ in zip(steps, range(count), strict=False)))
    starts = array("q", [0])
    starts.extend(ends[:-1])
    box = find(data, b"ctts", within=samples)
    if box is None:
        return starts, ends[-1]
    shifts = chain.from_iterable(repeat(_signed(shift), min(run, count)) for run, shift in _pairs(data, box))
    shifted = array("q", (start + shift for start, shift in zip(starts, chain(shifts, repeat(0)), strict=False)))
    return shifted, ends[-1]


def _signed(value: int) -> int:
    """Version 0 of ctts should be unsigned, but cameras write negative numbers into it."""
    return value - 2**32 if value >= 2**31 else value


def _pairs(data: bytes, box: Box) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", data, box.start + 4)
    end = box.start + 8 + count * 8
    if end > box.end:
        raise Damaged(f"{count} entries in {box.kind!r}")
    return list(struct.iter_unpack(">II", data[box.start + 8 : end]))


def _sample_count(data: bytes, samples: Box) -> int:
    """From stsz or stz2, whose entries are checked only against the room they have."""
    box = find(data, b"stsz", within=samples)
    if box is None:
        box = get(data, b"stz2", within=samples)
        return int(struct.unpack_from(">I", data, box.start + 8)[0])
    size, count = struct.unpack_from(">II", data, box.start + 4)
    if size == 0 and box.start + 12 + 4 * count > box.end:
        raise Damaged(f"{count} sizes in stsz")
    return int(count)


def _key_indexes(data: bytes, samples: Box, count: int) -> Iterable[int]:
    """Places of the key frames, from 0; every frame is one when there is no table."""
    box = find(data, b"stss", within=samples)
    if box is None:
        return range(count)
    (keys,) = struct.unpack_from(">I", data, box.start + 4)
    numbers = struct.unpack_from(f">{min(keys, count)}I", data, box.start + 8)
    return [number - 1 for number in numbers if 0 < number <= count]
