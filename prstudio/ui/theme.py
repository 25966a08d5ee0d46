"""Every colour, space and size of the window, and the style sheet made from them; no other module knows a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from string import Template
from typing import Final

from PySide6.QtGui import QColor, QPalette

from prstudio import resources
from prstudio.model.platform_name import Platform
from prstudio.model.severity import Severity


class Scheme(StrEnum):
    """How light or dark the window is."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme, as `#rrggbb`."""

    ground: str
    """Behind the surfaces."""
    surface: str
    """Cards, fields, the rail."""
    raised: str
    """Hovered rows, read-only fields."""
    stage: str
    """Around pictures and clips that are worked on."""
    line: str
    text: str
    muted: str
    """Second lines; at least 4.5 : 1 on ground and surface."""
    disabled: str
    """Words and signs of what can't be used now: weaker than any other, at least 3 : 1 on surface."""
    accent: str
    on_accent: str
    accent_soft: str
    """Chosen rows and chips."""
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    info: str
    info_soft: str
    focus: str
    """The ring around what the keyboard speaks to."""


COLOURS: Final = {
    Scheme.LIGHT: Colours(
        ground="#f4f6f5",
        surface="#ffffff",
        raised="#f0f3f2",
        stage="#7b7e7d",
        line="#d9dfdd",
        text="#19201e",
        muted="#56625e",
        disabled="#7f8b87",
        accent="#0f6b5c",
        on_accent="#ffffff",
        accent_soft="#e1f0ec",
        error="#b3261e",
        error_soft="#fbe2e0",
        warning="#9a5b00",
        warning_soft="#fdefd8",
        good="#1b7f50",
        good_soft="#e0f3e8",
        info="#2b5ca8",
        info_soft="#e5edfa",
        focus="#0f6b5c",
    ),
    Scheme.DARK: Colours(
        ground="#121716",
        surface="#1a201f",
        raised="#232a29",
        stage="#0b0e0d",
        line="#37413f",
        text="#e9eeec",
        muted="#a3b0ac",
        disabled="#727e7a",
        accent="#57bfaa",
        on_accent="#06211c",
        accent_soft="#1d3a34",
        error="#ff8d84",
        error_soft="#46201d",
        warning="#f3b65c",
        warning_soft="#40300f",
        good="#68ca96",
        good_soft="#163625",
        info="#8fb6f2",
        info_soft="#1b2c47",
        focus="#57bfaa",
    ),
    Scheme.HIGH_CONTRAST: Colours(
        ground="#000000",
        surface="#000000",
        raised="#1a1a1a",
        stage="#000000",
        line="#ffffff",
        text="#ffffff",
        muted="#ffffff",
        disabled="#8f8f8f",
        accent="#ffe100",
        on_accent="#000000",
        accent_soft="#3a3400",
        error="#ff9b94",
        error_soft="#4a0f0a",
        warning="#ffd479",
        warning_soft="#3f2c00",
        good="#7dffb2",
        good_soft="#00331a",
        info="#a5c8ff",
        info_soft="#0c2348",
        focus="#00e5ff",
    ),
}


class Space:
    """Distances in device-independent pixels: multiples of 4."""

    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 32


class Measure:
    """Sizes in device-independent pixels. Heights grow with the font; these are the least."""

    RADIUS: Final = 8
    RADIUS_SMALL: Final = 6
    RAIL_WIDTH: Final = 76
    LIST_WIDTH: Final = 250
    OUTCOME_WIDTH: Final = 344
    CONTROL_HEIGHT: Final = 32
    ICON: Final = 18
    ICON_RAIL: Final = 20
    THUMBNAIL: Final = 48
    CARD_WIDTH: Final = 104
    CARD_HEIGHT: Final = 84
    AVATAR: Final = 36
    FORM_WIDTH: Final = 600
    """Lines of a form and of running text are no wider."""
    QUEUE_WIDTH: Final = 820
    """Of the cards of the queue."""
    FOCUS_WIDTH: Final = 2


class TextSize:
    """Font sizes in points at 100 %."""

    SMALL: Final = 9.0
    BODY: Final = 10.0
    TITLE: Final = 12.0
    HEADING: Final = 15.0


class CropInk:
    """What is drawn over a picture that is being cropped: the same in every scheme, for the picture doesn't change."""

    FRAME: Final = "#ffffff"
    RING: Final = "#ffd24a"
    DIM_ALPHA: Final = 140
    THIRDS_ALPHA: Final = 130
    GRIP_PX: Final = 13
    RING_PX: Final = 32


class BadgeInk:
    """The word on a thumbnail: the same in every scheme, for the picture doesn't change."""

    TEXT: Final = "#ffffff"
    GROUND: Final = "#1a1f1e"
    WARNING_TEXT: Final = "#3d2500"
    WARNING_GROUND: Final = "#ffd58a"
    ERROR_TEXT: Final = "#ffffff"
    ERROR_GROUND: Final = "#b3261e"
    ALPHA: Final = 225


@dataclass(frozen=True, slots=True)
class PhoneInk:
    """The colours of a platform on a reader's phone: its own, whatever the window wears."""

    ground: str
    surface: str
    """Of a message's bubble."""
    text: str
    muted: str
    link: str
    line: str


_PHONE_LIGHT: Final = PhoneInk("#ffffff", "#ffffff", "#0f1419", "#5b6670", "#1d5fc4", "#dfe3e6")
_PHONE_DARK: Final = PhoneInk("#18191b", "#18191b", "#e9ebee", "#a0a7ae", "#78b0f7", "#34383c")
_PHONE_OF: Final = {
    (Platform.X, False): replace(_PHONE_LIGHT, link="#1471b8"),
    (Platform.X, True): replace(_PHONE_DARK, ground="#000000", link="#4aa8ef"),
    (Platform.INSTAGRAM, False): replace(_PHONE_LIGHT, link="#1c4c8c"),
    (Platform.INSTAGRAM, True): replace(_PHONE_DARK, ground="#000000", link="#9fc6f5"),
    (Platform.THREADS, True): replace(_PHONE_DARK, ground="#0f0f0f"),
    (Platform.YOUTUBE, True): replace(_PHONE_DARK, ground="#0f0f0f"),
    (Platform.WHATSAPP, False): replace(_PHONE_LIGHT, ground="#ede6dd", link="#0a6f9c"),
    (Platform.WHATSAPP, True): replace(_PHONE_DARK, ground="#0b141a", surface="#1f2c33", link="#6cc2e8"),
    (Platform.TELEGRAM, False): replace(_PHONE_LIGHT, ground="#d7e4ee", link="#1a6fa8"),
    (Platform.TELEGRAM, True): replace(_PHONE_DARK, ground="#0e1621", surface="#182533", link="#6ab7f0"),
}
PHONE_OVER_CLIP: Final = PhoneInk("#000000", "#000000", "#ffffff", "#e4e6e8", "#ffffff", "#ffffff")
"""Of words that lie over an upright clip."""
PHONE_AVATAR: Final = ("#0f6b5c", "#ffffff")
"""Ground and letter."""


def phone_ink(platform: Platform, *, is_dark: bool) -> PhoneInk:
    """The colours of that platform's readers."""
    return _PHONE_OF.get((platform, is_dark), _PHONE_DARK if is_dark else _PHONE_LIGHT)


def phone_sheet(ink: PhoneInk) -> str:
    """`resources/ui/phone.qss` in those colours."""
    names = {name: getattr(ink, name) for name in PhoneInk.__slots__}
    sizes = {"radius": Measure.RADIUS, "small": TextSize.SMALL, "body": TextSize.BODY, "title": TextSize.TITLE}
    return Template(resources.read_text("ui", "phone.qss")).substitute(names | sizes)


SEVERITY_ICONS: Final = {
    Severity.ERROR: "circle-alert",
    Severity.WARNING: "triangle-alert",
    Severity.ADVICE: "lightbulb",
}


def severity_colours(severity: Severity, colours: Colours) -> tuple[str, str]:
    """Foreground and soft background of a finding's severity."""
    return {
        Severity.ERROR: (colours.error, colours.error_soft),
        Severity.WARNING: (colours.warning, colours.warning_soft),
        Severity.ADVICE: (colours.info, colours.info_soft),
    }[severity]


def palette(scheme: Scheme) -> QPalette:
    """What Qt itself draws with: selections, placeholders, disabled text."""
    colours = COLOURS[scheme]
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return made


def style_sheet(scheme: Scheme) -> str:
    """`resources/ui/window.qss` with this scheme's colours and the sizes filled in."""
    colours = COLOURS[scheme]
    names = {name: getattr(colours, name) for name in Colours.__slots__}
    sizes = {
        "radius": Measure.RADIUS,
        "radius_small": Measure.RADIUS_SMALL,
        "control_height": Measure.CONTROL_HEIGHT,
        "focus_width": Measure.FOCUS_WIDTH,
        "xs": Space.XS,
        "s": Space.S,
        "m": Space.M,
        "l": Space.L,
        "small": TextSize.SMALL,
        "body": TextSize.BODY,
        "title": TextSize.TITLE,
        "heading": TextSize.HEADING,
    }
    return Template(resources.read_text("ui", "window.qss")).substitute(names | sizes)
