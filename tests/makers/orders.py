"""Small orders for tests of the queue."""

from __future__ import annotations

from pathlib import Path

from prstudio.model.delivery import Account, Order, OrderFile
from prstudio.model.post import Platform


def make_account(platform: Platform = Platform.YOUTUBE, number: int = 1) -> Account:
    """An account of a district."""
    return Account(f"jhajjar-{platform}-{number}", platform, "DIPRO Jhajjar", f"remote-{number}")


def make_order(post_id: str = "post-1", *, account: Account | None = None, files: tuple[OrderFile, ...] = ()) -> Order:
    """One Hindi post, with files if any."""
    return Order(
        post_id,
        account or make_account(),
        "video",
        texts={"title": "नेत्र जांच शिविर", "description": "झज्जर में निःशुल्क शिविर"},
        files=files,
    )


def make_file(folder: Path, name: str = "video.mp4", content: bytes = b"clip" * 1000) -> OrderFile:
    """A file in `folder`; size and hash are filled in when it is taken in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return OrderFile(name, "video", "video/mp4", 0, "")
