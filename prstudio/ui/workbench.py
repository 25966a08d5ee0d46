"""One photo or clip of the open post in the posts' place, and the way to the place that a finding speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from prstudio.model.finding import Finding
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation

if TYPE_CHECKING:
    from prstudio.ui.assets.asset_strip import AssetStrip
    from prstudio.ui.compose.compose_page import ComposePage
    from prstudio.ui.crop.crop_page import CropPage

_CROP: Final = "crop"
_CROPPED_FIELDS: Final = ("crop", "focus")


class Workbench(QObject):
    """Each page is made when it is first asked for."""

    def __init__(self, window: MainWindow, *, navigation: Navigation, ground: Ground) -> None:
        super().__init__(window)
        self._window = window
        self._navigation = navigation
        self._ground = ground
        self._crop: CropPage | None = None
        self._compose: ComposePage | None = None
        self._strip: AssetStrip | None = None

    def serve(self, compose: ComposePage, strip: AssetStrip) -> None:
        """Both exist now; their wishes come here."""
        self._compose, self._strip = compose, strip
        strip.crop_requested.connect(self.crop)

    def crop(self, index: int) -> None:
        """Crop the asset of that index."""
        page = self._get_crop()
        self._navigation.show_place_taker(_CROP, leave=page.leave)
        page.show_asset(index)

    def go_to(self, finding: Finding) -> None:
        """Go to the place that the finding speaks of; the post as a whole has none."""
        if self._compose is None or self._strip is None or self._ground.editor.current is None:
            return
        place, target_index = finding.place, finding.target_index
        parts = place.split(".")
        if parts[0] == "asset" and parts[2:3] and parts[2] in _CROPPED_FIELDS:
            self.crop(int(parts[1]))
            return
        self._navigation.show_work()
        for part in (self._compose, self._strip):
            if part.focus_place(place, target_index):
                return

    def _get_crop(self) -> CropPage:
        from prstudio.ui.crop.crop_page import CropPage  # noqa: PLC0415 -- not before it is asked for

        if self._crop is None:
            ground = self._ground
            self._crop = CropPage(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
            self._crop.done.connect(self._navigation.end_work)
            self._window.place_view(_CROP, self._crop)
        return self._crop
