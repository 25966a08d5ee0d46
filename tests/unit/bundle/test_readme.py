from __future__ import annotations

from dataclasses import replace

import pytest
from makers import bundles
from makers.drafts import RULES

from prstudio.bundle.layout import build_layout
from prstudio.bundle.readme import make_readme
from prstudio.model.post import Platform
from prstudio.model.variant import Variant


def readme_of(contents) -> str:
    return make_readme(contents, build_layout(contents))


def test_it_speaks_hindi_first_and_then_english(contents):
    text = readme_of(contents)
    assert text.index("पोस्ट करने की विधि") < text.index("HOW TO POST THIS")
    assert text.endswith("\n")
    assert "\r" not in text


def test_every_file_to_be_posted_is_named_in_its_folder(contents):
    text = readme_of(contents)
    for folder in build_layout(contents):
        assert f" {folder.anchor}\n" in text
    for name in ("photo-1.jpg, photo-2.jpg", "caption.txt", "video.mp4", "title.txt", "description.txt", "tags.txt",
                 "thumbnail.jpg", "subtitles.hi.srt", "localizations.json", "post-1.txt", "post-2.txt", "alt.txt"):  # fmt: skip
        assert text.count(name) >= 2, name


def test_steps_are_numbered_without_a_gap(contents):
    numbers: list[int] = []
    for line in readme_of(contents).splitlines():
        if line.startswith("=="):
            numbers.clear()
        if line.startswith("  "):
            numbers.append(int(line.strip().partition(".")[0]))
            assert numbers == list(range(1, len(numbers) + 1))


def test_the_account_is_named_where_one_is_chosen(contents):
    assert readme_of(contents).count("jhajjar-facebook") == 2


@pytest.mark.parametrize("platform", Platform)
def test_every_platform_has_its_own_first_step(contents, platform):
    kind = next(iter(RULES[platform].kinds))
    variant = Variant(0, platform, kind, (bundles.HI,), texts={RULES[platform].kinds[kind].fields[0]: "नमस्ते"})
    text = readme_of(replace(contents, variants=(variant,)))
    steps = [line for line in text.splitlines() if line.startswith("  1. ")]
    assert len(steps) == 2
    assert all("{" not in step for step in steps)


def test_a_single_post_of_x_is_no_thread(contents):
    variant = replace(contents.variants[3], thread=("एक ही पोस्ट",))
    text = readme_of(replace(contents, variants=(variant,)))
    assert "Paste the text of post-1.txt as the text." in text
    assert "each of" not in text


def test_nobody_is_told_to_describe_a_video(contents):
    variant = replace(contents.variants[2], alts=("शिविर",))
    assert "alt.txt" not in readme_of(replace(contents, variants=(variant,)))
