"""One file without a post: probed, cut, brought inside limits; originals are never touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import clips, pictures

from prstudio.errors import FileTrouble, MediaFault, UsageFault
from prstudio.model.geometry import Box, Point
from prstudio.model.media_info import ClipInfo, PictureInfo
from prstudio.model.post import Platform
from prstudio.one_file import FitWish, fit_file, probe_file, trim_file


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.make("plain", tmp_path_factory.mktemp("clip"))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return pictures.save_jpeg(tmp_path / "फ़ोटो.jpg", pictures.photo((1600, 1200)))


def test_what_a_file_is_comes_from_its_content(clip, photo):
    assert isinstance(probe_file(clip), ClipInfo)
    assert isinstance(probe_file(photo), PictureInfo)


def test_a_missing_file_and_a_folder_are_no_files(tmp_path):
    for path in (tmp_path / "no.jpg", tmp_path):
        with pytest.raises(FileTrouble):
            probe_file(path)


def test_what_the_program_does_not_know_is_told(tmp_path):
    (tmp_path / "a.mp4").write_text("#EXTM3U\nhttp://127.0.0.1/x", encoding="utf-8")
    with pytest.raises(MediaFault):
        probe_file(tmp_path / "a.mp4")


def test_a_cut_is_exact_to_the_frame(clip, tmp_path):
    info = probe_file(clip)
    made = trim_file(clip, tmp_path / "कट.mp4", start_s=0.2, end_s=1.0)
    again = probe_file(made.path)
    assert again.frame_count == round(0.8 * info.fps)
    assert again.duration_s == pytest.approx(0.8, abs=1 / 25)


@pytest.mark.parametrize(("start_s", "end_s"), [(1, 1), (1, 0.5), (-1, 1), (0, 900), (float("nan"), 1)])
def test_a_part_that_lies_not_in_the_clip_is_refused(clip, tmp_path, start_s, end_s):
    with pytest.raises(UsageFault, match="usage_trim"):
        trim_file(clip, tmp_path / "out.mp4", start_s=start_s, end_s=end_s)
    assert list(tmp_path.iterdir()) == []


def test_a_photo_is_not_cut_in_time(photo, tmp_path):
    with pytest.raises(UsageFault, match="usage_not_a_clip"):
        trim_file(photo, tmp_path / "out.mp4", start_s=0, end_s=1)


def test_a_photo_is_brought_under_a_size(photo, tmp_path):
    made, findings = fit_file(photo, tmp_path / "out.jpg", FitWish(Platform.X, max_bytes=40_000))
    assert findings == ()
    assert made.path.stat().st_size == made.size_bytes <= 40_000


def test_the_box_that_was_asked_for_is_shown(photo, tmp_path):
    wish = FitWish(Platform.FACEBOOK, box=Box(0.25, 0.0, 0.5, 1.0))
    made, _ = fit_file(photo, tmp_path / "out.jpg", wish)
    assert made.size.ratio == pytest.approx(800 / 1200, abs=0.01)


def test_a_focus_is_taken(photo, tmp_path):
    made, _ = fit_file(photo, tmp_path / "out.jpg", FitWish(Platform.INSTAGRAM, focus=Point(1.0, 0.5)))
    assert 0.8 <= made.size.ratio <= 1.91


def test_an_unknown_kind_is_told_with_the_known_ones(photo, tmp_path):
    with pytest.raises(UsageFault, match="photo"):
        fit_file(photo, tmp_path / "out.jpg", FitWish(Platform.X, kind="poster"))


def test_a_platform_that_takes_no_photo_says_so(photo, tmp_path):
    with pytest.raises(UsageFault, match="usage_not_taken"):
        fit_file(photo, tmp_path / "out.jpg", FitWish(Platform.YOUTUBE))


def test_the_original_is_never_the_place_of_the_result(photo):
    before = photo.read_bytes()
    with pytest.raises(UsageFault, match="usage_out_is_source"):
        fit_file(photo, photo, FitWish(Platform.X))
    assert photo.read_bytes() == before


def test_a_folder_is_no_place_for_a_file(photo, tmp_path):
    with pytest.raises(FileTrouble, match="usage_out_exists"):
        fit_file(photo, tmp_path, FitWish(Platform.X))
