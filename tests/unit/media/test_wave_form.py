"""The peaks follow the sound: silence is 0, and a tone stands where it is heard."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.clip_probe import probe_media
from prstudio.media.wave_form import _raise_peaks, wave_form

Made = Callable[[str], Path]


def test_silence_is_flat_and_a_tone_has_its_height(made: Made) -> None:
    path = made("loud_end")
    peaks = wave_form(path, probe_media(path, "a"), count=20)
    assert len(peaks) == 20
    assert max(peaks[:9]) < 0.02
    assert peaks[11:19] == pytest.approx([0.5] * 8, abs=0.03)


@pytest.mark.parametrize("name", ["plain", "mkv_no_duration", "mp3", "m4a", "starts_late"])
@pytest.mark.parametrize("count", [1, 7, 500])
def test_every_part_of_a_tone_is_heard(made: Made, name: str, count: int) -> None:
    path = made(name)
    peaks = wave_form(path, probe_media(path, "a"), count=count)
    assert len(peaks) == count
    assert all(0 <= peak <= 1 for peak in peaks)
    assert sum(peak > 0.01 for peak in peaks) >= count * 0.9


def test_a_silent_clip_has_no_wave_form(made: Made) -> None:
    with pytest.raises(MediaFault, match="media_no_sound"):
        wave_form(made("silent"), probe_media(made("silent"), "a"), count=10)


def test_a_wave_form_can_be_cancelled(made: Made) -> None:
    with pytest.raises(WorkCancelled):
        wave_form(made("mp3"), probe_media(made("mp3"), "a"), count=10, cancelled=lambda: True)


@given(
    st.lists(st.integers(-32768, 32767), min_size=1, max_size=60),
    st.integers(1, 12),
    st.lists(st.integers(1, 20), min_size=1, max_size=20),
)
@settings(deadline=None)
def test_peaks_don_t_depend_on_how_the_samples_are_cut_into_pieces(
    samples: list[int], count: int, cuts: list[int]
) -> None:
    per_part = len(samples) / count
    expected = [0] * count
    _raise_peaks(expected, array("h", samples), 0, per_part)
    peaks, first, turn = [0] * count, 0, 0
    while first < len(samples):
        piece = samples[first : first + cuts[turn % len(cuts)]]
        _raise_peaks(peaks, array("h", piece), first, per_part)
        first, turn = first + len(piece), turn + 1
    assert peaks == expected
    assert max(peaks) == max(map(abs, samples))
