"""A delivery desk that sends to a practice server, in the test's own process."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from prstudio.dispatch import Parcel
from prstudio.model.delivery import Account, Delivery, DeliveryState, Order, OrderFile
from prstudio.model.post import Platform
from prstudio.platforms.rules import PlatformRules
from prstudio.platforms.rules_files import load_built_in
from prstudio.practice.server import PracticeServer
from prstudio.publish.line import Line
from prstudio.publish.office import PracticeTokens, find_practice_accounts
from prstudio.ui.deliveries.delivery_desk import DeliveryDesk


def _impatient(rules: PlatformRules) -> PlatformRules:
    """YouTube is looked at a second after the upload, not a quarter of a minute."""
    watch = {**rules.protocol.get("watch", {}), "first_poll_s": 1}
    return replace(rules, protocol={**rules.protocol, "watch": watch})


RULES = {
    Platform.FACEBOOK: load_built_in(Platform.FACEBOOK),
    Platform.YOUTUBE: _impatient(load_built_in(Platform.YOUTUBE)),
    Platform.X: load_built_in(Platform.X),
}


class DeskRun:
    """Make it, use it, `close` it; it remembers every state that was shown."""

    def __init__(self, qtbot, server: PracticeServer, folder: Path, *, desk: DeliveryDesk | None = None) -> None:
        self.qtbot, self.server, self.folder = qtbot, server, folder
        self.accounts = {one.platform: one for one in find_practice_accounts(server.base_url, RULES).values()}
        self.desk = desk or DeliveryDesk()
        self.states: list[DeliveryState] = []
        self.passed: list[tuple[str, int, float | None]] = []
        self.desk.changed.connect(self._on_changed)
        self.desk.sending.connect(self._on_sending)

    def _on_changed(self, deliveries: tuple[Delivery, ...]) -> None:
        self.states += [delivery.state for delivery in deliveries[:1]]

    def _on_sending(self, id_: str, sent_bytes: int, speed: float | None) -> None:
        self.passed.append((id_, sent_bytes, speed))

    def line(self) -> Line:
        accounts = {account.id: account for account in self.accounts.values()}
        return Line(RULES, accounts, PracticeTokens(), self.server.base_url)

    def open(self) -> None:
        with self.qtbot.waitSignal(self.desk.line_changed, timeout=20_000):
            self.desk.use_line(self.line)

    def text_parcel(self, post_id: str = "post-1", *, text: str = "नेत्र जांच शिविर, झज्जर") -> Parcel:
        """A post of words alone, for X."""
        account: Account = self.accounts[Platform.X]
        return Parcel(Order(post_id, account, "text", texts={"post": text}, thread=(text,)), {})

    def clip_parcel(self, size_bytes: int, post_id: str = "post-1") -> Parcel:
        """Something like a clip, for YouTube."""
        path = self.folder / f"{post_id}.mp4"
        path.write_bytes(b"\0\0\0\x18ftypmp42" + random.Random(1).randbytes(size_bytes - 12))
        file = OrderFile("video.mp4", "video", "video/mp4", size_bytes, "", duration_s=3.0)
        texts = {"title": "नेत्र जांच शिविर", "description": "झज्जर"}
        order = Order(post_id, self.accounts[Platform.YOUTUBE], "video", texts=texts, files=(file,))
        return Parcel(order, {"video.mp4": path})

    def limit(self, *, kbps: int | None) -> None:
        """Let uploads take so much of the line."""
        if self.desk.settings.max_kbps != kbps:
            with self.qtbot.waitSignal(self.desk.settings_changed):
                self.desk.change_settings(lambda settings: replace(settings, max_kbps=kbps))

    def add(self, *parcels: Parcel) -> list[Delivery]:
        with self.qtbot.waitSignal(self.desk.added, timeout=20_000) as told:
            job = self.desk.add(parcels)
            job.start()
        return list(told.args[0].deliveries)

    def get(self, id_: str) -> Delivery:
        return next(delivery for delivery in self.desk.deliveries if delivery.id == id_)

    def wait(self, is_so: Callable[[], bool], timeout_s: float = 30) -> None:
        self.qtbot.waitUntil(is_so, timeout=round(timeout_s * 1000))

    def wait_state(self, id_: str, state: DeliveryState) -> Delivery:
        self.wait(lambda: any(one.id == id_ and one.state is state for one in self.desk.deliveries))
        return self.get(id_)

    def wait_leaving(self, id_: str) -> None:
        """Until bytes leave that are not the last ones: only those can be stopped."""
        self.wait(lambda: any(told == id_ for told, *_ in self.passed))
        self.wait_state(id_, DeliveryState.UPLOADING)

    def close(self) -> None:
        self.desk.shutdown()
        self.desk.deleteLater()
