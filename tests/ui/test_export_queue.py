"""The queue of exports with real posts, real files and real threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers import drafts
from makers.keyrings import WindowsLikeBackend

from prstudio import studio
from prstudio.bundle.verify import verify
from prstudio.errors import KeyringTrouble
from prstudio.media.probe import probe_assets
from prstudio.model.post import Platform, Post, Target
from prstudio.platforms.catalog import load_rulebook
from prstudio.store.secrets import SecretStore
from prstudio.ui.editor import OpenPost
from prstudio.ui.outcome.export_order import ExportOrder, ExportState, blames
from prstudio.ui.outcome.export_queue import ExportQueue

FACEBOOK, X = Target(Platform.FACEBOOK), Target(Platform.X, languages=(drafts.HI,))
TIMEOUT_MS = 30_000


class Plan:
    """The real planner; waits at a gate when there is one."""

    def __init__(self) -> None:
        self._rulebook = load_rulebook(installed=Path("/nonexistent"))
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, post: Post, folder: Path, media) -> studio.Draft:
        assert self.gate.wait(timeout=30)
        return studio.plan_draft(post, folder, media, self._rulebook)


@pytest.fixture
def plan() -> Plan:
    return Plan()


@pytest.fixture
def backend() -> WindowsLikeBackend:
    return WindowsLikeBackend()


@pytest.fixture
def queue(qapp, plan: Plan, backend: WindowsLikeBackend) -> Iterator[ExportQueue]:
    made = ExportQueue(plan=plan, open_secrets=lambda: SecretStore(backend))
    made.set_signer_identity(officer="सुनीता देवी", district="jhajjar")
    yield made
    plan.gate.set()
    made.shutdown()


@pytest.fixture
def photo_post(sample_post: OpenPost) -> OpenPost:
    post = drafts.clean_post(assets=(drafts.photo(),), targets=(FACEBOOK, X))
    return replace(sample_post, post=post, media=probe_assets(post, sample_post.folder))


def order(opened: OpenPost, out: Path, **changes: object) -> ExportOrder:
    made = ExportOrder(opened.id, "Eye camp", opened.post, opened.post.targets, opened.folder, opened.media, out)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def state(queue: ExportQueue, number: int) -> ExportState:
    export = queue.find(number)
    assert export is not None
    return export.state


def wait_until_idle(qtbot, queue: ExportQueue) -> None:
    qtbot.waitUntil(lambda: not queue.is_busy, timeout=TIMEOUT_MS)


def test_an_export_writes_a_signed_bundle_and_tells_that_its_post_was_exported(qtbot, queue, photo_post, tmp_path):
    out = tmp_path / "मेला"
    with qtbot.waitSignal(queue.exported, timeout=TIMEOUT_MS) as told:
        number = queue.add(order(photo_post, out))
        assert queue.is_busy
    assert told.args == [photo_post.id, photo_post.post]
    made = queue.find(number).made
    assert (made.path, made.folder, made.unsigned_because) == (out, out, None)
    assert made.review_page.is_file()
    result = verify(out)
    assert result.signed_by.officer == "सुनीता देवी"
    assert {path.name for path in (out / "data").iterdir() if path.is_dir()} >= {"facebook", "x"}


def test_a_zip_has_its_folder_to_show_and_no_page_to_open(qtbot, queue, photo_post, tmp_path):
    number = queue.add(order(photo_post, tmp_path / "mela.zip", targets=(X,)))
    wait_until_idle(qtbot, queue)
    made = queue.find(number).made
    assert (made.folder, made.review_page) == (tmp_path, None)
    assert verify(made.path).ok


def test_three_exports_are_made_one_after_another_in_their_order(qtbot, queue, photo_post, tmp_path):
    states = []
    queue.changed.connect(lambda export: states.append((export.number, export.state)))
    numbers = [queue.add(order(photo_post, tmp_path / f"bundle-{each}", targets=(X,))) for each in range(3)]
    assert [state(queue, number) for number in numbers] == [ExportState.RENDERING, *[ExportState.WAITING] * 2]
    assert queue.places == {tmp_path / f"bundle-{each}" for each in range(3)}
    wait_until_idle(qtbot, queue)
    news = list(dict.fromkeys(states))
    assert news == [(number, each) for number in numbers for each in (ExportState.RENDERING, ExportState.DONE)]
    assert not queue.places


def test_a_waiting_export_is_cancelled_at_once_and_the_next_one_moves_up(qtbot, queue, plan, photo_post, tmp_path):
    plan.gate.clear()
    first, second, third = (queue.add(order(photo_post, tmp_path / name, targets=(X,))) for name in "abc")
    queue.cancel(second)
    assert state(queue, second) is ExportState.CANCELLED
    plan.gate.set()
    wait_until_idle(qtbot, queue)
    assert (state(queue, first), state(queue, third)) == (ExportState.DONE, ExportState.DONE)
    assert not (tmp_path / "b").exists()


def test_the_running_export_stops_soon_and_leaves_nothing(qtbot, queue, plan, photo_post, tmp_path):
    place = tmp_path / "bundles"
    plan.gate.clear()
    number = queue.add(order(photo_post, place / "a"))
    queue.cancel(number)
    assert queue.find(number).is_stopping
    plan.gate.set()
    wait_until_idle(qtbot, queue)
    assert state(queue, number) is ExportState.CANCELLED
    assert not place.exists() or not list(place.iterdir())


def test_cancel_all_lets_nothing_begin(qtbot, queue, plan, photo_post, tmp_path):
    plan.gate.clear()
    numbers = [queue.add(order(photo_post, tmp_path / "bundles" / str(each))) for each in range(3)]
    busy = []
    queue.busy_changed.connect(busy.append)
    queue.cancel_all()
    plan.gate.set()
    wait_until_idle(qtbot, queue)
    assert {state(queue, number) for number in numbers} == {ExportState.CANCELLED}
    assert busy == [False]


def test_progress_names_the_file_and_tells_the_time_left(qtbot, queue, sample_post, tmp_path):
    seen = []
    queue.changed.connect(seen.append)
    queue.add(order(sample_post, tmp_path / "out", targets=(FACEBOOK, X), agreed=agreed(sample_post)))
    wait_until_idle(qtbot, queue)
    fractions = [export.progress.fraction for export in seen if export.progress is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert "camp.jpg" in {export.progress.item for export in seen if export.progress is not None}
    assert all(export.left_s is None for export in seen if export.state.is_over)


def agreed(opened: OpenPost) -> frozenset:
    draft = Plan()(replace(opened.post, targets=(FACEBOOK, X)), opened.folder, opened.media)
    return blames(draft.findings)


def test_a_missing_original_fails_with_a_sentence_and_can_be_tried_again(qtbot, queue, photo_post, tmp_path):
    photo = photo_post.folder / "camp.jpg"
    away = photo.rename(tmp_path / "away.jpg")
    number = queue.add(order(photo_post, tmp_path / "out", targets=(X,)))
    wait_until_idle(qtbot, queue)
    assert state(queue, number) is ExportState.FAILED
    assert queue.find(number).error.code == "file_not_found"
    assert not (tmp_path / "out").exists()
    away.rename(photo)
    queue.retry(number, queue.find(number).order)
    wait_until_idle(qtbot, queue)
    assert state(queue, number) is ExportState.DONE
    assert queue.find(number).error is None


def test_errors_that_nobody_agreed_to_are_not_exported(qtbot, queue, photo_post, tmp_path):
    mute = replace(photo_post.post, captions={}, assets=())
    bad = replace(photo_post, post=mute)
    number = queue.add(order(bad, tmp_path / "out"))
    wait_until_idle(qtbot, queue)
    assert queue.find(number).error.code == "export_errors_unseen"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("trouble", ["no keyring", "no officer"])
def test_without_a_key_or_a_name_the_bundle_is_unsigned_and_says_why(qtbot, plan, photo_post, tmp_path, trouble):
    def no_secrets() -> SecretStore:
        raise KeyringTrouble("keyring_missing")

    queue = ExportQueue(plan=plan, open_secrets=no_secrets)
    if trouble == "no keyring":
        queue.set_signer_identity(officer="Sunita", district="jhajjar")
    number = queue.add(order(photo_post, tmp_path / "out", targets=(X,)))
    wait_until_idle(qtbot, queue)
    code = {"no keyring": "keyring_missing", "no officer": "export_no_officer"}[trouble]
    assert queue.find(number).made.unsigned_because.code == code
    assert verify(tmp_path / "out").signed_by is None
    queue.shutdown()


def test_a_bug_in_the_work_leaves_no_export_hanging(qtbot, photo_post, tmp_path):
    def broken(_post, _folder, _media):
        raise ZeroDivisionError

    queue = ExportQueue(plan=broken)
    with qtbot.captureExceptions() as bugs:
        number = queue.add(order(photo_post, tmp_path / "out"))
        wait_until_idle(qtbot, queue)
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]
    assert queue.find(number).error.code == "export_broke"
    queue.shutdown()


def test_shutdown_stops_what_runs_and_drops_what_waits(queue, plan, photo_post, tmp_path):
    plan.gate.clear()
    for each in range(3):
        queue.add(order(photo_post, tmp_path / "bundles" / str(each)))
    threading.Timer(0.1, plan.gate.set).start()
    queue.shutdown()
    assert not (tmp_path / "bundles").exists() or not list((tmp_path / "bundles").iterdir())


def test_finished_exports_can_be_forgotten_and_their_bundles_stay(qtbot, queue, photo_post, tmp_path):
    number = queue.add(order(photo_post, tmp_path / "out", targets=(X,)))
    queue.remove(number)
    assert queue.find(number) is not None, "what runs can't be forgotten"
    wait_until_idle(qtbot, queue)
    with qtbot.waitSignal(queue.removed):
        queue.remove(number)
    assert queue.exports == ()
    assert verify(tmp_path / "out").ok
