"""`prstudio --selftest OUT`: whether everything works on this computer, for support and for the installer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.language.wording import say
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.model.selftest import Outcome


def option(language: Language) -> click.Option:
    """The option, which does its work and ends the program: 0 when everything works, else 1."""

    def test(context: click.Context, _parameter: click.Parameter, out: Path | None) -> None:
        if out is not None:
            context.exit(_test(out, language))

    return click.Option(
        ["--selftest"],
        metavar="OUT",
        type=click.Path(path_type=Path),
        is_eager=True,
        expose_value=False,
        callback=test,
        help=say("selftest.option", language),
    )


def _test(out: Path, language: Language) -> int:
    from prstudio.selftest.run import run_selftest, save_selftest

    def tell(outcome: Outcome) -> None:
        line = "line_ok" if outcome.ok else "line_failed"
        params = {"part": say(f"selftest.{outcome.part}", language), "problem": outcome.problem}
        click.echo(say(f"selftest.{line}", language, params))

    selftest = run_selftest(on_outcome=tell)
    save_selftest(selftest, out)
    failed = sum(not outcome.ok for outcome in selftest.outcomes)
    key = "some_failed" if failed else "all_well"
    click.echo(say(f"selftest.{key}", language, {"file": out, "count": failed}))
    return 0 if selftest.ok else 1
