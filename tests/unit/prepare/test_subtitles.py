from __future__ import annotations

from makers import infos
from makers import rules as make

from prstudio.messages import Language
from prstudio.model.media_info import SubtitlesInfo, UnusableInfo
from prstudio.model.post import Asset, Platform, Post, Target, Trim
from prstudio.model.variant import SubtitlesPlan
from prstudio.prepare.variants import prepare

HI, EN = Language.HI, Language.EN
MEDIA = {
    "c.mp4": infos.clip(),
    "hi.srt": SubtitlesInfo("hi.srt", 100, "srt", 3, 50.0),
    "en.vtt": SubtitlesInfo("en.vtt", 100, "vtt", 3, 50.0),
    "bad.srt": UnusableInfo("bad.srt", "subtitles_broken", {}),
}


def planned(subtitles, *languages: Language, platform: Platform = Platform.YOUTUBE):
    asset = Asset("c.mp4", trim=Trim(10, 40), subtitles=subtitles)
    post = Post("jhajjar", assets=(asset,), targets=(Target(platform, languages=languages),))
    (variant,) = prepare(post, MEDIA, make.four())
    return variant.subtitles


def test_subtitles_are_cut_to_the_trim_in_the_targets_languages() -> None:
    both = {HI: "hi.srt", EN: "en.vtt"}
    assert planned(both, EN, HI) == (SubtitlesPlan("en.vtt", EN, 10, 40), SubtitlesPlan("hi.srt", HI, 10, 40))
    assert planned(both, HI) == (SubtitlesPlan("hi.srt", HI, 10, 40),)


def test_unreadable_or_missing_subtitles_are_left_out() -> None:
    assert planned({HI: "bad.srt", EN: "gone.srt"}, HI, EN) == ()


def test_platforms_without_subtitles_get_none() -> None:
    assert planned({HI: "hi.srt"}, HI, platform=Platform.FACEBOOK) == ()
