from __future__ import annotations

from pathlib import Path

import pytest
from makers import pictures
from PIL import Image

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.pictures import render_pictures
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.progress import ignore, never
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import PicturePlan


def plan_for(source: Path, **wishes: object) -> PicturePlan:
    return PicturePlan(source.name, WHOLE, Size(64, 48), **({"mime": "image/gif"} | wishes))


def render(plan: PicturePlan, source: Path, work: Path) -> RenderedFile:
    work.mkdir(exist_ok=True)
    return render_pictures([plan], source, work, report=ignore, cancelled=never)[plan]


def durations_ms(path: Path) -> list[int]:
    with Image.open(path) as image:
        times = []
        for number in range(image.n_frames):
            image.seek(number)
            image.load()
            times.append(image.info.get("duration", 0))
        return times


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_an_animation_stays_one(tmp_path: Path, suffix: str) -> None:
    source = pictures.save_animation(tmp_path / f"a{suffix}", pictures.moving_frames(6), delay_ms=120)
    file = render(plan_for(source), source, tmp_path / "work")
    assert file.mime == "image/gif"
    assert file.duration_s == pytest.approx(0.72)
    assert durations_ms(file.path) == [120] * 6
    with Image.open(file.path) as image:
        assert image.size == (64, 48)
        assert image.info["loop"] == 0
        for number, left in ((0, 0), (5, 48)):
            image.seek(number)
            assert image.convert("RGB").getpixel((left + 8, 24)) == pytest.approx((250, 250, 250), abs=4)


def test_a_jpeg_of_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    source = pictures.save_animation(tmp_path / "a.gif", pictures.moving_frames(6))
    file = render(plan_for(source, mime="image/jpeg"), source, tmp_path / "work")
    assert file.duration_s is None
    with Image.open(file.path) as image:
        assert min(image.getpixel((8, 24))) > 230


def test_later_frames_than_the_limit_are_left_out(tmp_path: Path) -> None:
    source = pictures.save_animation(tmp_path / "a.gif", pictures.moving_frames(9))
    file = render(plan_for(source, max_frames=4), source, tmp_path / "work")
    assert len(durations_ms(file.path)) == 4
    assert file.duration_s == pytest.approx(0.4)


def test_a_still_becomes_a_gif_of_one_frame(tmp_path: Path) -> None:
    source = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart(), orientation=6)
    file = render(plan_for(source), source, tmp_path / "work")
    assert file.duration_s is None
    with Image.open(file.path) as image:
        assert image.n_frames == 1
        assert abs(image.convert("RGB").getpixel((4, 4))[0] - pictures.RED[0]) < 12


@pytest.mark.parametrize("suffix", [".png", ".gif"])
def test_transparency_becomes_white_in_every_frame(tmp_path: Path, suffix: str) -> None:
    frames = [Image.new("RGBA", (64, 48), (0, 0, 0, 0)) for _ in range(3)]
    for number, frame in enumerate(frames):
        frame.paste((255, 0, 0, 255), (number * 20, 0, number * 20 + 10, 10))
    source = tmp_path / f"a{suffix}"
    frames[0].save(source, save_all=True, append_images=frames[1:], duration=100, disposal=2)
    file = render(plan_for(source), source, tmp_path / "work")
    with Image.open(file.path) as image:
        for number in range(3):
            image.seek(number)
            assert min(image.convert("RGB").getpixel((32, 40))) > 245


def busy_frames(count: int) -> list[Image.Image]:
    return [pictures.photo((64, 48), seed=number, grain=0.4) for number in range(count)]


@pytest.mark.parametrize("share", [0.75, 0.4, 0.2])
def test_the_byte_limit_holds_and_the_time_stays(tmp_path: Path, share: float) -> None:
    source = pictures.save_animation(tmp_path / "a.gif", busy_frames(8))
    free = render(plan_for(source), source, tmp_path / "work")
    limit = round(free.size_bytes * share)
    file = render(plan_for(source, max_bytes=limit), source, tmp_path / "work")
    assert file.size_bytes <= limit
    assert file.duration_s == pytest.approx(0.8)
    assert file.size is not None
    with Image.open(file.path) as image:
        assert image.size == (file.size.width_px, file.size.height_px)
    assert sum(durations_ms(file.path)) == 800


def test_a_limit_that_no_step_reaches_is_our_error(tmp_path: Path) -> None:
    source = pictures.save_animation(tmp_path / "a.gif", busy_frames(8))
    with pytest.raises(MediaFault) as caught:
        render(plan_for(source, max_bytes=1_000), source, tmp_path / "work")
    assert caught.value.code == "picture_budget_impossible"


def test_a_crop_holds_for_every_frame(tmp_path: Path) -> None:
    source = pictures.save_animation(tmp_path / "a.gif", pictures.moving_frames(6))
    plan = PicturePlan("a.gif", Box(0.5, 0.0, 0.5, 1.0), Size(32, 48), mime="image/gif")
    file = render(plan, source, tmp_path / "work")
    with Image.open(file.path) as image:
        assert max(image.convert("RGB").getpixel((8, 24))) < 90
        image.seek(image.n_frames - 1)
        assert image.convert("RGB").getpixel((24, 24)) == pytest.approx((250, 250, 250), abs=4)


def test_a_damaged_later_frame_is_our_error(tmp_path: Path) -> None:
    source = pictures.save_animation(tmp_path / "a.webp", busy_frames(4))
    data = source.read_bytes()
    source.write_bytes(data[: len(data) - 600])
    with pytest.raises(MediaFault) as caught:
        render(plan_for(source), source, tmp_path / "work")
    assert caught.value.code == "picture_damaged"


def test_the_person_can_stop_between_two_frames(tmp_path: Path) -> None:
    source = pictures.save_animation(tmp_path / "a.gif", pictures.moving_frames(6))
    asked = iter([False, False, False, True])
    with pytest.raises(WorkCancelled):
        render_pictures([plan_for(source)], source, tmp_path, report=ignore, cancelled=lambda: next(asked))
    assert [path.name for path in tmp_path.iterdir()] == ["a.gif"]
