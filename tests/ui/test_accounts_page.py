"""The page of accounts, with real keys and mouse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from makers.orders import make_account
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from prstudio.errors import KeyringTrouble, PublishFault, UsageFault
from prstudio.messages import Language
from prstudio.model.delivery import Account
from prstudio.model.post import Platform
from prstudio.store.account_book import SignedIn
from prstudio.ui.accounts.account_desk import Known
from prstudio.ui.accounts.accounts_page import AccountsPage
from prstudio.ui.accounts.practice_troubles import Trouble

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BY_BROWSER, BY_TOKEN = frozenset({Platform.YOUTUBE, Platform.X}), frozenset({Platform.FACEBOOK})
CANARY = "practice-canary-3d9b"
FACEBOOK = SignedIn(make_account(Platform.FACEBOOK), NOW, NOW + timedelta(days=5))
YOUTUBE = SignedIn(make_account(Platform.YOUTUBE), NOW)
LOST_X = SignedIn(make_account(Platform.X), NOW, None, True)


def known(*accounts, apps=BY_BROWSER, keyring_fault=None):
    return Known(accounts, apps, keyring_fault is None, keyring_fault, BY_BROWSER, BY_TOKEN)


@pytest.fixture
def page(qtbot, speech, look, dressed):
    made = AccountsPage(speech=speech, look=look)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    made.heard = []
    made.browser_requested.connect(lambda *wish: made.heard.append(("browser", *wish)))
    made.token_given.connect(lambda *wish: made.heard.append(("token", *wish)))
    made.token_file_requested.connect(lambda *wish: made.heard.append(("file", *wish)))
    made.cancel_requested.connect(lambda: made.heard.append(("cancel",)))
    made.list.sign_out_requested.connect(lambda id_: made.heard.append(("out", id_)))
    made.practice.begin_at_requested.connect(lambda address: made.heard.append(("at", address)))
    made.practice.trouble_chosen.connect(lambda trouble: made.heard.append(("trouble", trouble)))
    return made


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_without_accounts_the_next_step_is_said(page):
    page.show_known(known(), NOW)
    assert not page.list.empty.isHidden()
    assert page.list.rows == []
    assert all(row.button.text() == "Sign in" for row in page.rows.values())


def test_health_is_told_in_words_and_colour_in_both_languages(page, speech):
    page.show_known(known(FACEBOOK, YOUTUBE, LOST_X), NOW)
    assert page.list.empty.isHidden()
    shown = [(row.pill.text(), row.pill.property("state")) for row in page.list.rows]
    assert shown == [("Ends on 29 November 2026", "warning"), ("Signed in", "good"), ("Sign in again", "error")]
    speech.set_language(Language.HI)
    assert [row.pill.text() for row in page.list.rows] == [
        "29 नवंबर 2026 को समाप्त", "साइन-इन है", "फिर से साइन-इन करें",
    ]  # fmt: skip
    assert page.rows[Platform.X].button.text() == "एक और खाता"


def test_the_browser_is_asked_for_a_new_account_and_for_one_again(qtbot, page):
    page.show_known(known(LOST_X), NOW)
    click(qtbot, page.rows[Platform.YOUTUBE].button)
    assert page.wait.isVisible()
    assert QApplication.focusWidget() is page.wait.cancel
    assert not page.rows[Platform.X].button.isEnabled()
    assert not page.list.rows[0].again.isEnabled()
    page.show_sign_in_ended()
    click(qtbot, page.list.rows[0].again)
    assert page.heard == [("browser", Platform.YOUTUBE, ""), ("browser", Platform.X, LOST_X.account.id)]


def test_waiting_shows_the_time_left_lets_copy_the_address_and_ends_by_escape(qtbot, page):
    page.show_known(known(), NOW)
    click(qtbot, page.rows[Platform.X].button)
    assert not page.wait.copy.isEnabled()
    page.show_waiting("https://example.org/authorize?state=1", 134)
    assert "2:14" in page.wait.left.text()
    click(qtbot, page.wait.copy)
    assert QGuiApplication.clipboard().text() == "https://example.org/authorize?state=1"
    page.show_waiting("https://example.org/authorize?state=1", 12)
    assert page.wait.bar.property("state") == "warning"
    qtbot.keyClick(page.wait.cancel, Qt.Key.Key_Escape)
    assert page.heard[-1] == ("cancel",)
    page.show_sign_in_ended()
    assert not page.wait.isVisible()
    assert page.rows[Platform.X].button.isEnabled()


def test_a_token_is_hidden_given_once_and_gone_from_field_history_and_clipboard(qtbot, page):
    page.show_known(known(), NOW)
    click(qtbot, page.rows[Platform.FACEBOOK].button)
    field = page.form.token
    assert QApplication.focusWidget() is field
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QGuiApplication.clipboard().setText(CANARY)
    field.paste()
    assert CANARY not in field.displayText()
    click(qtbot, page.form.take)
    assert page.heard == [("token", Platform.FACEBOOK, "", CANARY, None)]
    assert field.text() == ""
    field.undo()
    assert field.text() == ""
    assert QGuiApplication.clipboard().text() == ""
    assert not page.form.take.isEnabled()


def test_other_things_on_the_clipboard_stay(qtbot, page):
    page.show_known(known(), NOW)
    click(qtbot, page.rows[Platform.FACEBOOK].button)
    QGuiApplication.clipboard().setText("a headline")
    qtbot.keyClicks(page.form.token, CANARY)
    qtbot.keyClick(page.form.token, Qt.Key.Key_Return)
    assert page.heard == [("token", Platform.FACEBOOK, "", CANARY, None)]
    assert QGuiApplication.clipboard().text() == "a headline"


def test_an_end_that_headquarters_told_goes_with_the_token_or_its_file(qtbot, page):
    page.show_known(known(), NOW)
    click(qtbot, page.rows[Platform.FACEBOOK].button)
    page.form.ends.setDate(QDate(2027, 1, 20))
    click(qtbot, page.form.choose)
    (kind, platform, id_, ends_at) = page.heard[0]
    assert (kind, platform, id_) == ("file", Platform.FACEBOOK, "")
    assert ends_at.astimezone().strftime("%Y-%m-%d") == "2027-01-20"


def test_the_date_changes_by_the_keyboard_and_scrolling_past_changes_nothing(qtbot, page):
    page.show_known(known(), NOW)
    click(qtbot, page.rows[Platform.FACEBOOK].button)
    ends = page.form.ends
    assert ends.text() == "no date was told"
    before = ends.grab().toImage()
    middle = QPointF(ends.rect().center())
    wheel = QWheelEvent(
        middle, ends.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(ends, wheel)
    assert ends.date() == ends.minimumDate()
    corner = before.copy(before.width() - 30, 4, 26, before.height() - 8)
    assert len({corner.pixel(x, y) for x in range(corner.width()) for y in range(corner.height())}) > 1  # the arrow
    ends.setFocus()
    qtbot.keyClick(ends, Qt.Key.Key_Up)
    assert ends.date() > ends.minimumDate()


def test_a_refusal_stands_beside_the_token_and_leaving_clears_all(qtbot, page, speech):
    page.show_known(known(FACEBOOK), NOW)
    click(qtbot, page.list.rows[0].again)
    qtbot.keyClicks(page.form.token, CANARY)
    click(qtbot, page.form.take)
    page.show_checking()
    assert not page.form.token.isEnabled()
    page.show_error(PublishFault("token_not_of_account", {"platform": "facebook"}))
    page.show_sign_in_ended()
    assert "not of a page" in page.form.fields["token"].fault
    speech.set_language(Language.HI)
    assert "पेज या चैनल का नहीं" in page.form.fields["token"].fault
    assert page.fault.text() == ""
    qtbot.keyClicks(page.form.token, "half a token")
    qtbot.keyClick(page.form.token, Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    assert page.form.token.text() == ""


def test_an_error_of_the_browser_stands_on_top_in_the_language_of_the_window(page, speech):
    page.show_known(known(), NOW)
    page.show_error(PublishFault("sign_in_late"))
    assert "three minutes" in page.fault.text()
    speech.set_language(Language.HI)
    assert "तीन मिनट" in page.fault.text()
    page.show_error(None)
    assert not page.fault.isVisible()


def test_until_the_keyring_is_known_nothing_is_offered_and_nothing_is_wrong(page):
    page.focus_first()
    page.show_known(Known((YOUTUBE,), BY_BROWSER, None, None, BY_BROWSER, BY_TOKEN), NOW)
    assert not page.keyring.isVisible()
    assert not page.rows[Platform.X].button.isEnabled()
    page.show_known(known(YOUTUBE), NOW)
    assert QApplication.focusWidget() is page.rows[Platform.FACEBOOK].button


def test_a_question_stays_while_the_list_is_read_anew_and_the_keyboard_is_never_lost(qtbot, page):
    page.show_known(known(YOUTUBE, LOST_X), NOW)
    click(qtbot, page.list.rows[0].out)
    page.show_known(known(YOUTUBE, LOST_X), NOW + timedelta(minutes=1))
    assert page.list.rows[0].question.isVisible()
    page.show_known(known(LOST_X), NOW)
    assert QApplication.focusWidget() is page.rows[Platform.FACEBOOK].button


def test_a_wrong_address_is_told_beside_it(page, speech):
    page.show_known(known(), NOW)
    page.show_practice_error(UsageFault("practice_address", {"url": "x"}))
    assert "not the address" in page.practice.address_field.fault
    speech.set_language(Language.HI)
    assert "पता नहीं है" in page.practice.address_field.fault
    page.show_practice(None, is_own=False)  # nothing has changed: what is told stays
    assert page.practice.address_field.fault
    page.show_practice("http://127.0.0.1:1234", is_own=True)
    assert page.practice.address_field.fault == ""


def test_signing_out_says_what_it_means_and_asks(qtbot, page):
    page.show_known(known(YOUTUBE), NOW)
    row = page.list.rows[0]
    click(qtbot, row.out)
    assert "permission at YouTube ends" in row.question.words.text()
    assert QApplication.focusWidget() is row.question.stay
    qtbot.keyClick(row.question.stay, Qt.Key.Key_Escape)
    assert not row.question.isVisible()
    assert page.heard == []
    click(qtbot, row.out)
    click(qtbot, row.question.go)
    assert page.heard == [("out", YOUTUBE.account.id)]


def test_without_a_keyring_publishing_is_off_and_nobody_can_sign_in(page):
    page.show_known(known(YOUTUBE, keyring_fault=KeyringTrouble("keyring_missing")), NOW)
    assert page.keyring.isVisible()
    assert "Publishing from this computer is off" in page.keyring.text()
    assert not any(row.button.isEnabled() for row in page.rows.values())
    assert not page.list.rows[0].again.isEnabled()
    assert not page.apps.take.isEnabled()
    page.show_known(known(YOUTUBE), NOW)
    assert not page.keyring.isVisible()
    assert page.rows[Platform.X].button.isEnabled()


def test_without_its_app_id_a_platform_waits_for_headquarters_file(page):
    page.show_known(known(apps=frozenset({Platform.X})), NOW)
    assert not page.rows[Platform.YOUTUBE].button.isEnabled()
    assert page.rows[Platform.X].button.isEnabled()
    assert page.rows[Platform.FACEBOOK].button.isEnabled()
    assert "YouTube" in page.apps.state.text()


def test_practice_hides_the_real_accounts_and_offers_trouble(qtbot, page):
    page.show_known(known(YOUTUBE), NOW)
    account = Account("practice-x", Platform.X, "practice_office", "1")
    page.show_practice("http://127.0.0.1:1234", is_own=True, accounts=[account])
    assert "practice_office" in page.list.practice.text()
    assert not page.rows[Platform.X].isVisible()
    assert not page.list.rows[0].isVisible()
    click(qtbot, page.practice.troubles.buttons["slow_line"])
    assert page.heard == [("trouble", Trouble.SLOW_LINE)]
    assert "32 kB" in page.practice.trouble_words.text()
    page.show_practice("http://127.0.0.1:1235", is_own=False, accounts=[account])
    assert not page.practice.troubles.isVisible()
    page.show_practice(None, is_own=False)
    assert page.rows[Platform.X].isVisible()
    assert page.list.rows[0].isVisible()


def test_practice_begins_at_an_address(qtbot, page):
    page.show_known(known(), NOW)
    assert not page.practice.begin_at.isEnabled()
    qtbot.keyClicks(page.practice.address, " http://127.0.0.1:8765 ")
    qtbot.keyClick(page.practice.address, Qt.Key.Key_Return)
    assert page.heard == [("at", "http://127.0.0.1:8765")]


def test_everything_has_a_name_and_a_tip(page):
    page.show_known(known(FACEBOOK, YOUTUBE, LOST_X), NOW)
    for button in page.findChildren(QPushButton):
        assert button.accessibleName(), button.text()
        assert button.toolTip(), button.text()
