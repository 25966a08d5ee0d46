"""What an upload costs: bytes, time on the line, memory and processor, beside Google's own client; and the campaign.

The server is the practice server in this process; its log counts bytes and seconds, so that neither side judges itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness import Row, measure
from makers.upload_campaign import Campaign, trouble

from prstudio.model.delivery import Order, OrderFile
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook
from prstudio.practice.server import PracticeServer
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machines import make_machine
from prstudio.publish.office import find_practice_accounts
from prstudio.store.deliveries import Deliveries

PEER = Path(__file__).parent / "peers" / "google_upload.py"
THIN_LINE = {"trouble": "slow", "count": None, "bytes_per_s": 64_000}
SPARSE_CUTS = {"trouble": "cut_request", "path": "/upload/*", "count": None, "share": 0.02, "to_bytes": 4_000_000}
"""A lot for each connection; with few of them none may be drawn, so one cut is certain."""
CERTAIN_CUT = {"trouble": "cut_request", "path": "/upload/*", "method": "PUT", "after": 2, "after_bytes": 200_000}
THIN_BYTES = 6_000_000
STEADY_BYTES = 40_000_000
LARGE_BYTES = 1_000_000_000


def run(folder: Path) -> list[Row]:
    _campaign(folder / "campaign")
    return [*_thin_line(folder / "thin"), _processor(folder / "steady"), *_memory(folder / "large")]


def _campaign(folder: Path) -> None:
    """At least a hundred kills; raises when anything is not as it must be."""
    folder.mkdir()
    with PracticeServer(port=0, processing_s=0.5, seed=5) as server:
        campaign = Campaign(folder, server, seed=5)
        try:
            campaign.queue(rounds=8)
            slow = {"trouble": "slow", "count": None, "bytes_per_s": 1_000_000}
            server.set_faults([*trouble(cut_share=0.15, lost_share=0.05), slow])
            campaign.run_and_kill(130)
            server.set_faults([])
            campaign.finish(within_s=600)
        finally:
            campaign.close()
    for name, value in campaign.tally.rows():
        print(f"{name:28} {value}")
    if campaign.tally.problems or campaign.tally.kills < 100:
        raise AssertionError(f"{campaign.tally.kills} kills: {campaign.tally.problems}")


def _thin_line(folder: Path) -> Iterator[Row]:
    with _office(folder, THIN_BYTES) as (server, command):
        server.set_faults([THIN_LINE, SPARSE_CUTS, CERTAIN_CUT])
        measure(command, repeats=1)
        sent_bytes, ours_s = _sent_bytes(server), _upload_s(server)
        server.reset()
        server.set_faults([THIN_LINE, SPARSE_CUTS, CERTAIN_CUT])
        measure([sys.executable, str(PEER), server.base_url, str(folder / "sources" / "video.mp4")], repeats=1)
        peer_s = _upload_s(server)
    line_s = sent_bytes / THIN_LINE["bytes_per_s"]
    yield Row(
        "64 kB/s, 2 % of connections cut: useful bytes / bytes sent", THIN_BYTES, sent_bytes, "bytes", 0.95,
        at_most=False, command="prstudio queue run",
    )  # fmt: skip
    yield Row(
        "64 kB/s, 2 % of connections cut: the line's own time / time of the upload", line_s, ours_s, "s", 0.9,
        at_most=False, command="prstudio queue run",
    )  # fmt: skip

    yield _beside("64 kB/s, 2 % of connections cut: time / Google's client", "s", ours_s, peer_s, 1.1)


def _processor(folder: Path) -> Row:
    with _office(folder, STEADY_BYTES) as (server, command):
        server.set_faults([{"trouble": "slow", "path": "/upload/*", "count": None, "bytes_per_s": 1_000_000}])
        ours = measure(command, repeats=1)
        idle = measure(command, repeats=3)
        server.reset()
        server.set_faults([{"trouble": "slow", "path": "/upload/*", "count": None, "bytes_per_s": 1_000_000}])
    upload_s = STEADY_BYTES / 1_000_000
    return Row(
        "processor time at 1 MB/s / 5 % of one core", ours.cpu_s - idle.cpu_s, upload_s * 0.05, "s", 1.0,
        command="prstudio queue run", peer_command="5 % of the seconds of the upload",
    )  # fmt: skip


def _memory(folder: Path) -> Iterator[Row]:
    with _office(folder, LARGE_BYTES) as (server, command):
        ours = measure(command, repeats=1)
        ours_s = _upload_s(server)
        idle = measure(command, repeats=3)
        server.reset()
        file = folder / "sources" / "video.mp4"
        peer = measure([sys.executable, str(PEER), server.base_url, str(file)], repeats=1)
        peer_s = _upload_s(server)
    yield Row(
        "1 GB: memory above an empty queue / 60 MB", ours.peak_bytes - idle.peak_bytes, 60_000_000, "bytes", 1.0,
        command="prstudio queue run", peer_command="60 MB",
    )  # fmt: skip
    yield _beside("1 GB: peak memory / Google's client", "bytes", ours.peak_bytes, peer.peak_bytes, 1.5)
    # On a line without limits every piece waits for the disk twice, before and after it is sent.
    yield _beside("1 GB on loopback, first to last byte / Google's client", "s", ours_s, peer_s, 2.0)


def _upload_s(server: PracticeServer) -> float:
    """From the first byte of the first piece to the last of the last, by the server's clock."""
    pieces = [entry for entry in server.log() if entry["method"] == "PUT"]
    return pieces[-1]["at"] + pieces[-1]["duration_s"] - pieces[0]["at"]


def _sent_bytes(server: PracticeServer) -> int:
    """Of files, useful or not."""
    return sum(entry["request_bytes"] for entry in server.log() if entry["method"] == "PUT")


def _beside(name: str, unit: str, ours: float, peer: float, target_ratio: float) -> Row:
    return Row(
        name, ours, peer, unit, target_ratio, command="prstudio queue run", peer_command="google-api-python-client, 1 MiB pieces"
    )  # fmt: skip


@contextmanager
def _office(folder: Path, size_bytes: int) -> Iterator[tuple[Any, list[str]]]:
    """A practice server, and the command that sends one queued YouTube video of that size to it."""
    folder.mkdir()
    os.environ["PRSTUDIO_HOME"] = str(folder / "home")
    with PracticeServer(port=0, processing_s=0.2) as server:
        _queue_video(folder, server.base_url, size_bytes)
        yield server, [sys.executable, "-m", "prstudio", "queue", "run", "--practice", server.base_url]


def _queue_video(folder: Path, base_url: str, size_bytes: int) -> None:
    sources = folder / "sources"
    sources.mkdir()
    path = sources / "video.mp4"
    with path.open("wb") as writer:
        writer.write(bytes.fromhex("0000001c667479706d70343200000000") + b"mp42isomavc1")
        writer.write((size_bytes - 28).to_bytes(4, "big") + b"free")
        writer.truncate(size_bytes)
    rules = load_rulebook().rules
    account = find_practice_accounts(base_url, rules)[f"practice-{Platform.YOUTUBE}"]
    file = OrderFile(path.name, "video", "video/mp4", 0, "", duration_s=10.0)
    order = Order("bench", account, "video", texts={"title": "शिविर", "description": "शिविर"}, files=(file,))
    machine = make_machine(
        order.platform, order.kind, rules[order.platform], make_endpoints(rules[order.platform], practice=base_url)
    )
    deliveries = Deliveries(folder / "home" / "deliveries" / "practice")
    deliveries.add(order, {path.name: path}, machine.begin)
    deliveries.close()
