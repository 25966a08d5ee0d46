from __future__ import annotations

import json
from dataclasses import replace

import pytest
from makers import bundles

from prstudio.bundle import names
from prstudio.bundle.layout import build_layout
from prstudio.model.post import Platform
from prstudio.model.variant import Variant


def paths(contents) -> list[list[str]]:
    found = []
    for folder in build_layout(contents):
        files = [*(file.path for file in folder.texts), *(file.path for file in folder.media)]
        found.append(sorted(path.removeprefix("data/") for path in files))
    return found


def text_of(contents, path: str) -> str:
    (text,) = (file.text for folder in build_layout(contents) for file in folder.texts if file.path == path)
    return text


def test_every_target_becomes_the_files_of_the_contract(contents):
    captions = ["caption.en.txt", "caption.hi.txt"]
    expected = [
        ("facebook", ["alt.txt", *captions, "caption.txt", "photo-1.jpg", "photo-2.jpg"]),
        ("facebook-2", ["alt.txt", *captions, "caption.txt", "photo-1.jpg"]),
        (
            "youtube",
            [*captions, "description.txt", "localizations.json", "subtitles.hi.srt", "tags.txt", "thumbnail.jpg",
             "title.txt", "video.mp4"],
        ),
        ("x", ["alt.txt", *captions, "photo-1.jpg", "post-1.txt", "post-2.txt"]),
    ]  # fmt: skip
    assert paths(contents) == [[f"{folder}/{name}" for name in found] for folder, found in expected]


def test_all_names_are_names_that_every_reader_takes(contents):
    assert all(names.is_safe_path(f"data/{path}") for folder in paths(contents) for path in folder)


def test_texts_are_the_final_texts_to_the_letter(contents):
    assert text_of(contents, "data/facebook/caption.txt") == bundles.LONG_TEXT
    assert text_of(contents, "data/x/post-2.txt") == "Second post haryana.gov.in (2/2)"
    assert text_of(contents, "data/youtube/tags.txt") == "हरियाणा, eye camp"
    assert json.loads(text_of(contents, "data/youtube/localizations.json"))["hi"]["title"] == bundles.HINDI.headline


def test_alt_texts_stand_under_the_names_of_their_pictures(contents):
    assert text_of(contents, "data/facebook/alt.txt") == "photo-1.jpg\nशिविर में लोग / People at the camp\n"


@pytest.mark.parametrize(
    ("platform", "kind", "field"),
    [
        (Platform.INSTAGRAM, "photo", "caption"), (Platform.WHATSAPP, "text", "message"),
        (Platform.TELEGRAM, "text", "message"), (Platform.THREADS, "text", "text"),
        (Platform.LINKEDIN, "text", "commentary"),
    ],
)  # fmt: skip
def test_the_running_text_is_the_caption_on_every_other_platform(contents, platform, kind, field):
    variant = Variant(0, platform, kind, (bundles.HI,), texts={field: "नमस्ते"})
    (folder,) = build_layout(replace(contents, variants=(variant,)))
    assert [(file.path, file.text) for file in folder.texts] == [(f"data/{platform}/caption.txt", "नमस्ते")]


def test_a_video_title_beside_the_text_keeps_its_name(contents):
    variant = Variant(0, Platform.FACEBOOK, "video", (bundles.HI,), texts={"title": "शीर्षक", "message": "लेख"})
    (folder,) = build_layout(replace(contents, variants=(variant,)))
    assert folder.main_field == "message"
    assert sorted(file.path for file in folder.texts) == ["data/facebook/caption.txt", "data/facebook/title.txt"]


def test_a_target_without_any_text_has_no_caption(contents):
    variant = Variant(0, Platform.FACEBOOK, "photo", (bundles.HI,), pictures=(bundles.WIDE,))
    (folder,) = build_layout(replace(contents, variants=(variant,)))
    assert folder.texts == ()
    assert folder.main_field is None


def test_a_plan_that_was_not_rendered_is_a_bug(contents):
    with pytest.raises(ValueError, match="not rendered"):
        build_layout(replace(contents, files={}))
