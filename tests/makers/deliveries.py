"""Deliveries in every state, made by hand, for what shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prstudio.model.delivery import (
    Account,
    Delivery,
    DeliveryState,
    Journal,
    Meaning,
    Order,
    OrderFile,
    Receipt,
    Seen,
    Trouble,
)
from prstudio.model.post import Platform

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_S = DeliveryState


def make_delivery(
    number: int,
    state: DeliveryState,
    *,
    platform: Platform = Platform.YOUTUBE,
    total_bytes: int = 96_000_000,
    publish_at: datetime | None = None,
    **changes,
) -> Delivery:
    """The delivery `id-<number>`: a clip, or without bytes words alone."""
    files = (OrderFile("video.mp4", "video", "video/mp4", total_bytes, ""),) if total_bytes else ()
    texts = {"title": "निःशुल्क नेत्र जांच शिविर", "description": "झज्जर में 300 मरीज़ों की जांच"}
    account = Account(f"jhajjar-{platform}", platform, "DIPRO झज्जर", "remote-1")
    order = Order(f"post-{number}", account, "video", texts=texts, files=files, publish_at=publish_at)
    return Delivery(f"id-{number}", order, state, Journal("start"), number, NOW, **changes)


def make_all() -> tuple[Delivery, ...]:
    """One of each that an officer meets."""
    seen = (
        Seen("1", "https://x.com/dipro/status/1", "निःशुल्क नेत्र जांच शिविर", "2026-11-24T08:50:00Z"),
        Seen("2", "https://x.com/dipro/status/2", "कल का कार्यक्रम", "yesterday"),
    )
    in_a_while = NOW + timedelta(minutes=3)
    link = Receipt("abc", "https://www.youtube.com/watch?v=abc", NOW)
    partial = Receipt("17", "https://x.com/dipro/status/17", NOW, ("thread_partial",), ("दूसरा भाग 2/2",))
    refused = Trouble(Meaning.CONTENT, "(#100) This format is not supported.")
    return (
        make_delivery(1, _S.UPLOADING, sent_bytes=31_000_000),
        make_delivery(2, _S.UNKNOWN, platform=Platform.X, total_bytes=0, candidates=seen, may_be_public=True),
        make_delivery(3, _S.WAITING, trouble=Trouble(Meaning.NETWORK), wait_until=in_a_while),
        make_delivery(4, _S.PAUSED, platform=Platform.X, trouble=Trouble(Meaning.REAUTH)),
        make_delivery(5, _S.FAILED, platform=Platform.FACEBOOK, trouble=refused),
        make_delivery(6, _S.WAITING),
        make_delivery(7, _S.PUBLISHED, receipt=link, sent_bytes=96_000_000),
        make_delivery(8, _S.PUBLISHED, platform=Platform.X, total_bytes=0, receipt=partial),
        make_delivery(9, _S.CANCELLED),
    )
