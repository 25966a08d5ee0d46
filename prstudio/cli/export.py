"""`prstudio export`: render everything and write the bundle."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli import options, output, progress
from prstudio.cli.usage import SpeakingCommand
from prstudio.errors import KeyringTrouble
from prstudio.language import numbers
from prstudio.language.wording import say, say_error
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.bundle.layout import MediaFile, TargetFolder
    from prstudio.bundle.signing import Signer
    from prstudio.studio import Draft, Exported


def build(language: Language) -> click.Command:
    """The command in one language."""

    def export(  # noqa: PLR0917 -- click hands options by name
        post: Path,
        out: Path,
        platforms: tuple[str, ...],
        unsigned: bool,  # noqa: FBT001 -- click hands options by name
        with_errors: bool,  # noqa: FBT001 -- as above
        officer: str | None,
        as_json: bool,  # noqa: FBT001 -- as above
    ) -> int:
        from prstudio import studio

        draft = studio.open_draft(post, only=options.parse_platforms(platforms))
        if draft.has_errors and not with_errors:
            _refuse(draft, language, as_json=as_json)
            return 1

        def find_signer() -> Signer | None:
            return None if unsigned else _find_signer(draft, officer or getpass.getuser(), language)

        with progress.working(language) as work:
            exported = studio.export(draft, out, find_signer=find_signer, report=work.report, cancelled=work.cancelled)
        if as_json:
            output.print_json(_as_document(exported, draft))
        else:
            _print(exported, draft, language)
        return 1 if draft.has_errors else 0

    return SpeakingCommand(
        "export",
        language=language,
        callback=export,
        help=say("cli.export", language),
        params=[
            options.post_argument(),
            options.out_option(language, "cli.export_out_option"),
            options.platforms_option(language),
            click.Option(["--unsigned"], is_flag=True, help=say("cli.unsigned_option", language)),
            click.Option(["--with-errors"], is_flag=True, help=say("cli.with_errors_option", language)),
            click.Option(["--officer"], metavar="NAME", help=say("cli.officer_option", language)),
            options.json_option(language),
        ],
    )


def _find_signer(draft: Draft, officer: str, language: Language) -> Signer | None:
    """The office's signer; None, with a warning, where no keyring works."""
    from prstudio.bundle.office_key import get_or_create_signer
    from prstudio.store.secrets import open_secrets

    try:
        return get_or_create_signer(open_secrets(), district=draft.post.district, officer=officer)
    except KeyringTrouble as error:
        click.echo(say_error(error, language), err=True)
        click.echo(say("cli.stays_unsigned", language), err=True)
        return None


def _refuse(draft: Draft, language: Language, *, as_json: bool) -> None:
    """Say why nothing was written: a bundle that a platform would refuse helps nobody."""
    if as_json:
        output.print_json(
            {
                "bundle": None,
                "name": None,
                "targets": [],
                "findings": [output.finding_as_json(finding) for finding in draft.findings],
            }
        )
    output.print_findings(draft.findings, language, to_stderr=True)
    click.echo(say("cli.not_exported", language), err=True)


def _as_document(exported: Exported, draft: Draft) -> dict[str, object]:
    return {
        "bundle": str(exported.path),
        "name": exported.name,
        "signed": exported.is_signed,
        "targets": [_target_as_json(target, draft) for target in exported.targets],
        "findings": [output.finding_as_json(finding) for finding in draft.findings],
    }


def _target_as_json(target: TargetFolder, draft: Draft) -> dict[str, object]:
    from prstudio.platforms.measures import measure_variant

    measures = measure_variant(target.variant, draft.rulebook.rules[target.variant.platform])
    return {
        "platform": str(target.variant.platform),
        "kind": target.variant.kind,
        "files": [_file_as_json(file) for file in target.media],
        "text_units": {name: measure.value for name, measure in measures.items()},
    }


def _file_as_json(file: MediaFile) -> dict[str, object]:
    rendered = file.rendered
    return {
        "path": file.path,
        "bytes": rendered.size_bytes,
        "width_px": None if rendered.size is None else rendered.size.width_px,
        "height_px": None if rendered.size is None else rendered.size.height_px,
        "duration_s": rendered.duration_s,
    }


def _print(exported: Exported, draft: Draft, language: Language) -> None:
    if draft.findings:
        output.print_findings(draft.findings, language)
        click.echo()
    rows = []
    for file in (file for target in exported.targets for file in target.media):
        rendered = file.rendered
        shape = "" if rendered.size is None else f"{rendered.size.width_px}×{rendered.size.height_px}"
        length = "" if rendered.duration_s is None else numbers.duration(rendered.duration_s, language)
        rows.append((file.path, numbers.size(rendered.size_bytes), shape, length))
    if rows:
        output.print_table(rows)
    click.echo(say("cli.exported", language, {"path": str(exported.path), "name": exported.name}))
    if exported.review_page is not None:
        click.echo(say("cli.open_review", language, {"path": str(exported.review_page)}))
