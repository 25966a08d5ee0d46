"""One text held against every platform's main text fields at once: what `count` prints and the meters show."""

from __future__ import annotations

from collections.abc import Mapping

from prstudio.model.post import Platform
from prstudio.model.variant import Variant
from prstudio.platforms.counting import Measure, measure
from prstudio.platforms.rules import PlatformRules, TextRule


def measure_all(text: str, rules: Mapping[Platform, PlatformRules]) -> dict[str, Measure]:
    """Name → length: the platform alone where one field holds the text, `platform.field` where several do."""
    measures: dict[str, Measure] = {}
    for platform, platform_rules in rules.items():
        fields = main_fields(platform_rules)
        for rule in fields:
            name = str(platform) if len(fields) == 1 else f"{platform}.{rule.name}"
            measures[name] = measure(text, rule, platform_rules.x_weights)
    return measures


def main_fields(rules: PlatformRules) -> tuple[TextRule, ...]:
    """The fields that every kind of post has there, in order; where the kinds share none, the fields of any kind.

    Kinds that the program never chooses by itself don't count.
    """
    kinds = [kind.fields for kind in rules.kinds.values() if kind.automatic]
    every = [name for name in kinds[0] if all(name in fields for fields in kinds)]
    names = every or list(dict.fromkeys(name for fields in kinds for name in fields))
    return tuple(rules.texts[name] for name in names)


def measure_variant(variant: Variant, rules: PlatformRules) -> dict[str, Measure]:
    """The length of each final text of a variant; the posts of a thread as `post-1`, `post-2`, ….

    A text for which the platform has no rule is left out.
    """
    texts = dict(variant.texts)
    if len(variant.thread) > 1:
        texts.pop("post", None)
    measures = {
        name: measure(text, rules.texts[name], rules.x_weights) for name, text in texts.items() if name in rules.texts
    }
    if len(variant.thread) > 1:
        for number, part in enumerate(variant.thread, start=1):
            measures[f"post-{number}"] = measure(part, rules.texts["post"], rules.x_weights)
    return measures
