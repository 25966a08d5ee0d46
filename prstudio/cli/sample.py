"""`prstudio sample`: a ready post folder to try things with."""

from __future__ import annotations

from pathlib import Path

import click

from prstudio.cli import options, output, progress
from prstudio.cli.usage import SpeakingCommand
from prstudio.language.wording import say
from prstudio.messages import Language


def build(language: Language) -> click.Command:
    """The command in one language."""

    def sample(out: Path, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio.media.sample.folder import write_sample

        with progress.working(language) as work:
            write_sample(out, report=work.report, cancelled=work.cancelled)
        if as_json:
            output.print_json({"post": str(out), "files": sorted(path.name for path in out.iterdir())})
        else:
            click.echo(say("cli.sample_made", language, {"path": str(out)}))
        return 0

    return SpeakingCommand(
        "sample",
        language=language,
        callback=sample,
        help=say("cli.sample", language),
        params=[options.out_option(language, "cli.sample_out_option"), options.json_option(language)],
    )
