"""Publishing from the command line to a practice server: real processes, real files, real HTTP."""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from prstudio import dispatch
from prstudio.platforms.catalog import load_rulebook
from prstudio.practice.server import PracticeServer
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machines import make_machine
from prstudio.publish.office import find_practice_accounts, open_sender
from prstudio.store.deliveries import Deliveries

pytestmark = pytest.mark.slow
CANARY = "practice-canary-7c1d9e"


@pytest.fixture
def server():
    with PracticeServer(port=0, processing_s=0.3) as running:
        yield running


@pytest.fixture(scope="module")
def bundle(sample, tmp_path_factory) -> Path:
    """The sample as a bundle folder."""
    out = tmp_path_factory.mktemp("bundle") / "bundle"
    subprocess.run([sys.executable, "-m", "prstudio", "export", sample, "--out", out, "--unsigned"], check=True)
    return out


def sha256_of(folder: Path, pattern: str) -> list[str]:
    return sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob(pattern))


def test_what_headquarters_approves_is_what_readers_see_byte_for_byte(bundle, server, as_json):
    code, document = as_json("publish", bundle, "--practice", server.base_url)
    assert code == 0
    states = {item["platform"]: item["state"] for item in document["deliveries"]}
    assert states == {"facebook": "published", "youtube": "published", "x": "published"}
    for item in document["deliveries"]:
        assert item["sent_bytes"] == item["total_bytes"]
        assert item["url"].startswith("http")
        assert item["error"] is None
    posts = {post["platform"]: post for post in server.posts()}
    facebook, youtube, x = (posts[name] for name in ("facebook", "youtube", "x"))
    photos = sorted(file["sha256"] for file in facebook["files"])
    assert photos == sha256_of(bundle / "data" / "facebook", "photo-*.jpg")
    assert facebook["text"] == (bundle / "data" / "facebook" / "caption.txt").read_text(encoding="utf-8")
    videos = [file["sha256"] for file in youtube["files"] if file["role"] == "video"]
    assert videos == sha256_of(bundle / "data" / "youtube", "video.mp4")
    assert youtube["title"] == (bundle / "data" / "youtube" / "title.txt").read_text(encoding="utf-8")
    assert youtube["localizations"].keys() == {"hi", "en"}
    assert [file["sha256"] for file in x["files"] if file["role"] == "video"] == sha256_of(
        bundle / "data" / "x", "video.mp4"
    )


def test_a_second_wish_for_the_same_post_is_refused_with_its_address(bundle, server, as_json, prstudio):
    as_json("publish", bundle, "--practice", server.base_url, "--platform", "x")
    again = prstudio("--lang", "en", "publish", bundle, "--practice", server.base_url, "--platform", "x")
    assert again.returncode == 1
    assert "published" in again.stderr
    assert server.base_url in again.stderr
    assert len(server.posts()) == 1


def test_a_post_is_queued_paused_moved_resumed_and_sent_later(bundle, server, as_json):
    practice = ("--practice", server.base_url)
    code, document = as_json("publish", bundle, *practice, "--later")
    assert code == 0
    assert {item["state"] for item in document["deliveries"]} == {"waiting"}
    assert server.posts() == []
    ids = [item["id"] for item in document["deliveries"]]
    _, paused = as_json("queue", "pause", ids[0][:8], *practice)
    assert paused["deliveries"][0]["state"] == "paused"
    _, moved = as_json("queue", "move", ids[2], "--up", *practice)
    assert [item["id"] for item in moved["deliveries"]] == [ids[0], ids[2], ids[1]]
    _, cancelled = as_json("queue", "cancel", ids[1], *practice)
    assert {item["id"]: item["state"] for item in cancelled["deliveries"]}[ids[1]] == "cancelled"
    as_json("queue", "run", *practice)
    assert len(server.posts()) == 1
    as_json("queue", "resume", ids[0], *practice)
    _, done = as_json("queue", "run", *practice)
    states = {item["id"]: item["state"] for item in done["deliveries"]}
    assert states == {ids[0]: "published", ids[1]: "cancelled", ids[2]: "published"}


def test_going_on_asks_nobody_whose_tokens_these_are(bundle, server, as_json):
    """X answers that question 75 times in a quarter of an hour: a program that was restarted often must go on."""
    practice = ("--practice", server.base_url)
    as_json("publish", bundle, *practice, "--platform", "x", "--later")
    begun = len(server.log())
    as_json("queue", "run", *practice)
    assert len(server.posts()) == 1
    assert "/2/users/me" not in [entry["path"] for entry in server.log()[begun:]]


def test_a_paused_queue_sends_nothing(bundle, server, as_json, prstudio):
    practice = ("--practice", server.base_url)
    as_json("queue", "pause", *practice)
    as_json("publish", bundle, *practice, "--platform", "x")
    assert server.posts() == []
    shown = prstudio("--lang", "en", "queue", *practice)
    assert "paused" in shown.stdout
    as_json("queue", "resume", *practice)
    as_json("queue", "run", *practice)
    assert len(server.posts()) == 1


def test_outside_its_hours_the_queue_waits_and_says_until_when(bundle, server, as_json, prstudio):
    begins = datetime.now().astimezone() + timedelta(hours=3)
    ends = begins + timedelta(hours=1)
    practice = ("--practice", server.base_url)
    as_json("queue", "set", "--hours", f"{begins:%H:%M}-{ends:%H:%M}", "--max-kbps", "4000", *practice)
    code, document = as_json("publish", bundle, *practice, "--platform", "x")
    assert code == 0
    assert document["deliveries"][0]["state"] == "waiting"
    assert server.posts() == []
    as_json("queue", "set", "--hours", "any", *practice)
    as_json("queue", "run", *practice)
    assert len(server.posts()) == 1


def test_a_post_for_tomorrow_is_handed_over_today_where_the_platform_can_wait(bundle, server, as_json):
    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    code, document = as_json(
        "publish", bundle, "--practice", server.base_url, "--at", tomorrow.isoformat("T", "minutes")
    )
    assert code == 0
    states = {item["platform"]: item["state"] for item in document["deliveries"]}
    assert states == {"facebook": "published", "youtube": "published", "x": "waiting"}
    assert {post["platform"]: post["state"] for post in server.posts()} == {
        "facebook": "scheduled",
        "youtube": "scheduled",
    }


def test_a_doomed_post_is_not_sent(sample, server, prstudio, tmp_path):
    text = (sample / "post.toml").read_text(encoding="utf-8")
    post = tmp_path / "post"
    post.mkdir()
    for path in sample.iterdir():
        if path.name != "post.toml":
            (post / path.name).write_bytes(path.read_bytes())
    long = text.replace('body = """', 'body = """' + "बहुत लंबा " * 1500, 1)
    (post / "post.toml").write_text(long + '\n[[target]]\nplatform = "x"\nkind = "video"\n', encoding="utf-8")
    answer = prstudio("--lang", "en", "publish", post, "--practice", server.base_url)
    assert answer.returncode == 1
    assert "Nothing was sent" in answer.stderr
    assert server.posts() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("publish", "POST", "--practice", "http://example.org"), "practice"),
        (("publish", "POST", "--practice", "http://127.0.0.1:9"), "reached"),
        (("publish", "POST"), "signed in"),
        (("publish", "/nowhere"), "holds no nowhere"),
        (("publish", "POST", "--at", "tomorrow"), "2026-11-25T18:00"),
        (("publish", "POST", "--at", "2020-01-01T10:00"), "over"),
        (("queue", "cancel", "ffff"), "begins with"),
        (("queue", "set", "--hours", "tonight"), "18:00-06:00"),
        (("queue", "set", "--max-kbps", "3"), "at least 8"),
        (("queue", "move", "f"), "--up"),
        (("queue", "settle", "f"), "--published"),
        (("accounts", "sign-in", "instagram"), "export"),
        (("accounts", "sign-in", "x"), "headquarters"),
        (("accounts", "sign-out", "nobody"), "No account"),
        (("accounts", "apps", "/nowhere"), "not found"),
    ],
)
def test_wrong_calls_are_told_in_a_sentence(bundle, prstudio, arguments, words):
    arguments = [bundle if argument == "POST" else argument for argument in arguments]
    answer = prstudio("--lang", "en", *arguments)
    assert answer.returncode in (1, 2)
    assert words in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_app_file_that_is_none_is_refused(prstudio, tmp_path):
    for content in ("", "schema = 2", "schema = 1\n[tiktok]\nclient_id = 'x'", "schema = 1\n[x]\nclient_id = 7", "{"):
        (tmp_path / "apps.toml").write_text(content, encoding="utf-8")
        answer = prstudio("--lang", "en", "accounts", "apps", tmp_path / "apps.toml")
        assert answer.returncode == 2
        assert "app ids" in answer.stderr


class Tokens:
    """Two that are easy to find."""

    def get(self, _account):
        return CANARY

    def renew(self, _account, _refused):
        return f"{CANARY}-2"


TROUBLES = [
    {"trouble": "token_expired", "path": "/upload/*", "count": None},
    {"trouble": "token_revoked", "count": None, "after": 3},
    {"trouble": "server_error", "status": 500, "count": 2},
    {"trouble": "cut_request", "path": "*", "count": 2, "after_bytes": 0, "after": 3},
    {"trouble": "cut_answer", "count": 2, "after": 3},
    {"trouble": "quota", "platform": "youtube", "count": None},
    {"trouble": "processing_failed", "count": None},
    {"trouble": "duplicate", "platform": "x", "count": None},
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble["trouble"])
def test_no_failure_lets_a_token_out(bundle, tmp_path, trouble):
    """The program in this process, its log at the finest, a token that is easy to find, and everything it wrote."""
    lines = []
    handler = logging.Handler(level=logging.DEBUG)
    handler.emit = lambda record: lines.append(handler.format(record))
    root = logging.getLogger()
    former = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    rules = load_rulebook().rules
    deliveries = Deliveries(tmp_path / "home" / "deliveries")
    try:
        with PracticeServer(port=0, processing_s=0.1) as server, dispatch.opened(bundle, tmp_path / "work") as opened:
            accounts = find_practice_accounts(server.base_url, rules)
            for parcel in dispatch.make_parcels(opened, accounts, rules):
                order = parcel.order
                endpoints = make_endpoints(rules[order.platform], practice=server.base_url)
                machine = make_machine(order.platform, order.kind, rules[order.platform], endpoints)
                deliveries.add(order, parcel.sources, machine.begin)
            server.set_faults([trouble])
            with open_sender(deliveries, Tokens(), rules, practice=server.base_url) as sender:
                sender.run(patience=timedelta(seconds=6))
            shown = json.dumps(server.log(), ensure_ascii=False)
        told = repr(deliveries.list_all())
    finally:
        deliveries.close()
        root.removeHandler(handler)
        root.setLevel(former)
    assert lines, "nothing was logged: the test would prove nothing"
    assert "canary" not in "\n".join(lines)
    assert "canary" not in told
    assert "canary" not in shown
    for path in (tmp_path / "home").rglob("*"):
        if path.is_file():
            assert b"canary" not in path.read_bytes(), path
