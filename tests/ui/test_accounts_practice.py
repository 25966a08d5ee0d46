"""Practice in the window: its server, line and banner, and accounts whose end is foreseen; in the whole program."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from makers.keyrings import WindowsLikeBackend
from makers.orders import make_account, make_order
from makers.whole_window import WholeWindow
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from prstudio.model.delivery import Journal
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook
from prstudio.practice.faults import read_faults
from prstudio.practice.server import PracticeServer
from prstudio.publish.office import folder_of
from prstudio.store.account_book import AccountBook, SignedIn
from prstudio.store.deliveries import Deliveries, only_worker
from prstudio.store.secrets import SecretStore
from prstudio.ui.accounts.account_services import make_services
from prstudio.ui.accounts.practice_mode import PracticeMode
from prstudio.ui.accounts.practice_troubles import FAULTS, Trouble
from prstudio.ui.jobs import JobRunner


@pytest.fixture(scope="module")
def rules():
    return load_rulebook().rules


@pytest.fixture
def mode(qapp, rules):
    turns = JobRunner(1, "practice")
    made = PracticeMode(turns, lambda: rules)
    made.turns = turns
    made.lines, made.errors, made.news = [], [], []
    made.line_changed.connect(made.lines.append)
    made.failed.connect(made.errors.append)
    made.began.connect(made.news.append)
    made.ended.connect(lambda: made.news.append("ended"))
    yield made
    made.close()
    turns.shutdown()
    made.shutdown()


def settle(qtbot, mode):
    qtbot.waitUntil(lambda: mode.turns.is_idle, timeout=20_000)


def get_json(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return json.loads(response.read())


def test_practice_runs_a_server_of_its_own_until_it_ends(qtbot, mode):
    mode.begin()
    settle(qtbot, mode)
    (line,) = mode.lines
    assert mode.base == line.practice == mode.news[0]
    assert mode.is_own
    assert {account.platform for account in line.accounts.values()} == {Platform.FACEBOOK, Platform.YOUTUBE, Platform.X}
    mode.give_trouble(Trouble.SLOW_LINE)
    assert [fault["trouble"] for fault in get_json(f"{line.practice}/practice/faults")["faults"]] == ["slow"]
    mode.end()
    settle(qtbot, mode)
    assert mode.lines[-1].practice is None
    assert mode.base is None
    assert mode.news[-1] == "ended"
    with pytest.raises(urllib.error.URLError):
        get_json(f"{line.practice}/practice/posts")


def test_what_was_asked_last_holds_however_fast_it_comes(qtbot, mode):
    mode.begin()
    mode.end()
    settle(qtbot, mode)
    assert [line.practice for line in mode.lines] == [None]
    assert not mode.is_own
    mode.end()
    mode.begin()
    settle(qtbot, mode)
    assert mode.lines[-1].practice == mode.base is not None


def test_each_practice_of_its_own_begins_with_an_empty_queue_and_real_ones_stay(qtbot, mode):
    for folder in (folder_of("practice"), folder_of(None)):
        with closing(Deliveries(folder)) as deliveries:
            deliveries.add(make_order(), {}, lambda _order: Journal("start"))
    with only_worker(folder_of("practice")):  # somebody sends there
        mode.begin()
        settle(qtbot, mode)
        mode.end()
        settle(qtbot, mode)
    with closing(Deliveries(folder_of("practice"))) as deliveries:
        assert len(deliveries.list_all()) == 1
    mode.begin()
    settle(qtbot, mode)
    assert mode.errors == []
    with closing(Deliveries(folder_of("practice"))) as deliveries:
        assert deliveries.list_all() == []
    with closing(Deliveries(folder_of(None))) as deliveries:
        assert len(deliveries.list_all()) == 1


def test_practice_at_an_address_leaves_its_server_alone(qtbot, mode):
    with PracticeServer() as server:
        mode.begin_at(f" {server.base_url} ")
        settle(qtbot, mode)
        assert mode.base == server.base_url
        assert not mode.is_own
        mode.give_trouble(Trouble.CUT_LINE)
        assert get_json(f"{server.base_url}/practice/faults")["faults"] == []
        mode.end()
        settle(qtbot, mode)
        assert get_json(f"{server.base_url}/practice/posts")["posts"] == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://graph.facebook.com", "practice_address"),
        ("http://192.168.1.5:80", "practice_address"),
        ("nonsense", "practice_address"),
        ("http://127.0.0.1:9", "platform_unreachable"),
    ],
)
def test_a_wrong_address_is_told_and_changes_nothing(qtbot, mode, address, code):
    mode.begin()
    settle(qtbot, mode)
    before = mode.base
    mode.begin_at(address)
    settle(qtbot, mode)
    assert [error.code for error in mode.errors] == [code]
    assert mode.base == before
    assert get_json(f"{before}/practice/posts")["posts"] == []


def test_new_accounts_open_the_real_line_anew_but_never_end_practice(qtbot, mode):
    mode.refresh()
    settle(qtbot, mode)
    assert [line.accounts for line in mode.lines] == [{}]
    mode.begin()
    settle(qtbot, mode)
    mode.refresh()
    settle(qtbot, mode)
    assert mode.base is not None


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_one_that_the_server_knows(trouble):
    faults = read_faults([dict(fault) for fault in FAULTS[trouble]], "here")
    assert bool(faults) == (trouble is not Trouble.NONE)


@pytest.fixture
def whole(qtbot, qapp, own_garbage, monkeypatch):
    backend = WindowsLikeBackend()
    monkeypatch.setattr("prstudio.store.secrets.open_secrets", lambda: SecretStore(backend))
    window = WholeWindow(qtbot, qapp)
    yield window
    window.close()


def start(whole):
    whole.start()
    whole.wait(lambda: whole.assembly.accounts is not None)
    return whole.assembly.accounts


def test_the_rail_and_its_key_lead_to_the_page(whole):
    start(whole)
    whole.qtbot.mouseClick(whole.window.rail.buttons["accounts"], Qt.MouseButton.LeftButton)
    assert whole.window.view == "accounts"
    whole.qtbot.mouseClick(whole.window.rail.buttons["posts"], Qt.MouseButton.LeftButton)
    assert whole.window.view == "posts"
    whole.qtbot.keyClick(whole.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert whole.window.view == "accounts"
    whole.wait(lambda: bool(whole.window.stack.currentWidget().rows))


def test_practice_has_a_banner_over_the_whole_window_until_it_ends(whole):
    part = start(whole)
    opened = []
    part._open_address = opened.append
    lines = []
    part.line_changed.connect(lines.append)
    part.show()
    page = whole.window.stack.currentWidget()
    whole.wait(lambda: bool(page.rows))
    assert not part.banner.isVisible()
    whole.qtbot.mouseClick(page.practice.begin, Qt.MouseButton.LeftButton)
    assert not page.practice.begin.isEnabled()
    whole.wait(lambda: bool(lines))
    assert part.banner.isVisible()
    assert part.banner.width() == whole.window.width()
    assert part.banner.words.text() == "अभ्यास: असली प्लेटफ़ॉर्म तक कुछ नहीं पहुँचता"
    whole.qtbot.mouseClick(part.banner.timelines, Qt.MouseButton.LeftButton)
    whole.wait(lambda: bool(opened))
    assert opened == [f"{lines[0].practice}/practice/"]
    whole.assembly.navigation.show_work()
    assert part.banner.isVisible()
    whole.qtbot.mouseClick(part.banner.end, Qt.MouseButton.LeftButton)
    whole.wait(lambda: len(lines) == 2)
    assert not part.banner.isVisible()
    assert lines[1].practice is None


def told(whole):
    return [notice.text_key for notice in whole.program.ground.telling.shown if notice.text_key.startswith("accounts.")]


@pytest.mark.parametrize(
    ("days", "is_lost", "key"),
    [
        (5, False, "accounts.foreseen_ends"),
        (-1, False, "accounts.foreseen_ended"),
        (None, True, "accounts.foreseen_lost"),
    ],
)
def test_an_end_is_told_at_the_start_with_the_way_to_the_page(whole, days, is_lost, key):
    now = datetime.now(UTC)
    end = None if days is None else now + timedelta(days=days)
    AccountBook().save(SignedIn(make_account(Platform.FACEBOOK), now, end, is_lost))
    start(whole)
    whole.wait(lambda: told(whole) == [key])
    card = next(card for card in whole.program.ground.telling.cards if card.notice.text_key == key)
    whole.qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    assert whole.window.view == "accounts"


def test_several_ends_make_one_notice_and_sound_accounts_none(whole):
    now = datetime.now(UTC)
    AccountBook().save(SignedIn(make_account(Platform.FACEBOOK), now, now + timedelta(days=3)))
    AccountBook().save(SignedIn(make_account(Platform.X), now, None, True))
    AccountBook().save(SignedIn(make_account(Platform.YOUTUBE), now))
    start(whole)
    whole.wait(lambda: told(whole) == ["accounts.foreseen_several"])


def test_sound_accounts_are_not_spoken_of(whole):
    AccountBook().save(SignedIn(make_account(Platform.YOUTUBE), datetime.now(UTC)))
    part = start(whole)
    whole.wait(lambda: part._jobs.is_idle)
    QApplication.processEvents()
    assert told(whole) == []


def test_accounts_come_and_go_by_the_page(whole, rules, tmp_path):
    with PracticeServer() as server:
        backend = WindowsLikeBackend()
        part = start(whole)
        part.desk._open_address = follow
        part.desk._make_services = lambda: make_services(
            rules, open_secrets=lambda: SecretStore(backend), book_folder=tmp_path / "book", practice=server.base_url
        )
        part.desk.take_apps(_apps_file())
        part.show()
        page = whole.window.stack.currentWidget()
        whole.wait(lambda: Platform.X in page.rows and page.rows[Platform.X].button.isEnabled())
        whole.qtbot.mouseClick(page.rows[Platform.X].button, Qt.MouseButton.LeftButton)
        whole.wait(lambda: len(page.list.rows) == 1)
        assert not page.wait.isVisible()
        assert page.rows[Platform.X].button.text() == "एक और खाता"
        whole.wait(page.rows[Platform.FACEBOOK].button.isEnabled)
        whole.qtbot.mouseClick(page.rows[Platform.FACEBOOK].button, Qt.MouseButton.LeftButton)
        whole.qtbot.keyClicks(page.form.token, "practice-user-1")
        whole.qtbot.mouseClick(page.form.take, Qt.MouseButton.LeftButton)
        whole.wait(lambda: bool(page.form.fields["token"].fault))
        whole.wait(page.form.token.isEnabled)
        whole.qtbot.keyClicks(page.form.token, "practice-page-1-ok")
        whole.qtbot.keyClick(page.form.token, Qt.Key.Key_Return)
        whole.wait(lambda: len(page.list.rows) == 2)
        assert not page.form.isVisible()
        assert "accounts.now_signed_in" in told(whole)
        row = page.list.rows[0]
        whole.qtbot.mouseClick(row.out, Qt.MouseButton.LeftButton)
        whole.qtbot.mouseClick(row.question.go, Qt.MouseButton.LeftButton)
        whole.wait(lambda: len(page.list.rows) == 1)
        assert "accounts.signed_out" in told(whole)
        whole.wait(lambda: part._jobs.is_idle and part._turns.is_idle)


def follow(address):
    """A browser whose owner says yes."""

    def visit():
        with urllib.request.urlopen(address, timeout=10) as response:
            response.read()

    threading.Thread(target=visit, daemon=True).start()


def test_leaving_in_the_middle_of_a_sign_in_and_of_practice_waits_for_nobody(whole):
    part = start(whole)
    part.desk._open_address = lambda _address: None
    part.practice.begin()
    whole.wait(lambda: part.practice.base is not None)
    part.show()
    part.desk.take_apps(_apps_file())
    whole.wait(lambda: part._jobs.is_idle)
    waiting = []
    part.desk.waiting.connect(lambda *news: waiting.append(news))
    part.desk.sign_in_by_browser(Platform.X, "jhajjar-x")
    whole.wait(lambda: bool(waiting))
    whole._end()
    whole._make()
    whole.start()


def _apps_file():
    from prstudio import paths

    file = paths.home() / "apps.toml"
    file.write_text('schema = 1\n[x]\nclient_id = "id"\n', encoding="utf-8")
    return file
