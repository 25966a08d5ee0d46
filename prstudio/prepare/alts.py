"""The alternative text of pictures and clips, for people who can't see them."""

from __future__ import annotations

from collections.abc import Iterable

from prstudio.messages import Language
from prstudio.model.post import Asset
from prstudio.prepare.captions import one_line
from prstudio.prepare.cutting import Fits


def alt_text(asset: Asset, languages: Iterable[Language], fits: Fits) -> str:
    """All chosen languages with " / " between them when that fits, else the first one that is written; "" when none is.

    One that is too long by itself stays whole: checks speak of it.
    """
    written = [text for language in dict.fromkeys(languages) if (text := one_line(asset.alt.get(language, "")))]
    if not written:
        written = [text for text in map(one_line, asset.alt.values()) if text][:1]
    joined = " / ".join(dict.fromkeys(written))
    return joined if not written or fits(joined) else written[0]
