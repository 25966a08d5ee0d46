from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import infos, posts
from makers import rules as make

from prstudio.checks.check import check
from prstudio.messages import Language
from prstudio.model.finding import Finding, Fix
from prstudio.model.geometry import Size
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Asset, Caption, CaptionOverride, Platform, Post, Slide, Slideshow, Target, Trim
from prstudio.prepare.fixes import FIXES, apply
from prstudio.prepare.members import slideshow_duration_s
from prstudio.prepare.targets import complete
from prstudio.prepare.variants import prepare

HI, EN = Language.HI, Language.EN
FB, YT, X = Platform.FACEBOOK, Platform.YOUTUBE, Platform.X
RULES = make.four()
MEDIA: MediaTable = {
    "a.jpg": infos.photo("a.jpg"),
    "b.jpg": infos.photo("b.jpg"),
    "c.mp4": infos.clip(),
    "long.mp4": infos.clip("long.mp4", duration_s=400),
}
HINDI = "जिला प्रशासन ने झज्जर में निःशुल्क नेत्र जांच शिविर लगाया। इसमें बहुत से लोगों की जांच हुई। "
ENGLISH = "The district administration held a free eye camp in Jhajjar. Many people were examined there. "
LEGACY = "ftyk iz'kklu us f'kfoj dk vk;kstu fd;k vkSj yksxksa dks tkudkjh nh"
SOUND = Post("jhajjar", captions={HI: Caption("शिविर", HINDI), EN: Caption("Camp", ENGLISH)})


def findings(post: Post) -> tuple[Finding, ...]:
    post = complete(post, RULES)
    return check(post, prepare(post, MEDIA, RULES), MEDIA, RULES)


def having(post: Post, code: str) -> list[Finding]:
    return [finding for finding in findings(post) if finding.code == code]


def posted(post: Post = SOUND, *targets: Target, assets: tuple[Asset, ...] = ()) -> Post:
    return replace(post, targets=targets or (Target(FB),), assets=assets)


def captioned(hindi: Caption | None = None, english: Caption | None = None) -> Post:
    captions = {HI: hindi, EN: english}
    return Post("jhajjar", captions={language: caption for language, caption in captions.items() if caption})


LONG = captioned(Caption("शिविर", HINDI * 3, ("हरियाणा",)), Caption("Camp", ENGLISH * 3, ("Haryana",)))
CASES = {
    "a thread for a long text": ("text_too_long", "split_into_thread", posted(LONG, Target(X, kind="text"))),
    "a short text instead of a thread": ("text_needs_thread_unpriced", "shorten_at_sentence", posted(LONG, Target(X))),
    "a thread that was asked for": ("text_needs_thread_unpriced", "shorten_at_sentence", posted(LONG, Target(X, kind="thread"))),
    "a description over its bytes": (
        "text_too_long",
        "shorten_at_sentence",
        posted(captioned(Caption("शिविर", HINDI * 40)), Target(YT), assets=(Asset("c.mp4"),)),
    ),
    "a title that is too long": (
        "text_too_long",
        "shorten_at_sentence",
        posted(captioned(Caption("नेत्र जांच शिविर " * 9, HINDI)), Target(YT), assets=(Asset("c.mp4"),)),
    ),
    "two languages where one would fit": (
        "text_too_long",
        "use_one_language",
        posted(captioned(Caption("शिविर", HINDI * 20), Caption("Camp", ENGLISH * 20)), Target(YT), assets=(Asset("c.mp4"),)),
    ),
    "a language without a caption": ("language_missing", "use_one_language", posted(captioned(Caption("शिविर", HINDI)))),
    "a hashtag with blanks": ("hashtag_with_blank", "mend_hashtags", posted(captioned(Caption("शिविर", HINDI, ("नेत्र शिविर",))))),
    "a hashtag with a danda": ("hashtag_with_danda", "mend_hashtags", posted(captioned(Caption("शिविर", HINDI, ("हरियाणा।",))))),
    "a hashtag of digits": ("hashtag_of_digits", "mend_hashtags", posted(captioned(None, Caption("Camp", ENGLISH, ("2026",))))),
    "a hashtag twice": ("hashtag_doubled", "mend_hashtags", posted(captioned(None, Caption("Camp", ENGLISH, ("Camp", "camp"))))),
    "a sign apart from its word": ("hashtag_sign_apart", "mend_hashtags", posted(captioned(None, Caption("Camp", ENGLISH + "# camp")))),
    "a link without scheme": ("link_no_scheme", "add_link_scheme", posted(replace(SOUND, link="example.org/camp"))),
    "signs that the platform refuses": (
        "text_forbidden_signs",
        "remove_forbidden",
        posted(captioned(None, Caption("Camp <b>", ENGLISH + "5 > 3")), Target(YT), assets=(Asset("c.mp4"),)),
    ),
    "signs that nobody sees": ("text_invisible_signs", "remove_forbidden", posted(captioned(Caption("शिविर\u202e", HINDI + "\u0007")))),
    "text for an old font": ("text_looks_legacy", "convert_legacy", posted(captioned(Caption("शिविर", LEGACY)))),
    "captions in each other's place": ("captions_swapped", "swap_captions", posted(captioned(Caption("Camp", ENGLISH), Caption("शिविर", HINDI)))),
    "a lone caption in the wrong place": ("caption_wrong_script", "swap_captions", posted(captioned(Caption("Camp in Jhajjar", ENGLISH)))),
    "a clip longer than a platform takes": ("clip_too_long", "trim_to_longest", posted(SOUND, Target(X), assets=(Asset("long.mp4", trim=Trim(20.0)),))),
    "a trim past the end": ("trim_past_end", "trim_to_clip", posted(assets=(Asset("c.mp4", trim=Trim(10, 99)),))),
    "a trim outside the clip": ("trim_outside_clip", "trim_to_clip", posted(assets=(Asset("c.mp4", trim=Trim(70, 99)),))),
    "a ratio that is too wide": ("ratio_too_wide", "choose_allowed_ratio", posted(SOUND, Target(FB, ratio="3:1"), assets=(Asset("c.mp4"),))),
    "a ratio that a reel does not have": (
        "ratio_not_taken", "choose_allowed_ratio", posted(SOUND, Target(FB, kind="reel", ratio="1:1"), assets=(Asset("c.mp4"),)),
    ),
    "more photos than fit": ("media_too_many", "drop_surplus_media", posted(SOUND, Target(X), assets=(Asset("a.jpg"),) * 6)),
    "photos beside a clip": ("media_not_taken", "drop_surplus_media", posted(assets=(Asset("c.mp4"), Asset("a.jpg")))),
    "clips in a post of words": (
        "media_not_taken", "drop_surplus_media", posted(SOUND, Target(FB, kind="text"), assets=(Asset("c.mp4"),)),
    ),
    "a cover outside its clip": ("cover_outside_clip", "use_clip_cover", posted(SOUND, Target(YT), assets=(Asset("c.mp4", cover_s=99),))),
    "an alternative text over its limit": (
        "alt_too_long", "shorten_at_sentence", posted(assets=(Asset("a.jpg", alt={HI: HINDI, EN: ENGLISH}),)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "fix_id", "post"), CASES.values(), ids=CASES)
def test_the_fix_that_a_finding_offers_makes_it_go_away_for_good(code: str, fix_id: str, post: Post) -> None:
    offered = [finding for finding in having(post, code) if finding.fix is not None and finding.fix.id == fix_id]
    assert offered, f"no finding {code} with the fix {fix_id} among {[f.code for f in findings(post)]}"
    mended = post
    for finding in offered:
        assert finding.fix is not None
        mended = apply(finding.fix, mended, MEDIA, RULES)
    assert mended != post
    assert not [finding for finding in having(mended, code) if finding.place in {f.place for f in offered}]
    for finding in offered:
        assert finding.fix is not None
        assert apply(finding.fix, mended, MEDIA, RULES) == mended


def test_every_fix_is_tried_with_a_finding() -> None:
    assert {fix_id for _, fix_id, _ in CASES.values()} == set(FIXES)


@pytest.mark.parametrize("fix_id", FIXES)
def test_no_fix_changes_a_sound_post(fix_id: str) -> None:
    post = posted(SOUND, Target(FB), Target(YT), assets=(Asset("c.mp4", cover_s=20.0),))
    expected = {
        "use_one_language": {0: (HI,), 1: (HI,)},
        "split_into_thread": {},
    }.get(fix_id)
    mended = apply(Fix(fix_id), post, MEDIA, RULES)
    if expected:
        post = replace(post, targets=tuple(replace(t, languages=expected[i]) for i, t in enumerate(post.targets)))
    assert mended == post


@pytest.mark.parametrize("fix_id", FIXES)
def test_no_fix_stumbles_over_an_empty_post_or_a_place_that_is_not_there(fix_id: str) -> None:
    for post in (Post("jhajjar"), posted(SOUND, Target(FB, kind="nonsense"), assets=(Asset("gone.mp4"),))):
        for fix in (Fix(fix_id), Fix(fix_id, target_index=99, asset_index=99, language=EN)):
            mended = apply(fix, post, MEDIA, RULES)
            assert mended.targets == complete(post, RULES).targets or fix_id in (
                "use_one_language",
                "split_into_thread",
            )


@given(post=posts.posts(), media=posts.media_tables(), target_index=st.none() | st.integers(0, 3), asset_index=st.none() | st.integers(0, 3), language=st.none() | st.sampled_from(Language))  # fmt: skip
@settings(deadline=None, max_examples=25)
def test_no_fix_stumbles_over_any_post(post: Post, media, target_index, asset_index, language) -> None:
    for fix_id in FIXES:
        mended = apply(Fix(fix_id, target_index, asset_index, language), post, media, RULES)
        assert mended.district == post.district
        prepare(mended, media, RULES)


def test_an_unknown_fix_is_a_bug() -> None:
    with pytest.raises(KeyError):
        apply(Fix("wish"), SOUND, MEDIA, RULES)


def test_shortening_keeps_whole_sentences_in_equal_shares_and_leaves_the_posts_own_words() -> None:
    post = posted(LONG, Target(X), Target(FB))
    mended = apply(Fix("shorten_at_sentence", target_index=0), post, MEDIA, RULES)
    assert mended.captions == post.captions
    assert mended.targets[1] == post.targets[1]
    words = mended.targets[0].caption
    assert words[HI].body is not None
    assert (HINDI * 3).startswith(words[HI].body)
    assert words[HI].body.endswith("।")
    assert words[EN].body is not None
    assert words[EN].body.endswith((".", "…"))
    assert words[EN].headline is None


def test_shortening_one_language_leaves_the_other() -> None:
    mended = apply(Fix("shorten_at_sentence", target_index=0, language=EN), posted(LONG, Target(X)), MEDIA, RULES)
    assert list(mended.targets[0].caption) == [EN]


def test_a_text_that_is_all_headline_and_hashtags_is_brought_to_the_limit_too() -> None:
    tags = tuple(f"हरियाणा{letter}" for letter in "कखगघचछजझटठडढतथदधनपफबभमयर")
    post = posted(captioned(Caption("शिविर में " * 60, "", tags * 2)), Target(X, kind="text"))
    mended = apply(Fix("shorten_at_sentence"), post, MEDIA, RULES)
    assert not having(mended, "text_too_long")


def test_one_language_is_the_one_that_fits() -> None:
    captions = captioned(Caption("शिविर", HINDI * 60), Caption("Camp", ENGLISH * 20))
    post = posted(captions, Target(YT), assets=(Asset("c.mp4"),))
    mended = apply(Fix("use_one_language", target_index=0), post, MEDIA, RULES)
    assert mended.targets[0].languages == (EN,)


def test_a_language_is_used_only_by_targets_that_speak_it() -> None:
    captions = captioned(None, Caption("Camp", ENGLISH))
    post = posted(captions, Target(FB), Target(YT), Target(X, languages=(HI,)))
    mended = apply(Fix("use_one_language", language=EN), post, MEDIA, RULES)
    assert [target.languages for target in mended.targets] == [(EN,), (EN,), (HI,)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("#हरियाणा",), ("हरियाणा",)),
        (("नेत्र शिविर",), ("नेत्र_शिविर",)),
        (("eye camp", "EYE CAMP 2026"), ("EyeCamp", "EYECAMP2026")),
        (("#a#b, c",), ("a", "b", "c")),
        (("झज्जर।",), ("झज्जर",)),
        (("Jhajjar", "jhajjar"), ("Jhajjar",)),
        (("2026", "...", "", "#"), ()),
        (("eye-camp",), ("EyeCamp",)),
    ],
)
def test_hashtags_are_mended(tags, expected) -> None:
    mended = apply(Fix("mend_hashtags"), posted(captioned(None, Caption("Camp", "", tags))), MEDIA, RULES)
    assert mended.captions[EN].hashtags == expected


def test_fixes_of_a_targets_own_words_leave_the_post_alone() -> None:
    words = CaptionOverride("Camp \u202e", "# camp", ("eye camp",))
    target = Target(FB, caption={EN: words})
    post = posted(captioned(None, Caption("Camp", "# camp", ("a b",))), target)
    for fix_id in ("mend_hashtags", "remove_forbidden"):
        mended = apply(Fix(fix_id, target_index=0, language=EN), post, MEDIA, RULES)
        assert mended.captions == post.captions
        assert mended.targets != post.targets


def test_a_trim_keeps_its_start_and_a_hard_limit_comes_before_a_soft_one() -> None:
    asset = Asset("long.mp4", trim=Trim(20.0))
    mended = apply(Fix("trim_to_longest", target_index=0, asset_index=0), posted(SOUND, Target(X), assets=(asset,)), MEDIA, RULES)  # fmt: skip
    assert mended.assets[0].trim == Trim(20.0, 159.9)


def test_a_slideshow_is_squeezed_evenly() -> None:
    show = Slideshow((Slide("a.jpg", 100.0), Slide("b.jpg", 200.0)), 0.5)
    post = posted(SOUND, Target(X), assets=(Asset(slideshow=show),))
    mended = apply(Fix("trim_to_longest"), post, MEDIA, RULES)
    squeezed = mended.assets[0].slideshow
    assert squeezed is not None
    assert 139 < slideshow_duration_s(squeezed) <= 140
    assert squeezed.slides[1].duration_s == pytest.approx(2 * squeezed.slides[0].duration_s, abs=0.01)


def test_photos_that_another_target_shows_are_not_dropped() -> None:
    post = posted(SOUND, Target(X), Target(FB), assets=(Asset("a.jpg"),) * 6)
    assert apply(Fix("drop_surplus_media", target_index=0), post, MEDIA, RULES) == post


def test_a_photo_that_is_a_thumbnail_is_not_dropped() -> None:
    post = posted(SOUND, Target(YT), assets=(Asset("c.mp4"), Asset("a.jpg"), Asset("b.jpg")))
    mended = apply(Fix("drop_surplus_media"), post, MEDIA, RULES)
    assert [asset.file for asset in mended.assets] == ["c.mp4", "a.jpg"]


def test_the_allowed_ratio_is_the_nearest_one() -> None:
    post = posted(SOUND, Target(FB, ratio="3:1"), assets=(Asset("c.mp4"),))
    mended = apply(Fix("choose_allowed_ratio", target_index=0), post, MEDIA, RULES)
    assert mended.targets[0].ratio == "16:9"
    (variant,) = prepare(mended, MEDIA, RULES)
    assert variant.video is not None
    assert variant.video.size == Size(1280, 720)
