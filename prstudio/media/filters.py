"""The filter graphs of clips, as text: upright, progressive, square pixels, BT.709, constant rate, sound in step.

ffmpeg itself turns the picture by the display matrix before these graphs begin, once, and writes none; so everything
here sees the upright picture. Nothing is run here.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

from prstudio.media.clip_colour import ClipColour
from prstudio.media.frame_span import FrameSpan
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.media_info import AudioInfo, ClipInfo
from prstudio.model.post import Fit
from prstudio.model.turn import Turn, quarter_size, turned_size
from prstudio.model.variant import FramePlan, VideoPlan

AAC_PRIMING_SAMPLES: Final = 1024
"""What ffmpeg's AAC encoder puts before the sound. Without an edit list players play it, so as much is left out."""

_HD_SHORT_SIDE_PX: Final = 720
"""Clips that don't say their colours: from this size on BT.709, below BT.601, as players guess too."""
_SDR_WHITE_NITS: Final = 100
_BLUR_SHRINK: Final = 8
_TAGS: Final = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
_HDR_TRANSFERS: Final = {"pq": "smpte2084", "hlg": "arib-std-b67"}
# Matrices that the resizer can turn into BT.709 by itself; the others are left as they are.
_OTHER_MATRICES: Final = {"smpte170m": "170m", "bt470bg": "470bg", "smpte240m": "240m", "fcc": "fcc"}
_QUARTERS: Final = {0: (), 90: ("transpose=clock",), 180: ("hflip", "vflip"), 270: ("transpose=cclock",)}
_EVEN_WHOLE: Final = "crop=w=trunc(iw/2)*2:h=trunc(ih/2)*2:x=0:y=0"


def video_graph(plan: VideoPlan, info: ClipInfo, colour: ClipColour, span: FrameSpan) -> str:
    """The `-vf` of a clip: exactly `span.frames` pictures of `plan.size`, 8-bit yuv420p."""
    return ",".join(
        (
            *_cut("trim", "setpts", span),
            *_progressive(info),
            f"fps=fps={_rate(span.fps)}:start_time=0",
            *_picture(plan, info, colour),
            "tpad=stop=-1:stop_mode=clone",
            f"trim=end_frame={span.frames}",
        )
    )


def frame_graph(plan: FramePlan, info: ClipInfo, colour: ClipColour) -> str:
    """The `-vf` of one still picture: `plan.box` at `plan.size`."""
    return ",".join((*_progressive(info), *_cropped(plan.box, plan.size, turn=plan.turn, info=info, colour=colour)))


def audio_graph(sound: AudioInfo, span: FrameSpan, *, rate_hz: int, channels_max: int) -> str:
    """The `-af` that starts with the first picture, fills holes with silence and is as long as the pictures."""
    layout = "mono" if min(sound.channels or 2, channels_max) == 1 else "stereo"
    samples = round(span.frames / span.fps * rate_hz)
    return ",".join(
        (
            *_cut("atrim", "asetpts", span),
            f"aresample=osr={rate_hz}:ochl={layout}:osf=fltp:async=1:min_hard_comp=0.02:first_pts=0",
            f"apad=whole_len={samples}",
            f"atrim=start_sample={AAC_PRIMING_SAMPLES}:end_sample={max(samples, AAC_PRIMING_SAMPLES + 1)}",
            "asetpts=PTS-STARTPTS",
        )
    )


def fitted_size(source: Size, frame: Size) -> Size:
    """The largest even size with the ratio of `source` that has room in `frame`."""
    width_px, height_px = frame.width_px, frame.height_px
    if source.ratio > frame.ratio:
        height_px = _even(frame.width_px / source.ratio)
    else:
        width_px = _even(frame.height_px * source.ratio)
    return Size(min(width_px, frame.width_px), min(height_px, frame.height_px))


def _cut(trim: str, set_times: str, span: FrameSpan) -> tuple[str, ...]:
    """Keeps what lies in the span and begins to count time at its start."""
    if not span.start_s:
        return (f"{trim}=end={span.end_s:.6f}",)
    return (f"{trim}=start={span.start_s:.6f}:end={span.end_s:.6f}", f"{set_times}=PTS-{span.start_s:.6f}/TB")


def _progressive(info: ClipInfo) -> tuple[str, ...]:
    """Whole frames; some cameras flag whole frames as fields, which the resizer would then treat apart."""
    deinterlace = ("bwdif=mode=send_frame:parity=auto:deint=interlaced",) if info.is_interlaced else ()
    return (*deinterlace, "setparams=field_mode=prog")


def _picture(plan: VideoPlan, info: ClipInfo, colour: ClipColour) -> tuple[str, ...]:
    if plan.fit is Fit.CROP:
        return _cropped(plan.box, plan.size, turn=plan.turn, info=info, colour=colour)
    inner = fitted_size(turned_size(info.size, plan.turn), plan.size)
    whole = _cropped(WHOLE, inner, turn=plan.turn, info=info, colour=colour)
    if inner == plan.size:
        return whole
    return (*whole, _on_blur(inner, plan.size) if plan.fit is Fit.BLUR else _on_colour(plan), "setsar=1", _TAGS)


def _cropped(box: Box, size: Size, *, turn: Turn, info: ClipInfo, colour: ClipColour) -> tuple[str, ...]:
    """The part `box` at `size`, in BT.709; resized before HDR is turned to SDR, because floats are slow."""
    hdr = info.hdr or colour.hdr
    resize = f"zscale=w={size.width_px}:h={size.height_px}:f=lanczos"
    colours = _tone_mapped(hdr) if hdr else ()
    conversion = "" if hdr else _to_bt709(colour, info)
    return (
        *_to_420(colour),
        *_turned(turn, info),
        _crop(box),
        f"{resize}{conversion}",
        *colours,
        "format=yuv420p",
        "setsar=1",
        _TAGS,
    )


def _turned(turn: Turn, info: ClipInfo) -> tuple[str, ...]:
    """Quarters, then the few degrees with the empty corners cut off; oblong pixels would shear, so they go first."""
    quarters = _QUARTERS[turn.quarter_deg]
    if not turn.straighten_deg:
        return quarters
    whole, shown = quarter_size(info.size, turn), turned_size(info.size, turn)
    square = () if info.has_square_pixels else (f"zscale=w={whole.width_px}:h={whole.height_px}:f=lanczos", "setsar=1")
    angle = math.radians(turn.straighten_deg)
    return (
        *quarters,
        *square,
        f"rotate=a={angle:.6f}:ow={_even_below(shown.width_px)}:oh={_even_below(shown.height_px)}",
    )


def _even_below(side_px: int) -> int:
    return max(2, side_px // 2 * 2)


def _to_420(colour: ClipColour) -> tuple[str, ...]:
    """8 or 10 bits and 4:2:0, which the resizer takes without a detour; only rare clips are converted here."""
    if colour.matrix == "gbr":
        return ("scale=out_color_matrix=bt709:out_range=tv", "format=yuv420p|yuv420p10le")
    return ("format=yuv420p|yuv420p10le",)


def _crop(box: Box) -> str:
    """In fractions of what arrives, on even pixels, so that no colour sample is cut in two."""
    if box == WHOLE:
        return _EVEN_WHOLE
    return f"crop=w='{_even_part('iw', box.w)}':h='{_even_part('ih', box.h)}':x='iw*{box.x:.6f}':y='ih*{box.y:.6f}'"


def _even_part(side: str, share: float) -> str:
    """ffmpeg's words for the even number nearest to a share of `side`, at least 2, at most `side`."""
    return f"min(trunc({side}/2)*2,max(2,round({side}*{share:.6f}/2)*2))"


def _to_bt709(colour: ClipColour, info: ClipInfo) -> str:
    """What the resizer must convert on its way; "" when nothing."""
    matrix = colour.matrix
    if not matrix:
        is_hd = min(info.size.width_px, info.size.height_px) >= _HD_SHORT_SIDE_PX
        matrix = "bt709" if is_hd else "smpte170m"
    options = ""
    if matrix == "bt2020nc":
        options += ":min=2020_ncl:pin=2020:tin=709:m=709:p=709:t=709"
    elif matrix in _OTHER_MATRICES:
        options += f":min={_OTHER_MATRICES[matrix]}:m=709"
    if colour.is_full_range and matrix != "gbr":
        options += ":rin=full:r=limited"
    return options


def _tone_mapped(hdr: str) -> tuple[str, ...]:
    """PQ or HLG in BT.2020 as BT.709 that looks right on an office screen."""
    source = f"tin={_HDR_TRANSFERS[hdr]}:min=2020_ncl:pin=2020"
    return (
        f"zscale={source}:t=linear:npl={_SDR_WHITE_NITS}",
        "format=gbrpf32le",
        "zscale=p=709",
        "tonemap=hable:desat=0",
        "zscale=t=709:m=709:r=limited",
    )


def _on_blur(inner: Size, size: Size) -> str:
    """The picture in the middle of a blurred copy of itself that fills `size`; blurred small, which is fast."""
    small = Size(_even(size.width_px / _BLUR_SHRINK), _even(size.height_px / _BLUR_SHRINK))
    scale = max(small.width_px / inner.width_px, small.height_px / inner.height_px)
    cover = Size(
        max(small.width_px, _even(inner.width_px * scale)), max(small.height_px, _even(inner.height_px * scale))
    )
    sigma = max(1.0, min(small.width_px, small.height_px) / 24)
    left, top = _middle(inner, size)
    return (
        "split[whole][copy];"
        f"[copy]scale={_wh(cover)}:flags=area,crop={_wh(small)},gblur=sigma={sigma:.2f},"
        f"scale={_wh(size)}:flags=bicubic[ground];"
        f"[ground][whole]overlay={left}:{top}:format=yuv420"
    )


def _on_colour(plan: VideoPlan) -> str:
    return f"pad={_wh(plan.size)}:x=(ow-iw)/2:y=(oh-ih)/2:color={plan.fit_colour.replace('#', '0x')}"


def _middle(inner: Size, size: Size) -> tuple[int, int]:
    """Where the left upper corner of `inner` stands in the middle of `size`, on even pixels."""
    return (size.width_px - inner.width_px) // 4 * 2, (size.height_px - inner.height_px) // 4 * 2


def _wh(size: Size) -> str:
    return f"{size.width_px}:{size.height_px}"


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)


def _rate(fps: Fraction) -> str:
    return f"{fps.numerator}/{fps.denominator}"
