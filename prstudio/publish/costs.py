"""What sending costs, and how much of a day's quota is left, before it bites. Pure; the figures come from the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from prstudio.language.links import find_urls
from prstudio.model.delivery import Delivery, DeliveryState, Order
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.hours import next_reset

_DAY: Final = timedelta(days=1)
_UPLOADS: Final = "max_uploads_per_day"


def find_price_usd(order: Order, rules: PlatformRules) -> float | None:
    """What the platform takes for it, in US dollars; None where it takes nothing."""
    plain, linked = rules.prices.value("post"), rules.prices.value("post_with_url")
    if plain is None or linked is None:
        return None
    posts = order.thread or tuple(order.texts.values())[:1]
    price = sum(linked if find_urls(post) else plain for post in posts)
    media = [file for file in order.files if file.role in ("picture", "video")]
    price += len(media) * (rules.prices.value("media") or 0.0)
    return price + sum(bool(file.alt) for file in media) * (rules.prices.value("media_metadata") or 0.0)


def has_link(order: Order) -> bool:
    """Whether readers can press a link in it."""
    return any(find_urls(post) for post in order.thread or tuple(order.texts.values()))


def uploads_left(deliveries: Iterable[Delivery], rules: PlatformRules, *, now: datetime) -> int | None:
    """How many uploads the platform's day still has, as far as this computer knows; None where days have no limit.

    Other offices share the quota of one program, so there may be fewer.
    """
    most = rules.rates.value(_UPLOADS)
    if most is None:
        return None
    since = next_reset(rules, now=now) - _DAY
    taken = sum(
        one.order.platform is rules.platform and one.state is not DeliveryState.CANCELLED and one.created_at >= since
        for one in deliveries
    )
    return max(0, int(most) - taken)
