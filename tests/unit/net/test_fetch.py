"""Large files over a line that is cut, stalls and forgets: what has arrived is never fetched twice without need."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from makers.update_server import Shelf, update_server

from prstudio.errors import DiskFull
from prstudio.net import fetch
from prstudio.net.exchange import Loss, LossKind

CONTENT = bytes(range(256)) * 400


def _fetch(base: str, part: Path, **more):
    limits = {"max_bytes": len(CONTENT), "connect_s": 2, "silence_s": 0.5} | more
    return fetch.fetch_to_file(f"{base}/pack.zip", part, **limits)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf({"pack.zip": CONTENT}, {"pack.zip": "one"})


def test_a_file_arrives_byte_for_byte_and_without_a_token(shelf, tmp_path: Path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login eve password stolen\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    heard_bytes = []
    with update_server(shelf) as heard:
        assert _fetch(heard.base_url, tmp_path / "a" / "x.part", arrived=heard_bytes.append) == fetch.Fetched()
    assert (tmp_path / "a" / "x.part").read_bytes() == CONTENT
    assert heard_bytes == sorted(heard_bytes)
    assert heard_bytes[-1] == len(CONTENT)
    head = heard.requests[0].lower()
    assert b"authorization" not in head
    assert b"range" not in head


def test_after_a_cut_only_the_rest_is_asked_for(shelf, tmp_path: Path):
    shelf.cut_after = [40_000]
    part = tmp_path / "x.part"
    with update_server(shelf) as heard:
        assert _fetch(heard.base_url, part) == Loss(LossKind.CUT)
        kept = part.stat().st_size
        assert 0 < kept <= 40_000
        assert _fetch(heard.base_url, part) == fetch.Fetched()
    assert part.read_bytes() == CONTENT
    assert f"range: bytes={kept}-".encode() in heard.requests[1].lower()
    assert b'if-range: "one"' in heard.requests[1].lower()


def test_a_file_that_changed_meanwhile_begins_anew(shelf, tmp_path: Path):
    shelf.cut_after = [40_000]
    part = tmp_path / "x.part"
    with update_server(shelf) as heard:
        _fetch(heard.base_url, part)
        shelf.files["pack.zip"], shelf.tags["pack.zip"] = CONTENT[::-1], "two"
        assert _fetch(heard.base_url, part) == fetch.Fetched()
    assert part.read_bytes() == CONTENT[::-1]
    assert fetch.tag_file(part).read_text(encoding="latin-1") == '"two"'


def test_a_server_without_ranges_begins_anew(shelf, tmp_path: Path):
    shelf.cut_after, shelf.knows_ranges = [40_000], False
    part = tmp_path / "x.part"
    with update_server(shelf) as heard:
        _fetch(heard.base_url, part)
        assert _fetch(heard.base_url, part) == fetch.Fetched()
    assert part.read_bytes() == CONTENT


def test_a_line_that_carries_nothing_counts_as_cut_and_keeps_what_came(shelf, tmp_path: Path):
    shelf.stall_after = 50_000
    part = tmp_path / "x.part"
    with update_server(shelf) as heard:
        assert _fetch(heard.base_url, part) == Loss(LossKind.SILENT)
    assert part.stat().st_size > 0
    assert CONTENT.startswith(part.read_bytes())


def test_cancel_keeps_what_came(shelf, tmp_path: Path):
    part = tmp_path / "x.part"
    sizes: list[int] = []
    with update_server(shelf) as heard:
        outcome = _fetch(heard.base_url, part, arrived=sizes.append, cancelled=lambda: bool(sizes and sizes[-1]))
    assert outcome == Loss(LossKind.STOPPED)
    assert part.stat().st_size == sizes[-1] > 0


def test_cancel_is_heard_on_a_line_that_carries_nothing(shelf, tmp_path: Path):
    shelf.stall_after = 50_000
    part = tmp_path / "x.part"
    begun = time.monotonic()
    with update_server(shelf) as heard:
        outcome = _fetch(
            heard.base_url, part, silence_s=30, cancelled=lambda: part.is_file() and part.stat().st_size >= 49_152
        )
        took_s = time.monotonic() - begun
    assert outcome == Loss(LossKind.STOPPED)
    assert took_s < 1.5
    assert part.stat().st_size == 49_152 or part.stat().st_size == 50_000


def test_a_full_disk_is_told(shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return None

        def write(self, _block: bytes):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(fetch, "_open", lambda _part: Full())
    with update_server(shelf) as heard, pytest.raises(DiskFull, match="disk_full"):
        _fetch(heard.base_url, tmp_path / "x.part")


def test_more_than_was_expected_is_not_written(shelf, tmp_path: Path):
    with update_server(shelf) as heard:
        assert _fetch(heard.base_url, tmp_path / "x.part", max_bytes=20_000) == fetch.TooLarge()
    assert (tmp_path / "x.part").stat().st_size <= 20_000


@pytest.mark.parametrize("status", [301, 403, 404, 416, 500, 503])
def test_a_refusal_leaves_what_is_there(shelf, tmp_path: Path, status: int):
    shelf.statuses = [status]
    part = tmp_path / "x.part"
    part.write_bytes(CONTENT[:100])
    with update_server(shelf) as heard:
        assert _fetch(heard.base_url, part) == fetch.Refused(status)
    assert part.read_bytes() == CONTENT[:100]


@pytest.mark.parametrize("url", ["http://example.org/x", "ftp://127.0.0.1/x", "https://a:b@example.org/x", "file:///x"])
def test_other_addresses_are_refused(tmp_path: Path, url: str):
    with pytest.raises(ValueError, match="not an address"):
        fetch.fetch_to_file(url, tmp_path / "x.part", max_bytes=1)


def test_nobody_there_is_told(tmp_path: Path):
    outcome = fetch.fetch_to_file("http://127.0.0.1:9/x", tmp_path / "x.part", max_bytes=1, connect_s=2)
    assert outcome == Loss(LossKind.UNREACHABLE)
