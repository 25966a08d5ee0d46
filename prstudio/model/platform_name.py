"""The platforms by name: apart from the post, so that the window's colours come without the whole model."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """Where a post can go; what each accepts is data (resources/platforms)."""

    FACEBOOK = "facebook"
    YOUTUBE = "youtube"
    X = "x"
    INSTAGRAM = "instagram"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    THREADS = "threads"
    LINKEDIN = "linkedin"
