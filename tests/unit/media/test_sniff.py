from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import pictures

from prstudio.errors import FileTrouble, MediaFault
from prstudio.media.sniff import sniff, sniff_bytes


def ftyp(major: str, *compatible: str) -> bytes:
    brands = major.encode() + bytes(4) + "".join(compatible).encode()
    return struct.pack(">I", 8 + len(brands)) + b"ftyp" + brands


def ebml(doctype: bytes) -> bytes:
    return b"\x1aE\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82" + bytes((0x80 | len(doctype),)) + doctype + b"\x42\x87\x81\x04"


MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes

KNOWN = {
    "jpeg": (b"\xff\xd8\xff\xe1", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
    "gif 87": (b"GIF87a", "image/gif"),
    "gif 89": (b"GIF89a", "image/gif"),
    "tiff, little end first": (b"II*\0\x08\0\0\0", "image/tiff"),
    "tiff, big end first": (b"MM\0*\0\0\0\x08", "image/tiff"),
    "bmp": (b"BM" + bytes(12) + struct.pack("<I", 40), "image/bmp"),
    "heic": (ftyp("heic", "mif1", "heic"), "image/heic"),
    "heix": (ftyp("heix", "mif1"), "image/heic"),
    "heif named by its structure": (ftyp("mif1", "mif1", "heic"), "image/heic"),
    "heic sequence": (ftyp("hevc", "msf1", "hevc"), "image/heic"),
    "avif": (ftyp("avif", "mif1", "miaf"), "image/avif"),
    "avif named by its structure": (ftyp("mif1", "avif"), "image/avif"),
    "mp4": (ftyp("isom", "isom", "iso2", "avc1", "mp41"), "video/mp4"),
    "mp4 with a camera's own brand": (ftyp("XAVC", "mp42"), "video/mp4"),
    "iphone": (ftyp("qt  ", "qt  "), "video/quicktime"),
    "quicktime without a header, index first": (struct.pack(">I", 4000) + b"moov", "video/quicktime"),
    "quicktime without a header, data first": (struct.pack(">I", 1) + b"mdat" + bytes(8), "video/quicktime"),
    "quicktime with a wide box": (struct.pack(">I", 8) + b"wide", "video/quicktime"),
    "3gp": (ftyp("3gp5", "isom"), "video/3gpp"),
    "m4a": (ftyp("M4A ", "isom"), "audio/mp4"),
    "matroska": (ebml(b"matroska"), "video/x-matroska"),
    "webm": (ebml(b"webm"), "video/webm"),
    "avi": (b"RIFF\0\0\x01\0AVI LIST", "video/x-msvideo"),
    "transport stream": ((b"\x47" + bytes(187)) * 5, "video/mp2t"),
    "transport stream with time stamps": ((bytes(4) + b"\x47" + bytes(187)) * 5, "video/mp2t"),
    "wav": (b"RIFF\0\0\x01\0WAVEfmt ", "audio/wav"),
    "mp3 with tags": (b"ID3\x04\0\0\0\0\0\x10", "audio/mpeg"),
    "mp3 without tags": (MP3_FRAME * 2, "audio/mpeg"),
    "ogg vorbis": (b"OggS" + bytes(22) + b"\x01\x1e\x01vorbis", "audio/ogg"),
    "ogg opus": (b"OggS" + bytes(22) + b"\x01\x13OpusHead", "audio/ogg"),
    "flac": (b"fLaC\0\0\0\x22", "audio/flac"),
    "srt": ("1\n00:00:01,000 --> 00:00:02,500\nनमस्ते\n".encode(), "application/x-subrip"),
    "srt with a mark and Windows lines": (
        b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,500\r\nHi",
        "application/x-subrip",
    ),
    "srt that begins with empty lines": (b"\n\n7\n00:00:01.0 --> 00:00:02.5\nHi", "application/x-subrip"),
    "vtt": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "text/vtt"),
    "vtt with a mark": (b"\xef\xbb\xbfWEBVTT - news\n", "text/vtt"),
}

UNKNOWN = {
    "nothing": b"",
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "html": b"<!DOCTYPE html><html></html>",
    "hls playlist": b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/a.ts\n",
    "ffconcat": b"ffconcat version 1.0\nfile http://127.0.0.1/a\n",
    "dash": b'<?xml version="1.0"?><MPD></MPD>',
    "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\n",
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04",
    "program": b"MZ\x90\0",
    "text": "सूचना एवं जनसंपर्क विभाग".encode(),
    "text that begins with a number": b"1\nfirst line of a list\n",
    "text named like a vtt": b"WEBVTTX\n",
    "subtitles in an old encoding": "1\n00:00:01,000 --> 00:00:02,500\nété".encode("latin-1"),
    "raw photo of Canon": b"II*\0\x10\0\0\0CR\x02\0",
    "raw photo of Canon, newer": ftyp("crx ", "isom"),
    "jpeg 2000": ftyp("jp2 ", "jp2 "),
    "bitmap by chance": b"BMW is a car, not a picture",
    "riff of another kind": b"RIFF\0\0\0\0RMIDMThd",
    "matroska of another kind": ebml(b"other"),
    "matroska cut short": b"\x1aE\xdf\xa3\x42\x82",
    "ogg video": b"OggS" + bytes(22) + b"\x01\x2a\x80theora",
    "one mp3 frame by chance": MP3_FRAME[:100],
    "two sync bytes of a transport stream": (b"\x47" + bytes(187)) * 2,
    "ftyp with an absurd length": struct.pack(">I", 0xFFFFFFFF) + b"ftypisom",
    "a sparse file": bytes(4096),
}


@pytest.mark.parametrize(("head", "mime"), KNOWN.values(), ids=KNOWN)
def test_content_says_what_a_file_is(head: bytes, mime: str) -> None:
    assert sniff_bytes(head) == mime


@pytest.mark.parametrize("head", UNKNOWN.values(), ids=UNKNOWN)
def test_what_a_post_cannot_hold_is_nothing(head: bytes) -> None:
    assert sniff_bytes(head) is None


def test_the_name_is_never_trusted(tmp_path: Path) -> None:
    clip = tmp_path / "फ़ोटो.jpg"
    clip.write_bytes(ftyp("isom", "avc1"))
    assert sniff(clip) == "video/mp4"


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_real_animations_are_recognised(tmp_path: Path, suffix: str) -> None:
    path = pictures.save_animation(tmp_path / f"a{suffix}", pictures.moving_frames(3))
    assert sniff(path) == f"image/{suffix[1:]}"


def test_a_subtitle_letter_cut_at_the_end_of_the_head_does_no_harm() -> None:
    whole = "1\n00:00:01,000 --> 00:00:02,500\nनमस्ते".encode()
    assert sniff_bytes(whole[:-1]) == "application/x-subrip"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaFault) as caught:
        sniff(tmp_path)
    assert caught.value.code == "media_not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(MediaFault) as caught:
        sniff(tmp_path / "pipe.jpg")
    assert caught.value.code == "media_not_a_file"


def test_a_missing_file_is_file_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        sniff(tmp_path / "none.jpg")
    assert caught.value.code == "file_not_found"


def test_a_name_with_a_nul_is_file_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        sniff(tmp_path / "a\0.jpg")


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=600), st.sampled_from([head for head, _ in KNOWN.values()]))
def test_no_bytes_make_it_fail(tail: bytes, head: bytes) -> None:
    for data in (tail, head + tail, head[:7] + tail):
        mime = sniff_bytes(data)
        assert mime is None or "/" in mime
