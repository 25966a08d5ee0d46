"""What the sample description of an MP4 video track says about its codec, pixels and colour."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from prstudio.media.h264_sps import H264Sps, parse_sps
from prstudio.media.mp4_boxes import Box, Damaged, Protected, children, find
from prstudio.model.geometry import Size

_CODECS: Final = {
    b"avc1": "h264", b"avc3": "h264", b"dva1": "h264", b"dvav": "h264",
    b"hvc1": "hevc", b"hev1": "hevc", b"dvh1": "hevc", b"dvhe": "hevc",
    b"av01": "av1", b"vp09": "vp9", b"vp08": "vp8",
    b"s263": "h263", b"h263": "h263", b"jpeg": "mjpeg", b"mjpa": "mjpeg",
    b"apcn": "prores", b"apch": "prores", b"apcs": "prores", b"apco": "prores", b"ap4h": "prores", b"ap4x": "prores",
}  # fmt: skip
_ENCRYPTED: Final = frozenset({b"encv", b"drmi"})
_ENTRY_BYTES: Final = 78
"""Of a video sample entry, before the boxes inside it."""

_H264_PROFILES: Final = {
    66: "Baseline", 77: "Main", 88: "Extended", 100: "High", 110: "High 10", 122: "High 4:2:2",
    244: "High 4:4:4 Predictive",
}  # fmt: skip
_HEVC_PROFILES: Final = {1: "Main", 2: "Main 10", 3: "Main Still Picture", 4: "Rext"}
_AV1_PROFILES: Final = {0: "Main", 1: "High", 2: "Professional"}
_CHROMA: Final = ("gray", "yuv420p", "yuv422p", "yuv444p")
_CONSTRAINT_SET_1: Final = 0x40
_CONSTRAINT_SET_3: Final = 0x10

HDR_TRANSFERS: Final = {16: "pq", 18: "hlg"}
"""Transfer characteristics of ITU-T H.273 → our name."""
_DOLBY_BASE: Final = {0: "pq", 1: "pq", 2: None, 4: "hlg", 6: "pq"}
"""Compatibility of a Dolby Vision base layer → what it is without Dolby's data."""


@dataclass(frozen=True, slots=True)
class VideoTraits:
    """What a video stream is, apart from its times."""

    codec: str
    """ffmpeg's name."""
    coded_size: Size
    pixel_format: str = ""
    profile: str = ""
    bit_depth: int = 8
    hdr: str | None = None
    pixel_shape: Fraction | None = None
    """Width ÷ height of one pixel; None when not said."""
    may_be_interlaced: bool = False
    is_complete: bool = False
    """Nothing that matters was left out; else ffmpeg must be asked."""


def read_video(data: bytes, description: Box) -> VideoTraits:
    """The traits in the first entry of a video track's `stsd`.

    Raises:
        Damaged: the entry breaks the syntax or names no picture size.
        Protected: the track is encrypted.
    """
    entry = next(children(data, Box(b"stsd", description.start + 8, description.end)), None)
    if entry is None:
        raise Damaged("no sample entry")
    if entry.kind in _ENCRYPTED:
        raise Protected
    width_px, height_px = struct.unpack_from(">HH", data, entry.start + 24)
    if not (width_px and height_px):
        raise Damaged("no picture size")
    inner = Box(entry.kind, entry.start + _ENTRY_BYTES, entry.end)
    codec = _CODECS.get(entry.kind, "")
    traits = VideoTraits(codec, Size(width_px, height_px))
    reader = _READERS.get(codec)
    if reader is not None:
        config = next((box for box in children(data, inner) if box.kind == reader[0]), None)
        if config is not None:
            traits = reader[1](traits, data[config.start : config.end])
    return _with_shape(_with_colour(traits, data, inner), data, inner)


def _with_shape(traits: VideoTraits, data: bytes, inner: Box) -> VideoTraits:
    box = find(data, b"pasp", within=inner)
    if box is not None:
        width, height = struct.unpack_from(">II", data, box.start)
        if width and height:
            traits = replace(traits, pixel_shape=Fraction(width, height))
    field = find(data, b"fiel", within=inner)
    if field is not None:
        traits = replace(traits, may_be_interlaced=data[field.start] == 2)
    return traits


def _with_colour(traits: VideoTraits, data: bytes, inner: Box) -> VideoTraits:
    box = find(data, b"colr", within=inner)
    if box is not None and data[box.start : box.start + 4] in (b"nclx", b"nclc"):
        (transfer,) = struct.unpack_from(">H", data, box.start + 6)
        return replace(traits, hdr=HDR_TRANSFERS.get(transfer), is_complete=bool(traits.pixel_format))
    for kind in (b"dvcC", b"dvvC"):
        dolby = find(data, kind, within=inner)
        if dolby is not None:
            return replace(traits, hdr=_DOLBY_BASE.get(data[dolby.start + 4] >> 4, "pq"))
    return traits


def _h264(traits: VideoTraits, config: bytes) -> VideoTraits:
    if not config[5] & 0x1F:
        return traits  # the parameter sets stand between the frames
    (length,) = struct.unpack_from(">H", config, 6)
    sps = parse_sps(config[8 : 8 + length])
    return replace(
        traits,
        pixel_format=_h264_pixel_format(sps),
        profile=_h264_profile(sps),
        bit_depth=sps.bit_depth,
        hdr=HDR_TRANSFERS.get(sps.transfer),
        pixel_shape=sps.pixel_shape,
        may_be_interlaced=sps.may_be_interlaced,
        is_complete=True,
    )


def _h264_pixel_format(sps: H264Sps) -> str:
    if sps.is_rgb:
        return "gbrp" if sps.bit_depth == 8 else f"gbrp{sps.bit_depth}le"
    return pixel_format(sps.chroma_format, sps.bit_depth, full_range=sps.is_full_range)


def _h264_profile(sps: H264Sps) -> str:
    name = _H264_PROFILES.get(sps.profile, "")
    if sps.profile == 66 and sps.constraints & _CONSTRAINT_SET_1:
        return "Constrained Baseline"
    if sps.profile in (110, 122) and sps.constraints & _CONSTRAINT_SET_3:
        return f"{name} Intra"
    return name


def _hevc(traits: VideoTraits, config: bytes) -> VideoTraits:
    """hvcC; it doesn't tell colour, so that a 10-bit stream without `colr` stays incomplete."""
    chroma, bit_depth = config[16] & 3, 8 + (config[17] & 7)
    is_progressive, is_interlaced = config[6] & 0x80, config[6] & 0x40
    return replace(
        traits,
        pixel_format=pixel_format(chroma, bit_depth),
        profile=_HEVC_PROFILES.get(config[1] & 0x1F, ""),
        bit_depth=bit_depth,
        may_be_interlaced=bool(is_interlaced and not is_progressive),
        is_complete=bit_depth == 8,
    )


def _av1(traits: VideoTraits, config: bytes) -> VideoTraits:
    """av1C."""
    flags = config[2]
    bit_depth = (12 if flags & 0x20 else 10) if flags & 0x40 else 8
    chroma = 0 if flags & 0x10 else 3 - bool(flags & 8) - bool(flags & 4)
    profile = _AV1_PROFILES.get(config[1] >> 5, "")
    return replace(
        traits,
        pixel_format=pixel_format(chroma, bit_depth),
        profile=profile,
        bit_depth=bit_depth,
        is_complete=bit_depth == 8,
    )


def _vp9(traits: VideoTraits, config: bytes) -> VideoTraits:
    """vpcC."""
    bit_depth, chroma = config[6] >> 4, config[6] >> 1 & 7
    return replace(
        traits,
        pixel_format=pixel_format(max(1, chroma), bit_depth),
        profile=f"Profile {config[4]}",
        bit_depth=bit_depth,
        hdr=HDR_TRANSFERS.get(config[8]),
        is_complete=True,
    )


_READERS: Final = {
    "h264": (b"avcC", _h264),
    "hevc": (b"hvcC", _hevc),
    "av1": (b"av1C", _av1),
    "vp9": (b"vpcC", _vp9),
}


def pixel_format(chroma: int, bit_depth: int, *, full_range: bool = False) -> str:
    """ffmpeg's name of the sample format; `chroma` counts as in H.264 (0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4)."""
    if not (0 <= chroma < len(_CHROMA) and bit_depth in (8, 9, 10, 12, 14, 16)):
        return ""
    name = _CHROMA[chroma]
    if bit_depth > 8:
        return f"{name}{bit_depth}le"
    return name.replace("yuv", "yuvj") if full_range else name
