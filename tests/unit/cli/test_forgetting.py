"""What the uninstaller has taken out of the keyring when the data go."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from makers.keyrings import WindowsLikeBackend
from makers.orders import make_account

from prstudio import paths
from prstudio.bundle import office_key
from prstudio.cli.app import run
from prstudio.model.post import Platform
from prstudio.publish.accounts import Accounts
from prstudio.publish.oauth import Grant
from prstudio.publish.office import folder_of
from prstudio.store import secrets
from prstudio.store.account_book import AccountBook, SignedIn

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> WindowsLikeBackend:
    """The keyring of an office that has signed in, practised, and signed bundles; and somebody else's entry."""
    made = WindowsLikeBackend()
    monkeypatch.setattr(secrets, "open_secrets", lambda: secrets.SecretStore(made))
    paths.home().mkdir(parents=True, exist_ok=True)
    made.set_password("Outlook", "office", "theirs")
    store = secrets.SecretStore(made)
    store.save(office_key.SECRET, "k" * 44)
    for practice, folder in ((None, None), ("http://127.0.0.1:1", folder_of("practice"))):
        accounts = Accounts(AccountBook(folder), {}, secrets=lambda: store, practice=practice)
        accounts.keep_app_secret(Platform.YOUTUBE, "app")
        for number in (1, 2):
            accounts.keep(SignedIn(make_account(number=number), NOW), Grant("a" * 3000, "r"))
    return made


def test_all_of_ours_goes_and_nothing_else(backend):
    assert run(["--forget-secrets"]) == 0
    assert backend.entries == {("Outlook", "office"): "theirs"}
    assert run(["--forget-secrets"]) == 0


def test_a_broken_book_keeps_the_others_from_nothing(backend, capsys):
    (paths.home() / "accounts.json").write_text("{", encoding="utf-8")
    assert run(["--forget-secrets"]) != 0
    assert capsys.readouterr().err
    left = {name for service, name in backend.entries if service != "Outlook"}
    assert left
    assert all(name.startswith("account ") for name in left)


def test_a_keyring_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(secrets, "_find_backend", lambda: None)
    assert run(["--lang", "en", "--forget-secrets"]) == 1
    assert capsys.readouterr().err


def test_the_option_is_nobody_elses_business(capsys):
    assert run(["--lang", "en", "--help"]) == 0
    assert "forget" not in capsys.readouterr().out


def test_the_uninstaller_asks_for_it_before_python_goes():
    script = (Path(__file__).parents[3] / "packaging" / "windows" / "installer.nsi").read_text(encoding="utf-8")
    section = script[script.index("Section Uninstall") :]
    assert 0 < section.index("--forget-secrets") < section.index('RMDir /r "$INSTDIR\\python"')
    assert section.index("$DeleteData == 1") < section.index("--forget-secrets")
    assert section.index("--forget-secrets") < section.index('RMDir /r "$LOCALAPPDATA\\PRStudio"')
