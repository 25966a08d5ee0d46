"""The rules that travel with the program: sound, complete, and with the figures that were gathered."""

from __future__ import annotations

import re

import pytest

from prstudio import resources
from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.geometry import parse_ratio
from prstudio.model.post import Platform
from prstudio.platforms.reader import read_rules
from prstudio.platforms.rules import UNSURE_KINDS, Counter, HashtagPlace, Limits, LinkPlace, PlatformRules
from prstudio.platforms.rules_files import load_built_in

# platform | section | bound[@profile] = value level, …; the level is e(rror), w(arning) or a(dvice)
FIGURES = """
facebook|texts.message|max_length=63206w fold_length=480a fold_length@phone=110a
facebook|texts.title|max_length=254e
facebook|texts.alt_text|max_length=1000w
facebook|pictures.photo|max_bytes=10000000e max_png_bytes=1000000w
facebook|videos.video|max_bytes=10000000000w max_duration_s=14400w min_bytes=1024e min_ratio=0.5625e max_ratio=1.7777777777777777e
facebook|videos.reel|min_duration_s=3e max_duration_s=90e min_width_px=540e min_height_px=960e min_fps=24e max_fps=60e
facebook|videos.reel|min_gop_s=2w max_gop_s=5w min_audio_rate_hz=48000w max_audio_rate_hz=48000w max_audio_channels=2w min_audio_kbps=128w
facebook|kinds.photo|min_photos=1e max_photos=1e
facebook|kinds.photos|min_photos=2e max_photos=10w
facebook|kinds.video|min_videos=1e max_videos=1e
facebook|kinds.reel|min_videos=1e max_videos=1e
facebook|schedule.post|min_lead_s=600e max_lead_s=2592000e
facebook|schedule.reel|min_lead_s=600e max_lead_s=2505600e
facebook|rates|max_reels_per_24h=30e max_calls_per_24h_per_engaged_user=4800e
youtube|texts.title|max_length=100e
youtube|texts.description|max_length=5000e max_hashtags=60w
youtube|texts.tags|max_length=500e
youtube|videos.video|max_bytes=274877906944e max_duration_s=43200w max_duration_s@unverified=900w
youtube|videos.short|max_bytes=274877906944e max_duration_s=180e max_ratio=1e
youtube|pictures.thumbnail|max_bytes=52428800e min_width_px=640w
youtube|pictures.short_thumbnail|max_bytes=52428800e
youtube|subtitles|max_bytes=104857600e
youtube|rates|max_uploads_per_day=100e max_units_per_day=10000e cost_videos_insert=1a cost_videos_update=50a cost_thumbnails_set=50a
youtube|rates|cost_captions_list=50a cost_captions_insert=400a cost_captions_update=450a cost_videos_list=1a cost_channels_list=1a
youtube|rates|cost_playlist_items_list=1a cost_playlist_items_insert=50a
x|texts.post|max_length=280e max_length@premium=25000w max_cashtags=1e
x|texts.alt_text|max_length=1000e
x|pictures.photo|max_bytes=5000000e
x|pictures.gif|max_bytes=15000000e max_width_px=1280e max_height_px=1080e max_frames=350e max_total_pixels=300000000e
x|videos.video|max_duration_s=1200e max_bytes=8000000000e max_duration_s=140w max_bytes=512000000w
x|videos.video|max_duration_s@premium=7500e max_bytes@premium=16000000000e min_duration_s=0.5e
x|videos.video|min_ratio=0.3333333333333333e max_ratio=3e min_short_side_px=32e max_long_side_px=1280e max_short_side_px=1024e
x|videos.video|max_fps=60e max_audio_channels=2e
x|subtitles|max_bytes=1000000e
x|kinds.photo|min_photos=1e max_photos=4e
x|kinds.gif|min_gifs=1e max_gifs=1e
x|kinds.video|min_videos=1e max_videos=1e
x|rates|max_posts_per_15min=100e max_app_posts_per_24h=10000e max_append_per_15min=1875e max_initialize_per_15min=1875e
x|rates|max_status_per_15min=1000e max_metadata_per_15min=500e max_subtitles_per_15min=100e max_posts_per_24h=100w
x|prices|post=0.015a post_with_url=0.2w media_metadata=0.005a owned_read=0.001a media=0.015a
instagram|texts.caption|max_length=2200e max_hashtags=30e max_mentions=20e
instagram|texts.alt_text|max_length=1000e
instagram|pictures.photo|max_bytes=8000000e min_ratio=0.8e max_ratio=1.91e min_width_px=320w max_width_px=1440w
instagram|kinds.carousel|min_photos=2e max_photos=10e
instagram|videos.reel|min_duration_s=3e max_duration_s=900e max_bytes=300000000e max_width_px=1920e min_fps=23e max_fps=60e
instagram|videos.reel|max_video_kbps=25000e max_audio_kbps=128w max_audio_rate_hz=48000e
instagram|videos.story|min_duration_s=3e max_duration_s=60e
instagram|rates|max_posts_per_24h=100e max_containers_per_24h=400e
whatsapp|texts.caption|max_length=1024e
whatsapp|pictures.photo|max_bytes=5000000w
whatsapp|videos.video|max_bytes=16000000w max_bytes=15500000a
whatsapp|videos.status|max_duration_s=60w
telegram|texts.message|max_length=4096e
telegram|texts.caption|max_length=1024e
telegram|pictures.photo|max_bytes=10000000e max_side_sum_px=10000w min_ratio=0.05w max_ratio=20w
telegram|videos.video|max_bytes=50000000e
telegram|kinds.album|min_photos=2e max_photos=10e
telegram|rates|max_messages_per_s_per_chat=1e max_messages_per_min_per_group=20e max_messages_per_s=30e
threads|texts.text|max_length=500e max_hashtags=1w fold_length@phone=250a
threads|pictures.photo|max_bytes=8000000e min_width_px=320w max_width_px=1440w
threads|videos.video|max_duration_s=300w max_bytes=1000000000w
threads|rates|max_posts_per_24h=250e
linkedin|texts.commentary|max_length=3000w fold_length=210a fold_length@phone=140a
linkedin|texts.alt_text|max_length=4086w
linkedin|pictures.photo|max_pixels=36152320w
linkedin|videos.video|min_duration_s=3w max_duration_s=1800w min_bytes=75000w max_bytes=500000000w min_ratio=0.4166666666666667w max_ratio=2.4w
"""
_FIGURE = re.compile(r"(\w+)(?:@(\w+))?=([0-9.]+)([ewa])")
_LEVELS = {"e": Severity.ERROR, "w": Severity.WARNING, "a": Severity.ADVICE}

PROTOCOL = [
    (Platform.FACEBOOK, "api", "version", "v26.0"),
    (Platform.FACEBOOK, "upload.reel", "style", "rupload"),
    (Platform.FACEBOOK, "upload.video", "offset_fix_subcode", 1363037),
    (Platform.FACEBOOK, "upload.video_handle", "token", "user"),
    (Platform.FACEBOOK, "auth", "scopes", ("pages_show_list", "pages_read_engagement", "pages_manage_posts")),
    (Platform.FACEBOOK, "auth.lifetimes", "long_user_token_s", 5_184_000),
    (Platform.YOUTUBE, "upload", "chunk_multiple_bytes", 262_144),
    (Platform.YOUTUBE, "upload", "incomplete_http", 308),
    (Platform.YOUTUBE, "upload", "session_gone_http", (404, 410)),
    (Platform.YOUTUBE, "always_send", "fields", ("status.privacyStatus", "status.selfDeclaredMadeForKids")),
    (Platform.YOUTUBE, "schedule", "requires", "status.privacyStatus=private"),
    (Platform.YOUTUBE, "auth", "access_token_s", 3600),
    (Platform.X, "upload.chunks", "max_chunk_bytes", 5_000_000),
    (Platform.X, "upload.chunks", "media_id_life_s", 86_400),
    (Platform.X, "upload", "last_segment", 999),
    (Platform.X, "subtitles", "language_code", "^[A-Z]{2}$"),
    (Platform.X, "auth", "code_life_s", 30),
    (Platform.X, "auth", "access_token_s", 7200),
    (Platform.INSTAGRAM, "upload", "container_life_s", 86_400),
    (Platform.LINKEDIN, "upload", "part_bytes", 4_194_304),
    (Platform.WHATSAPP, "forwarding", "max_chats_at_once", 5),
]

ANSWERS = [
    # (platform, sign of the answer, its meaning)
    (Platform.FACEBOOK, {"codes": (190, 190)}, "reauth"),
    (Platform.FACEBOOK, {"codes": (200, 299)}, "permission"),
    (Platform.FACEBOOK, {"codes": (80001, 80001)}, "rate"),
    (Platform.FACEBOOK, {"codes": (368, 368)}, "blocked"),
    (Platform.FACEBOOK, {"codes": (506, 506)}, "duplicate"),
    (Platform.FACEBOOK, {"subcode": 1363037}, "resync_offset"),
    (Platform.FACEBOOK, {"subcode": 1366051}, "duplicate"),
    (Platform.FACEBOOK, {"flag": "is_transient"}, "transient"),
    (Platform.YOUTUBE, {"reason": "quotaExceeded"}, "quota_until_reset"),
    (Platform.YOUTUBE, {"reason": "uploadLimitExceeded"}, "quota_24h"),
    (Platform.YOUTUBE, {"reason": "captionExists"}, "already_done"),
    (Platform.YOUTUBE, {"reason": "invalid_grant"}, "reauth"),
    (Platform.X, {"http": (403,), "text": "duplicate content"}, "duplicate"),
    (Platform.X, {"http": (403,), "text": "not been mentioned"}, "reply_blocked"),
    (Platform.X, {"http": (402,)}, "no_credit"),
    (Platform.X, {"http": (500, 502, 503, 504), "call": "publish"}, "ambiguous"),
    (Platform.X, {"http": (500, 502, 503, 504), "call": ""}, "transient"),
]


def section(rules: PlatformRules, place: str) -> Limits:
    """The bounds of a place such as `texts.post` or `rates`."""
    whole, _, name = place.partition(".")
    if whole == "subtitles":
        assert rules.subtitles is not None
        return rules.subtitles.limits
    content = getattr(rules, whole)
    part = content[name] if name else content
    return part if isinstance(part, Limits) else part.limits


@pytest.mark.parametrize("line", FIGURES.split("\n")[1:-1])
def test_a_figure_stands_in_the_file_as_it_was_gathered(line: str) -> None:
    platform, place, figures = line.split("|")
    limits = section(load_built_in(Platform(platform)), place)
    found = list(_FIGURE.finditer(figures))
    assert len(found) == len(figures.split())
    for name, profile, value, level in (match.groups() for match in found):
        wanted = (name, profile or "default", float(value), _LEVELS[level])
        assert wanted in [(limit.name, limit.profile, limit.value, limit.level) for limit in limits.bounds]


@pytest.mark.parametrize(("platform", "part", "key", "value"), PROTOCOL)
def test_a_fact_of_the_protocol_stands_in_the_file(platform: Platform, part: str, key: str, value: object) -> None:
    assert load_built_in(platform).protocol[part][key] == value


@pytest.mark.parametrize(("platform", "sign", "meaning"), ANSWERS)
def test_an_answer_means_what_the_platform_says(platform: Platform, sign: dict[str, object], meaning: str) -> None:
    matching = [
        rule
        for rule in load_built_in(platform).errors
        if all(getattr(rule, key) == value for key, value in sign.items())
    ]
    assert [rule.meaning for rule in matching[:1]] == [meaning]


def test_the_finer_signs_of_facebook_stand_before_its_codes() -> None:
    errors = load_built_in(Platform.FACEBOOK).errors
    subcodes = [place for place, rule in enumerate(errors) if rule.subcode is not None]
    codes = [place for place, rule in enumerate(errors) if rule.codes is not None]
    assert max(subcodes) < min(codes)


def test_x_weighs_as_its_configuration_says() -> None:
    weights = load_built_in(Platform.X).x_weights
    assert weights is not None
    assert (weights.scale, weights.default_weight, weights.url_length) == (100, 200, 23)
    assert weights.ranges == ((0, 4351, 100), (8192, 8205, 100), (8208, 8223, 100), (8242, 8247, 100))


KINDS = {
    Platform.FACEBOOK: ["photo", "photos", "reel", "video", "link", "text"],
    Platform.YOUTUBE: ["short", "video"],
    Platform.X: ["photo", "gif", "video", "text", "thread"],
    Platform.INSTAGRAM: ["photo", "carousel", "reel", "story"],
    Platform.WHATSAPP: ["photo", "video", "text", "status"],
    Platform.TELEGRAM: ["photo", "album", "video", "text"],
    Platform.THREADS: ["photo", "carousel", "video", "text"],
    Platform.LINKEDIN: ["photo", "photos", "video", "text"],
}


@pytest.mark.parametrize("platform", Platform)
def test_each_platform_offers_its_kinds_in_the_order_of_preference(platform: Platform) -> None:
    rules = load_built_in(platform)
    assert list(rules.kinds) == KINDS[platform]
    chosen_by_hand = {name for name, kind in rules.kinds.items() if not kind.automatic}
    assert chosen_by_hand <= {"story", "status", "thread"}


@pytest.mark.parametrize("platform", Platform)
def test_a_file_keeps_its_own_rules(platform: Platform) -> None:
    rules = load_built_in(platform)
    assert rules.platform is platform
    assert rules.direct == (platform in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X))
    assert all(rules.label[language] for language in Language)
    assert rules.direct or all(rules.export_reason[language] for language in Language)
    text = resources.read_text("platforms", f"{platform}.toml")
    for name in rules.sources:
        assert f'source = "{name}"' in text, f"{name} is never named"
    for source in rules.sources.values():
        assert source.seen.year <= 2026


@pytest.mark.parametrize("platform", Platform)
def test_recommended_sizes_keep_to_the_limits_beside_them(platform: Platform) -> None:
    rules = load_built_in(platform)
    for rule in [*rules.pictures.values(), *rules.videos.values()]:
        for output in rule.recommended:
            size = output.size
            long_side, short_side = max(size.width_px, size.height_px), min(size.width_px, size.height_px)
            measures = {
                "width_px": size.width_px, "height_px": size.height_px, "long_side_px": long_side,
                "short_side_px": short_side, "ratio": size.ratio, "pixels": size.pixels,
                "side_sum_px": size.width_px + size.height_px,
            }  # fmt: skip
            for name, value in measures.items():
                for end in ("min", "max"):
                    assert rule.limits.broken(f"{end}_{name}", value) is None, (output, end, name)
            assert _shape(size.ratio) == output.name
    for video in rules.videos.values():
        assert {size.size.width_px % 2 + size.size.height_px % 2 for size in video.recommended} <= {0}
        for ratio in video.ratios.values if video.ratios else ():
            assert any(abs(size.size.ratio - parse_ratio(ratio)) < 0.001 for size in video.recommended)


def _shape(ratio: float) -> str:
    if ratio == 1:
        return "square"
    return "landscape" if ratio > 1 else "portrait" if ratio > 0.7 else "vertical"


def test_one_encode_can_serve_the_three_direct_platforms() -> None:
    sizes = [
        {(size.size.width_px, size.size.height_px) for size in load_built_in(platform).videos["video"].recommended}
        for platform in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X)
    ]
    assert {(1280, 720), (720, 1280), (720, 720)} <= sizes[0] & sizes[1] & sizes[2]


@pytest.mark.parametrize("platform", Platform)
def test_figures_of_unsure_sources_never_stop_a_post(platform: Platform) -> None:
    text = resources.read_text("platforms", f"{platform}.toml")
    for id_, source in load_built_in(platform).sources.items():
        if source.kind in UNSURE_KINDS:
            assert not re.search(rf'level = "error", source = "{id_}"', text)


def test_layouts_follow_the_habits_of_each_platform() -> None:
    expected = {
        (Platform.FACEBOOK, "message"): (HashtagPlace.END, LinkPlace.END),
        (Platform.YOUTUBE, "title"): (HashtagPlace.NONE, LinkPlace.NONE),
        (Platform.YOUTUBE, "description"): (HashtagPlace.END, LinkPlace.END),
        (Platform.X, "post"): (HashtagPlace.END, LinkPlace.END),
        (Platform.INSTAGRAM, "caption"): (HashtagPlace.END, LinkPlace.NONE),
        (Platform.WHATSAPP, "caption"): (HashtagPlace.END, LinkPlace.END),
        (Platform.TELEGRAM, "message"): (HashtagPlace.END, LinkPlace.END),
    }
    for (platform, field), places in expected.items():
        layout = load_built_in(platform).texts[field].layout
        assert layout is not None
        assert (layout.hashtags, layout.link) == places
    title = load_built_in(Platform.YOUTUBE).texts["title"].layout
    assert title is not None
    assert not title.body


def test_each_platform_counts_in_its_own_unit() -> None:
    counters = {
        (Platform.FACEBOOK, "message"): Counter.CODE_POINTS,
        (Platform.YOUTUBE, "title"): Counter.UTF16,
        (Platform.YOUTUBE, "description"): Counter.UTF8_BYTES,
        (Platform.YOUTUBE, "tags"): Counter.YOUTUBE_TAGS,
        (Platform.X, "post"): Counter.X_WEIGHTED,
        (Platform.TELEGRAM, "message"): Counter.UTF16,
        (Platform.THREADS, "text"): Counter.THREADS,
    }
    for (platform, field), counter in counters.items():
        assert load_built_in(platform).texts[field].counter is counter


def test_changing_one_figure_in_the_file_changes_the_rule() -> None:
    text = resources.read_text("platforms", "x.toml")
    changed = read_rules(text.replace("{ value = 280,", "{ value = 140,", 1), "x.toml")
    assert changed.texts["post"].limits.broken("max_length", 141) is not None
    assert load_built_in(Platform.X).texts["post"].limits.broken("max_length", 141) is None
