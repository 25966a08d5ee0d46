from __future__ import annotations

import hashlib
import io
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from makers import pictures, profiles
from PIL import Image

from prstudio.errors import FileTrouble, MediaFault, WorkCancelled
from prstudio.media import heif_picture, pillow_picture
from prstudio.media.pictures import preview_jpeg, render_pictures
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.post import Fit
from prstudio.model.progress import Progress, ignore, never
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import PicturePlan

SQUARE = PicturePlan("camp.jpg", Box(0.0, 0.0, 2 / 3, 1.0), Size(80, 80))
WIDE = PicturePlan("camp.jpg", WHOLE, Size(120, 60), fit=Fit.BLUR, max_bytes=4_000)
SMALL_PNG = PicturePlan("camp.jpg", Box(0.5, 0.0, 0.5, 0.5), Size(30, 20), mime="image/png")
PLANS = [SQUARE, WIDE, SMALL_PNG]


@pytest.fixture
def source(post_folder: Path) -> Path:
    return pictures.save_jpeg(post_folder / "camp.jpg", pictures.photo((240, 160)), orientation=6, location=True)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def render(plans: list[PicturePlan], source: Path, work: Path) -> dict[PicturePlan, RenderedFile]:
    return render_pictures(plans, source, work, report=ignore, cancelled=never)


def render_one(plan: PicturePlan, source: Path, work: Path) -> bytes:
    return render([plan], source, work)[plan].path.read_bytes()


def test_every_plan_becomes_a_file_that_is_as_it_says(source: Path, work: Path) -> None:
    for plan, file in render(PLANS, source, work).items():
        assert file.path.parent == work
        assert file.path.name.isascii()
        assert file.size_bytes == file.path.stat().st_size
        assert file.mime == plan.mime
        assert file.size == plan.size
        with Image.open(file.path) as image:
            assert image.size == (plan.size.width_px, plan.size.height_px)
            assert Image.MIME[str(image.format)] == plan.mime
            assert image.mode == "RGB"


def test_one_decode_serves_all_plans(source: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decodes = []
    real = pillow_picture.PillowPicture.decode

    def counted(self: pillow_picture.PillowPicture, scale: float) -> Image.Image:
        decodes.append(scale)
        return real(self, scale)

    monkeypatch.setattr(pillow_picture.PillowPicture, "decode", counted)
    render(PLANS, source, work)
    assert len(decodes) == 1


def test_the_same_plan_gives_the_same_name_and_bytes(source: Path, work: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    first, second = render(PLANS, source, work), render([*PLANS, SQUARE], source, other)
    assert list(second) == PLANS
    for plan in PLANS:
        assert first[plan].path.name == second[plan].path.name
        assert first[plan].path.read_bytes() == second[plan].path.read_bytes()
    assert len({file.path.name for file in first.values()}) == len(PLANS)


def test_no_plans_need_no_file(tmp_path: Path, work: Path) -> None:
    assert render([], tmp_path / "missing.jpg", work) == {}


def test_the_original_is_never_changed(source: Path, work: Path) -> None:
    before = hashlib.sha256(source.read_bytes()).digest(), source.stat().st_mtime_ns
    render(PLANS, source, work)
    assert (hashlib.sha256(source.read_bytes()).digest(), source.stat().st_mtime_ns) == before
    assert sorted(path.name for path in source.parent.iterdir()) == ["camp.jpg"]


HIDDEN = (b"Exif", b"GPS", b"Test camera", b"ICC_PROFILE", b"iCCP", b"eXIf", b"tEXt", b"secret", b"Latitude")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif", ".heic"])
@pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/gif"])
def test_no_location_or_other_hidden_data_leaves_the_office(tmp_path: Path, work: Path, suffix: str, mime: str) -> None:
    source = tmp_path / f"a{suffix}"
    photo = pictures.photo((96, 64))
    if suffix == ".heic":
        pictures.save_heic(source, photo, location=True)
    else:
        extra: dict[str, object] = {"exif": pictures.exif(location=True), "icc_profile": profiles.display_p3()}
        if suffix in (".jpg", ".webp"):
            extra["xmp"] = pictures.XMP_WITH_LOCATION
        if suffix == ".jpg":
            extra["comment"] = "secret"
        if suffix == ".png":
            extra["pnginfo"] = pictures.text_chunk("Comment", "secret")
        photo.save(source, **extra)
    assert any(mark in source.read_bytes() for mark in HIDDEN)
    data = render_one(PicturePlan(source.name, WHOLE, Size(48, 32), mime=mime), source, work)
    assert [mark for mark in HIDDEN if mark in data] == []


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png"])
def test_the_alt_text_travels_as_xmp_description(source: Path, work: Path, mime: str) -> None:
    alt = "झज्जर के शिविर में डॉक्टर <आँख> जाँचते हुए & सलाह देते हुए"
    data = render_one(replace(SQUARE, mime=mime, alt=alt), source, work)
    escaped = alt.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'<rdf:li xml:lang="x-default">{escaped}</rdf:li>'.encode() in data
    assert b"http://purl.org/dc/elements/1.1/" in data


def test_without_alt_text_there_is_no_xmp(source: Path, work: Path) -> None:
    assert b"xmpmeta" not in render_one(SQUARE, source, work)


def test_the_alt_text_counts_against_the_limit(source: Path, work: Path) -> None:
    plan = replace(SQUARE, max_bytes=5_000, alt="जाँच " * 100)
    assert len(render_one(plan, source, work)) <= 5_000


@pytest.mark.parametrize("suffix", [".png", ".webp", ".gif", ".bmp", ".tif", ".heic", ".avif", ".mpo"])
def test_every_format_can_be_a_source(tmp_path: Path, work: Path, suffix: str) -> None:
    source = tmp_path / f"मेला 🎪{suffix}"
    chart = pictures.chart((96, 64))
    if suffix == ".heic":
        pictures.save_heic(source, chart)
    elif suffix == ".mpo":
        chart.save(source, "MPO", save_all=True, append_images=[Image.new("RGB", (96, 64))], quality=95)
    else:
        chart.save(source)
    data = render_one(PicturePlan(source.name, Box(0.5, 0.0, 0.5, 0.5), Size(24, 16)), source, work)
    with Image.open(io.BytesIO(data)) as image:
        assert all(abs(a - b) < 30 for a, b in zip(image.getpixel((12, 8)), pictures.GREEN, strict=True))


def test_a_large_heic_photo_is_read_in_strips_without_a_seam(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = pictures.save_heic(tmp_path / "a.heic", pictures.photo((400, 300)))
    plan = PicturePlan("a.heic", WHOLE, Size(80, 60))
    whole = render_one(plan, source, work)
    monkeypatch.setattr(heif_picture, "_STRIP_PIXELS", 400 * 25)
    assert render_one(plan, source, work) == whole


def test_png_bytes_are_brought_under_a_limit_by_size(source: Path, work: Path) -> None:
    plan = replace(SQUARE, mime="image/png", max_bytes=9_000)
    file = render([plan], source, work)[plan]
    assert file.size_bytes <= 9_000
    assert file.size is not None
    assert file.size.width_px < 80


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/gif"])
def test_an_impossible_limit_leaves_nothing_behind(source: Path, work: Path, mime: str) -> None:
    hopeless = replace(SQUARE, mime=mime, max_bytes=150)
    with pytest.raises(MediaFault) as caught:
        render([SMALL_PNG, hopeless], source, work)
    assert caught.value.code == "picture_budget_impossible"
    assert list(work.iterdir()) == []


def test_progress_never_falls_and_ends_whole(source: Path, work: Path) -> None:
    seen: list[Progress] = []
    render_pictures(PLANS, source, work, report=seen.append, cancelled=never)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert [progress.done for progress in seen] == [0, 1, 2, 3]
    assert {progress.item for progress in seen} == {"camp.jpg"}


def test_cancelling_at_any_moment_leaves_nothing_behind(source: Path, work: Path) -> None:
    plans = [*PLANS, replace(SQUARE, mime="image/gif")]
    for moment in itertools.count():
        asked = itertools.count()
        try:
            render_pictures(plans, source, work, report=ignore, cancelled=lambda: next(asked) >= moment)  # noqa: B023
        except WorkCancelled:
            assert list(work.iterdir()) == []
        else:
            break
    assert moment >= len(plans)
    assert len(list(work.iterdir())) == len(plans)


def test_a_work_folder_that_is_gone_is_file_trouble(source: Path, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        render([SQUARE], source, tmp_path / "gone")


def test_the_plan_decides_the_size_even_of_a_tiny_source(tmp_path: Path, work: Path) -> None:
    source = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart((20, 20)))
    plan = PicturePlan("a.jpg", WHOLE, Size(60, 60))
    assert render([plan], source, work)[plan].size == Size(60, 60)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_preview_is_upright_and_no_larger_than_asked(tmp_path: Path, orientation: int) -> None:
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart((480, 320)), orientation=orientation)
    with Image.open(io.BytesIO(preview_jpeg(path, long_side_px=120))) as image:
        assert image.size == (120, 80)
        assert all(abs(a - b) < 30 for a, b in zip(image.getpixel((110, 70)), pictures.YELLOW, strict=True))


def test_a_preview_never_enlarges(tmp_path: Path) -> None:
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart((48, 32)))
    with Image.open(io.BytesIO(preview_jpeg(path, long_side_px=2000, quality=60))) as image:
        assert image.size == (48, 32)
