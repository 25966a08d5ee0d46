"""The grids of pictures cover their place, once."""

from __future__ import annotations

import pytest

from prstudio.model.geometry import WHOLE, Box
from prstudio.ui.outcome.phone_grid import centred, grid_cells


@pytest.mark.parametrize("count", range(1, 21))
def test_cells_cover_the_whole_place_without_overlap(count: int):
    cells = grid_cells(count, most=10)
    assert len(cells) == min(count, 10)
    assert sum(cell.area for cell in cells) == pytest.approx(1.0)
    for index, one in enumerate(cells):
        for other in cells[index + 1 :]:
            across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
            down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
            assert across < 1e-9 or down < 1e-9


def test_no_picture_has_no_cell():
    assert grid_cells(0, most=4) == ()


@pytest.mark.parametrize(("ratio", "wanted"), [(2.0, 1.0), (0.5, 1.0), (1.5, 1.5), (0.75, 16 / 9)])
def test_a_cell_shows_the_middle_in_its_own_shape(ratio: float, wanted: float):
    box = Box(0.1, 0.2, 0.6, 0.4)
    part = centred(box, ratio, wanted)
    assert part.w / box.w * ratio / (part.h / box.h) == pytest.approx(wanted)
    assert part.x + part.w / 2 == pytest.approx(box.x + box.w / 2)
    assert part.y + part.h / 2 == pytest.approx(box.y + box.h / 2)
    assert part.w <= box.w + 1e-9
    assert part.h <= box.h + 1e-9
    assert centred(WHOLE, ratio, ratio) == WHOLE
