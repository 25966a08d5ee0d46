"""The written form of a post: post.toml, read strictly and written so that it reads back the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from prstudio.errors import PostFault, StudioError
from prstudio.messages import Language
from prstudio.model.districts import all_districts
from prstudio.model.post import SCHEMA, Caption, CaptionOverride, Platform, Post, Target
from prstudio.store.asset_toml import asset_content, read_asset
from prstudio.store.toml_fields import (
    find_hashtags,
    find_line,
    find_ratio,
    find_words,
    language_tables,
)
from prstudio.store.toml_text import by_language, format_pairs
from prstudio.strict_toml import Document, Table
from prstudio.toml_lines import KeyPath

_PLAIN_LANGUAGES = Target(Platform.X).languages


def parse_post(text: str, file: str) -> Post:
    """The post that `text` writes down; `file` is only named in faults. Touches no disk.

    Raises:
        PostFault: the first thing that is wrong, with its key and line.
    """
    return read_post(open_document(text, file))


def open_document(text: str, file: str) -> Document:
    """The TOML of a post, not yet understood; its faults are PostFaults.

    Raises:
        PostFault: the text isn't TOML.
    """
    return Document(text, file, fault=_post_fault)


def read_post(document: Document) -> Post:
    """The post of a document.

    Raises:
        PostFault: the first thing that is wrong, with its key and line.
    """
    root = document.root
    schema = root.integer("schema")
    if schema != SCHEMA:
        raise root.fault("post_schema", "schema", {"value": schema, "schema": SCHEMA})
    post = Post(
        district=_read_district(root),
        title=find_words(root, "title") or "",
        link=find_line(root, "link"),
        captions={language: _read_caption(table) for language, table in language_tables(root, "caption").items()},
        assets=tuple(read_asset(table) for table in root.tables("asset")),
        targets=tuple(_read_target(table) for table in root.tables("target")),
    )
    root.finish()
    return post


def format_post(post: Post) -> str:
    """The post as TOML text that `parse_post` reads back as the same post."""
    head: dict[str, object] = {"schema": SCHEMA, "title": post.title, "district": post.district}
    if post.link is not None:
        head["link"] = post.link
    parts = [format_pairs(head)]
    for language, caption in by_language(post.captions).items():
        words = {key: value for key, value in dataclasses.asdict(caption).items() if value}
        parts.append(f"[caption.{language}]\n{format_pairs(words)}")
    parts += [f"[[asset]]\n{format_pairs(asset_content(asset))}" for asset in post.assets]
    parts += [f"[[target]]\n{format_pairs(_target_content(target))}" for target in post.targets]
    return "\n".join(parts)


def _post_fault(code: str, _path: KeyPath, _line: int, params: Mapping[str, object]) -> StudioError:
    return PostFault(code, params)


def _read_district(root: Table) -> str:
    written = root.text("district").strip()
    districts = all_districts()
    if written in districts:
        return written
    for district in districts.values():  # the name instead of the id: say which id it is
        if written.casefold() in {name.casefold() for name in district.name.values()}:
            params = {"value": written, "near": district.id, "known": ", ".join(districts)}
            raise root.fault("toml_not_a_choice_near", "district", params)
    raise root.unknown("toml_not_a_choice", "district", written, tuple(districts))


def _read_caption(table: Table) -> Caption:
    caption = Caption(
        headline=find_words(table, "headline") or "",
        body=find_words(table, "body") or "",
        hashtags=find_hashtags(table, "hashtags") or (),
    )
    table.finish()
    return caption


def _read_target(table: Table) -> Target:
    overrides = language_tables(table, "caption")
    target = Target(
        platform=table.choice("platform", Platform),
        kind=find_line(table, "kind"),
        languages=_read_languages(table),
        account=find_line(table, "account"),
        ratio=find_ratio(table, "ratio"),
        caption={language: _read_override(inner) for language, inner in overrides.items()},
    )
    table.finish()
    return target


def _read_languages(table: Table) -> tuple[Language, ...]:
    written = table.texts("languages", default=None)
    if written is None:
        return _PLAIN_LANGUAGES
    languages = tuple(table.chosen("languages", word, Language) for word in written)
    if not languages:
        raise table.fault("post_no_language", "languages")
    if len(set(languages)) < len(languages):
        raise table.fault("post_language_twice", "languages")
    return languages


def _read_override(table: Table) -> CaptionOverride:
    override = CaptionOverride(
        headline=find_words(table, "headline"),
        body=find_words(table, "body"),
        hashtags=find_hashtags(table, "hashtags"),
    )
    table.finish()
    return override


def _target_content(target: Target) -> dict[str, object]:
    content: dict[str, object] = {
        "platform": target.platform,
        "kind": target.kind,
        "languages": list(target.languages),
        "account": target.account,
        "ratio": target.ratio,
        "caption": {language: _override_content(override) for language, override in by_language(target.caption).items()}
        or None,
    }
    return {key: value for key, value in content.items() if value is not None}


def _override_content(override: CaptionOverride) -> dict[str, object]:
    return {key: value for key, value in dataclasses.asdict(override).items() if value is not None}
