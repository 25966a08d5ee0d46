"""`prstudio count`: the length of a text in each platform's own unit, with its limit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import options, output, text_input
from prstudio.cli.usage import SpeakingCommand
from prstudio.language import numbers
from prstudio.language.wording import say
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.platforms.counting import Measure


def build(language: Language) -> click.Command:
    """The command in one language."""

    def count(text: str | None, file: Path | None, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio.language import graphemes
        from prstudio.platforms.catalog import load_rulebook
        from prstudio.platforms.measures import measure_all

        content = text_input.read(text, file)
        measures = measure_all(content, load_rulebook().rules)
        letters = graphemes.count(content)
        if as_json:
            document = {name: _as_json(measure) for name, measure in measures.items()}
            output.print_json(document | {"graphemes": letters})
        else:
            _print(measures, letters, language)
        return 0

    return SpeakingCommand(
        "count",
        language=language,
        callback=count,
        help=say("cli.count", language),
        params=[*text_input.parameters(language), options.json_option(language)],
    )


def _as_json(measure: Measure) -> dict[str, object]:
    return {
        "value": measure.value,
        "unit": str(measure.unit),
        "limit": measure.limit,
        "valid": measure.is_valid,
    }


def _print(measures: dict[str, Measure], letters: int, language: Language) -> None:
    rows = []
    for name, measure in measures.items():
        limit = "" if measure.limit is None else f" / {numbers.number(measure.limit)}"
        mark = "" if measure.is_valid else say("cli.too_long", language)
        rows.append((name, f"{numbers.number(measure.value)}{limit}", say(f"word.unit_{measure.unit}", language), mark))
    rows.append(("graphemes", numbers.number(letters), say("word.unit_graphemes", language), ""))
    output.print_table(rows)
