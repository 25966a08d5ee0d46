"""Makes test pictures of every kind by script: nothing is downloaded, nothing is anyone's photo."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter
from PIL.PngImagePlugin import PngInfo

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 160, 60), (30, 60, 200), (240, 220, 40)
CORNERS = {"top-left": RED, "top-right": GREEN, "bottom-left": BLUE, "bottom-right": YELLOW}

_TO_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}

XMP_WITH_LOCATION = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="28,36.5N" '
    b'exif:GPSLongitude="76,39.2E"/></rdf:RDF></x:xmpmeta>'
)


def chart(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Four quarters of different colours: no turn or mirror image of it equals it."""
    image = Image.new("RGB", size, RED)
    width, height = size
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(YELLOW, (width // 2, height // 2, width, height))
    return image


def photo(size: tuple[int, int], *, seed: int = 1, grain: float = 0.06) -> Image.Image:
    """Clouds of several sizes, hard-edged shapes and film grain: it compresses like a photo."""
    dice = random.Random(seed)
    image = Image.new("RGB", size, (128, 128, 128))
    for cells, share in ((6, 0.9), (40, 0.35), (250, 0.25), (900, 0.3), (2500, 0.25)):
        if cells <= size[0]:
            image = Image.blend(image, _clouds(size, cells, dice), share)
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        left, top = dice.randrange(size[0]), dice.randrange(size[1])
        right, bottom = left + dice.randrange(1, size[0] // 8 + 2), top + dice.randrange(1, size[1] // 8 + 2)
        shape = pen.ellipse if dice.random() < 0.5 else pen.rectangle
        shape((left, top, right, bottom), fill=tuple(dice.randrange(256) for _ in range(3)))
    noise = Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).convert("RGB")
    return Image.blend(image.filter(ImageFilter.GaussianBlur(0.7)), noise, grain)


def _clouds(size: tuple[int, int], cells: int, dice: random.Random) -> Image.Image:
    across, down = max(2, cells), max(2, cells * size[1] // size[0])
    return Image.frombytes("RGB", (across, down), dice.randbytes(3 * across * down)).resize(
        size, Image.Resampling.BICUBIC
    )


def as_stored(upright: Image.Image, orientation: int) -> Image.Image:
    """The pixels as a camera stores them for that EXIF orientation."""
    turn = _TO_STORED.get(orientation)
    return upright if turn is None else upright.transpose(turn)


def exif(*, orientation: int = 1, location: bool = False) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Test camera"
    if location:
        data.get_ifd(0x8825).update({1: "N", 2: (28.0, 36.0, 30.0), 3: "E", 4: (76.0, 39.0, 12.0)})
    return data.tobytes()


def save_jpeg(
    path: Path, image: Image.Image, *, orientation: int = 1, location: bool = False, **options: object
) -> Path:
    settings = {"quality": 92, "subsampling": "4:4:4"} | options
    as_stored(image, orientation).save(path, "JPEG", exif=exif(orientation=orientation, location=location), **settings)
    return path


def save_sixteen_bit_png(path: Path, size: tuple[int, int] = (64, 48)) -> Path:
    """A grey ramp from black (left) to white (right)."""
    width, height = size
    row = struct.pack(f">{width}H", *(x * 65535 // (width - 1) for x in range(width)))
    return _save_png(path, size, depth=16, colour_type=0, rows=[row] * height)


def save_sixteen_bit_rgb_png(path: Path, size: tuple[int, int] = (64, 48)) -> Path:
    row = struct.pack(">3H", 60000, 30000, 1000) * size[0]
    return _save_png(path, size, depth=16, colour_type=2, rows=[row] * size[1])


def save_sixteen_bit_tiff(path: Path, size: tuple[int, int] = (64, 48)) -> Path:
    width, height = size
    row = struct.pack(f"<{width}H", *(x * 65535 // (width - 1) for x in range(width)))
    Image.frombytes("I;16", size, row * height).save(path, "TIFF")
    return path


def save_palette_png(path: Path, size: tuple[int, int] = (64, 48)) -> Path:
    """Left half red, right half transparent; eight bits with a palette."""
    image = Image.new("P", size, 0)
    image.putpalette([*RED, 0, 0, 0])
    image.paste(1, (size[0] // 2, 0, size[0], size[1]))
    image.save(path, "PNG", transparency=1)
    return path


def moving_frames(count: int, size: tuple[int, int] = (64, 48)) -> list[Image.Image]:
    """A white square walks over a dark ground, one step a frame."""
    frames = []
    for number in range(count):
        frame = Image.new("RGB", size, (20, 40, 60))
        left = number * (size[0] - 16) // max(1, count - 1)
        frame.paste((250, 250, 250), (left, 16, left + 16, 32))
        frames.append(frame)
    return frames


def save_animation(path: Path, frames: list[Image.Image], *, delay_ms: int = 100) -> Path:
    """GIF, WebP or PNG by the ending of `path`."""
    kinds = {".gif": "GIF", ".webp": "WEBP", ".png": "PNG"}
    extra = {"lossless": True} if path.suffix == ".webp" else {}
    frames[0].save(
        path, kinds[path.suffix], save_all=True, append_images=frames[1:], duration=delay_ms, loop=0, **extra
    )
    return path


def save_heic(path: Path, image: Image.Image, *, orientation: int = 1, location: bool = False) -> Path:
    """Through libheif's encoder, which only the tests have."""
    import pillow_heif

    image = image.copy()
    image.info = {"exif": exif(orientation=orientation, location=location)}
    if "A" not in image.mode:
        image = image.convert("RGB")
    pillow_heif.from_pillow(image).save(path, quality=90, chroma=444)
    return path


# --- files that mean no good ---------------------------------------------------------------------------------------


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _save_png(
    path: Path, size: tuple[int, int], *, depth: int, colour_type: int, rows: list[bytes], extra: bytes = b""
) -> Path:
    head = struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + extra + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    )
    return path


def save_pixel_bomb(path: Path, size: tuple[int, int] = (30_000, 30_000)) -> Path:
    """A few kilobytes that ask for gigabytes."""
    return _save_png(path, size, depth=8, colour_type=2, rows=[bytes(3000)])


def save_chunk_bomb(path: Path, kind: str) -> Path:
    """A small PNG whose chunk `zTXt`, `iTXt` or `iCCP` unpacks to 64 MB."""
    packed = zlib.compress(bytes(64_000_000), 9)
    content = {
        "zTXt": b"Comment\0\0" + packed,
        "iTXt": b"Comment\0\1\0\0\0" + packed,
        "iCCP": b"profile\0\0" + packed,
    }[kind]
    return _save_png(path, (8, 8), depth=8, colour_type=0, rows=[bytes(8)] * 8, extra=_chunk(kind.encode(), content))


def save_jpeg_with_size(path: Path, size: tuple[int, int], *, progressive: bool) -> Path:
    """A small JPEG whose header claims another size."""
    buffer = io.BytesIO()
    chart().save(buffer, "JPEG", progressive=progressive)
    data = bytearray(buffer.getvalue())
    at = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", size[1], size[0])
    path.write_bytes(bytes(data))
    return path


def save_scan_bomb(path: Path, scans: int = 400) -> Path:
    """A progressive JPEG whose last scan is repeated: seconds of work in every few bytes."""
    buffer = io.BytesIO()
    chart().save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    last = data.rindex(b"\xff\xda")
    path.write_bytes(data[:last] + data[last:-2] * scans + data[-2:])
    return path


def save_webp_with_canvas(path: Path, size: tuple[int, int]) -> Path:
    """A WebP whose extended header promises a canvas that its picture doesn't have."""
    buffer = io.BytesIO()
    chart().save(buffer, "WEBP", exif=exif())
    data = bytearray(buffer.getvalue())
    at = data.index(b"VP8X") + 8
    data[at + 4 : at + 10] = (size[0] - 1).to_bytes(3, "little") + (size[1] - 1).to_bytes(3, "little")
    path.write_bytes(bytes(data))
    return path


def text_chunk(keyword: str, text: str) -> PngInfo:
    info = PngInfo()
    info.add_text(keyword, text)
    return info
