"""What YouTube takes as the metadata of a video."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from prstudio.practice.exchange import Refusal
from prstudio.practice.facts import YouTubeFacts
from prstudio.practice.youtube.errors import refusal

_PRIVACY: Final = ("public", "unlisted", "private")
_LICENSES: Final = ("youtube", "creativeCommon")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WRITABLE: Final[Mapping[str, frozenset[str]]] = {
    "snippet": frozenset({"title", "description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage"}),
    "status": frozenset(
        {
            "privacyStatus",
            "publishAt",
            "license",
            "embeddable",
            "publicStatsViewable",
            "selfDeclaredMadeForKids",
            "containsSyntheticMedia",
        }
    ),
    "localizations": frozenset(),
    "recordingDetails": frozenset({"recordingDate"}),
}
READABLE: Final = (
    *WRITABLE,
    "contentDetails",
    "fileDetails",
    "id",
    "player",
    "processingDetails",
    "statistics",
    "suggestions",
    "topicDetails",
)


def check_parts(part: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the parameter `part`."""
    if not part:
        raise refusal(400, "missingRequiredParameter", "Required parameter: part", domain="youtube.parameter")
    parts = tuple(name.strip() for name in part.split(","))
    for name in parts:
        if name not in known:
            message = f"'{name}'"
            raise refusal(400, "unknownPart", message, domain="youtube.part")
    return parts


def check_video(
    document: Mapping[str, Any], parts: tuple[str, ...], *, facts: YouTubeFacts, now: float
) -> dict[str, Any]:
    """The parts that will be kept, or a refusal with YouTube's reason."""
    for name, content in document.items():
        if name in ("id", "kind", "etag"):
            continue
        if name not in WRITABLE or not isinstance(content, dict):
            raise _unknown_name(name)
        if name not in parts:
            message = f"The request metadata has the part {name}, which the part parameter doesn't name."
            raise refusal(400, "unexpectedPart", message, domain="youtube.part")
        for key in content:
            if name != "localizations" and key not in WRITABLE[name]:
                raise _unknown_name(f"{name}.{key}")
    kept = {name: dict(document.get(name, {})) for name in WRITABLE if name in parts}
    if "snippet" in kept:
        _check_snippet(kept["snippet"], facts)
    if "status" in kept:
        _check_status(kept["status"], now)
    if kept.get("localizations"):
        _check_localizations(kept, facts)
    return kept


def _check_snippet(snippet: Mapping[str, Any], facts: YouTubeFacts) -> None:
    title = snippet.get("title")
    _check_title(title, facts)
    description = snippet.get("description", "")
    _check_description(description, facts)
    tags = snippet.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) and tag for tag in tags):
        raise _invalid("invalidTags", "The request metadata specifies invalid video keywords.")
    length = sum(_utf16(tag) + 2 * (" " in tag) for tag in tags) + max(0, len(tags) - 1)
    if length > facts.max_tags_utf16 or any("<" in tag or ">" in tag for tag in tags):
        raise _invalid("invalidTags", "The request metadata specifies invalid video keywords.")
    category = snippet.get("categoryId", "22")
    if not isinstance(category, str) or not category.isdigit():
        raise _invalid("invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.")
    for key in ("defaultLanguage", "defaultAudioLanguage"):
        if key in snippet and not _is_language(snippet[key]):
            raise _invalid("invalidVideoMetadata", f"The snippet.{key} property specifies an invalid language.")


def _check_title(title: Any, facts: YouTubeFacts) -> None:
    if not isinstance(title, str) or not title.strip() or _utf16(title) > facts.max_title_utf16 or _has_angle(title):
        raise _invalid("invalidTitle", "The request metadata specifies an invalid or empty video title.")


def _check_description(description: Any, facts: YouTubeFacts) -> None:
    if (
        not isinstance(description, str)
        or len(description.encode("utf-8")) > facts.max_description_bytes
        or _has_angle(description)
    ):
        raise _invalid("invalidDescription", "The request metadata specifies an invalid video description.")


def _check_status(status: Mapping[str, Any], now: float) -> None:
    privacy = status.get("privacyStatus", "public")
    if privacy not in _PRIVACY or status.get("license", "youtube") not in _LICENSES:
        raise _invalid("invalidVideoMetadata", "The request metadata is invalid.")
    for key in ("embeddable", "publicStatsViewable", "selfDeclaredMadeForKids", "containsSyntheticMedia"):
        if key in status and not isinstance(status[key], bool):
            raise _unknown_name(f"status.{key}")
    if "publishAt" not in status:
        return
    publish_at = parse_time(status["publishAt"])
    if publish_at is None or publish_at <= now or privacy != "private":
        raise _invalid("invalidPublishAt", "The request metadata specifies an invalid scheduled publishing time.")


def _check_localizations(kept: Mapping[str, Any], facts: YouTubeFacts) -> None:
    if not kept.get("snippet", {}).get("defaultLanguage"):
        message = "The request is trying to add localized video details without specifying the default language."
        raise _invalid("defaultLanguageNotSet", message)
    for language, texts in kept["localizations"].items():
        if not _is_language(language) or not isinstance(texts, dict) or set(texts) - {"title", "description"}:
            raise _invalid("localizationValidationError", "One of the values in the localizations object failed.")
        _check_title(texts.get("title"), facts)
        _check_description(texts.get("description", ""), facts)


def parse_time(text: object) -> float | None:
    """Unix time of an ISO 8601 text with a zone; None where it is none."""
    if not isinstance(text, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment.timestamp()


def _is_language(code: object) -> bool:
    return isinstance(code, str) and _LANGUAGE.fullmatch(code) is not None


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _has_angle(text: str) -> bool:
    return "<" in text or ">" in text


def _invalid(reason: str, message: str) -> Refusal:
    return refusal(400, reason, message)


def _unknown_name(name: str) -> Refusal:
    message = f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.'
    return refusal(400, "badRequest", message, domain="global")
