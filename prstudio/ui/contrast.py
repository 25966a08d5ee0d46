"""Whether the person has told Windows to show everything in high contrast; Qt itself doesn't know it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Final

_SPI_GETHIGHCONTRAST: Final = 0x0042
_HCF_HIGHCONTRASTON: Final = 0x0001


class HighContrast(ctypes.Structure):
    """HIGHCONTRASTW of Windows."""

    _fields_ = (("size_bytes", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def ask_windows(answer: HighContrast) -> bool:
    """Fill `answer` in; False when there is nobody to ask, or no answer."""
    if sys.platform != "win32":
        return False
    ask = ctypes.windll.user32.SystemParametersInfoW
    return bool(ask(_SPI_GETHIGHCONTRAST, answer.size_bytes, ctypes.byref(answer), 0))


def wants_high_contrast(ask: Callable[[HighContrast], bool] = ask_windows) -> bool:
    """Windows' switch; False on every other system, where the settings have one."""
    answer = HighContrast(ctypes.sizeof(HighContrast), 0, None)
    return ask(answer) and bool(answer.flags & _HCF_HIGHCONTRASTON)
