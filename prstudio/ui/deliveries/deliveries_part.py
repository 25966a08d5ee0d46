"""Joins the deliveries to the window: the page, the line that is always in sight, and the news."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from prstudio.errors import StudioError
from prstudio.model.delivery import Delivery, DeliveryState
from prstudio.model.finding import Severity
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.commands import get_command
from prstudio.ui.deliveries.delivery_desk import DeliveryDesk
from prstudio.ui.deliveries.delivery_details import make_details
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.deliveries.preparing import SendOrder
from prstudio.ui.deliveries.queue_line import QueueLine
from prstudio.ui.deliveries.send_desk import SendDesk
from prstudio.ui.ground import Ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation
from prstudio.ui.pages import QUEUE

if TYPE_CHECKING:
    from prstudio.publish.line import Line
    from prstudio.ui.deliveries.post_room import Added
    from prstudio.ui.deliveries.queue_page import QueuePage
    from prstudio.ui.deliveries.send_page import SendPage

_SEND: Final = "send"
BEGIN_MS: Final = 1_500
"""The window is used first; then what was on its way goes on."""


class DeliveriesPart(QObject):
    """Makes the page when it is first asked for."""

    def __init__(self, window: MainWindow, *, navigation: Navigation, ground: Ground) -> None:
        super().__init__(window)
        self._window, self._navigation, self._ground = window, navigation, ground
        self._page: QueuePage | None = None
        self._send: SendPage | None = None
        self._trouble: StudioError | None = None
        self._has_line = False
        self.words = DeliveryWords(ground.speech)
        self.desk = DeliveryDesk(parent=self)
        self.sending = SendDesk(desk=self.desk, plan=ground.planning, parent=self)
        key = get_command("show_queue").shown_key
        self.line = QueueLine(speech=ground.speech, look=ground.look, words=self.words, key=key)
        window.place_below(self.line)
        window.rail.show_page_exists(QUEUE)
        window.menus.offer("show_queue", self.show)
        window.menus.offer("send", self.send)
        window.view_changed.connect(self._on_view_changed)
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.setInterval(BEGIN_MS)
        self._begin.timeout.connect(self._open_own_line)
        self._connect()

    def begin(self) -> None:
        """In a moment, unless a line was chosen by then: send what was on its way."""
        self._begin.start()

    def use_line(self, line: Line) -> None:
        """Send over that line from now on: practice has begun or ended, or somebody has signed in or out."""
        self._has_line = True
        self._begin.stop()
        self.desk.take_line(line)

    def is_busy(self) -> bool:
        """Whether something is on its way now."""
        return self.desk.is_sending

    def show(self) -> None:
        """Bring the page into sight."""
        if not self._has_line:
            self._open_own_line()
        page = self._get_page()
        self._navigation.show_page(QUEUE, page=QUEUE)
        page.focus_first()
        self.desk.look()

    def send(self) -> None:
        """Show the open post as it would leave; it is sent when the officer says so there."""
        opened = self._ground.editor.current
        if opened is None:
            return
        if not self._has_line:
            self._open_own_line()
        page = self._get_send()
        page.show_preparing()
        self._navigation.show_page(_SEND, page=None)
        page.focus_first()
        self.sending.prepare(SendOrder(opened.id, opened.post, opened.folder, opened.media))

    def shutdown(self) -> None:
        """Stop sending and wait for it: once, before the event loop ends."""
        self._begin.stop()
        self.sending.shutdown()
        self.desk.shutdown()

    def _connect(self) -> None:
        desk, line = self.desk, self.line
        desk.changed.connect(line.show_deliveries)
        desk.settings_changed.connect(line.show_settings)
        desk.sending.connect(line.show_sending)
        desk.elsewhere_changed.connect(line.show_elsewhere)
        desk.news.connect(self._on_news)
        desk.failed.connect(self._on_failed)
        desk.open_failed.connect(self._on_open_failed)
        desk.line_changed.connect(self._on_opened)
        line.opened.connect(self.show)

    def _get_page(self) -> QueuePage:
        from prstudio.ui.deliveries.queue_page import QueuePage  # noqa: PLC0415 -- not before it is asked for

        if self._page is None:
            ground, desk = self._ground, self.desk
            self._page = page = QueuePage(
                speech=ground.speech, look=ground.look, words=self.words, send_key=get_command("send").shown_key
            )
            wishes = {
                page.pause_requested: desk.pause,
                page.resume_requested: desk.resume,
                page.retry_requested: desk.retry,
                page.cancel_requested: desk.cancel,
                page.up_requested: desk.move_up,
                page.down_requested: desk.move_down,
                page.settle_requested: desk.settle,
                page.settings_requested: self._on_settings_requested,
                page.open_requested: self._on_open_requested,
                page.copy_requested: self._on_copy_requested,
                page.again_requested: desk.open_again,
                page.posts_requested: self._navigation.show_work,
            }
            for wish, do in wishes.items():
                wish.connect(do)
            desk.changed.connect(page.show_deliveries)
            desk.settings_changed.connect(page.show_settings)
            desk.sending.connect(page.show_sending)
            desk.elsewhere_changed.connect(page.show_elsewhere)
            page.show_settings(desk.settings)
            page.show_deliveries(desk.deliveries)
            page.show_elsewhere(desk.loop.is_elsewhere)
            page.show_trouble(self._trouble)
            self._window.place_view(QUEUE, page)
        return self._page

    def _get_send(self) -> SendPage:
        from prstudio.ui.deliveries.send_page import SendPage  # noqa: PLC0415 -- not before it is asked for

        if self._send is None:
            ground, sending = self._ground, self.sending
            self._send = page = SendPage(speech=ground.speech, look=ground.look, words=self.words)
            page.send_requested.connect(sending.send)
            page.done.connect(self._navigation.show_work)
            sending.progressed.connect(page.show_progress)
            sending.ready.connect(page.show_ready)
            sending.failed.connect(page.show_error)
            sending.queued.connect(self._on_queued)
            self._window.place_view(_SEND, page)
        return self._send

    def _on_view_changed(self, view: str) -> None:
        """Whoever leaves the page has not sent; what is being copied into the queue goes on."""
        if self._send is not None and view != _SEND and not self._send.is_copying:
            self.sending.let_go()

    def _on_queued(self, added: Added) -> None:
        telling = self._ground.telling
        if added.deliveries:
            telling.tell("deliveries.send_queued", {"count": len(added.deliveries)})
        for error in added.refused:
            self._on_failed(error)
        self._get_send().show_preparing()
        if self._window.view == _SEND:
            self.show()

    def _open_own_line(self) -> None:
        self._has_line = True
        self._begin.stop()
        self.desk.use_line(partial(_open_line, self._ground))

    def _on_opened(self, _practice: object) -> None:
        self._trouble = None
        if self._page is not None:
            self._page.show_trouble(None)

    def _on_open_failed(self, error: StudioError) -> None:
        self._trouble = error
        if self._page is not None:
            self._page.show_trouble(error)
        self._on_failed(error)

    def _on_failed(self, error: StudioError) -> None:
        reason = {"code": error.code, "params": error.params}
        self._ground.telling.tell("deliveries.failed", {"reason": reason}, severity=Severity.WARNING)

    def _on_news(self, delivery: Delivery) -> None:
        """What happened while the officer looks at something else."""
        if self._window.view == QUEUE:
            return
        params = {"account": self.words.account(delivery), "why": self.words.why(delivery)}
        key, severity = _news(delivery)
        show, telling = self.show, self._ground.telling
        telling.tell(key, params, action_key="deliveries.news_show", on_action=show, severity=severity)

    def _on_settings_requested(self, settings: QueueSettings) -> None:
        self.desk.change_settings(lambda _former: settings)

    def _on_open_requested(self, url: str) -> None:
        if not url.startswith(("https://", "http://")) or not QDesktopServices.openUrl(QUrl(url)):
            self._ground.telling.tell("deliveries.not_opened", {"url": url}, severity=Severity.WARNING)

    def _on_copy_requested(self, id_: str, what: str) -> None:
        delivery = next((one for one in self.desk.deliveries if one.id == id_), None)
        if delivery is None:
            return
        is_link = what == "link" and delivery.receipt is not None
        text = delivery.receipt.url if is_link and delivery.receipt is not None else make_details(delivery)
        QGuiApplication.clipboard().setText(text)
        self._get_page().show_copied(id_, what)


def _open_line(ground: Ground) -> Line:
    from prstudio.publish.line import open_line  # noqa: PLC0415 -- requests, in a worker thread

    return open_line(None, rules=ground.planning.get_rulebook().rules)


def _news(delivery: Delivery) -> tuple[str, Severity | None]:
    if delivery.candidates is not None:
        return "deliveries.news_asked", Severity.WARNING
    if delivery.state is DeliveryState.PUBLISHED:
        return "deliveries.news_published", None
    if delivery.state is DeliveryState.FAILED:
        return "deliveries.news_failed", Severity.ERROR
    return "deliveries.news_stopped", Severity.WARNING
