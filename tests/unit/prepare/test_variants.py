from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import infos, posts
from makers import rules as make

from prstudio.messages import Language
from prstudio.model.geometry import Size
from prstudio.model.media_info import UnusableInfo
from prstudio.model.post import Asset, Caption, Platform, Post, Slide, Slideshow, Target, Trim
from prstudio.model.variant import Variant
from prstudio.platforms import counting
from prstudio.platforms.catalog import load_rulebook
from prstudio.platforms.rules import Counter
from prstudio.prepare.targets import complete
from prstudio.prepare.variants import prepare

HI, EN = Language.HI, Language.EN
FB, YT, X, WA = Platform.FACEBOOK, Platform.YOUTUBE, Platform.X, Platform.WHATSAPP
RULES = make.four()
MEDIA = {
    "a.jpg": infos.photo("a.jpg"),
    "b.jpg": infos.photo("b.jpg", 3000, 4000),
    "c.mp4": infos.clip(),
    "bad.bin": UnusableInfo("bad.bin", "unknown", {}),
}
POST = Post(
    "jhajjar",
    link="https://example.org/camp",
    captions={
        HI: Caption("नेत्र शिविर", "झज्जर में शिविर लगा।", ("हरियाणा",)),
        EN: Caption("Eye camp", "A camp was held.", ("Haryana",)),
    },
)


def with_assets(*assets: Asset, targets: tuple[Target, ...] = ()) -> Post:
    return replace(POST, assets=assets, targets=targets)


def by_platform(variants: tuple[Variant, ...]) -> dict[Platform, Variant]:
    return {variant.platform: variant for variant in variants}


def test_a_clip_for_all_direct_platforms_is_encoded_once() -> None:
    made = by_platform(prepare(with_assets(Asset("c.mp4", trim=Trim(12.48, 52.48))), MEDIA, RULES))
    assert list(made) == [FB, YT, X]
    assert [variant.kind for variant in made.values()] == ["video", "video", "video"]
    assert len({variant.video for variant in made.values()}) == 1
    assert made[YT].thumbnail is not None
    assert made[FB].thumbnail is None


def test_every_target_has_its_texts() -> None:
    made = by_platform(prepare(with_assets(Asset("c.mp4", alt={HI: "शिविर", EN: "Camp"})), MEDIA, RULES))
    assert made[FB].texts["message"].startswith("नेत्र शिविर\n\nझज्जर")
    assert made[FB].thread == ()
    assert made[X].thread == (made[X].texts["post"],)
    assert made[YT].texts["title"] == "नेत्र शिविर"
    assert made[YT].tags == ("हरियाणा", "Haryana", "झज्जर", "Jhajjar")
    assert set(made[YT].localizations) == {HI, EN}
    assert made[FB].localizations == {}
    assert made[FB].captions[EN] == "Eye camp\n\nA camp was held.\n\nhttps://example.org/camp\n\n#Haryana"
    assert made[FB].alts == ("शिविर / Camp",)
    assert made[FB].link == "https://example.org/camp"


def test_pictures_have_their_alternative_texts_in_order() -> None:
    assets = (Asset("a.jpg", alt={EN: "One"}), Asset("bad.bin"), Asset("b.jpg", alt={EN: "Two"}))
    made = by_platform(prepare(with_assets(*assets), MEDIA, RULES))
    assert [plan.source for plan in made[FB].pictures] == ["a.jpg", "b.jpg"]
    assert made[FB].alts == tuple(plan.alt for plan in made[FB].pictures) == ("One", "Two")


def test_the_media_of_a_thread_and_its_split_text() -> None:
    long = replace(POST, captions={EN: Caption("Camp", "A sentence that is repeated here. " * 20, ("Haryana",))})
    made = by_platform(prepare(replace(long, assets=(Asset("a.jpg"),)), MEDIA, RULES, only=[X]))[X]
    assert made.kind == "thread"
    assert len(made.thread) > 1
    assert len(made.pictures) == 1
    assert all(counting.length(part, Counter.X_WEIGHTED, make.X_WEIGHTS) <= 280 for part in made.thread)
    assert made.thread[-1].split(" (")[0].endswith("#Haryana")


@pytest.mark.parametrize("kind", ["nonsense", ""])
def test_an_unknown_kind_gets_a_variant_without_plans(kind: str) -> None:
    (made,) = prepare(with_assets(Asset("a.jpg"), targets=(Target(FB, kind=kind),)), MEDIA, RULES)
    assert (made.kind, made.texts, made.pictures, made.video) == (kind, {}, (), None)
    assert made.captions[HI]


def test_a_target_without_rules_gets_no_variant_and_the_others_keep_their_place() -> None:
    post = with_assets(targets=(Target(Platform.LINKEDIN), Target(X)))
    (made,) = prepare(post, MEDIA, RULES)
    assert (made.platform, made.target_index) == (X, 1)


def test_only_the_platforms_asked_for_are_prepared_with_places_in_the_completed_list() -> None:
    made = prepare(with_assets(), MEDIA, RULES, only=[WA, FB])
    completed = complete(with_assets(), RULES, only=[WA, FB])
    assert [completed.targets[variant.target_index].platform for variant in made] == [FB, WA]


def test_what_cannot_be_planned_is_left_out() -> None:
    empty_trim = Asset("c.mp4", trim=Trim(50, 40))
    made = by_platform(prepare(with_assets(Asset("gone.mp4"), empty_trim, Asset("bad.bin")), MEDIA, RULES))
    assert all(variant.video is None and not variant.pictures for variant in made.values())


def test_two_targets_of_one_platform_are_prepared_apart() -> None:
    targets = (Target(FB, languages=(HI,), account="one"), Target(FB, languages=(EN,), account="two"))
    first, second = prepare(with_assets(targets=targets), MEDIA, RULES)
    assert (first.account, second.account) == ("one", "two")
    assert "Eye camp" not in first.texts["message"]
    assert "नेत्र" not in second.texts["message"]


def test_plans_can_stand_as_keys_and_the_same_post_gives_the_same_plans() -> None:
    show = Asset(slideshow=Slideshow((Slide("a.jpg"), Slide("b.jpg"))))
    post = with_assets(show, Asset("a.jpg"))
    first, second = (prepare(post, MEDIA, RULES) for _ in range(2))
    assert first == second
    assert {variant.video for variant in first} == {variant.video for variant in second}


def test_with_the_rules_in_force_one_master_serves_the_three_direct_platforms() -> None:
    post = with_assets(Asset("c.mp4", trim=Trim(12.48, 52.48)))
    made = prepare(post, MEDIA, load_rulebook().rules)
    assert [variant.platform for variant in made] == [FB, YT, X]
    assert len({variant.video for variant in made}) == 1
    assert made[0].video is not None
    assert made[0].video.size == Size(1280, 720)


@given(post=posts.posts(), media=posts.media_tables(), only=st.sets(st.sampled_from(Platform), max_size=2))
@settings(deadline=None, max_examples=60)
def test_no_post_and_no_media_make_it_raise_and_what_is_planned_exists(post: Post, media, only) -> None:
    rules = load_rulebook().rules
    variants = prepare(post, media, rules, only=only)
    targets = complete(post, rules, only=only).targets
    assert [variant.target_index for variant in variants] == list(range(len(targets)))
    for variant in variants:
        assert targets[variant.target_index].platform is variant.platform
        assert all(plan.source in media for plan in variant.pictures)
        assert len(variant.alts) == (1 if variant.video else len(variant.pictures))
        if variant.video is not None:
            assert variant.video.duration_s > 0
            assert variant.video.source in media or variant.video.slideshow is not None
