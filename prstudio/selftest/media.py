"""Parts of the self-test that make pictures and clips, read them back and bring them inside a platform's limits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from prstudio import one_file, studio
from prstudio.media import ffmpeg
from prstudio.media.render import Workshop, render_variants
from prstudio.media.sample.scenes import paint_camp
from prstudio.model.media_info import ClipInfo, PictureInfo
from prstudio.model.post import Asset, Platform, Post, Slide, Slideshow, Target
from prstudio.model.progress import never
from prstudio.model.selftest import Unfit
from prstudio.platforms.catalog import load_rulebook

_PHOTO_PX: Final = (1280, 960)
_CLIP_S: Final = 1.0
_LENGTH_TOLERANCE_S: Final = 0.1
_TIME_LIMIT_S: Final = 60.0


def check_picture(folder: Path) -> Mapping[str, object]:
    """A photo is read and cropped for a platform."""
    source, out = folder / "फ़ोटो.jpg", folder / "कटी फ़ोटो.jpg"
    paint_camp(_PHOTO_PX).save(source, quality=92)
    one_file.fit_file(source, out, one_file.FitWish(Platform.INSTAGRAM))
    info = one_file.probe_file(out)
    if not isinstance(info, PictureInfo) or info.mime != "image/jpeg":
        raise Unfit(f"the picture became {info}")
    return {"width_px": info.size.width_px, "height_px": info.size.height_px, "size_bytes": info.size_bytes}


def check_clip(folder: Path) -> Mapping[str, object]:
    """A clip with sound is made, read and trimmed."""
    source, out = folder / "क्लिप.mp4", folder / "कटी क्लिप.mp4"
    _make_clip(source)
    one_file.trim_file(source, out, start_s=0.2, end_s=0.8)
    info = one_file.probe_file(out)
    if not isinstance(info, ClipInfo) or abs(info.duration_s - 0.6) > _LENGTH_TOLERANCE_S or info.audio is None:
        raise Unfit(f"the clip became {info}")
    return {"video_codec": info.video_codec, "duration_s": info.duration_s, "size_bytes": info.size_bytes}


def check_slideshow(folder: Path) -> Mapping[str, object]:
    """Two photos become a clip."""
    names = ("एक.jpg", "दो.jpg")
    for name in names:
        paint_camp(_PHOTO_PX).save(folder / name)
    slides = tuple(Slide(name, 0.5) for name in names)
    asset = Asset(file="", slideshow=Slideshow(slides, crossfade_s=0.2))
    post = Post(district="jhajjar", assets=(asset,), targets=(Target(Platform.FACEBOOK),))
    media = {name: one_file.probe_file(folder / name) for name in names}
    draft = studio.plan_draft(post, folder, media, load_rulebook((Platform.FACEBOOK,)))
    rendered = render_variants(draft.variants, Workshop(originals=folder, media=media, work=folder))
    clips = [one_file.probe_file(file.path) for file in rendered.values() if file.mime == "video/mp4"]
    if len(clips) != 1 or not isinstance(clips[0], ClipInfo):
        raise Unfit(f"the photos became {rendered}")
    return {"duration_s": clips[0].duration_s, "size_bytes": clips[0].size_bytes}


def _make_clip(path: Path) -> None:
    arguments = [
        *["-y", "-f", "lavfi", "-i", f"testsrc2=size=640x360:rate=30:duration={_CLIP_S}"],
        *["-f", "lavfi", "-i", f"sine=frequency=330:sample_rate=48000:duration={_CLIP_S}"],
        *["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac"],
        *["-f", "mp4", ffmpeg.output_argument(path)],
    ]
    ffmpeg.run(
        arguments,
        duration_s=_CLIP_S,
        on_time=lambda _done_s: None,
        cancelled=never,
        time_limit_s=_TIME_LIMIT_S,
        file=path.name,
    )
