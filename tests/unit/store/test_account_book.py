from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from makers.orders import make_account

from prstudio.errors import FileTrouble
from prstudio.model.post import Platform
from prstudio.store.account_book import AccountBook, Apps, SignedIn

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def book(tmp_path):
    return AccountBook(tmp_path)


def test_a_new_book_is_empty(book):
    assert book.list_all() == ()
    assert book.load_apps() == Apps()


def test_accounts_and_apps_are_kept_beside_each_other(book):
    first = SignedIn(make_account(), NOW, ends_at=NOW)
    second = SignedIn(make_account(Platform.X), NOW, is_lost=True)
    apps = Apps({Platform.X: "client"})
    book.save(first)
    book.save_apps(apps)
    book.save(second)
    assert book.list_all() == (first, second)
    assert book.load_apps() == apps


def test_signing_in_again_keeps_the_place_in_the_list(book):
    first, second = SignedIn(make_account(), NOW), SignedIn(make_account(Platform.X), NOW)
    book.save(first)
    book.save(second)
    book.save(replace(first, is_lost=True))
    assert [one.account.id for one in book.list_all()] == [first.account.id, second.account.id]
    assert book.list_all()[0].is_lost


def test_an_account_can_be_forgotten(book):
    book.save(SignedIn(make_account(), NOW))
    book.remove(make_account().id)
    book.remove("never known")
    assert book.list_all() == ()


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"accounts": [{}]}', b'{"token": "x"}', b"[" * 100_000, b" " * 1_000_001]
)
def test_a_broken_book_is_told_and_left_as_it_is(book, tmp_path, content):
    (tmp_path / "accounts.json").write_bytes(content)
    with pytest.raises(FileTrouble, match="accounts_broken"):
        book.list_all()
    with pytest.raises(FileTrouble, match="accounts_broken"):
        book.save(SignedIn(make_account(), NOW))
    assert (tmp_path / "accounts.json").read_bytes() == content
