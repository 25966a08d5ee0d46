"""`prstudio check`: every rule a post breaks or risks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import options, output
from prstudio.cli.usage import SpeakingCommand
from prstudio.language.wording import say, say_error
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.studio import Draft


def build(language: Language) -> click.Command:
    """The command in one language."""

    def check(post: Path, platforms: tuple[str, ...], as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio import studio

        draft = studio.open_draft(post, only=options.parse_platforms(platforms))
        if as_json:
            output.print_json(as_document(draft, post))
        else:
            _print(draft, language)
        return 1 if draft.has_errors else 0

    return SpeakingCommand(
        "check",
        language=language,
        callback=check,
        help=say("cli.check", language),
        params=[options.post_argument(), options.platforms_option(language), options.json_option(language)],
    )


def as_document(draft: Draft, post: Path) -> dict[str, object]:
    """The JSON shape of contract §2."""
    return {
        "post": str(post),
        "targets": [
            {
                "platform": str(variant.platform),
                "kind": variant.kind,
                "languages": [str(language) for language in variant.languages],
            }
            for variant in draft.variants
        ],
        "findings": [output.finding_as_json(finding) for finding in draft.findings],
    }


def _print(draft: Draft, language: Language) -> None:
    for variant in draft.variants:
        platform = say(f"word.{variant.platform}", language)
        kind = draft.rulebook.rules[variant.platform].kinds[variant.kind].label[language]
        spoken = " + ".join(say(f"word.{spoken}", language) for spoken in variant.languages)
        click.echo(f"{platform} · {kind} · {spoken}")
    for fault in draft.rulebook.refused:
        click.echo(say_error(fault, language), err=True)
    if not draft.findings:
        click.echo(say("cli.nothing_found", language))
        return
    click.echo()
    output.print_findings(draft.findings, language)
