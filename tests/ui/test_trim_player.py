"""Who brings the pictures of a clip: Qt's player to the frame, stills to the frame, and stills where a player fails."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from makers import clips, clips_encoding
from PySide6.QtGui import QImage

from prstudio.ui.jobs import JobRunner
from prstudio.ui.trim.frame_grid import FrameGrid, grid_of
from prstudio.ui.trim.media_engine import MediaEngine, find_multimedia
from prstudio.ui.trim.player import Player
from prstudio.ui.trim.still_engine import StillEngine
from prstudio.ui.trim.strip_loader import StripLoader, StripOrder

pytestmark = pytest.mark.usefixtures("own_garbage")
FRAMES = 90


class Watcher:
    """Opens a clip and remembers the last picture."""

    def __init__(self, qtbot, engine: MediaEngine | StillEngine) -> None:
        self.qtbot, self.engine = qtbot, engine
        self.images: list[QImage] = []
        self.failures = 0
        engine.news.shown.connect(self.images.append)
        engine.news.failed.connect(self._on_failed)

    def _on_failed(self) -> None:
        self.failures += 1

    def sees(self, frame: int) -> bool:
        """Whether that frame is on the screen soon after it was asked for."""
        self.engine.show(frame)
        self.qtbot.waitUntil(lambda: bool(self.images) and number_of(self.images[-1]) == frame)
        return True


def number_of(image: QImage) -> int:
    """Read from the black and white columns."""
    step = image.width() / clips_encoding.BITS
    signs = [image.pixelColor(int((bit + 0.5) * step), image.height() // 2).lightness() for bit in range(8)]
    return sum(1 << bit for bit, light in enumerate(signs) if light > 128)


@pytest.mark.parametrize(
    ("name", "rate", "options"),
    [
        ("plain.mp4", "30", ()),
        ("dense.mp4", "60", ("-g", "90", "-bf", "2")),
        ("film.mov", "24000/1001", ("-bf", "2")),
        ("tv.mkv", "30000/1001", ()),
    ],
)
@pytest.mark.parametrize("kind", ["player", "stills"])
def test_the_frame_that_is_asked_for_is_shown(
    qtbot, tmp_path: Path, jobs: JobRunner, name: str, rate: str, options: tuple[str, ...], kind: str
) -> None:
    path = clips_encoding.numbered(tmp_path / name, rate=rate, frames=FRAMES, options=options)
    info = clips_encoding.info(path)
    grid = grid_of(info)
    assert grid.frames == FRAMES
    multimedia = find_multimedia()
    if kind == "player":
        engine = MediaEngine(path, info, grid, multimedia=multimedia)
    else:
        engine = StillEngine(path, info, grid, jobs=jobs)
    watcher = Watcher(qtbot, engine)
    assert all(watcher.sees(frame) for frame in (0, 1, 44, 45, 10, 88, 89))
    assert watcher.failures == 0
    engine.close()
    qtbot.waitUntil(lambda: jobs.is_idle)


def test_of_many_wishes_the_last_one_counts(qtbot, tmp_path: Path, jobs: JobRunner) -> None:
    path = clips_encoding.numbered(tmp_path / "n.mp4")
    info = clips_encoding.info(path)
    engine = StillEngine(path, info, grid_of(info), jobs=jobs)
    watcher = Watcher(qtbot, engine)
    for frame in range(60):
        engine.show(frame)
    qtbot.waitUntil(lambda: bool(watcher.images) and number_of(watcher.images[-1]) == 59)
    assert len(watcher.images) <= 2
    engine.close()


def test_a_portrait_clip_stands_upright(qtbot, tmp_path: Path) -> None:
    path = clips_encoding.turned(tmp_path / "t.mp4", 90)
    info = clips_encoding.info(path)
    engine = MediaEngine(path, info, grid_of(info), multimedia=find_multimedia())
    watcher = Watcher(qtbot, engine)
    qtbot.waitUntil(lambda: bool(watcher.images))
    image = watcher.images[-1]
    assert (image.width() > image.height()) == (info.size.ratio > 1)
    red = image.pixelColor(image.width() // 8, image.height() // 8)
    assert red.red() > 150 > red.green()
    engine.close()


@pytest.mark.parametrize("recipe", ["hevc_hlg", "transport_stream"])
def test_what_the_player_cannot_do_is_shown_by_stills(qtbot, tmp_path: Path, jobs: JobRunner, recipe: str) -> None:
    """Ten bits need a graphics card, which tests have not; transport streams are not sought exactly."""
    path = clips.make(recipe, tmp_path)
    info = clips_encoding.info(path)
    player = Player(jobs=jobs)
    images: list[QImage] = []
    player.shown.connect(images.append)
    player.load(path, info, grid_of(info), frame=3)
    qtbot.waitUntil(lambda: bool(images), timeout=10_000)
    assert player.shows_stills
    assert (images[-1].width(), images[-1].height()) == (info.size.width_px, info.size.height_px)
    player.unload()
    qtbot.waitUntil(lambda: jobs.is_idle)


def test_a_clip_that_cannot_be_decoded_is_told_once_and_nothing_breaks(qtbot, tmp_path: Path, jobs: JobRunner) -> None:
    path = clips.clip(tmp_path / "c.mp4")
    info = clips_encoding.info(path)
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 4
    content[start : start + 60_000] = bytes(len(content[start : start + 60_000]))
    path.write_bytes(bytes(content))
    player = Player(jobs=jobs)
    with qtbot.waitSignal(player.failed, timeout=15_000):
        player.load(path, info, grid_of(info), frame=0)
    player.play()
    player.seek(5)
    assert player.rate == 0
    player.unload()


def test_a_clip_may_be_left_at_any_moment(qtbot, tmp_path: Path, jobs: JobRunner) -> None:
    path = clips.clip(tmp_path / "c.mp4", duration_s=2.0)
    info = clips_encoding.info(path)
    grid: FrameGrid = grid_of(info)
    for find in (find_multimedia, lambda: None):
        player = Player(jobs=jobs, find=find)
        for pause_ms in (0, 5, 40, 150):
            player.load(path, info, grid, frame=0)
            qtbot.wait(pause_ms)
            player.play()
            player.seek(30)
            player.shuttle(-1)
            player.unload()
            assert player.rate == 0
    qtbot.waitUntil(lambda: jobs.is_idle)


def test_a_strip_may_outlive_the_page_that_wished_for_it(qtbot, tmp_path: Path, jobs: JobRunner) -> None:
    path = clips.clip(tmp_path / "c.mp4", duration_s=2.0)
    loader = StripLoader(jobs=jobs)
    loader.load(StripOrder(path, clips_encoding.info(path), count=12, height_px=56))
    shiboken6.delete(loader)
    qtbot.waitUntil(lambda: jobs.is_idle)
