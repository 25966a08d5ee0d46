from __future__ import annotations

import base64
import io
import random
from dataclasses import replace

import pytest
from makers import bundles
from PIL import Image

from prstudio.bundle.layout import build_layout
from prstudio.bundle.previews import MAX_PREVIEW_BYTES, find_poster, make_previews
from prstudio.errors import WorkCancelled
from prstudio.model.geometry import Size
from prstudio.model.progress import never


def picture_of(uri: str) -> Image.Image:
    head, _, content = uri.partition(",")
    assert head == "data:image/jpeg;base64"
    image = Image.open(io.BytesIO(base64.b64decode(content, validate=True)))
    image.load()
    return image


def test_every_picture_has_one_and_a_thumbnail_saves_the_first_frame(contents):
    previews = make_previews(build_layout(contents), cancelled=never)
    assert sorted(previews) == [
        "data/facebook-2/photo-1.jpg",
        "data/facebook/photo-1.jpg",
        "data/facebook/photo-2.jpg",
        "data/x/photo-1.jpg",
        "data/youtube/thumbnail.jpg",
    ]


def test_a_clip_without_a_thumbnail_shows_its_first_frame(contents):
    bare = replace(contents, variants=(replace(contents.variants[2], thumbnail=None),))
    previews = make_previews(build_layout(bare), cancelled=never)
    assert list(previews) == ["data/youtube/video.mp4"]
    assert picture_of(previews["data/youtube/video.mp4"]).size == (64, 36)


def test_a_restless_picture_keeps_to_the_budget(contents, tmp_path):
    noise = tmp_path / "noise.jpg"
    size = Size(1600, 1200)
    Image.frombytes("RGB", (1600, 1200), random.Random(1).randbytes(1600 * 1200 * 3)).save(noise, quality=95)
    rendered = replace(contents.files[bundles.WIDE], path=noise, size=size, size_bytes=noise.stat().st_size)
    spoilt = bundles.photos_only(replace(contents, files={**contents.files, bundles.WIDE: rendered}))
    previews = make_previews(build_layout(spoilt), cancelled=never)
    uri = previews["data/facebook/photo-1.jpg"]
    assert len(base64.b64decode(uri.partition(",")[2])) <= MAX_PREVIEW_BYTES
    assert max(picture_of(uri).size) >= 240


def test_the_thumbnail_stands_in_for_the_clip_where_there_is_one(contents):
    folders = build_layout(contents)
    previews = {"data/youtube/thumbnail.jpg": "thumbnail", "data/youtube/video.mp4": "first frame"}
    assert find_poster(folders[2], previews) == "thumbnail"
    bare = replace(contents, variants=(replace(contents.variants[2], thumbnail=None),))
    assert find_poster(build_layout(bare)[0], previews) == "first frame"
    assert find_poster(folders[0], previews) is None


def test_nobody_waits_for_previews_that_nobody_wants(contents):
    with pytest.raises(WorkCancelled):
        make_previews(build_layout(contents), cancelled=lambda: True)
