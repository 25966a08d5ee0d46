"""Files, their counts and sorts, and alternative texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.drafts import (
    EN,
    HI,
    MEDIA,
    RULES,
    clean_post,
    clip,
    codes_of,
    findings_of,
    only,
    photo,
    post_for,
)

from prstudio.errors import FileTrouble
from prstudio.language.wording import say_error, say_finding
from prstudio.messages import Language
from prstudio.model.finding import Fix, Severity
from prstudio.model.post import Asset, Platform, Slide, Slideshow, Target
from prstudio.prepare import fixes


def test_an_unusable_file_is_an_error_with_its_own_reason() -> None:
    finding = only("media_unusable", findings_of(post_for(Platform.FACEBOOK, photo("broken.jpg"))))
    assert (finding.severity, finding.place) == (Severity.ERROR, "asset.0.file")
    reason = FileTrouble("file_no_permission", {"file": "broken.jpg"})
    for language in Language:
        assert say_error(reason, language) in say_finding(finding, language)


def test_a_file_that_was_not_read_is_an_error() -> None:
    assert (
        only("media_not_read", findings_of(post_for(Platform.FACEBOOK, photo("nowhere.jpg")))).severity
        is Severity.ERROR
    )


@pytest.mark.parametrize(
    ("asset", "place"),
    [
        (Asset("sound.mp3"), "asset.0.file"),
        (Asset("hi.srt"), "asset.0.file"),
        (clip(subtitles={HI: "camp.jpg"}), "asset.0.subtitles.hi"),
        (Asset(slideshow=Slideshow((Slide("camp.jpg"), Slide("camp.mp4")))), "asset.0.slideshow.slides.1.file"),
        (Asset(slideshow=Slideshow((Slide("camp.jpg"),), sound="camp.jpg")), "asset.0.slideshow.sound"),
    ],
)
def test_a_file_of_the_wrong_sort_names_its_key(asset: Asset, place: str) -> None:
    assert only("media_wrong_sort", findings_of(post_for(Platform.FACEBOOK, asset))).place == place


def test_files_of_the_right_sort_are_fine() -> None:
    slideshow = Slideshow((Slide("camp.jpg"), Slide("camp-1.jpg")), sound="sound.mp3")
    for asset in (photo(), clip(subtitles={HI: "hi.srt"}), Asset(slideshow=slideshow)):
        assert codes_of(post_for(Platform.FACEBOOK, asset)).isdisjoint({"media_wrong_sort", "media_not_read"})


def test_a_location_inside_a_file_is_told_once_as_advice() -> None:
    found = findings_of(post_for(Platform.FACEBOOK, photo("gps.jpg"), photo("gps.jpg")))
    assert only("media_has_location", found).severity is Severity.ADVICE
    assert "media_has_location" not in codes_of(clean_post())


def test_more_photos_than_x_takes_are_told_and_dropped_where_nobody_else_shows_them() -> None:
    photos = [photo(f"camp-{number}.jpg") for number in range(1, 7)]
    post = post_for(Platform.X, *photos)
    finding = only("media_too_many", findings_of(post))
    assert (finding.params["count"], finding.params["limit"], finding.params["surplus"]) == (6, 4, 2)
    assert finding.severity is Severity.WARNING
    assert len(fixes.apply(finding.fix, post, MEDIA, RULES).assets) == 4


def test_photos_that_another_target_shows_are_never_offered_for_dropping() -> None:
    photos = tuple(photo(f"camp-{number}.jpg") for number in range(1, 7))
    assert only("media_too_many", findings_of(clean_post(assets=photos))).fix is None


def test_a_video_platform_without_a_video_is_an_error() -> None:
    finding = only("media_too_few", findings_of(post_for(Platform.YOUTUBE)))
    assert (finding.severity, finding.params["count"], finding.params["limit"]) == (Severity.ERROR, 0, 1)


def test_a_sort_that_the_kind_does_not_take_is_left_out_with_a_warning() -> None:
    post = post_for(Target(Platform.FACEBOOK, kind="video", languages=(HI,)), clip(), photo())
    finding = only("media_not_taken", findings_of(post))
    assert (finding.severity, finding.params["count"]) == (Severity.WARNING, 1)
    assert finding.fix == Fix("drop_surplus_media", target_index=0)


def test_a_photo_that_is_a_thumbnail_elsewhere_is_only_advice() -> None:
    targets = (Target(Platform.YOUTUBE, languages=(HI,)), Target(Platform.FACEBOOK, languages=(HI,)))
    finding = only("media_not_taken", findings_of(clean_post(assets=(clip(), photo()), targets=targets)))
    assert (finding.platform, finding.severity, finding.fix) == (Platform.FACEBOOK, Severity.ADVICE, None)


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (Target(Platform.FACEBOOK, kind="photos", languages=(HI,)), Severity.ADVICE),
        (Target(Platform.FACEBOOK, languages=(HI,)), Severity.WARNING),
    ],
)
def test_leaving_a_clip_to_others_is_only_advice_where_the_kind_was_chosen(target: Target, severity: Severity) -> None:
    assets = (photo(), photo("camp-1.jpg"), clip())
    targets = (target, Target(Platform.YOUTUBE, languages=(HI,)))
    found = findings_of(clean_post(assets=assets, targets=targets))
    levels = {finding.platform: finding.severity for finding in found if finding.code == "media_not_taken"}
    assert levels == {Platform.FACEBOOK: severity, Platform.YOUTUBE: Severity.ADVICE}


def test_photos_and_a_clip_in_one_story_do_not_go_together() -> None:
    post = post_for(Target(Platform.INSTAGRAM, kind="story", languages=(HI,)), photo(), clip())
    assert only("media_mixed", findings_of(post)).params["count"] == 1
    assert "media_mixed" not in codes_of(post_for(Target(Platform.INSTAGRAM, kind="story", languages=(HI,)), photo()))


def test_an_unknown_kind_names_the_known_ones() -> None:
    finding = only("kind_unknown", findings_of(post_for(Target(Platform.X, kind="reel", languages=(HI,)))))
    assert finding.place == "target.0.kind"
    assert "photo, gif, video" in str(finding.params["known"])


def test_a_picture_without_alternative_text_is_warned_of() -> None:
    for alt in ({}, {HI: "  "}):
        finding = only("alt_missing", findings_of(post_for(Platform.FACEBOOK, photo(alt=alt))))
        assert (finding.place, finding.severity) == ("asset.0.alt", Severity.WARNING)
    assert "alt_missing" not in codes_of(post_for(Platform.FACEBOOK, photo(alt={EN: "A camp"})))
    assert "alt_missing" not in codes_of(post_for(Platform.FACEBOOK, clip()))


def test_an_alternative_text_over_the_limit_is_told_and_shortened() -> None:
    post = post_for(Platform.X, photo(alt={HI: "शिविर में लोग हैं। " * 80}))
    finding = only("alt_too_long", findings_of(post))
    assert (finding.place, finding.severity, finding.params["limit"]) == ("asset.0.alt", Severity.ERROR, 1000)
    assert "alt_too_long" not in codes_of(fixes.apply(finding.fix, post, MEDIA, RULES))


def test_the_alternative_text_of_the_second_picture_is_told_at_its_own_place() -> None:
    post = post_for(Platform.X, photo(), photo("camp-1.jpg", alt={HI: "क" * 1001}))
    assert only("alt_too_long", findings_of(post)).place == "asset.1.alt"


def test_identical_text_on_several_accounts_is_warned_of_once_for_each_further_one() -> None:
    targets = tuple(Target(Platform.X, languages=(HI,), account=account) for account in ("a", "b", "c"))
    found = [finding for finding in findings_of(clean_post(targets=targets)) if finding.code == "text_identical"]
    assert [finding.target_index for finding in found] == [1, 2]
    assert found[0].params["accounts"] == 3


def test_the_same_text_twice_on_one_account_is_another_finding() -> None:
    targets = (Target(Platform.X, languages=(HI,)),) * 2
    found = findings_of(clean_post(targets=targets))
    assert only("target_twice", found).target_index == 1
    assert "text_identical" not in {finding.code for finding in found}


@pytest.mark.parametrize(
    "targets",
    [
        (Target(Platform.X, languages=(HI,), account="a"), Target(Platform.X, languages=(EN,), account="b")),
        (Target(Platform.X, languages=(HI,)), Target(Platform.FACEBOOK, languages=(HI,))),
        (
            Target(Platform.INSTAGRAM, kind="photo", languages=(HI,)),
            Target(Platform.INSTAGRAM, kind="story", languages=(HI,)),
        ),
    ],
)
def test_other_words_other_platforms_and_other_kinds_are_fine(targets: tuple[Target, ...]) -> None:
    assert codes_of(clean_post(targets=targets)).isdisjoint({"text_identical", "target_twice"})


def test_the_order_of_media_in_the_table_changes_nothing() -> None:
    post = post_for(Platform.X, photo(), photo("small.jpg"), clip())
    backwards = dict(reversed(list(MEDIA.items())))
    assert findings_of(post) == findings_of(post, backwards)
    assert findings_of(replace(post)) == findings_of(post)
