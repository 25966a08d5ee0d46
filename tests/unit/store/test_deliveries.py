from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from makers.orders import make_account, make_file, make_order

from prstudio.errors import DiskFull, FileTrouble, PublishFault, StoreFault
from prstudio.messages import Language
from prstudio.model.delivery import (
    ALLOWED,
    ENDED,
    DeliveryState,
    Journal,
    Meaning,
    OrderFile,
    Receipt,
    Seen,
    Trouble,
)
from prstudio.model.queue_settings import QueueSettings
from prstudio.store.deliveries import Deliveries, only_worker

NOW = datetime(2026, 11, 24, 12, 30, 0, 123_457, tzinfo=UTC)


def begin(_order):
    return Journal("start")


@pytest.fixture
def deliveries(tmp_path):
    made = Deliveries(tmp_path / "deliveries", now=lambda: NOW)
    yield made
    made.close()


def add(deliveries, tmp_path, post_id="post-1", **kwargs):
    file = make_file(tmp_path / "sources")
    sources = {file.name: tmp_path / "sources" / file.name}
    return deliveries.add(make_order(post_id, files=(file,), **kwargs), sources, begin)


def to(state, **changes):
    return lambda delivery: replace(delivery, state=state, **changes)


def test_a_delivery_comes_back_as_it_was_written(deliveries, tmp_path):
    made = add(deliveries, tmp_path)
    full = deliveries.change(
        made.id,
        to(
            DeliveryState.UNKNOWN,
            journal=Journal("look", {"session": "https://x/1", "offsets": [1, 2], "map": {"a": None}}, "x.post"),
            sent_bytes=3,
            attempts=2,
            wait_until=NOW + timedelta(microseconds=1),
            trouble=Trouble(Meaning.RATE, "बहुत जल्दी", NOW, "429"),
            may_be_public=True,
            candidates=(Seen("1", "https://x/1", "शिविर", "today"),),
        ),
    )
    assert deliveries.get(made.id) == full
    assert deliveries.list_all() == [full]
    assert full.created_at == NOW


def test_orders_keep_everything_that_is_sent(deliveries, tmp_path):
    file = make_file(tmp_path / "sources", "s.srt")
    order = replace(
        make_order(files=(replace(file, language=Language.HI, alt="अ", duration_s=1.5),)),
        thread=("1/2", "2/2"),
        tags=("a",),
        localizations={Language.HI: {"title": "शिविर"}},
        link="https://example.org",
        publish_at=NOW,
    )
    made = deliveries.add(order, {"s.srt": tmp_path / "sources" / "s.srt"}, begin)
    stored = deliveries.get(made.id).order
    assert stored == made.order
    assert replace(stored, files=order.files) == order


def test_files_are_copied_and_measured(deliveries, tmp_path):
    made = add(deliveries, tmp_path)
    (tmp_path / "sources" / "video.mp4").write_bytes(b"changed afterwards")
    copy = deliveries.outbox.folder_of(made.id) / "video.mp4"
    assert copy.read_bytes() == b"clip" * 1000
    assert made.order.files[0].size_bytes == made.order.total_bytes == 4000
    assert len(made.order.files[0].sha256) == 64
    assert deliveries.outbox.find_changed(made.id, made.order) is None


@pytest.mark.parametrize("damage", [lambda f: f.write_bytes(b"clip" * 999 + b"klip"), lambda f: f.unlink()])
def test_a_changed_or_lost_copy_is_found(deliveries, tmp_path, damage):
    made = add(deliveries, tmp_path)
    damage(deliveries.outbox.folder_of(made.id) / "video.mp4")
    assert deliveries.outbox.find_changed(made.id, made.order) == "video.mp4"


def test_a_missing_source_leaves_nothing_behind(deliveries, tmp_path):
    order = make_order(files=(OrderFile("gone.mp4", "video", "video/mp4", 0, ""),))
    with pytest.raises(FileTrouble):
        deliveries.add(order, {"gone.mp4": tmp_path / "gone.mp4"}, begin)
    assert deliveries.list_all() == []
    assert deliveries.outbox.ids() == []


def test_a_full_disk_is_told_before_anything_is_copied(deliveries, tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull):
        add(deliveries, tmp_path)
    assert deliveries.outbox.ids() == []


def test_a_post_goes_to_an_account_once(deliveries, tmp_path):
    add(deliveries, tmp_path)
    with pytest.raises(PublishFault) as fault:
        add(deliveries, tmp_path)
    assert fault.value.code == "delivery_twice"
    assert len(deliveries.outbox.ids()) == 1
    add(deliveries, tmp_path, account=make_account(number=2))


def test_two_programs_cannot_queue_one_post_twice(deliveries, tmp_path, monkeypatch):
    """The other program adds it between our look and our write."""
    monkeypatch.setattr(deliveries, "_refuse_second", lambda _order: None)
    add(deliveries, tmp_path)
    with pytest.raises(PublishFault, match="delivery_twice"):
        add(deliveries, tmp_path)
    assert len(deliveries.list_all()) == len(deliveries.outbox.ids()) == 1


def test_what_was_published_is_told_with_its_address(deliveries, tmp_path):
    made = add(deliveries, tmp_path)
    deliveries.change(made.id, to(DeliveryState.PUBLISHED, receipt=Receipt("7", "https://x/7", NOW)))
    with pytest.raises(PublishFault) as fault:
        add(deliveries, tmp_path)
    assert fault.value.code == "delivery_published_before"
    assert fault.value.params["url"] == "https://x/7"


def test_a_cancelled_delivery_may_be_made_anew(deliveries, tmp_path):
    made = add(deliveries, tmp_path)
    deliveries.change(made.id, to(DeliveryState.CANCELLED))
    assert add(deliveries, tmp_path).id != made.id


@pytest.mark.parametrize("before", list(DeliveryState))
@pytest.mark.parametrize("after", list(DeliveryState))
def test_only_the_changes_of_the_table_are_written(deliveries, tmp_path, before, after):
    made = add(deliveries, tmp_path)
    with deliveries._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = ?", (str(before),))
    if after is before or after in ALLOWED[before]:
        assert deliveries.change(made.id, to(after)).state is after
    else:
        with pytest.raises(ValueError, match="can't become"):
            deliveries.change(made.id, to(after))
        assert deliveries.get(made.id).state is before


def test_what_has_ended_stays_so():
    assert all(not ALLOWED[state] for state in ENDED)
    assert set(ALLOWED) == set(DeliveryState)


def test_the_queue_is_reordered_at_its_own_places(deliveries, tmp_path):
    ids = [add(deliveries, tmp_path, f"post-{number}").id for number in range(4)]
    deliveries.reorder([ids[2], ids[0]])
    assert [item.id for item in deliveries.list_all()] == [ids[2], ids[1], ids[0], ids[3]]


def test_an_unknown_id_is_told(deliveries):
    with pytest.raises(PublishFault, match="delivery_missing"):
        deliveries.get("0" * 32)
    with pytest.raises(PublishFault, match="delivery_missing"):
        deliveries.change("0" * 32, to(DeliveryState.PAUSED))


def test_settings_are_kept_and_broken_ones_give_way_to_the_defaults(deliveries):
    assert deliveries.load_settings() == QueueSettings()
    wanted = QueueSettings(is_paused=True, from_minute=1080, to_minute=360, max_kbps=512)
    assert deliveries.change_settings(lambda _settings: wanted) == wanted
    assert deliveries.load_settings() == wanted
    with deliveries._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = '{\"is_paused\": 7}'")
    assert deliveries.load_settings() == QueueSettings()


def test_a_damaged_database_stops_publishing_instead_of_falling_back_on_an_old_one(tmp_path):
    folder = tmp_path / "deliveries"
    Deliveries(folder).close()
    (folder / "deliveries.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(StoreFault, match="deliveries_damaged"):
        Deliveries(folder)


def test_a_row_of_another_program_is_told(deliveries, tmp_path):
    add(deliveries, tmp_path)
    with deliveries._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE delivery SET content = '{\"post_id\": 1}'")
    with pytest.raises(StoreFault, match="delivery_unreadable"):
        deliveries.list_all()


def test_files_of_what_has_ended_are_cleared(deliveries, tmp_path):
    ended = add(deliveries, tmp_path, "post-1")
    living = add(deliveries, tmp_path, "post-2")
    deliveries.change(ended.id, to(DeliveryState.CANCELLED))
    (deliveries.outbox.folder_of("f" * 32)).mkdir()
    assert deliveries.remove_leftovers() == 2
    assert deliveries.outbox.ids() == [living.id]
    assert deliveries.remove_leftovers() == 0


HOLD = """
import sys, pathlib
from prstudio.store.deliveries import only_worker
with only_worker(pathlib.Path(sys.argv[1])) as alone:
    print(alone, flush=True)
    sys.stdin.readline()
"""


def test_only_one_program_sends_and_a_killed_one_lets_go(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "True\n"
        with only_worker(tmp_path) as alone:
            assert not alone
        other.kill()
        other.wait()
    with only_worker(tmp_path) as alone:
        assert alone


def test_what_is_in_the_queue_is_listed_before_what_ended_last(deliveries, tmp_path):
    ids = [add(deliveries, tmp_path, f"post-{number}").id for number in range(5)]
    for id_ in (ids[0], ids[1], ids[3]):
        deliveries.change(id_, to(DeliveryState.CANCELLED))
    listed = [delivery.id for delivery in deliveries.list_recent(2)]
    assert listed == [ids[2], ids[4], ids[3], ids[1]]


def test_everything_is_forgotten_for_practice(deliveries, tmp_path):
    made = add(deliveries, tmp_path)
    deliveries.forget_all()
    assert deliveries.list_all() == []
    assert made.id not in deliveries.outbox.ids()
    add(deliveries, tmp_path)  # the same post can be sent again
