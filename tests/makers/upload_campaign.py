"""Uploads to all platforms by the real program in processes that are killed, over a line that is cut, and their count.

The practice server lives in the process of the test; `prstudio queue run` in children that get SIGKILL at random
moments. In the end the server's own records say what arrived, how often, and how many bytes were sent for it.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from makers import clips, pictures

from prstudio.messages import Language
from prstudio.model.delivery import Account, Delivery, DeliveryState, Order, OrderFile
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook
from prstudio.practice.server import PracticeServer
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machines import make_machine
from prstudio.publish.office import find_practice_accounts
from prstudio.publish.settling import settle
from prstudio.store.deliveries import Deliveries

CLIP_BYTES = 3_000_000
UPLOADS = ("/upload/*", "/v26.0/*/videos", "/video-upload/*", "/2/media/upload/*/append")
SRT = "1\n00:00:00,000 --> 00:00:01,000\nनमस्ते\n"
S = DeliveryState


def trouble(*, cut_share: float, lost_share: float) -> list[dict[str, object]]:
    """Cuts of what is uploaded, lost answers of everything, and errors that come after the work was done."""
    cuts = [
        {"trouble": "cut_request", "path": path, "count": None, "share": cut_share, "to_bytes": CLIP_BYTES}
        for path in UPLOADS
    ]
    lost = {"trouble": "lost_answer", "count": None, "share": lost_share}
    errors = {"trouble": "server_error", "count": None, "share": lost_share, "committed": True}
    return [*cuts, {**lost, "method": "POST"}, {**lost, "method": "PUT"}, {**errors, "method": "POST"}]


@dataclass
class Tally:
    """What the table shows."""

    kills: int = 0
    cuts: int = 0
    lost_answers: int = 0
    deliveries: int = 0
    asked: int = 0
    file_bytes: int = 0
    sent_bytes: int = 0
    again_bytes: int = 0
    posts: int = 0
    problems: list[str] = field(default_factory=list)

    def rows(self) -> list[tuple[str, str]]:
        """For printing."""
        return [
            ("kill -9", f"{self.kills}"),
            ("requests cut", f"{self.cuts}"),
            ("answers lost", f"{self.lost_answers}"),
            ("deliveries", f"{self.deliveries}"),
            ("posts on the platforms", f"{self.posts}"),
            ("settled by the officer", f"{self.asked}"),
            ("bytes of files", f"{self.file_bytes:,}"),
            ("bytes sent for them", f"{self.sent_bytes:,}"),
            ("of these a second time", f"{self.again_bytes:,}"),
            ("problems", "; ".join(self.problems) or "none"),
        ]


class Campaign:
    """One office with one queue."""

    def __init__(self, folder: Path, server: PracticeServer, *, seed: int) -> None:
        self._folder = folder
        self._server = server
        self._lots = random.Random(seed)
        self._home = folder / "home"
        self._rules = load_rulebook().rules
        self._accounts = {
            account.platform: account for account in find_practice_accounts(server.base_url, self._rules).values()
        }
        self._deliveries = Deliveries(self._home / "deliveries" / "practice")
        self._originals: dict[str, Order] = {}
        self.tally = Tally()

    def close(self) -> None:
        """Let go of the queue."""
        self._deliveries.close()

    def queue(self, rounds: int) -> None:
        """Queue one post of every kind for every platform, so many times, each with content of its own."""
        for number in range(rounds):
            for order, sources in self._orders(number):
                rules = self._rules[order.platform]
                endpoints = make_endpoints(rules, practice=self._server.base_url)
                machine = make_machine(order.platform, order.kind, rules, endpoints)
                made = self._deliveries.add(order, sources, machine.begin)
                self._originals[made.id] = made.order
        self.tally.deliveries = len(self._originals)
        self.tally.file_bytes = sum(order.total_bytes for order in self._originals.values())

    def run_and_kill(self, kills: int) -> None:
        """Start the program, kill it at a moment drawn by lot, look at what it left; so often, or until all is out."""
        for _ in range(kills):
            if self._is_done():
                return
            process = self._start()
            time.sleep(self._lots.uniform(0.7, 2.4))
            process.send_signal(signal.SIGKILL)
            process.wait(10)
            self.tally.kills += 1
            self._look_at_the_queue()

    def finish(self, *, within_s: float) -> None:
        """Let the program run undisturbed, with the officer's word where it asks, until all is out."""
        ends_at = time.monotonic() + within_s
        while not self._is_done() and time.monotonic() < ends_at:
            process = self._start()
            while process.poll() is None and time.monotonic() < ends_at and not self._is_done():
                self._answer_questions()
                time.sleep(0.2)
            process.kill()
            process.wait(10)
        self._judge()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "prstudio", "queue", "run", "--practice", self._server.base_url]
        return subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PRSTUDIO_HOME": str(self._home)},
        )

    def _is_done(self) -> bool:
        return all(delivery.state is S.PUBLISHED for delivery in self._deliveries.list_all())

    def _answer_questions(self) -> None:
        """The officer looks at the account, and tells what is there."""
        for delivery in self._deliveries.list_living():
            if delivery.candidates is not None:
                url = next((post["url"] for post in self._server.posts() if _is_of(post, delivery)), None)
                settle(self._deliveries, delivery.id, url=url, practice=self._server.base_url)
                self.tally.asked += 1

    def _look_at_the_queue(self) -> None:
        """What was left is a state in which the program can go on, and says nothing that isn't so."""
        posts = self._server.posts()
        for delivery in self._deliveries.list_all():
            out = [post for post in posts if _is_of(post, delivery) and post["state"] != "unpublished"]
            if delivery.state in (S.FAILED, S.PAUSED, S.CANCELLED):
                self.tally.problems.append(f"{delivery.order.post_id} is {delivery.state}: {delivery.trouble}")
            if delivery.state is S.PUBLISHED and not out:
                self.tally.problems.append(f"{delivery.order.post_id} is called published and isn't there")
            if out and not (delivery.may_be_public or delivery.journal.in_flight or delivery.state is S.PUBLISHED):
                self.tally.problems.append(f"{delivery.order.post_id} is out and could be cancelled")

    def _judge(self) -> None:
        tally, posts = self.tally, self._server.posts()
        log = self._server.log()
        tally.cuts = sum(entry["outcome"] == "cut" for entry in log)
        tally.lost_answers = sum(entry["outcome"] == "lost" for entry in log)
        tally.sent_bytes = sum(entry["request_bytes"] for entry in log if entry["request_bytes"] > 10_000)
        tally.posts = len(posts)
        for delivery in self._deliveries.list_all():
            tally.problems += self._problems_of(delivery, posts)
        largest = max((entry["request_bytes"] for entry in log), default=0)
        tally.again_bytes = max(0, tally.sent_bytes - tally.file_bytes)
        events = tally.cuts + tally.lost_answers + tally.kills
        if tally.again_bytes > events * largest:
            tally.problems.append(f"{tally.again_bytes} bytes were sent again after {events} cuts of {largest} at most")

    def _problems_of(self, delivery: Delivery, posts: Sequence[dict]) -> list[str]:
        name = delivery.order.post_id
        if delivery.state is not S.PUBLISHED:
            return [f"{name} is still {delivery.state}: {delivery.trouble}"]
        found = [post for post in posts if _is_of(post, delivery)]
        wanted = len(delivery.order.thread) or 1
        problems = [] if len(found) == wanted else [f"{name}: {len(found)} posts instead of {wanted}"]
        arrived = Counter(media["sha256"] for post in found for media in post["files"])
        sent = Counter(file.sha256 for file in self._originals[delivery.id].files)
        if arrived != sent:
            problems.append(f"{name}: files arrived {sorted(arrived.values())}, wanted {sorted(sent.values())}")
        return problems

    def _orders(self, number: int) -> list[tuple[Order, dict[str, Path]]]:
        facebook, youtube, x = (self._accounts[p] for p in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X))
        return [
            self._order(number, youtube, "video", ("video", "thumbnail", "subtitles")),
            self._order(number, facebook, "video", ("video",)),
            self._order(number, facebook, "reel", ("video",)),
            self._order(number, facebook, "photos", ("picture", "picture")),
            self._order(number, x, "video", ("video",)),
            self._order(number, x, "thread", ("picture", "picture")),
            self._order(number, x, "text", ()),
        ]

    def _order(self, number: int, account: Account, kind: str, roles: tuple[str, ...]) -> tuple[Order, dict[str, Path]]:
        name = f"{account.platform}-{kind}-{number}"
        folder = self._folder / "sources" / name
        folder.mkdir(parents=True)
        files, sources = [], {}
        for place, role in enumerate(roles, start=1):
            file = _make_file(folder, role, place, seed=name)
            files.append(file)
            sources[file.name] = folder / file.name
        text = f"नेत्र शिविर {name}"
        fields = {Platform.FACEBOOK: "message", Platform.YOUTUBE: "title", Platform.X: "post"}
        texts = {fields[account.platform]: text}
        if account.platform is Platform.YOUTUBE:
            texts["description"] = f"विवरण {name}"
        thread = (text, f"दूसरा भाग {name}") if kind == "thread" else (text,) if account.platform is Platform.X else ()
        return Order(name, account, kind, texts=texts, thread=thread, files=tuple(files)), sources


def _make_file(folder: Path, role: str, place: int, *, seed: str) -> OrderFile:
    """A real file of that role whose bytes no other one has."""
    noise = hashlib.sha256(f"{seed}/{place}".encode()).digest()
    if role == "subtitles":
        path = folder / "subtitles.hi.srt"
        path.write_text(SRT.replace("नमस्ते", f"नमस्ते {seed}"), encoding="utf-8")
        return OrderFile(path.name, role, "application/x-subrip", 0, "", language=Language.HI)
    if role == "video":
        path = folder / "video.mp4"
        clips.ffmpeg(*clips.picture("64x114", "25", 3.2), "-pix_fmt", "yuv420p", path)
        padding = noise * ((CLIP_BYTES - path.stat().st_size) // len(noise))
        with path.open("ab") as writer:  # a box that players skip
            writer.write((len(padding) + 8).to_bytes(4, "big") + b"free" + padding)
        return OrderFile(path.name, role, "video/mp4", 0, "", duration_s=3.2)
    path = folder / f"{role}-{place}.jpg"
    pictures.photo((640, 360), seed=int.from_bytes(noise[:4], "big")).save(path, quality=95)
    return OrderFile(path.name, role, "image/jpeg", 0, "", alt="शिविर में लोग" if role == "picture" else "")


def _is_of(post: dict, delivery: Delivery) -> bool:
    """Whether the post of the server says what the delivery says."""
    name = delivery.order.post_id
    return post["platform"] == str(delivery.order.platform) and name in f"{post['title']} {post['text']}".split()
