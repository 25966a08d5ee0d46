"""Every sentence 40 % longer, on the whole window at 1366×768: nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from makers.deliveries import make_all
from makers.orders import make_account
from makers.whole_texts import find_cut_off, lengthen
from makers.whole_window import OFFICE, WholeWindow
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio import messages
from prstudio.errors import PublishFault, StoreFault
from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.post import Platform
from prstudio.store.account_book import SignedIn
from prstudio.store.post_folder import save_post
from prstudio.ui.accounts.account_desk import Known
from prstudio.ui.editor import OpenPost
from prstudio.ui.notice_card import Offer

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),  # offscreen has no window manager
    pytest.mark.slow,
]
SCREENS = {"100 %": (1366, 768), "150 %": (911, 512)}


@pytest.fixture
def longer(monkeypatch) -> None:
    """The program's sentences, 40 % longer."""
    template = messages.template
    monkeypatch.setattr(messages, "template", lambda key, language: lengthen(template(key, language)))


@pytest.fixture
def begin(qtbot, qapp: QApplication, longer) -> Iterator[Callable[..., WholeWindow]]:
    made: list[WholeWindow] = []

    def make(settings=OFFICE) -> WholeWindow:
        made.append(WholeWindow(qtbot, qapp, settings=settings))
        return made[-1]

    yield make
    for whole in made:
        whole.close()


@pytest.fixture
def opened(begin, sample_post: OpenPost) -> WholeWindow:
    """The window with the sample post open."""
    save_post(sample_post.post, sample_post.folder)
    whole = begin()
    whole.start(sample_post.folder)
    whole.wait(lambda: whole.editor.current is not None)
    whole.settle()
    return whole


def look(whole: WholeWindow) -> str:
    """What is cut off, one line each; "" when nothing is."""
    wrong = []
    for language in Language:
        whole.program.ground.speech.set_language(language)
        for screen, size in SCREENS.items():
            whole.window.resize(*size)
            wrong += [f"{language}, {screen}: {each}" for each in _still_cut_off(whole)]
    return "\n".join(wrong)


def _still_cut_off(whole: WholeWindow) -> list[str]:
    """What is cut off once the layouts have come to rest: a slow computer needs some turns for it."""
    for _turn in range(20):
        whole.settle()
        whole.qtbot.wait(50)
        found = find_cut_off(whole.window)
        if not found:
            break
    return found


def go_posts(_whole: WholeWindow) -> None:
    """The texts are in sight."""


def go_crop(whole: WholeWindow) -> None:
    whole.assembly.workbench.crop(0)


def go_trim(whole: WholeWindow) -> None:
    whole.assembly.workbench.trim(2)


def go_export(whole: WholeWindow) -> None:
    whole.window.menus.actions["export"].trigger()


def go_alt(whole: WholeWindow) -> None:
    whole.assembly.strip.surface.actions_row.alt.click()


def go_targets(whole: WholeWindow) -> None:
    whole.assembly.outcome.pane.tabs.choose.click()


def go_trouble(whole: WholeWindow) -> None:
    whole.assembly._on_library_failed(StoreFault("library_damaged", {"file": "library.sqlite3"}))


def go_settings(whole: WholeWindow) -> None:
    whole.window.menus.actions["show_settings"].trigger()


def go_queue(whole: WholeWindow) -> None:
    part = whole.assembly.deliveries
    part.show()
    part._get_page().show_deliveries(make_all())
    part.line.show_deliveries(make_all())


def go_send(whole: WholeWindow) -> None:
    whole.window.menus.actions["send"].trigger()
    whole.wait(lambda: bool(whole.assembly.deliveries._get_send().cards))


def go_shortcuts(whole: WholeWindow) -> None:
    whole.window.menus.actions["show_shortcuts"].trigger()


def go_about(whole: WholeWindow) -> None:
    whole.window.menus.actions["show_about"].trigger()


def go_accounts(whole: WholeWindow) -> None:
    page = _show_accounts(whole)
    page.list.rows[0].out.click()
    page.show_error(PublishFault("sign_in_late"))


def go_token(whole: WholeWindow) -> None:
    page = _show_accounts(whole)
    page.rows[Platform.FACEBOOK].button.click()
    page.show_checking()
    page.show_error(PublishFault("token_malformed", {"platform": "facebook"}))


def go_browser(whole: WholeWindow) -> None:
    page = _show_accounts(whole)
    page.wait.begin(Platform.X)
    page.show_waiting("https://example.org/", 134)


def go_practice(whole: WholeWindow) -> None:
    page = _show_accounts(whole)
    whole.assembly.accounts.banner.show()
    page.show_practice("http://127.0.0.1:41234", is_own=True, accounts=[make_account()])


def _show_accounts(whole: WholeWindow):
    """With an account for each state."""
    whole.wait(lambda: whole.assembly.accounts is not None)
    part, now = whole.assembly.accounts, datetime.now(UTC)
    part.show()
    page = whole.window.stack.currentWidget()
    whole.wait(lambda: bool(page.rows) and part._jobs.is_idle)
    accounts = (
        SignedIn(make_account(Platform.FACEBOOK), now, now + timedelta(days=3)),
        SignedIn(make_account(Platform.YOUTUBE), now),
        SignedIn(make_account(Platform.X), now, None, True),
    )
    platforms = frozenset({Platform.YOUTUBE, Platform.X})
    page.show_known(Known(accounts, platforms, True, None, platforms, frozenset({Platform.FACEBOOK})), now)
    return page


def go_notices(whole: WholeWindow) -> None:
    telling = whole.program.ground.telling
    offers = (Offer("manners.crash_show", telling.update), Offer("manners.crash_copy", telling.update))
    telling.tell_with("manners.crashed", offers=offers, severity=Severity.WARNING)
    telling.tell("posts.deleted", {"title": "Fair"}, action_key="posts.undo", on_action=telling.update)


@pytest.mark.parametrize(
    "go",
    [
        go_posts,
        go_crop,
        go_trim,
        go_export,
        go_alt,
        go_targets,
        go_trouble,
        go_settings,
        go_queue,
        go_send,
        go_shortcuts,
        go_about,
        go_notices,
        go_accounts,
        go_token,
        go_browser,
        go_practice,
    ],
    ids=lambda go: go.__name__.removeprefix("go_"),
)
def test_nothing_is_cut_off(opened: WholeWindow, go: Callable[[WholeWindow], None]):
    go(opened)
    opened.settle()
    assert not look(opened)


def test_nothing_is_cut_off_at_the_first_start(begin):
    whole = begin(settings=None)
    whole.start()
    assert not look(whole)


def test_nothing_is_cut_off_while_no_post_is_open(begin):
    whole = begin()
    whole.start()
    assert not look(whole)


@pytest.mark.parametrize(
    ("template", "longer"),
    [
        ("Export…", "Export…Exp"),
        ("Save the post", "Save the post Save t"),
        ("{platform} {length:number}/{limit:number}", "{platform} {length:number}/{limit:number}/"),
        ("पोस्ट", "पोस्टपो"),
    ],
)
def test_a_sentence_is_made_longer_by_its_own_words(template: str, longer: str):
    assert lengthen(template) == longer


def test_the_look_finds_what_is_cut_off(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    label, button, good = QLabel("a long sentence " * 3), QPushButton("a long word on a button"), QLabel("short")
    label.setFixedWidth(60)
    button.setFixedWidth(40)
    for widget in (label, button, good):
        column.addWidget(widget)
    outside = QLabel("outside", window)
    outside.move(-20, 0)
    window.show()
    assert [line.split()[0] for line in find_cut_off(window)] == ["QLabel", "QPushButton", "QLabel"]
