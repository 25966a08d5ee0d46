"""Posts and files for tests of the library."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

from makers import pictures

from prstudio.messages import Language
from prstudio.model.post import Asset, Caption, Platform, Post, Target


def post(title: str = "Eye camp", hindi: str = "झज्जर में निःशुल्क नेत्र जाँच शिविर", *, body: str = "") -> Post:
    return Post(
        district="jhajjar",
        title=title,
        captions={
            Language.HI: Caption(unicodedata.normalize("NFC", hindi), body, ("हरियाणा",)),
            Language.EN: Caption("Free eye camp", "Bring your card.", ("Haryana",)),
        },
        targets=(Target(Platform.X), Target(Platform.FACEBOOK), Target(Platform.X)),
    )


def picture(path: Path) -> Path:
    pictures.save_jpeg(path, pictures.chart())
    return path


def with_picture(folder: Path, name: str = "शिविर.jpg") -> Post:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    picture(folder / name)
    return Post(district="nuh", title="With a photo", assets=(Asset(file=name),))


class Clock:
    """A clock that moves a second at each look, and further when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time
