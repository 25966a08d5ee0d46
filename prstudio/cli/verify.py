"""`prstudio verify`: whether a bundle is whole, genuine and by whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import options, output
from prstudio.cli.usage import SpeakingCommand
from prstudio.language.wording import say
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.bundle.verify import Problem, VerifyResult


def build(language: Language) -> click.Command:
    """The command in one language."""

    def verify(bundle: Path, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio.bundle.verify import verify as verify_bundle

        result = verify_bundle(bundle)
        if as_json:
            output.print_json(_as_document(result))
        else:
            _print(result, language)
        return 0 if result.ok else 1

    return SpeakingCommand(
        "verify",
        language=language,
        callback=verify,
        help=say("cli.verify", language),
        params=[options.file_argument("bundle", "BUNDLE"), options.json_option(language)],
    )


def _as_document(result: VerifyResult) -> dict[str, object]:
    signer = result.signed_by
    return {
        "ok": result.ok,
        "signed_by": None
        if signer is None
        else {"key_id": signer.key_id, "district": signer.district, "officer": signer.officer},
        "trusted": result.trusted,
        "problems": [_problem_as_json(problem) for problem in result.problems],
    }


def _problem_as_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "path": problem.path,
        "message": {str(language): _say(problem, language) for language in Language},
    }


def _say(problem: Problem, language: Language) -> str:
    return say(f"error.{problem.code}", language, {"path": problem.path, **problem.params})


def _print(result: VerifyResult, language: Language) -> None:
    if result.ok:
        click.echo(say("cli.bundle_whole", language))
    for problem in result.problems:
        click.echo(_say(problem, language), err=True)
    signer = result.signed_by
    if signer is not None:
        names = {"officer": signer.officer, "district": signer.district, "key_id": signer.key_id}
        click.echo(say("cli.bundle_signed", language, names))
    if result.ok:  # of a refused bundle nothing is known, not even whether it was signed
        click.echo(say(f"bundle.trust_{result.trust}", language))
