"""ffmpeg ends when it should, tells how far it is, opens only what it may, and leaves no process behind."""

from __future__ import annotations

import contextlib
import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from prstudio.errors import DiskFull, EngineFault, FileTrouble, MediaFault, StudioError, WorkCancelled
from prstudio.media import ffmpeg
from prstudio.media.clip_probe import probe_media
from prstudio.model.progress import never

Made = Callable[[str], Path]
ENDLESS = ["-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=100000", "-f", "null", "-"]


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE]


def run(*arguments: str, duration_s: float = 1.0, cancelled: Callable[[], bool] = never, limit_s: float = 60.0) -> str:
    return ffmpeg.run(
        arguments, duration_s=duration_s, on_time=lambda _s: None, cancelled=cancelled, time_limit_s=limit_s
    )


def test_progress_is_told_in_seconds_never_falling_and_ends_at_the_end(made: Made, tmp_path: Path) -> None:
    told: list[float] = []
    log = ffmpeg.run(
        [*ffmpeg.input_arguments(made("long_gop")), "-c:v", "libx264", ffmpeg.output_argument(tmp_path / "आउट.mp4")],
        duration_s=2.0,
        on_time=told.append,
        cancelled=never,
        time_limit_s=60,
    )
    assert told == sorted(told)
    assert told[-1] == pytest.approx(2.0, abs=0.1)
    assert max(told) <= 2.0
    assert "libx264" in log
    assert (tmp_path / "आउट.mp4").stat().st_size > 1000


def test_progress_comes_at_most_ten_times_a_second() -> None:
    moments: list[float] = []
    began = time.monotonic()
    with pytest.raises(WorkCancelled):
        ffmpeg.run(
            ENDLESS,
            duration_s=100_000,
            on_time=lambda _s: moments.append(time.monotonic()),
            cancelled=lambda: time.monotonic() - began > 1.5,
            time_limit_s=60,
        )
    assert 2 <= len(moments) <= 17


def test_a_cancel_ends_ffmpeg_within_a_second_and_leaves_no_process() -> None:
    began = time.monotonic()
    with pytest.raises(WorkCancelled):
        run(*ENDLESS, cancelled=lambda: time.monotonic() - began > 0.5)
    assert time.monotonic() - began < 1.5
    assert not children()
    assert not [
        thread for thread in threading.enumerate() if thread.name.startswith("Thread-") and "_read" in thread.name
    ]


def test_work_that_is_unwanted_from_the_start_starts_nothing() -> None:
    with pytest.raises(WorkCancelled):
        run(*ENDLESS, cancelled=lambda: True)


def test_the_time_limit_ends_ffmpeg() -> None:
    began = time.monotonic()
    with pytest.raises(EngineFault) as caught:
        run(*ENDLESS, limit_s=0.4)
    assert (caught.value.code, caught.value.params["limit_s"]) == ("engine_too_slow", 0.4)
    assert time.monotonic() - began < 2
    assert not children()


def test_a_fault_of_the_caller_ends_ffmpeg_too() -> None:
    def fail(_done_s: float) -> None:
        raise ValueError("from on_time")

    with pytest.raises(ValueError, match="from on_time"):
        ffmpeg.run(ENDLESS, duration_s=100_000, on_time=fail, cancelled=never, time_limit_s=60)
    assert not children()


def test_closing_the_stream_early_ends_ffmpeg() -> None:
    pieces = ffmpeg.stream([*ENDLESS[:4], "-f", "rawvideo", "pipe:1"], cancelled=never, time_limit_s=60)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert not children()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL; on Windows the job object does it")
def test_ffmpeg_ends_when_our_process_is_killed() -> None:
    program = (
        "from prstudio.media import ffmpeg\n"
        f"ffmpeg.run({ENDLESS!r}, duration_s=1, on_time=lambda s: print('on', flush=True), cancelled=lambda: False,"
        " time_limit_s=60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as ours:
        assert ours.stdout is not None
        assert ours.stdout.readline() == b"on\n"
        family = psutil.Process(ours.pid).children(recursive=True)
        assert any("ffmpeg" in member.name() for member in family)
        os.kill(ours.pid, signal.SIGKILL)
    until = time.monotonic() + 2
    while any(_is_alive(member) for member in family):
        assert time.monotonic() < until, "ffmpeg outlived us"
        time.sleep(0.02)


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX niceness; Windows gets a priority class")
def test_ffmpeg_runs_below_normal_priority() -> None:
    niceness: list[int] = []

    def look() -> bool:
        niceness.extend(child.nice() for child in children() if "ffmpeg" in child.name())
        return len(niceness) > 3

    with pytest.raises(WorkCancelled):
        run(*ENDLESS, cancelled=look)
    assert niceness[-1] >= min(19, os.nice(0) + 10)


def test_a_failure_holds_ffmpegs_last_words_and_the_file(made: Made) -> None:
    with pytest.raises(EngineFault) as caught:
        run(*ffmpeg.input_arguments(made("hindi_name")), "-vf", "no_such_filter", "-f", "null", "-")
    assert caught.value.code == "engine_failed"
    assert caught.value.params["file"] == made("hindi_name").name
    assert "no_such_filter" in str(caught.value.params["details"])


def test_a_full_disk_is_told_as_such() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(DiskFull):
        run("-y", "-f", "lavfi", "-i", "testsrc2=d=1", "-f", "rawvideo", "file:/dev/full")


def test_a_chatty_log_never_blocks_and_keeps_its_end() -> None:
    log = run(
        "-loglevel", "debug", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=250:d=20", "-f", "null", "-", duration_s=20
    )
    assert 1000 < len(log.encode()) <= 256 * 1024
    assert "video:" in log[-3000:]


def test_captured_output_is_bounded(made: Made) -> None:
    arguments = [*ffmpeg.input_arguments(made("plain")), "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]
    assert len(ffmpeg.run_capture(arguments, time_limit_s=20)) == 25 * 320 * 180 * 3
    with pytest.raises(EngineFault):
        ffmpeg.run_capture(arguments, time_limit_s=20, max_bytes=1000)
    assert not children()


@pytest.mark.parametrize("name", ["hindi_name", "dash_name"])
def test_odd_names_are_opened_and_written(made: Made, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"copy of {made(name).name}"
    run(*ffmpeg.input_arguments(made(name)), "-c", "copy", ffmpeg.output_argument(out))
    assert probe_media(out, "a").duration_s == pytest.approx(1.0, abs=0.03)


def test_a_relative_name_that_begins_with_a_dash_is_no_option(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "-y.mp4").write_bytes(made("plain").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert probe_media(Path("-y.mp4"), "a").duration_s == pytest.approx(1.0)


@pytest.mark.parametrize(
    "path",
    [r"\\host\share\a.mp4", "//host/share/a.mp4", r"\\.\COM1", r"\\?\C:\a.mp4", "//?/C:/a.mp4", r"\\host\पत्र.mp4"],
)
def test_paths_to_other_computers_and_devices_are_refused(path: str) -> None:
    for use in (ffmpeg.input_arguments, ffmpeg.output_argument, ffmpeg.require_media):
        with pytest.raises(FileTrouble) as caught:
            use(Path(path))
        assert caught.value.code == "file_not_local"


def test_the_trim_of_an_input_stands_before_it() -> None:
    arguments = ffmpeg.input_arguments(Path("a.mp4"), start_s=1.5, duration_s=2, extra=["-noautorotate"])
    assert arguments[-6:] == ["-ss", "1.500000", "-t", "2.000000", "-i", f"file:{Path('a.mp4').absolute()}"]
    assert "-noautorotate" in arguments
    assert arguments[arguments.index("-protocol_whitelist") + 1] == "file"


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """(address, requests that came) of a server that nobody may ask."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/canary", asked
    server.shutdown()
    thread.join()
    server.server_close()


HOSTILE = {
    "list.mp4": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{url}.ts\n#EXT-X-ENDLIST\n",
    "list.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{url}.ts\n#EXT-X-ENDLIST\n",
    "concat.mp4": "ffconcat version 1.0\nfile {url}.mp4\n",
    "drawing.mp4": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}.png" width="9" height="9"/></svg>',
    "session.mp4": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
    "dash.mp4": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{url}</BaseURL></MPD>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_disguised_play_lists_reach_no_address(tmp_path: Path, canary: tuple[str, list[str]], name: str) -> None:
    url, asked = canary
    path = tmp_path / name
    path.write_text(HOSTILE[name].format(url=url), encoding="utf-8")
    with pytest.raises(MediaFault, match="media_unknown_type"):
        probe_media(path, "a")
    with pytest.raises(StudioError):  # and even when the first gate is passed by
        run(*ffmpeg.input_arguments(path), "-f", "null", "-", limit_s=20)
    assert not asked


def test_an_index_that_points_to_an_address_is_not_followed(
    made: Made, tmp_path: Path, canary: tuple[str, list[str]]
) -> None:
    """A QuickTime data reference may name another file; ffmpeg must not open it."""
    url, asked = canary
    content = made("pcm_mov").read_bytes()
    entry = b"\0\0\0\x0curl \0\0\0\x01"
    alias = b"url \0\0\0\0" + url.encode() + b"\0"
    path = tmp_path / "points_away.mov"
    path.write_bytes(content.replace(entry, (len(alias) + 4).to_bytes(4, "big") + alias, 1))
    with contextlib.suppress(MediaFault):
        probe_media(path, "a")
    with contextlib.suppress(StudioError):
        run(*ffmpeg.input_arguments(path), "-f", "null", "-", limit_s=20)
    assert not asked
