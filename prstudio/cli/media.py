"""`prstudio media`: what a file is, cutting a clip, and bringing one file inside a platform's limits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import media_facts, options, output, progress
from prstudio.cli.usage import SpeakingCommand, SpeakingGroup
from prstudio.errors import UsageFault
from prstudio.language import numbers
from prstudio.language.wording import say
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.model.rendered import RenderedFile


def build(language: Language) -> click.Group:
    """The command with its subcommands, in one language."""
    group = SpeakingGroup("media", language=language, help=say("cli.media", language))
    for command in (_probe_command(language), _trim_command(language), _fit_command(language)):
        group.add_command(command)
    return group


def _probe_command(language: Language) -> click.Command:
    def probe(file: Path, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio import one_file

        facts = media_facts.describe(one_file.probe_file(file))
        if as_json:
            output.print_json(facts)
        else:
            output.print_table([(name, _cell(value)) for name, value in facts.items()])
        return 0

    return SpeakingCommand(
        "probe",
        language=language,
        callback=probe,
        help=say("cli.media_probe", language),
        params=[options.file_argument("file", "FILE"), options.json_option(language)],
    )


def _trim_command(language: Language) -> click.Command:
    def trim(source: Path, start_s: float, end_s: float, out: Path, as_json: bool) -> int:  # noqa: FBT001 -- as above
        from prstudio import one_file

        with progress.working(language) as work:
            made = one_file.trim_file(
                source, out, start_s=start_s, end_s=end_s, report=work.report, cancelled=work.cancelled
            )
        _print_made(made, language, as_json=as_json)
        return 0

    return SpeakingCommand(
        "trim",
        language=language,
        callback=trim,
        help=say("cli.media_trim", language),
        params=[
            options.file_argument("source", "IN"),
            click.Option(
                ["--start", "start_s"], metavar="S", required=True, type=float, help=say("cli.start_option", language)
            ),
            click.Option(
                ["--end", "end_s"], metavar="S", required=True, type=float, help=say("cli.end_option", language)
            ),
            options.out_option(language, "cli.out_option"),
            options.json_option(language),
        ],
    )


def _fit_command(language: Language) -> click.Command:
    def fit(  # noqa: PLR0917 -- click hands options by name
        source: Path,
        out: Path,
        platform: str,
        kind: str | None,
        max_bytes: int | None,
        crop: str | None,
        focus: str | None,
        as_json: bool,  # noqa: FBT001 -- as above
    ) -> int:
        from prstudio import one_file

        if crop and focus:
            raise UsageFault("usage_crop_or_focus")
        wish = one_file.FitWish(
            platform=options.parse_platform(platform),
            kind=kind,
            max_bytes=max_bytes,
            box=options.parse_box(crop) if crop else None,
            focus=options.parse_point(focus) if focus else None,
        )
        with progress.working(language) as work:
            made, findings = one_file.fit_file(source, out, wish, report=work.report, cancelled=work.cancelled)
        if findings:
            output.print_findings(findings, language, to_stderr=True)
        if made is None:
            return 1
        _print_made(made, language, as_json=as_json)
        return 0

    return SpeakingCommand(
        "fit",
        language=language,
        callback=fit,
        help=say("cli.media_fit", language),
        params=[
            options.file_argument("source", "IN"),
            options.out_option(language, "cli.out_option"),
            click.Option(["--platform"], metavar="P", required=True, help=say("cli.fit_platform_option", language)),
            click.Option(["--kind"], metavar="K", help=say("cli.kind_option", language)),
            click.Option(
                ["--max-bytes"], metavar="N", type=click.IntRange(min=1), help=say("cli.max_bytes_option", language)
            ),
            click.Option(["--crop"], metavar="X,Y,W,H", help=say("cli.crop_option", language)),
            click.Option(["--focus"], metavar="X,Y", help=say("cli.focus_option", language)),
            options.json_option(language),
        ],
    )


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "–" if value is None else str(value)


def _print_made(made: RenderedFile, language: Language, *, as_json: bool) -> None:
    if as_json:
        output.print_json(
            {
                "path": str(made.path),
                "bytes": made.size_bytes,
                "width_px": None if made.size is None else made.size.width_px,
                "height_px": None if made.size is None else made.size.height_px,
                "duration_s": made.duration_s,
            }
        )
        return
    shape = "" if made.size is None else f" · {made.size.width_px}×{made.size.height_px}"
    length = "" if made.duration_s is None else f" · {numbers.duration(made.duration_s, language)}"
    click.echo(f"{made.path} · {numbers.size(made.size_bytes)}{shape}{length}")
