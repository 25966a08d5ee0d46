"""Makes clips whose every frame, corner and click can be recognised after an encode, and reads them back with PyAV."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from makers.clips import X264, ffmpeg

from prstudio.media.probe import probe
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.variant import VideoPlan

BITS = 8
COLUMN_PX = 20
NUMBERED = Size(BITS * COLUMN_PX, 96)
_BARS = f"geq=lum='if(bitand(N\\,pow(2\\,floor(X/{COLUMN_PX})))\\,235\\,16)':cb=128:cr=128"
CORNERED = Size(320, 180)
CORNERS = ((220, 30, 30), (30, 200, 30), (40, 40, 230), (230, 220, 40))
"""Red upper left, green upper right, blue lower left, yellow lower right."""


def numbered(path: Path, *, rate: str = "30", frames: int = 90, options: Sequence[str] = ()) -> Path:
    """A silent clip whose frames show their own number, as black and white columns."""
    source = f"color=s={NUMBERED.width_px}x{NUMBERED.height_px}:r={rate},trim=end_frame={frames},{_BARS}"
    ffmpeg("-f", "lavfi", "-i", source, *X264, *options, f"file:{path}")
    return path


def flashing(path: Path, *, seconds: int = 4, options: Sequence[str] = X264, sound: Sequence[str] = ()) -> Path:
    """A clip of 30 frames a second; one frame is white, and a tone begins with it, at each full second but 0."""
    white = "drawbox=c=white:t=fill:enable='gte(n,29)*lt(mod(n,30),1)'"
    tone = "aevalsrc='if(lt(mod(t,1),0.03)*gte(t,0.9),sin(2*PI*1500*t),0)':s=48000"
    inputs = ("-f", "lavfi", "-i", f"color=black:s=128x96:r=30:d={seconds}", "-f", "lavfi", "-i", f"{tone}:d={seconds}")
    ffmpeg(*inputs, "-vf", white, *options, *(sound or ("-c:a", "pcm_s16le")), f"file:{path}")
    return path


def corners(path: Path, *, size: Size = CORNERED, duration_s: float = 0.4, options: Sequence[str] = ()) -> Path:
    """A clip with another colour in each quarter of the picture."""
    w, h = size.width_px // 2, size.height_px // 2
    places = ((0, 0), (w, 0), (0, h), (w, h))
    boxes = ",".join(
        f"drawbox=x={x}:y={y}:w={w + 1}:h={h + 1}:c=0x{r:02x}{g:02x}{b:02x}:t=fill"
        for (x, y), (r, g, b) in zip(places, CORNERS, strict=True)
    )
    bt709 = "scale=out_color_matrix=bt709:out_range=tv,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"
    source = f"color=s={size.width_px}x{size.height_px}:r=25:d={duration_s},format=gbrp,{boxes},{bt709}"
    ffmpeg("-f", "lavfi", "-i", source, *X264, "-crf", "8", *options, f"file:{path}")
    return path


def turned(path: Path, degrees: int) -> Path:
    """`corners`, stored lying so that it stands upright after the clockwise turn that the file asks for."""
    turns = {0: "null", 90: "transpose=cclock", 180: "hflip,vflip", 270: "transpose=clock"}
    flat = corners(path.with_name(f"flat_{path.name}"), options=("-vf", turns[degrees]))
    ffmpeg("-display_rotation:v:0", str(-degrees), "-i", f"file:{flat}", "-c", "copy", f"file:{path}")
    flat.unlink()
    return path


def info(path: Path) -> ClipInfo:
    """What the program knows about the clip."""
    found = probe(path, path.name)
    assert isinstance(found, ClipInfo), found
    return found


def plan(
    clip: ClipInfo,
    *,
    start_s: float = 0.0,
    end_s: float | None = None,
    size: Size | None = None,
    fps: Fraction | int | None = None,
    **options: object,
) -> VideoPlan:
    """A plan that keeps what it isn't told to change."""
    return VideoPlan(
        source=clip.file,
        start_s=start_s,
        end_s=clip.duration_s if end_s is None else end_s,
        box=options.pop("box", WHOLE),  # type: ignore[arg-type]
        size=size or Size(clip.size.width_px // 2 * 2, clip.size.height_px // 2 * 2),
        fps=Fraction(fps) if fps else clip.fps,
        **options,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """One decoded picture."""

    time_s: float
    luma: np.ndarray
    rgb: np.ndarray


def frames(path: Path) -> list[Frame]:
    """All pictures of a clip in the order shown."""
    with av.open(str(path)) as container:
        return [
            Frame(float(frame.pts * frame.time_base), frame.to_ndarray(format="gray"), frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]


def numbers(path: Path) -> list[int]:
    """The number that each frame of a `numbered` clip shows, whatever its size now."""
    found = []
    for frame in frames(path):
        height, width = frame.luma.shape
        middle = frame.luma[height // 3 : 2 * height // 3]
        columns = [middle[:, int((bit + 0.5) * width / BITS)].mean() > 128 for bit in range(BITS)]
        found.append(sum(1 << bit for bit, is_set in enumerate(columns) if is_set))
    return found


def packet_times(path: Path, kind: str = "video") -> list[tuple[float, bool]]:
    """(presentation time in seconds, key frame) of every packet, in the order shown."""
    with av.open(str(path)) as container:
        stream = next(stream for stream in container.streams if stream.type == kind)
        packets = [packet for packet in container.demux(stream) if packet.size]
        return sorted((float(packet.pts * stream.time_base), packet.is_keyframe) for packet in packets)


def flashes(path: Path) -> list[float]:
    """When white frames are shown."""
    return [frame.time_s for frame in frames(path) if frame.luma.mean() > 128]


def sound(path: Path) -> tuple[np.ndarray, np.ndarray, int]:
    """(time of each sample, its value in the first channel, channels)."""
    times, values, channels = [], [], 0
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="fltp")
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                samples = piece.to_ndarray()
                channels = samples.shape[0]
                start_s = float(piece.pts * piece.time_base)
                times.append(start_s + np.arange(samples.shape[1]) / piece.sample_rate)
                values.append(samples[0])
    return np.concatenate(times), np.concatenate(values), channels


def clicks(path: Path) -> list[float]:
    """When tones begin."""
    times, values, _ = sound(path)
    loud = times[np.abs(values) > 0.35 * np.abs(values).max()]
    return [float(moment) for moment, before in zip(loud, [-9.0, *loud], strict=False) if moment - before > 0.3]


def boxes(path: Path) -> list[str]:
    """The kinds of all boxes of an MP4, from the outside in, in the order of the file."""
    return list(_boxes(path.read_bytes()))


def _boxes(data: bytes) -> Iterator[str]:
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if length < 8:
            return
        yield kind.decode("latin-1")
        if kind in (b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl", b"udta"):
            yield from _boxes(data[at + 8 : at + length])
        at += length
