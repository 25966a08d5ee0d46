"""Updates over a thin line: whole and genuine, or kept for the next try; never anything else."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from makers.update_packs import KEY, STRANGER, entry, feed
from makers.update_server import Shelf, update_server

from prstudio.errors import DiskFull, UpdateRefused, WorkCancelled
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.net.fetch import fetch_to_file
from prstudio.update import feed as feeds
from prstudio.update.download import TRIES, download, load_offers

CONTENT = os.urandom(150_000)
FETCH = partial(fetch_to_file, connect_s=2, silence_s=0.4)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf({"PRStudio-app.zip": CONTENT, "updates.json": feed(entry(CONTENT))}, {"PRStudio-app.zip": "one"})


class Bench:
    def __init__(self, shelf: Shelf, folder: Path, base: str) -> None:
        self.shelf, self.folder, self.address = shelf, folder, f"{base}/"
        self.waits: list[float] = []
        self.told = []

    def download(self, **more) -> Path:
        (offer,) = feeds.parse_feed(self.shelf.files["updates.json"], KEY)
        how = {"report": self.told.append, "fetch": FETCH, "sleep": self.waits.append} | more
        return download(offer, self.address, self.folder, **how)

    @property
    def left(self) -> set[str]:
        return {file.name.rpartition(".")[2] for file in self.folder.iterdir()}


@pytest.fixture
def bench(shelf, tmp_path: Path):
    with update_server(shelf) as heard:
        made = Bench(shelf, tmp_path / "updates", heard.base_url)
        made.heard = heard
        yield made


def test_a_pack_comes_whole_and_nothing_else_stays(bench):
    file = bench.download()
    assert file.read_bytes() == CONTENT
    assert bench.left == {"zip"}
    assert (bench.told[-1].fraction, bench.told[-1].done, bench.told[-1].stage) == (1.0, len(CONTENT), "download")
    fractions = [progress.fraction for progress in bench.told]
    assert fractions == sorted(fractions)


def test_a_pack_that_is_here_already_is_not_fetched_again(bench):
    bench.download()
    count = len(bench.heard.requests)
    bench.download()
    assert len(bench.heard.requests) == count


def test_a_line_that_is_cut_again_and_again_brings_it_all_the_same(bench):
    bench.shelf.cut_after = [9_000, 0, 0, 17_000, 30_000, 1, 20_000]
    assert bench.download().read_bytes() == CONTENT
    assert bench.waits


def test_the_next_start_of_the_program_goes_on_where_the_last_ended(bench):
    bench.shelf.cut_after = [100_000] + [0] * TRIES
    with pytest.raises(UpdateRefused, match="update_unreachable"):
        bench.download()
    assert bench.left == {"part", "tag"}
    bench.shelf.cut_after = []
    before = len(bench.heard.requests)
    assert bench.download().read_bytes() == CONTENT
    assert b"range: bytes=" in bench.heard.requests[before].lower()


def test_a_server_that_ignores_ranges_is_served_in_one_go(bench):
    bench.shelf.knows_ranges = False
    bench.shelf.cut_after = [100_000, 50_000]
    assert bench.download().read_bytes() == CONTENT


def test_a_stalled_line_is_given_up_in_a_sentence_and_what_came_is_kept(bench):
    bench.shelf.stall_after = 0
    with pytest.raises(UpdateRefused, match="update_unreachable"):
        bench.download(fetch=partial(fetch_to_file, connect_s=2, silence_s=0.1))


@pytest.mark.parametrize("tags", [("one", "two"), ("", "")], ids=["with ETag", "without"])
def test_a_file_that_changes_between_two_parts_never_becomes_a_mixture(bench, tags):
    bench.shelf.tags["PRStudio-app.zip"] = tags[0]
    bench.shelf.files["PRStudio-app.zip"] = b"x" * len(CONTENT)
    bench.shelf.cut_after = [100_000]

    def change() -> None:
        bench.shelf.files["PRStudio-app.zip"], bench.shelf.tags["PRStudio-app.zip"] = CONTENT, tags[1]

    bench.shelf.between_answers = [lambda: None, change]
    if tags[0]:
        assert bench.download().read_bytes() == CONTENT
    else:
        with pytest.raises(UpdateRefused, match="update_other_file"):
            bench.download()
        assert bench.left == set()
        assert bench.download().read_bytes() == CONTENT


def test_a_spoilt_part_from_an_earlier_day_costs_a_second_try_not_the_update(bench):
    bench.shelf.tags = {}
    bench.shelf.cut_after = [100_000] + [0] * TRIES
    with pytest.raises(UpdateRefused):
        bench.download()
    (part,) = bench.folder.glob("*.part")
    part.write_bytes(b"y" * part.stat().st_size)
    bench.shelf.cut_after = []
    assert bench.download().read_bytes() == CONTENT


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT + b"more", bytes(len(CONTENT))])
def test_another_file_than_the_signed_one_is_thrown_away(bench, content: bytes):
    bench.shelf.files["PRStudio-app.zip"] = content
    with pytest.raises(UpdateRefused, match="update_other_file"):
        bench.download()
    assert bench.left == set()


@pytest.mark.parametrize(("statuses", "is_well"), [([503, 429], True), ([404], False), ([301], False)])
def test_a_busy_server_is_asked_again_and_a_refusal_is_told(bench, statuses, is_well: bool):
    bench.shelf.statuses = statuses
    if is_well:
        assert bench.download().read_bytes() == CONTENT
        return
    with pytest.raises(UpdateRefused, match="update_server_refuses") as refused:
        bench.download()
    assert refused.value.params == {"status": statuses[0] if statuses else refused.value.params["status"]}


def test_cancel_keeps_what_came_and_stops_waiting_too(bench):
    with pytest.raises(WorkCancelled):
        bench.download(cancelled=lambda: bool(bench.told and bench.told[-1].done))
    assert bench.left == {"part", "tag"}
    bench.shelf.cut_after = [0]
    with pytest.raises(WorkCancelled):
        bench.download(cancelled=lambda: bool(bench.heard.requests[2:]) or len(bench.heard.requests) == 2)


def test_a_full_disk_is_told_and_the_part_stays(bench, monkeypatch: pytest.MonkeyPatch):
    def full(*_arguments, **_more):
        raise DiskFull("disk_full", {"file": "x"})

    with pytest.raises(DiskFull):
        bench.download(fetch=full)
    assert bench.download().read_bytes() == CONTENT


def test_what_nobody_took_for_a_month_goes(bench):
    bench.folder.mkdir()
    old, young = bench.folder / "old.part", bench.folder / "young.zip"
    for file in (old, young):
        file.write_bytes(b"x")
    os.utime(old, (1, 1))
    bench.download()
    assert (old.exists(), young.exists()) == (False, True)


def test_the_list_tells_what_is_there(bench):
    (offer,) = load_offers(bench.address, bench.folder, KEY, fetch=FETCH)
    assert (offer.version, offer.size_bytes, offer.news[Language.EN]) == ("0.2.0", len(CONTENT), "Faster sending")
    assert bench.left == set()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (feed(entry(CONTENT), signer=STRANGER), "update_not_genuine"),
        (feed(entry(CONTENT)).replace(b"0.2.0", b"0.3.0"), "update_not_genuine"),
        (feed(entry(CONTENT, file="../x")), "update_list_broken"),
        (feed(entry(CONTENT, file="a/b.zip")), "update_list_broken"),
        (feed(entry(CONTENT, size_bytes=-1)), "update_list_broken"),
        (feed(entry(CONTENT, size_bytes=True)), "update_list_broken"),
        (feed(entry(CONTENT, sha256="x")), "update_list_broken"),
        (feed(entry(CONTENT, version="1")), "update_list_broken"),
        (feed(entry(CONTENT, kind="rules", version="2026-13-01")), "update_list_broken"),
        (feed(entry(CONTENT, news="x")), "update_list_broken"),
        (feed(entry(CONTENT), {}), "update_list_broken"),
        (b"", "update_list_broken"),
        (b"<html>sign in to the wifi</html>", "update_list_broken"),
        (b"[" * 100_000, "update_list_broken"),
        (b" " * 300_000, "update_list_broken"),
    ],
)
def test_a_list_that_is_not_sound_is_refused_in_a_sentence(bench, content: bytes, code: str):
    bench.shelf.files["updates.json"] = content
    with pytest.raises(UpdateRefused) as refused:
        load_offers(bench.address, bench.folder, KEY, fetch=FETCH)
    assert refused.value.code == code
    assert all(say_error(refused.value, language) for language in Language)
    assert bench.left == set()


def test_kinds_of_a_later_day_are_passed_over():
    offers = feeds.parse_feed(feed({"kind": "fonts"}, entry(CONTENT)), KEY)
    assert [offer.version for offer in offers] == ["0.2.0"]


def test_the_newest_that_fits_is_chosen():
    offers = feeds.parse_feed(
        feed(
            entry(CONTENT, version="0.1.0"),
            entry(CONTENT, version="0.9.0"),
            entry(CONTENT, version="0.10.0"),
            entry(CONTENT, version="1.0.0", runtime="other"),
            entry(CONTENT, version="1.0.0", runtime="other", kind="installer", file="PRStudio-Setup-1.0.0.exe"),
            entry(CONTENT, version="2026-11-01", kind="rules", runtime=""),
            entry(CONTENT, version="2026-12-01", kind="rules", runtime=""),
        ),
        KEY,
    )
    choice = feeds.choose(offers, version="0.1.0", runtime="abc", rules_day="2026-11-23")
    assert choice.app is not None
    assert choice.rules is not None
    assert choice.installer is not None
    assert (choice.app.version, choice.rules.version, choice.installer.file) == (
        "0.10.0",
        "2026-12-01",
        "PRStudio-Setup-1.0.0.exe",
    )
    assert feeds.choose(offers, version="1.0.0", runtime="other", rules_day="2027-01-01") == feeds.Choice()


def test_the_address_is_data_of_this_computer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(feeds.ADDRESS_VARIABLE, raising=False)
    assert feeds.find_address() is None
    with pytest.raises(UpdateRefused, match="update_no_address"):
        feeds.get_address()
    home = Path(os.environ["PRSTUDIO_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    (home / "updates.url").write_text("\ufeff https://dipr.example/prstudio \n", encoding="utf-8")
    assert feeds.get_address() == "https://dipr.example/prstudio/"
    monkeypatch.setenv(feeds.ADDRESS_VARIABLE, "http://127.0.0.1:8000/")
    assert feeds.get_address() == "http://127.0.0.1:8000/"


@pytest.mark.parametrize("address", ["http://dipr.example/", "ftp://x/", "dipr.example", "https://a:b@x/", "http://["])
def test_an_unsafe_address_is_refused(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv(feeds.ADDRESS_VARIABLE, address)
    with pytest.raises(UpdateRefused, match="update_address_wrong"):
        feeds.get_address()
