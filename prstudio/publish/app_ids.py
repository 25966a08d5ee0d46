"""The file in which headquarters hands out what the platforms call this program; nothing of it is shipped.

schema = 1
[youtube]
client_id = "…"
client_secret = "…"     # Google wants one of desktop programs; it goes into the keyring
[x]
client_id = "…"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from prstudio.errors import FileTrouble
from prstudio.model.post import Platform
from prstudio.publish.accounts import Accounts
from prstudio.store.account_book import Apps

_KEYS = frozenset({"client_id", "client_secret"})


def take_over(content: bytes, file: Path, accounts: Accounts) -> None:
    """Remember the app ids of the file; what it doesn't name stays as it was.

    Raises:
        FileTrouble: it isn't such a file; nothing of it was taken.
        KeyringTrouble: there is no safe place for a client secret.
    """
    found = _parse(content, file)
    known = dict(accounts.book.load_apps().client_ids)
    for platform, app in found.items():
        if "client_secret" in app:
            accounts.keep_app_secret(platform, app["client_secret"])
        known[platform] = app["client_id"]
    accounts.book.save_apps(Apps(known))


def _parse(content: bytes, file: Path) -> dict[Platform, dict[str, str]]:
    def fault(details: str) -> FileTrouble:
        return FileTrouble("apps_file", {"file": str(file), "details": details})

    try:
        document: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise fault("TOML") from error
    if document.pop("schema", None) != 1 or not document:
        raise fault("schema")
    apps = {}
    for name, app in document.items():
        if name not in tuple(Platform):
            raise fault(name)
        if not isinstance(app, dict) or "client_id" not in app or not app.keys() <= _KEYS:
            raise fault(f"{name}.client_id")
        if not all(isinstance(value, str) and 0 < len(value) <= 500 for value in app.values()):
            raise fault(name)
        apps[Platform(name)] = {key: str(value) for key, value in app.items()}
    return apps
