from __future__ import annotations

from dataclasses import replace

import pytest
from makers.bundles import make_contents
from makers.orders import make_account

from prstudio import dispatch
from prstudio.bundle.writer import write_bundle
from prstudio.errors import BundleRefused, PublishFault
from prstudio.messages import Language
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook

PLATFORMS = (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X)
ACCOUNTS = {"jhajjar-facebook": replace(make_account(Platform.FACEBOOK), id="jhajjar-facebook")} | {
    account.id: account for account in map(make_account, PLATFORMS[1:])
}


@pytest.fixture(scope="module")
def rules():
    return load_rulebook().rules


@pytest.fixture
def bundle(tmp_path):
    """A sound bundle for two pages of Facebook, YouTube and X, opened."""
    work = tmp_path / "rendered"
    work.mkdir()
    contents = replace(make_contents(work), findings=())
    out = write_bundle(contents, tmp_path / "bundle", sign=None).path
    with dispatch.opened(out, tmp_path / "work") as opened:
        yield opened


def test_every_target_becomes_one_order_with_what_the_bundle_holds(bundle, rules):
    parcels = dispatch.make_parcels(bundle, ACCOUNTS, rules)
    assert [(parcel.order.platform, parcel.order.kind) for parcel in parcels] == [
        (Platform.FACEBOOK, "photos"),
        (Platform.FACEBOOK, "photo"),
        (Platform.YOUTUBE, "video"),
        (Platform.X, "thread"),
    ]
    for parcel, target in zip(parcels, bundle.record.targets, strict=True):
        assert dict(parcel.order.texts) == dict(target.variant.texts)
        assert parcel.order.thread == target.variant.thread
        assert parcel.order.tags == target.variant.tags
        for file, record in zip(parcel.order.files, target.files, strict=True):
            assert parcel.sources[file.name] == bundle.folder / record.path
            assert parcel.sources[file.name].stat().st_size == file.size_bytes


def test_alternative_texts_stay_with_their_pictures_and_languages_with_their_subtitles(bundle, rules):
    photos, _, video, _ = (parcel.order for parcel in dispatch.make_parcels(bundle, ACCOUNTS, rules))
    assert [file.alt for file in photos.of_role("picture")] == ["शिविर में लोग / People at the camp", ""]
    assert [file.language for file in video.of_role("subtitles")] == [Language.HI]
    assert video.of_role("thumbnail")
    assert video.of_role("video")[0].duration_s == 0.4


def test_only_the_platforms_that_were_asked_for(bundle, rules):
    parcels = dispatch.make_parcels(bundle, ACCOUNTS, rules, only=(Platform.X,))
    assert [parcel.order.platform for parcel in parcels] == [Platform.X]


def test_the_same_content_is_the_same_post_and_another_is_another(bundle, rules):
    first = dispatch.make_parcels(bundle, ACCOUNTS, rules)
    again = dispatch.make_parcels(bundle, ACCOUNTS, rules)
    assert [parcel.order.post_id for parcel in first] == [parcel.order.post_id for parcel in again]
    photo = first[1].sources["photo-1.jpg"]
    photo.write_bytes(photo.read_bytes() + b"x")
    changed = dispatch.make_parcels(bundle, ACCOUNTS, rules)
    assert changed[1].order.post_id != first[1].order.post_id
    assert changed[3].order.post_id == first[3].order.post_id


def test_a_post_of_the_library_keeps_its_own_id(bundle, rules):
    parcels = dispatch.make_parcels(bundle, ACCOUNTS, rules, post_id="library-1", only=(Platform.X,))
    assert parcels[0].order.post_id == "library-1/x"


@pytest.mark.parametrize(
    ("accounts", "code"),
    [
        ({}, "publish_account_missing"),
        ({"other": make_account(Platform.FACEBOOK)}, "publish_account_missing"),
    ],
)
def test_a_post_never_goes_to_another_account_than_it_names(bundle, rules, accounts, code):
    with pytest.raises(PublishFault, match=code):
        dispatch.make_parcels(bundle, accounts, rules, only=(Platform.FACEBOOK,))


def test_without_a_named_account_there_must_be_exactly_one(bundle, rules):
    two = {account.id: account for account in (make_account(Platform.X), make_account(Platform.X, 2))}
    with pytest.raises(PublishFault, match="publish_no_account"):
        dispatch.make_parcels(bundle, {}, rules, only=(Platform.X,))
    with pytest.raises(PublishFault, match="publish_account_unclear"):
        dispatch.make_parcels(bundle, two, rules, only=(Platform.X,))


def test_practice_takes_the_place_of_every_account(bundle, rules):
    practice = {f"practice-{platform}": make_account(platform) for platform in PLATFORMS}
    named = dispatch.for_practice(bundle.record, practice)
    parcels = dispatch.make_parcels(bundle, named, rules)
    assert parcels[0].order.account.id == "jhajjar-facebook"
    assert parcels[0].order.account.remote_id == make_account(Platform.FACEBOOK).remote_id


def test_what_a_platform_would_refuse_is_never_sent(tmp_path, rules):
    work = tmp_path / "rendered"
    work.mkdir()
    out = write_bundle(make_contents(work), tmp_path / "bundle", sign=None).path
    with dispatch.opened(out, tmp_path / "work") as opened, pytest.raises(PublishFault, match="publish_doomed"):
        dispatch.make_parcels(opened, ACCOUNTS, rules)


def test_platforms_that_are_only_exported_leave_nothing_to_send(bundle, rules):
    with pytest.raises(PublishFault, match="publish_nothing"):
        dispatch.make_parcels(bundle, ACCOUNTS, rules, only=(Platform.INSTAGRAM,))


def test_a_bundle_that_was_changed_is_refused(tmp_path):
    work = tmp_path / "rendered"
    work.mkdir()
    out = write_bundle(replace(make_contents(work), findings=()), tmp_path / "bundle", sign=None).path
    (out / "data" / "x" / "post-1.txt").write_text("something else", encoding="utf-8")
    with pytest.raises(BundleRefused), dispatch.opened(out, tmp_path / "work"):
        pass
    assert not list((tmp_path / "work").glob("*/opened"))


def test_the_workbench_is_cleared(tmp_path):
    with dispatch.workbench(tmp_path / "work") as folder:
        (folder / "clip.mp4").write_bytes(b"x")
    assert list((tmp_path / "work").iterdir()) == []
