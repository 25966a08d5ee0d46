"""Looks what headquarters has published for this computer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from prstudio import __version__
from prstudio.model.progress import Cancelled, never
from prstudio.net.fetch import fetch_to_file
from prstudio.platforms.catalog import load_rulebook
from prstudio.update.download import Fetch, downloads_folder, load_offers
from prstudio.update.feed import Choice, choose, get_address
from prstudio.update.installation import Installation, find_installation
from prstudio.update.manifest import pinned_key


def look(
    *,
    folder: Path | None = None,
    key: bytes | None = None,
    installation: Installation | None = None,
    cancelled: Cancelled = never,
    fetch: Fetch = fetch_to_file,
) -> Choice:
    """What is newer than what is here; a program only where one was installed.

    Raises:
        UpdateRefused: no address, no key, no answer, or a list that isn't genuine.
        FileTrouble, DiskFull: the folder of downloads can't be written.
        WorkCancelled: it was asked for.
    """
    key = key or pinned_key()
    address = get_address()
    offers = load_offers(address, folder or downloads_folder(), key, cancelled=cancelled, fetch=fetch)
    here = installation or find_installation()
    rules_day = max((rules.revision for rules in load_rulebook().rules.values()), default=date.min).isoformat()
    if here is None:
        return Choice(rules=choose(offers, version=__version__, runtime="", rules_day=rules_day).rules)
    return choose(offers, version=here.version, runtime=here.runtime, rules_day=rules_day)
