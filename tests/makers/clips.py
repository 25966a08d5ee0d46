"""Makes small clips and sound files of every kind that offices meet, with ffmpeg's own test pictures.

`make(name, folder)` gives a recipe's file, made once a folder; nobody may change it afterwards.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import imageio_ffmpeg

TONE = "sine=f=440:r=48000"
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac", "-b:a", "64k")


_SMOOTH = ("-f", "lavfi", "-i", "gradients=s=320x240:r=50:speed=0.2:seed=1")
"""Without the hard edges that look like interlace to ffmpeg's idet."""


def ffmpeg(*arguments: str | Path) -> bytes:
    """Run ffmpeg; what it writes to stdout comes back."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    return done.stdout


def picture(size: str = "320x180", rate: str = "25", duration_s: float = 1.0) -> tuple[str, ...]:
    """Input arguments of a moving test picture."""
    return ("-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={duration_s}")


def tone(duration_s: float = 1.0) -> tuple[str, ...]:
    """Input arguments of a plain tone."""
    return ("-f", "lavfi", "-i", f"{TONE}:d={duration_s}")


def clip(
    path: Path,
    *,
    size: str = "320x180",
    rate: str = "25",
    duration_s: float = 1.0,
    sound: Sequence[str] | None = AAC,
    video: Sequence[str] = X264,
    extra: Sequence[str] = (),
) -> Path:
    """A clip at `path`; `sound` None leaves it silent, `extra` goes before the output."""
    inputs = [*picture(size, rate, duration_s), *(tone(duration_s) if sound else ())]
    ffmpeg(*inputs, *video, *(sound or ()), *extra, f"file:{path}")
    return path


def _rotated(degrees: int) -> Callable[[Path], None]:
    """Turned clockwise by `degrees` when shown; ffmpeg's option counts the other way."""

    def build(path: Path) -> None:
        flat = clip(path.with_name(f"flat_{path.name}"), rate="30000/1001")
        ffmpeg("-display_rotation:v:0", str(-degrees), "-i", f"file:{flat}", "-c", "copy", f"file:{path}")
        flat.unlink()

    return build


def _plain(**options: object) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        clip(path, **options)  # type: ignore[arg-type]

    return build


def _hevc_hdr(transfer: str, *, in_index: bool) -> Callable[[Path], None]:
    """`in_index`: the colour stands in the index too, as phones write it, and not in the stream alone."""
    colour = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:log-level=none"
    video = (
        *("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1"),
        *("-x265-params", colour),
    )
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc"
    return _plain(video=video, extra=("-vf", tags) if in_index else ())


def _variable_rate(path: Path) -> None:
    """Like a phone that halves its rate in the dark: 30 frames a second, then 15."""
    uneven = "select='lt(t,1)+not(mod(n,2))'"
    ffmpeg(*picture(rate="30", duration_s=2), "-vf", uneven, "-fps_mode", "vfr", *X264, "-video_track_timescale", "600",
           f"file:{path}")  # fmt: skip


def _interlaced(path: Path) -> None:
    video = (*X264[:2], "-pix_fmt", "yuv420p", "-flags", "+ildct+ilme", "-x264-params", "tff=1:keyint=10")
    ffmpeg(*_SMOOTH, "-t", "1.2", "-vf", "interlace=lowpass=off:scan=tff", *video, f"file:{path}")


def _false_interlace(path: Path) -> None:
    """Coded so that it may be interlaced, with whole frames inside."""
    video = (*X264, "-x264-params", "fake-interlaced=1:keyint=10")
    ffmpeg(*_SMOOTH, "-t", "1", *video, f"file:{path}")


def _streamed(container: str, *options: str) -> Callable[[Path], None]:
    """Written to a pipe, so that the length was never filled in."""

    def build(path: Path) -> None:
        path.write_bytes(ffmpeg(*picture(), *tone(), *options, "-f", container, "pipe:1"))

    return build


def _starts_late(path: Path) -> None:
    """The picture begins half a second after the sound: an empty edit."""
    ffmpeg("-itsoffset", "0.5", *picture(), *tone(1.5), *X264, *AAC, f"file:{path}")


def _cut_by_edit_list(path: Path) -> None:
    """Copied from 0.7 s on, so that frames before it are in the file but hidden."""
    long = clip(path.with_name(f"long_{path.name}"), duration_s=2, extra=("-g", "25", "-bf", "2"))
    ffmpeg("-ss", "0.7", "-i", f"file:{long}", "-c", "copy", f"file:{path}")
    long.unlink()


def _with_place(path: Path) -> None:
    clip(path, extra=("-metadata", "location=+28.6066+076.6565/"))


def _with_apple_place(path: Path) -> None:
    place = "com.apple.quicktime.location.ISO6709=+28.6066+076.6565+220/"
    clip(path, extra=("-movflags", "use_metadata_tags", "-metadata", place))


def _oblong_pixels(path: Path) -> None:
    clip(path, size="180x144", extra=("-vf", "setsar=16/11"))


def _cover_before_clip(path: Path) -> None:
    """An M4A with a cover picture: no clip at all."""
    cover = path.with_suffix(".jpg")
    ffmpeg(*picture("64x64", "1", 1), "-frames:v", "1", f"file:{cover}")
    ffmpeg(*tone(), "-i", f"file:{cover}", "-map", "0", "-map", "1", *AAC, "-c:v", "copy", "-disposition:v:0",
           "attached_pic", "-f", "ipod", f"file:{path}")  # fmt: skip
    cover.unlink()


def _sound(*options: str) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        ffmpeg(*tone(), *options, f"file:{path}")

    return build


def _truncated(path: Path) -> None:
    """The battery died: the index was never written."""
    whole = clip(path.with_name(f"whole_{path.name}"))
    path.write_bytes(whole.read_bytes()[:-4000])
    whole.unlink()


def _truncated_behind_index(path: Path) -> None:
    whole = clip(path.with_name(f"whole_{path.name}"), extra=("-movflags", "+faststart"))
    path.write_bytes(whole.read_bytes()[:-4000])
    whole.unlink()


def _sparse(path: Path) -> None:
    """Two gigabytes of nothing behind a good beginning; takes no room on the disk."""
    with path.open("wb") as file:
        file.write(struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom"))
        file.truncate(2 * 1024**3)


def _encrypted(path: Path) -> None:
    key = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "ab" * 16, "-encryption_kid", "cd" * 16)
    clip(path, extra=key)


def _brightening(gop: int, duration_s: float = 2.0, *options: str) -> Callable[[Path], None]:
    """Grey that gets brighter evenly from 20 at the start to 220 at the end: a frame's grey tells its time."""

    def build(path: Path) -> None:
        grey = f"geq=lum='20+200*T/{duration_s}':cb=128:cr=128"
        tags = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
        ffmpeg("-f", "lavfi", "-i", f"color=s=64x64:r=25:d={duration_s}", "-vf", f"{grey},{tags}", *X264,
               "-g", str(gop), "-sc_threshold", "0", *options, f"file:{path}")  # fmt: skip

    return build


def _white_top(path: Path) -> None:
    """Lies on its side in the file; upright its upper half is white and its lower half black."""
    flat = path.with_name(f"flat_{path.name}")
    ffmpeg(
        "-f", "lavfi", "-i", "color=black:s=128x64:d=1", "-vf", "drawbox=w=64:color=white:t=fill", *X264, f"file:{flat}"
    )
    ffmpeg("-display_rotation:v:0", "-90", "-i", f"file:{flat}", "-c", "copy", f"file:{path}")
    flat.unlink()


def _loud_end(path: Path) -> None:
    """A second of silence, then a second at half of full scale."""
    ffmpeg(*picture("64x64", "10", 2), "-f", "lavfi", "-i", "aevalsrc='0.5*sin(880*PI*t)*gte(t,1)':s=48000:d=2",
           *X264, "-c:a", "pcm_s16le", f"file:{path}")  # fmt: skip


RECIPES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "plain": ("plain.mp4", _plain()),
    "hindi_name": ("नेत्र शिविर: 50% (भाग 1) 👁.mp4", _plain()),
    "dash_name": ("-i 'quoted' %d.mp4", _plain()),
    "silent": ("silent.mp4", _plain(sound=None)),
    "fast_start": ("fast_start.mp4", _plain(extra=("-movflags", "+faststart"))),
    "b_frames": ("b_frames.mp4", _plain(duration_s=2, extra=("-bf", "3", "-g", "12"))),
    "long_gop": ("long_gop.mp4", _plain(duration_s=2, extra=("-g", "250"))),
    "short_gop": ("short_gop.mp4", _plain(duration_s=2, extra=("-g", "5"))),
    "odd_size": ("odd_size.mp4", _plain(video=X264[:4], extra=("-vf", "format=yuv444p,crop=301:161:exact=1"))),
    "tall": ("tall.mp4", _plain(size="180x320", rate="30")),
    "turned_90": ("turned_90.mp4", _rotated(90)),
    "turned_180": ("turned_180.mp4", _rotated(180)),
    "turned_270": ("turned_270.mov", _rotated(270)),
    "variable_rate": ("variable_rate.mp4", _variable_rate),
    "hevc": ("hevc.mp4", _plain(video=("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
                                       "-tag:v", "hvc1", "-x265-params", "log-level=none"))),
    "hevc_hlg": ("hevc_hlg.mov", _hevc_hdr("arib-std-b67", in_index=True)),
    "hevc_pq": ("hevc_pq.mp4", _hevc_hdr("smpte2084", in_index=False)),
    "full_range": ("full_range.mp4", _plain(extra=("-vf", "scale=out_range=full", "-color_range", "pc"))),
    "oblong_pixels": ("oblong_pixels.mp4", _oblong_pixels),
    "interlaced": ("interlaced.mp4", _interlaced),
    "false_interlace": ("false_interlace.mp4", _false_interlace),
    "pcm_mov": ("pcm.mov", _plain(sound=("-c:a", "pcm_s16le"))),
    "mjpeg_mov": ("mjpeg.mov", _plain(video=("-c:v", "mjpeg", "-pix_fmt", "yuvj420p"), sound=("-c:a", "pcm_s24le"))),
    "prores": ("prores.mov", _plain(video=("-c:v", "prores_ks"), sound=None)),
    "av1": ("av1.mp4", _plain(video=("-c:v", "libsvtav1", "-preset", "12"), sound=("-c:a", "libopus"))),
    "fragmented": ("fragmented.mp4", _plain(extra=("-movflags", "frag_keyframe+empty_moov", "-g", "10"))),
    "starts_late": ("starts_late.mp4", _starts_late),
    "edit_list": ("edit_list.mp4", _cut_by_edit_list),
    "with_place": ("with_place.mp4", _with_place),
    "with_apple_place": ("with_apple_place.mov", _with_apple_place),
    "phone_3gp": ("phone.3gp", _plain(size="176x144", rate="15", video=("-c:v", "h263"),
                                      sound=("-c:a", "aac", "-ar", "16000"))),
    "mkv": ("clip.mkv", _plain()),
    "mkv_no_duration": ("streamed.mkv", _streamed("matroska", *X264, *AAC)),
    "webm_no_duration": ("streamed.webm", _streamed("webm", "-c:v", "libvpx", "-deadline", "realtime",
                                                    "-c:a", "libopus")),
    "brightening_gop_1": ("brightening_1.mp4", _brightening(1)),
    "brightening_gop_5": ("brightening_5.mp4", _brightening(5)),
    "brightening_gop_250": ("brightening_250.mp4", _brightening(250)),
    "brightening_b_frames": ("brightening_b.mkv", _brightening(12, 2.0, "-bf", "3")),
    "white_top": ("white_top.mp4", _white_top),
    "loud_end": ("loud_end.mov", _loud_end),
    "avi": ("clip.avi", _plain(video=("-c:v", "mpeg4"), sound=("-c:a", "mp3"))),
    "transport_stream": ("clip.ts", _plain(extra=("-bf", "2",))),
    "encrypted": ("encrypted.mp4", _encrypted),
    "truncated": ("truncated.mp4", _truncated),
    "truncated_behind_index": ("truncated_behind_index.mp4", _truncated_behind_index),
    "sparse": ("sparse.mp4", _sparse),
    "m4a": ("sound.m4a", _sound(*AAC)),
    "m4a_with_cover": ("cover.m4a", _cover_before_clip),
    "mp3": ("sound.mp3", _sound("-c:a", "mp3")),
    "wav": ("sound.wav", _sound()),
    "ogg": ("sound.ogg", _sound("-c:a", "libvorbis")),
    "flac": ("sound.flac", _sound("-c:a", "flac")),
    "sound_in_mp4": ("sound_only.mp4", _sound(*AAC)),
}  # fmt: skip


def make(name: str, folder: Path) -> Path:
    """The file of the recipe `name` in `folder`, made when it isn't there yet."""
    file, build = RECIPES[name]
    path = folder / (file.replace(":", ";") if sys.platform == "win32" else file)  # there a colon names a stream
    if not path.exists():
        build(path)
    return path
