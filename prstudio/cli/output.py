"""What commands print: findings, tables and JSON, always on standard output and in one piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from prstudio.language import wording
from prstudio.messages import Language
from prstudio.model.finding import SEVERITY_ORDER, Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def print_json(document: object) -> None:
    """Print exactly one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def finding_as_json(finding: Finding) -> dict[str, object]:
    """The shape of contract §2."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "target": None if finding.platform is None else str(finding.platform),
        "field": finding.place,
        "params": dict(finding.params),
        "message": {str(language): wording.say_finding(finding, language) for language in Language},
        "fix": None if finding.fix is None else finding.fix.id,
    }


def print_findings(findings: Iterable[Finding], language: Language, *, to_stderr: bool = False) -> None:
    """The gravest first, each with its word, its platform and its sentence."""
    for finding in sorted(findings, key=lambda finding: SEVERITY_ORDER.index(finding.severity)):
        word = click.style(wording.say(f"word.{finding.severity}", language), fg=_COLOURS[finding.severity], bold=True)
        where = f" [{wording.say(f'word.{finding.platform}', language)}]" if finding.platform else ""
        click.echo(f"{word}{where}: {wording.say_finding(finding, language)}", err=to_stderr)


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
