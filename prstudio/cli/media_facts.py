"""What a media file is, as the plain values that `media probe` prints."""

from __future__ import annotations

from prstudio.model.media_info import ClipInfo, MediaInfo, PictureInfo, SoundInfo, SubtitlesInfo

# Clockwise turn that makes a picture of this EXIF orientation upright; mirrored ones count like their twins.
_TURNS_DEG = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}


def describe(info: MediaInfo) -> dict[str, object]:
    """The shape of contract §2, with more keys where a kind of file has more to tell."""
    if isinstance(info, PictureInfo):
        return _facts(info, "animation" if info.frames > 1 else "picture") | _picture(info)
    if isinstance(info, ClipInfo):
        return _facts(info, "clip") | _clip(info)
    if isinstance(info, SoundInfo):
        return _facts(info, "sound") | {"duration_s": round(info.duration_s, 3), "codecs": [info.audio.codec]}
    assert isinstance(info, SubtitlesInfo), "unusable files were told as an error"
    return _facts(info, "subtitles") | {
        "duration_s": round(info.last_end_s, 3),
        "codecs": [info.format],
        "cues": info.cues,
    }


def _facts(info: PictureInfo | ClipInfo | SoundInfo | SubtitlesInfo, kind: str) -> dict[str, object]:
    """The keys that every kind of file has."""
    return {
        "file": info.file,
        "kind": kind,
        "width_px": None,
        "height_px": None,
        "duration_s": None,
        "fps": None,
        "codecs": [],
        "rotation": 0,
        "hdr": None,
        "size_bytes": info.size_bytes,
    }


def _picture(info: PictureInfo) -> dict[str, object]:
    return {
        "mime": info.mime,
        "width_px": info.size.width_px,
        "height_px": info.size.height_px,
        "duration_s": info.duration_s if info.frames > 1 else None,
        "rotation": _TURNS_DEG.get(info.orientation, 0),
        "frames": info.frames,
        "has_location": info.has_location,
    }


def _clip(info: ClipInfo) -> dict[str, object]:
    return {
        "mime": info.mime,
        "width_px": info.size.width_px,
        "height_px": info.size.height_px,
        "duration_s": round(info.duration_s, 3),
        "fps": round(float(info.fps), 3),
        "codecs": [info.video_codec, *([info.audio.codec] if info.audio else [])],
        "rotation": info.rotation_deg,
        "hdr": info.hdr,
        "variable_rate": info.is_variable_rate,
        "interlaced": info.is_interlaced,
        "pixel_format": info.pixel_format,
        "has_location": info.has_location,
    }
