"""Where the pictures of a post stand on a phone, as fractions of the place they share; pure."""

from __future__ import annotations

from prstudio.model.geometry import Box

_HALF = 0.5


def grid_cells(count: int, *, most: int) -> tuple[Box, ...]:
    """One cell for each picture that is shown, at most `most`: one, two beside each other, one and two, four, or
    rows of two above rows of three."""
    shown = min(count, most)
    if shown <= 1:
        return (Box(0, 0, 1, 1),) * shown
    if shown == 2:
        return (Box(0, 0, _HALF, 1), Box(_HALF, 0, _HALF, 1))
    if shown == 3:
        return (Box(0, 0, _HALF, 1), Box(_HALF, 0, _HALF, _HALF), Box(_HALF, _HALF, _HALF, _HALF))
    if shown == 4:
        return tuple(Box(x, y, _HALF, _HALF) for y in (0, _HALF) for x in (0, _HALF))
    return _rows(_row_lengths(shown))


def _row_lengths(count: int) -> list[int]:
    """Rows of two and three: 5 is 2 + 3, 6 is 3 + 3, 7 is 2 + 2 + 3, 10 is 2 + 2 + 3 + 3."""
    twos = -count % 3
    return [2] * twos + [3] * ((count - 2 * twos) // 3)


def _rows(lengths: list[int]) -> tuple[Box, ...]:
    height = 1 / len(lengths)
    return tuple(
        Box(column / length, row * height, 1 / length, height)
        for row, length in enumerate(lengths)
        for column in range(length)
    )


def centred(box: Box, ratio: float, wanted_ratio: float) -> Box:
    """The middle part of `box` that has `wanted_ratio`, where the whole box is `ratio` wide for its height."""
    if wanted_ratio < ratio:
        width = box.w * wanted_ratio / ratio
        return Box(box.x + (box.w - width) / 2, box.y, width, box.h)
    height = box.h * ratio / wanted_ratio
    return Box(box.x, box.y + (box.h - height) / 2, box.w, height)
