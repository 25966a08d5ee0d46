from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import pictures
from PIL import Image

from prstudio.errors import FileTrouble, MediaFault, StudioError
from prstudio.language.wording import say_error
from prstudio.media.picture_open import open_picture
from prstudio.media.pictures import preview_jpeg, probe_picture
from prstudio.messages import Language

_PEAK_SCRIPT = """
import sys
from pathlib import Path
from prstudio.errors import MediaFault
from prstudio.media.pictures import preview_jpeg
try:
    preview_jpeg(Path(sys.argv[1]), long_side_px=1600)
    print("fine")
except MediaFault as fault:
    print(fault.code)
if sys.platform == "win32":
    import psutil
    print(psutil.Process().memory_info().peak_wset)
elif sys.platform == "linux":  # getrusage would count what the parent had at the fork
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def outcome_and_peak(path: Path) -> tuple[str, int]:
    """What opening `path` ends with, and the peak memory of a whole process that does just that, in bytes."""
    command = [sys.executable, "-c", textwrap.dedent(_PEAK_SCRIPT), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True)
    code, peak = done.stdout.split()
    return code, int(peak)


def code_of(path: Path) -> str:
    with pytest.raises(MediaFault) as caught:
        preview_jpeg(path, long_side_px=64)
    for language in Language:
        assert path.name in say_error(caught.value, language)
    return caught.value.code


@pytest.mark.parametrize("kind", ["zTXt", "iTXt", "iCCP"])
def test_a_chunk_that_unpacks_to_much_is_refused(tmp_path: Path, kind: str) -> None:
    code, peak_bytes = outcome_and_peak(pictures.save_chunk_bomb(tmp_path / "bomb.png", kind))
    assert code == "picture_damaged"
    assert peak_bytes < 120_000_000


def test_a_png_of_900_million_pixels_is_refused_unread(tmp_path: Path) -> None:
    code, peak_bytes = outcome_and_peak(pictures.save_pixel_bomb(tmp_path / "bomb.png"))
    assert code == "picture_too_many_pixels"
    assert peak_bytes < 120_000_000


def test_a_webp_canvas_is_measured_before_memory_is_taken_for_it(tmp_path: Path) -> None:
    code, peak_bytes = outcome_and_peak(pictures.save_webp_with_canvas(tmp_path / "bomb.webp", (16_383, 16_383)))
    assert code == "picture_too_many_pixels"
    assert peak_bytes < 120_000_000


def test_a_progressive_jpeg_has_the_smaller_limit(tmp_path: Path) -> None:
    """Its coefficients are held whole, however small it is decoded: 240 million pixels would take 1.4 GB."""
    code, peak_bytes = outcome_and_peak(
        pictures.save_jpeg_with_size(tmp_path / "bomb.jpg", (16_000, 15_000), progressive=True)
    )
    assert code == "picture_too_many_pixels"
    assert peak_bytes < 120_000_000


def test_a_baseline_jpeg_that_only_claims_to_be_large_costs_little(tmp_path: Path) -> None:
    """libjpeg fills up with grey what is missing before the end mark, so it may open; at an eighth of its sides."""
    path = pictures.save_jpeg_with_size(tmp_path / "bomb.jpg", (16_000, 15_000), progressive=False)
    _, peak_bytes = outcome_and_peak(path)
    assert peak_bytes < 250_000_000


@pytest.mark.slow
def test_a_phone_photo_of_200_million_pixels_is_decoded_small(tmp_path: Path) -> None:
    path = tmp_path / "200.jpg"
    Image.new("L", (16_320, 12_240), 90).save(path, "JPEG", quality=60)
    code, peak_bytes = outcome_and_peak(path)
    assert code == "fine"
    assert peak_bytes < 250_000_000


def test_a_jpeg_of_many_scans_is_refused(tmp_path: Path) -> None:
    assert code_of(pictures.save_scan_bomb(tmp_path / "scans.jpg")) == "picture_damaged"


def test_a_usual_progressive_jpeg_is_welcome(tmp_path: Path) -> None:
    path = pictures.save_jpeg(tmp_path / "p.jpg", pictures.chart(), progressive=True)
    assert preview_jpeg(path, long_side_px=64)


@pytest.mark.parametrize("size", [(80_000, 1), (1, 70_000)])
def test_a_side_beyond_every_format_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    assert code_of(pictures.save_pixel_bomb(tmp_path / "long.png", size)) == "picture_too_many_pixels"


def test_a_file_beyond_the_byte_limit_is_refused(tmp_path: Path) -> None:
    path = pictures.save_jpeg(tmp_path / "large.jpg", pictures.chart())
    with path.open("r+b") as file:
        file.truncate(300_000_000)  # sparse
    assert code_of(path) == "picture_file_too_large"


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".gif", ".tif", ".bmp", ".heic"])
def test_a_truncated_picture_is_refused(tmp_path: Path, suffix: str) -> None:
    whole = tmp_path / f"whole{suffix}"
    if suffix == ".heic":
        pictures.save_heic(whole, pictures.photo((96, 64)))
    else:
        pictures.photo((96, 64)).save(whole)
    cut = tmp_path / f"cut{suffix}"
    data = whole.read_bytes()
    cut.write_bytes(data[: len(data) * 2 // 3])
    assert code_of(cut) == "picture_damaged"


def test_a_clip_named_like_a_photo_is_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "शिविर.jpg"
    path.write_bytes(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + bytes(100))
    with pytest.raises(MediaFault) as caught:
        probe_picture(path, "शिविर.jpg")
    assert caught.value.code == "picture_is_other"
    assert "a video clip" in say_error(caught.value, Language.EN)
    assert "वीडियो" in say_error(caught.value, Language.HI)


def test_text_named_like_a_photo_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    assert code_of(path) == "picture_unsupported"


def test_a_picture_named_like_another_format_is_still_a_picture(tmp_path: Path) -> None:
    pictures.chart().save(tmp_path / "a.jpg", "PNG")
    assert probe_picture(tmp_path / "a.jpg", "a.jpg").mime == "image/png"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    assert code_of(tmp_path / "a.jpg") == "media_empty"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "media_not_a_file"


def test_a_missing_file_is_file_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        preview_jpeg(tmp_path / "a.jpg", long_side_px=64)
    assert caught.value.code == "file_not_found"


def test_floating_point_pixels_are_refused(tmp_path: Path) -> None:
    Image.new("F", (8, 8), 0.5).save(tmp_path / "a.tif")
    assert code_of(tmp_path / "a.tif") == "picture_damaged"


def test_the_file_is_closed_behind_the_block(tmp_path: Path) -> None:
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart())
    with open_picture(path, path.name) as picture:
        picture.decode(1.0)
    path.rename(tmp_path / "b.jpg")  # Windows refuses this while a file is open
    assert (tmp_path / "b.jpg").exists()


def test_broken_exif_does_not_spoil_a_good_picture(tmp_path: Path) -> None:
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart(), orientation=6, location=True)
    data = bytearray(path.read_bytes())
    at = data.index(b"Exif\0\0") + 14
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(bytes(data))
    assert probe_picture(path, "a.jpg").orientation == 1
    assert preview_jpeg(path, long_side_px=64)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("healthy")
    chart = pictures.chart()
    pictures.save_jpeg(folder / "a.jpg", chart, orientation=6, location=True)
    pictures.save_jpeg(folder / "p.jpg", chart, progressive=True)
    for name in ("a.png", "a.webp", "a.bmp"):
        chart.save(folder / name)
    pictures.save_animation(folder / "m.gif", pictures.moving_frames(4))
    pictures.save_animation(folder / "m.webp", pictures.moving_frames(4))
    pictures.save_palette_png(folder / "t.png")
    pictures.save_sixteen_bit_tiff(folder / "a.tif")
    pictures.save_heic(folder / "a.heic", chart)
    return sorted(folder.iterdir())


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_of_any_kind_ends_in_a_picture_or_in_our_error(
    healthy: list[Path], tmp_path: Path, data: st.DataObject
) -> None:
    source = data.draw(st.sampled_from(healthy))
    content = bytearray(source.read_bytes())
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=8)
    ):
        content[place] = value
    damaged = tmp_path / source.name
    damaged.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
    try:
        probe_picture(damaged, "x")
        preview_jpeg(damaged, long_side_px=32)
    except StudioError as error:
        sentence = say_error(error, Language.HI)
        assert "{" not in sentence
