"""Keeps an update out of an upload: while something is sent nothing is switched, and meanwhile nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prstudio.errors import UpdateRefused
from prstudio.model.delivery import AT_WORK
from prstudio.store.deliveries import Deliveries, deliveries_folder, only_worker


@contextmanager
def standing_still(folder: Path | None = None) -> Iterator[None]:
    """Nothing is sent from the deliveries in `folder` (None: this person's) while the block runs.

    Raises:
        UpdateRefused: something is being sent, or an upload was cut in the middle and is to go on.
        StoreFault, FileTrouble: the deliveries can't be read: then nobody knows.
    """
    place = folder or deliveries_folder()
    with only_worker(place) as alone:
        if not alone:
            raise UpdateRefused("update_busy")
        if _is_half_sent(place):
            raise UpdateRefused("update_unfinished_upload")
        yield


def _is_half_sent(folder: Path) -> bool:
    if not (folder / "deliveries.db").is_file():
        return False
    deliveries = Deliveries(folder)
    try:
        return any(delivery.state in AT_WORK for delivery in deliveries.list_living())
    finally:
        deliveries.close()
