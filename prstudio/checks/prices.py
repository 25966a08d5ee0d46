"""What a post costs where a platform takes money for posting through its interface."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from prstudio.checks.case import Case
from prstudio.language import links
from prstudio.model.finding import Finding
from prstudio.platforms.rules import PlatformRules

_POST: Final = "post"
_POST_WITH_URL: Final = "post_with_url"


def check_link_price(case: Case) -> Iterator[Finding]:
    """A link in the text that makes the post dearer."""
    plain = case.rules.prices.value(_POST)
    dear = case.rules.prices.tightest(_POST_WITH_URL)
    with_link = sum(1 for part in _parts(case) if links.find_urls(part))
    if plain is None or dear is None or dear.value <= plain or not with_link:
        return
    params = {"posts": with_link, "cost": dollars(dear.value * with_link), "plain": dollars(plain * with_link)}
    yield case.finding("link_costs_more", dear.level, params=params)


def cost_usd(rules: PlatformRules, parts: Sequence[str]) -> float | None:
    """The price of all `parts` in US dollars; None where the platform takes none."""
    plain = rules.prices.value(_POST)
    if plain is None:
        return None
    dear = rules.prices.value(_POST_WITH_URL)
    return sum(dear if dear is not None and links.find_urls(part) else plain for part in parts)


def dollars(amount_usd: float) -> str:
    """An amount as people write it: `0.20`, `0.015`."""
    text = f"{amount_usd:.3f}"
    return text[:-1] if text.endswith("0") else text


def _parts(case: Case) -> tuple[str, ...]:
    return case.variant.thread or tuple(case.variant.texts.values())
