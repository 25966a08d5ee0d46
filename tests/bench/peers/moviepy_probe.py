"""What moviepy finds out about a clip before it opens it. `probe CLIP` or `probe-loop CLIP`, as for ours."""

from __future__ import annotations

import statistics
import sys
import time

from moviepy.video.io.ffmpeg_reader import ffmpeg_parse_infos

LOOPS = 20


def main(verb: str, source: str) -> None:
    infos = ffmpeg_parse_infos(source)
    assert infos["video_found"], infos
    if verb == "probe":
        print(infos["video_size"], infos["video_fps"], infos["duration"])
    else:
        print(statistics.median(_seconds(source) for _ in range(LOOPS)))


def _seconds(source: str) -> float:
    started = time.perf_counter()
    ffmpeg_parse_infos(source)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
