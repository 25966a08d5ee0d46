"""Small platform rules made by hand, so that tests don't move with the platforms' real figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.geometry import Size, parse_ratio
from prstudio.model.post import Platform
from prstudio.platforms.rules import (
    Counter,
    KindRule,
    Layout,
    Limit,
    Limits,
    OutputSize,
    PictureRule,
    PlatformRules,
    Source,
    SourceKind,
    SubtitlesRule,
    TextRule,
    Unit,
    VideoRule,
    Words,
    XWeights,
)

SOURCE = Source("made-up", "for tests", date(2026, 11, 23), SourceKind.SPEC)
LABEL = {Language.HI: "परीक्षा", Language.EN: "Test"}
X_WEIGHTS = XWeights(100, 200, 23, ((0, 4351, 100), (8192, 8205, 100), (8208, 8223, 100), (8242, 8247, 100)), SOURCE)


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A bound whose value is already too much."""

    value: float


def limits(bounds: Mapping[str, object] | None = None, *, level: Severity = Severity.ERROR) -> Limits:
    """`{"max_bytes": 5, "max_ratio": "16:9", "max_width_px": Exclusive(10)}` as bounds of one level."""
    return Limits(tuple(_limit(name, value, level) for name, value in (bounds or {}).items()))


def _limit(name: str, value: object, level: Severity) -> Limit:
    exclusive = isinstance(value, Exclusive)
    figure = value.value if isinstance(value, Exclusive) else value
    number = parse_ratio(figure) if isinstance(figure, str) else float(figure)  # type: ignore[arg-type]
    return Limit(name, number, _unit(name), level, SOURCE, exclusive=exclusive)


def _unit(name: str) -> Unit:
    ends = {
        "bytes": Unit.BYTES,
        "_px": Unit.PX,
        "pixels": Unit.PIXELS,
        "_s": Unit.S,
        "ratio": Unit.RATIO,
        "fps": Unit.FPS,
    }
    return next((unit for end, unit in ends.items() if name.endswith(end)), Unit.PIECES)


def words(*values: str) -> Words:
    return Words(values, Severity.ERROR, SOURCE)


def sizes(*pairs: tuple[int, int]) -> tuple[OutputSize, ...]:
    return tuple(OutputSize("size", Size(*pair), SOURCE) for pair in pairs)


def text_rule(
    name: str = "message",
    max_length: object = None,
    *,
    counter: Counter = Counter.CODE_POINTS,
    layout: Layout | None = None,
    forbidden: Sequence[str] = (),
) -> TextRule:
    bounds = {} if max_length is None else {"max_length": max_length}
    return TextRule(name, counter, limits(bounds), layout=layout, forbidden=words(*forbidden) if forbidden else None)


def picture_rule(
    bounds: Mapping[str, object] | None = None,
    *,
    recommended: Sequence[tuple[int, int]] = (),
    mimes: Sequence[str] = ("image/jpeg", "image/png"),
    animated: bool = False,
) -> PictureRule:
    return PictureRule(words(*mimes), limits(bounds), sizes(*recommended), animated)


def video_rule(
    bounds: Mapping[str, object] | None = None,
    *,
    name: str = "video",
    recommended: Sequence[tuple[int, int]] = (),
    ratios: Sequence[str] = (),
) -> VideoRule:
    return VideoRule(
        name,
        words("video/mp4"),
        limits(bounds),
        video_codecs=words("h264"),
        audio_codecs=words("aac"),
        ratios=words(*ratios) if ratios else None,
        recommended=sizes(*recommended),
    )


def kind_rule(
    name: str,
    bounds: Mapping[str, object] | None = None,
    *,
    fields: Sequence[str] = ("message",),
    picture: str | None = None,
    video: str | None = None,
    thumbnail: str | None = None,
    subtitles: bool = False,
    automatic: bool = True,
) -> KindRule:
    return KindRule(
        name,
        LABEL,
        tuple(fields),
        limits(bounds),
        picture=picture,
        video=video,
        thumbnail=thumbnail,
        subtitles=subtitles,
        automatic=automatic,
    )


def platform_rules(
    platform: Platform = Platform.FACEBOOK,
    *,
    texts: Sequence[TextRule] = (),
    pictures: Mapping[str, PictureRule] | None = None,
    videos: Mapping[str, VideoRule] | None = None,
    kinds: Sequence[KindRule] = (),
    direct: bool = True,
    mixes_media: bool = False,
) -> PlatformRules:
    return PlatformRules(
        platform=platform,
        label=LABEL,
        revision=date(2026, 11, 23),
        direct=direct,
        export_reason={},
        texts={rule.name: rule for rule in texts},
        pictures=pictures or {},
        videos=videos or {},
        kinds={kind.name: kind for kind in kinds},
        sources={SOURCE.id: SOURCE},
        mixes_media=mixes_media,
        subtitles=SubtitlesRule(words("srt", "vtt"), limits()),
        x_weights=X_WEIGHTS,
    )


def page(platform: Platform = Platform.FACEBOOK, *, max_length: object = 63_206) -> PlatformRules:
    """Like a Facebook Page: photos, reels, videos, links, text."""
    return platform_rules(
        platform,
        texts=[text_rule("message", max_length, layout=Layout()), text_rule("alt_text", 60)],
        pictures={"photo": picture_rule({"max_bytes": Exclusive(10_000_000)}, recommended=[(1200, 630), (1080, 1080), (1080, 1350)])},
        videos={
            "reel": video_rule(
                {"min_duration_s": 3, "max_duration_s": 90, "min_fps": 24, "min_width_px": 540, "min_height_px": 960},
                ratios=["9:16"],
                recommended=[(1080, 1920)],
            ),
            "video": video_rule(
                {"min_ratio": "9:16", "max_ratio": "16:9", "max_bytes": 10_000_000_000, "max_duration_s": 14_400},
                recommended=[(1280, 720), (720, 720), (720, 1280)],
            ),
        },
        kinds=[
            kind_rule("photo", {"min_photos": 1, "max_photos": 1}, picture="photo"),
            kind_rule("photos", {"min_photos": 2, "max_photos": 10}, picture="photo"),
            kind_rule("reel", {"min_videos": 1, "max_videos": 1}, video="reel"),
            kind_rule("video", {"min_videos": 1, "max_videos": 1}, video="video"),
            kind_rule("link", {"min_links": 1, "max_links": 1}),
            kind_rule("text"),
        ],
    )  # fmt: skip


def microblog() -> PlatformRules:
    """Like X: short posts, threads, GIFs."""
    media = {"max_photos": 4, "max_videos": 1}
    return platform_rules(
        Platform.X,
        texts=[text_rule("post", 280, counter=Counter.X_WEIGHTED, layout=Layout()), text_rule("alt_text", 1000)],
        pictures={
            "photo": picture_rule({"max_bytes": 5_000_000}, recommended=[(1600, 900), (1080, 1080)]),
            "gif": picture_rule(
                {"max_bytes": 15_000_000, "max_width_px": 1280, "max_height_px": 1080, "max_frames": 350, "max_total_pixels": 300_000_000},
                mimes=["image/gif"],
                animated=True,
            ),
        },
        videos={
            "video": video_rule(
                {"min_duration_s": 0.5, "max_duration_s": 140, "min_ratio": "1:3", "max_ratio": "3:1", "max_long_side_px": 1280, "max_short_side_px": 1024, "max_fps": 60, "max_bytes": 512_000_000},
                recommended=[(1280, 720), (720, 1280), (720, 720)],
            )
        },
        kinds=[
            kind_rule("photo", {"min_photos": 1, "max_photos": 4}, fields=["post"], picture="photo"),
            kind_rule("gif", {"min_gifs": 1, "max_gifs": 1}, fields=["post"], picture="gif"),
            kind_rule("video", {"min_videos": 1, "max_videos": 1}, fields=["post"], video="video", subtitles=True),
            kind_rule("text", fields=["post"]),
            kind_rule("thread", media, fields=["post"], picture="photo", video="video", automatic=False),
        ],
    )  # fmt: skip


def tube() -> PlatformRules:
    """Like YouTube: titles, descriptions in bytes, tags, Shorts, thumbnails, subtitles."""
    fields = ["title", "description", "tags"]
    one = {"min_videos": 1, "max_videos": 1}
    thumbnail = picture_rule({"max_bytes": 2_000_000, "min_width_px": 640}, recommended=[(1280, 720)])
    return platform_rules(
        Platform.YOUTUBE,
        texts=[
            text_rule("title", 100, counter=Counter.UTF16, forbidden=["<", ">"]),
            text_rule("description", 5000, counter=Counter.UTF8_BYTES, layout=Layout(), forbidden=["<", ">"]),
            text_rule("tags", 500, counter=Counter.YOUTUBE_TAGS),
        ],
        pictures={"thumbnail": thumbnail},
        videos={"short": video_rule({"max_duration_s": 180, "max_ratio": "1:1"}), "video": video_rule({"max_duration_s": 43_200})},
        kinds=[
            kind_rule("short", one, fields=fields, video="short", thumbnail="thumbnail", subtitles=True),
            kind_rule("video", one, fields=fields, video="video", thumbnail="thumbnail", subtitles=True),
        ],
    )  # fmt: skip


def messenger(max_bytes: int = 16_000_000) -> PlatformRules:
    """Like WhatsApp: export only, small clips."""
    return platform_rules(
        Platform.WHATSAPP,
        direct=False,
        texts=[text_rule("caption", 1024, layout=Layout())],
        pictures={"photo": picture_rule({"max_bytes": 5_000_000})},
        videos={"video": video_rule({"max_bytes": max_bytes})},
        kinds=[
            kind_rule("photo", {"min_photos": 1, "max_photos": 1}, fields=["caption"], picture="photo"),
            kind_rule("video", {"min_videos": 1, "max_videos": 1}, fields=["caption"], video="video"),
            kind_rule("text", fields=["caption"]),
        ],
    )


def four() -> dict[Platform, PlatformRules]:
    """A page, a video channel, a microblog and a messenger, in the order of `Platform`."""
    return {rules.platform: rules for rules in (page(), tube(), microblog(), messenger())}
