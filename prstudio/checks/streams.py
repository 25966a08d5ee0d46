"""The streams inside planned clips: frame rate, bit rates, sound, codecs. What an encode mends is no finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prstudio.checks.case import Case
from prstudio.model.finding import Finding
from prstudio.model.media_info import ClipInfo
from prstudio.model.variant import VideoPlan
from prstudio.platforms.rules import VideoRule, Words

_OUR_STREAMS: Mapping[str, str] = {"video_codec": "h264", "audio_codec": "aac", "pixel_format": "yuv420p"}
"""What every encode of ours writes, by ffmpeg's names."""
_OUR_MIME = "video/mp4"


def check_streams(case: Case) -> Iterator[Finding]:
    """The streams that the target's clip will hold."""
    plan, index = case.variant.video, case.clip_index
    rule = case.rules.videos.get(case.kind.video or "") if case.kind is not None else None
    if plan is None or rule is None or index is None:
        return
    info = case.whole.media.get(plan.source)
    clip = info if isinstance(info, ClipInfo) else None
    file = case.whole.post.assets[index].name
    place = f"asset.{index}"
    yield from _figures(case, _planned_figures(plan, clip), rule, file=file, place=place)
    yield from _words(case, _planned_streams(plan, clip), rule, file=file, place=place)


def _planned_figures(plan: VideoPlan, clip: ClipInfo | None) -> dict[str, float]:
    figures = {"fps": float(plan.fps)}
    has_sound = not plan.mute and (clip is None or clip.audio is not None)
    if plan.remux and clip is not None:
        if clip.duration_s > 0:
            figures["video_kbps"] = clip.size_bytes * 8 / 1000 / clip.duration_s
        if clip.audio is not None:
            figures |= {"audio_rate_hz": clip.audio.rate_hz, "audio_channels": clip.audio.channels}
        return figures
    figures["gop_s"] = plan.gop_s
    if plan.max_kbps is not None:
        figures["video_kbps"] = plan.max_kbps
    if has_sound:
        figures |= {"audio_kbps": plan.audio_kbps, "audio_rate_hz": plan.audio_rate_hz}
    return figures


def _planned_streams(plan: VideoPlan, clip: ClipInfo | None) -> dict[str, str]:
    if not plan.remux or clip is None:
        return dict(_OUR_STREAMS)
    streams = {"video_codec": clip.video_codec, "pixel_format": clip.pixel_format}
    return streams | ({"audio_codec": clip.audio.codec} if clip.audio else {})


def _figures(case: Case, figures: Mapping[str, float], rule: VideoRule, *, file: str, place: str) -> Iterator[Finding]:
    for name, value in figures.items():
        for direction in ("min", "max"):
            limit = rule.limits.broken(f"{direction}_{name}", value)
            if limit is not None:
                code = "clip_figure_low" if direction == "min" else "clip_figure_high"
                params = {"file": file, "figure": f"figure_{name}", "value": round(value, 2), "limit": limit.value}
                yield case.finding(code, limit.level, place=place, params=params)


def _words(case: Case, streams: Mapping[str, str], rule: VideoRule, *, file: str, place: str) -> Iterator[Finding]:
    choices: Mapping[str, Words | None] = {
        "video_codec": rule.video_codecs,
        "audio_codec": rule.audio_codecs,
        "pixel_format": rule.pixel_formats,
        "mime": rule.mimes,
    }
    for name, value in ({"mime": _OUR_MIME} | dict(streams)).items():
        words = choices[name]
        if words is not None and value not in words.values:
            params = {"file": file, "stream": f"stream_{name}", "value": value, "known": ", ".join(words.values)}
            yield case.finding("clip_stream_not_taken", words.level, place=place, params=params)
