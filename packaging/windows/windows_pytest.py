"""Runs pytest in the staged Windows Python, which looks for modules in its own folders alone.

python.exe windows_pytest.py LIBRARY CHECKOUT TEST…
"""

import os
import sys
from pathlib import Path

# Test → why it can't pass here.
NOT_HERE = {
    "test_no_acknowledged_save_is_lost_when_the_process_is_killed": "starts a Python that needs PYTHONPATH",
    "test_a_clip_never_loads_moviepy": "as above",
    "test_every_kind_of_clip_gives_a_frame[av1]": "this build of ffmpeg reads AV1 and doesn't write it",
    "test_every_format_can_be_a_source[.avif]": "AVIF is not shipped",
    "test_a_cancel_ends_ffmpeg_within_a_second_and_leaves_no_process": "psutil asks what wine can't answer",
    "test_the_time_limit_ends_ffmpeg": "as above",
    "test_a_fault_of_the_caller_ends_ffmpeg_too": "as above",
    "test_closing_the_stream_early_ends_ffmpeg": "as above",
    "test_captured_output_is_bounded": "as above",
}


class Deselect:
    """Leaves out what can't pass, and says so."""

    def pytest_collection_modifyitems(self, config, items) -> None:  # noqa: ANN001 -- pytest's own types
        """Called by pytest."""
        left_out = [item for item in items if item.name in NOT_HERE or item.originalname in NOT_HERE]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if item not in left_out]

    def pytest_report_header(self) -> str:
        """Called by pytest."""
        return f"Left out here: {len(NOT_HERE)} tests, each with its reason in windows_pytest.py"


def main(library: str, checkout: str, *tests: str) -> int:
    """Run `tests` and return pytest's exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # wine keeps variables of that name to itself
    os.environ["QT_QPA_FONTDIR"] = str(Path(os.environ["WINDIR"]) / "Fonts")
    sys.path.insert(0, library)
    _extend_packages(Path(library))
    os.chdir(checkout)
    import pytest

    options = ["-q", "-p", "no:cacheprovider", "--tb=short"]
    return int(pytest.main([*options, *tests], plugins=[Deselect()]))


def _extend_packages(library: Path) -> None:
    """The shipped packages are without what only tests need; it lies in the library."""
    import numpy as np
    import PySide6
    from PySide6 import QtWidgets  # noqa: F401 -- loads what Qt6Test.dll needs

    PySide6.__path__.append(str(library / "PySide6"))
    np.__path__.append(str(library / "numpy"))
    os.add_dll_directory(str(library / "PySide6"))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
