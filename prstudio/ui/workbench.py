"""One photo or clip of the open post in the posts' place, and the way to the place that a finding speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from prstudio.model.finding import Finding
from prstudio.model.media_info import ClipInfo
from prstudio.settings import Settings
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation

if TYPE_CHECKING:
    from prstudio.ui.assets.asset_strip import AssetStrip
    from prstudio.ui.compose.compose_page import ComposePage
    from prstudio.ui.crop.crop_page import CropPage
    from prstudio.ui.trim.trim_page import TrimPage

_CROP: Final = "crop"
_TRIM: Final = "trim"
_CROPPED_FIELDS: Final = frozenset({"crop", "focus"})
_TRIMMED_FIELDS: Final = frozenset({"trim", "cover_s", "mute", "subtitles", "weight"})


class Workbench(QObject):
    """Each page is made when it is first asked for."""

    def __init__(self, window: MainWindow, *, navigation: Navigation, ground: Ground) -> None:
        super().__init__(window)
        self._window = window
        self._navigation = navigation
        self._ground = ground
        self._crop: CropPage | None = None
        self._trim: TrimPage | None = None
        self._to_trim_again: int | None = None
        self._compose: ComposePage | None = None
        self._strip: AssetStrip | None = None
        ground.keeper.changed.connect(self._follow_settings)

    def serve(self, compose: ComposePage, strip: AssetStrip) -> None:
        """Both exist now; their wishes come here."""
        self._compose, self._strip = compose, strip
        strip.crop_requested.connect(self.crop)
        strip.trim_requested.connect(self.trim)

    def crop(self, index: int) -> None:
        """Crop the asset of that index."""
        page = self._get_crop()
        self._to_trim_again = None
        self._navigation.show_place_taker(_CROP, leave=page.leave)
        page.show_asset(index)

    def trim(self, index: int) -> None:
        """Trim the clip of that index."""
        page = self._get_trim()
        self._navigation.show_place_taker(_TRIM, leave=page.leave)
        page.show_asset(index)

    def go_to(self, finding: Finding) -> None:
        """Go to the place that the finding speaks of; the post as a whole has none."""
        if self._compose is None or self._strip is None or self._ground.editor.current is None:
            return
        place, target_index = finding.place, finding.target_index
        if self._go_to_page(place, target_index):
            return
        self._navigation.show_work()
        for part in (self._compose, self._strip):
            if part.focus_place(place, target_index):
                return

    def _go_to_page(self, place: str, target_index: int | None) -> bool:
        """Whether the place is one of a page of its own, which is in sight then."""
        parts = place.split(".")
        if parts[0] != "asset" or len(parts) < 3 or not parts[1].isdigit():
            return False
        if parts[2] in _CROPPED_FIELDS:
            self.crop(int(parts[1]))
            return True
        if parts[2] in _TRIMMED_FIELDS and self._is_clip(int(parts[1])):
            self.trim(int(parts[1]))
            self._get_trim().focus_place(place, target_index)
            return True
        return False

    def _is_clip(self, index: int) -> bool:
        opened = self._ground.editor.current
        if opened is None or index >= len(opened.post.assets):
            return False
        return isinstance(opened.media.get(opened.post.assets[index].name), ClipInfo)

    # the pages

    def _get_crop(self) -> CropPage:
        from prstudio.ui.crop.crop_page import CropPage  # noqa: PLC0415 -- not before it is asked for

        if self._crop is None:
            ground = self._ground
            self._crop = CropPage(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
            self._crop.done.connect(self._on_cropped)
            self._window.place_view(_CROP, self._crop)
        return self._crop

    def _get_trim(self) -> TrimPage:
        from prstudio.ui.trim.trim_page import TrimPage  # noqa: PLC0415 -- not before it is asked for

        if self._trim is None:
            ground = self._ground
            self._trim = TrimPage(speech=ground.speech, look=ground.look, editor=ground.editor, jobs=ground.jobs)
            self._trim.done.connect(self._navigation.end_work)
            self._trim.crop_requested.connect(self._on_clip_crop_requested)
            self._trim.line_kbps_chosen.connect(self._on_line_kbps_chosen)
            self._window.place_view(_TRIM, self._trim)
            self._follow_settings(ground.keeper.settings)
        return self._trim

    def _follow_settings(self, settings: Settings) -> None:
        if self._trim is not None:
            self._trim.show_line_kbps(settings.line_kbps)

    def _on_line_kbps_chosen(self, line_kbps: int) -> None:
        keeper = self._ground.keeper
        keeper.change(replace(keeper.settings, line_kbps=line_kbps))

    def _on_clip_crop_requested(self, index: int) -> None:
        """From the trim page, which comes back when the clip is cropped."""
        self.crop(index)
        self._to_trim_again = index

    def _on_cropped(self) -> None:
        index, self._to_trim_again = self._to_trim_again, None
        if index is not None and self._is_clip(index):
            self.trim(index)
        else:
            self._navigation.end_work()
