"""Pillow shapes Devanagari only where FriBiDi happens to be installed, which on office PCs it isn't: Qt draws all text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import prstudio

PACKAGE = Path(prstudio.__file__).parent
FORBIDDEN_NAMES = frozenset({"ImageFont", "TextClip", "SubtitlesClip", "multiline_text", "textbbox", "textlength"})


def text_drawing(source: str) -> list[str]:
    """What in a module draws text through Pillow or moviepy."""
    tree = ast.parse(source)
    found = []
    uses_pen = "ImageDraw" in source
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            name = node.name.rpartition(".")[2]
        elif isinstance(node, ast.Attribute):
            name = node.attr
            if uses_pen and name == "text":
                found.append(f"line {node.lineno}: .text beside ImageDraw")
        elif isinstance(node, ast.Name):
            name = node.id
        else:
            continue
        if name in FORBIDDEN_NAMES:
            found.append(f"line {node.lineno}: {name}")
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_draws_text_through_pillow_or_moviepy(path: Path) -> None:
    assert text_drawing(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from PIL import ImageFont",
        "import PIL.ImageFont",
        "from moviepy import TextClip",
        "import moviepy\nmoviepy.TextClip(text='नमस्ते')",
        "from PIL import ImageDraw\nImageDraw.Draw(image).text((0, 0), 'नमस्ते')",
        "from PIL import ImageDraw\npen = ImageDraw.Draw(image)\npen.multiline_text((0, 0), 'नमस्ते')",
    ],
)
def test_each_way_of_drawing_text_would_be_noticed(source: str) -> None:
    assert text_drawing(source)
