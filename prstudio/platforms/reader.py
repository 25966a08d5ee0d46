"""Reads a whole rules file strictly into typed rules. The facts stand in the file, none of them here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Final

from prstudio.errors import RulesFault, StudioError
from prstudio.model.post import Platform
from prstudio.platforms import limit_names
from prstudio.platforms.reader_facts import Sources, read_both_languages, read_limits, read_sources
from prstudio.platforms.reader_protocol import find_x_weights, read_errors, read_free_limits, read_protocol
from prstudio.platforms.reader_sections import (
    KIND_NAMES,
    find_subtitles_rule,
    read_kind_rule,
    read_named,
    read_picture_rule,
    read_text_rule,
    read_video_rule,
    refuse_loose_ends,
)
from prstudio.platforms.rules import Counter, Limits, PlatformRules
from prstudio.strict_toml import Document, Table
from prstudio.toml_lines import KeyPath

SCHEMA: Final = 1


def read_rules(text: str, file: str) -> PlatformRules:
    """The rules that `text` writes down; `file` is only named in faults. Touches no disk.

    Raises:
        RulesFault: the first thing that is wrong, with its place and line.
    """
    root = Document(unicodedata.normalize("NFC", text), file, fault=_rules_fault).root
    schema = root.integer("schema")
    if schema != SCHEMA:
        raise root.fault("rules_schema", "schema", {"value": schema, "schema": SCHEMA})
    sources = read_sources(root)
    rules = _read_rules(root, sources)
    root.finish()
    _refuse_gaps(root, rules)
    return rules


def _read_rules(root: Table, sources: Sources) -> PlatformRules:
    direct = root.boolean("direct")
    return PlatformRules(
        platform=root.choice("platform", Platform),
        label=read_both_languages(root, "label"),
        revision=root.date("revision"),
        direct=direct,
        export_reason={} if direct else read_both_languages(root, "export_reason"),
        texts=read_named(root, "texts", partial(read_text_rule, sources=sources)),
        pictures=read_named(root, "pictures", partial(read_picture_rule, sources=sources)),
        videos=read_named(root, "videos", partial(read_video_rule, sources=sources)),
        kinds=read_named(root, "kinds", partial(read_kind_rule, sources=sources), known=KIND_NAMES),
        sources=sources,
        mixes_media=root.boolean("mixes_media", default=False),
        subtitles=find_subtitles_rule(root, sources),
        x_weights=find_x_weights(root, sources),
        schedule=read_named(root, "schedule", partial(_read_schedule, sources=sources)),
        rates=read_free_limits(root, "rates", sources, names=limit_names.RATE_NAME, units=limit_names.RATE_UNITS),
        prices=read_free_limits(root, "prices", sources, names=limit_names.PRICE_NAME, units=limit_names.PRICE_UNITS),
        errors=read_errors(root, sources),
        protocol=read_protocol(root, sources),
    )


def _read_schedule(_name: str, table: Table, sources: Sources) -> Limits:
    return read_limits(table, limit_names.SCHEDULE, sources)


def _refuse_gaps(root: Table, rules: PlatformRules) -> None:
    """Without a text field and a kind nothing can be posted; what they refer to must be there."""
    for section, content in (("texts", rules.texts), ("kinds", rules.kinds)):
        if not content:
            raise root.fault("rules_section_missing", section)
    refuse_loose_ends(
        root,
        rules.kinds,
        texts=rules.texts,
        pictures=rules.pictures,
        videos=rules.videos,
        has_subtitles=rules.subtitles is not None,
    )
    if rules.x_weights is None and any(rule.counter is Counter.X_WEIGHTED for rule in rules.texts.values()):
        raise root.fault("rules_section_missing", "x_weights")


def _rules_fault(code: str, _path: KeyPath, _line: int, params: Mapping[str, object]) -> StudioError:
    return RulesFault(code, {**params, "place": params["key"]})
