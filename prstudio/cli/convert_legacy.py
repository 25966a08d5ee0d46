"""`prstudio convert-legacy`: Kruti Dev and DevLys text to Unicode."""

from __future__ import annotations

from pathlib import Path

import click

from prstudio.cli import options, output, text_input
from prstudio.cli.usage import SpeakingCommand
from prstudio.errors import UsageFault
from prstudio.language.wording import say
from prstudio.messages import Language

# Both typefaces share one layout.
_FONTS = ("kruti-dev", "devlys")


def build(language: Language) -> click.Command:
    """The command in one language."""

    def convert(text: str | None, file: Path | None, font: str, as_json: bool) -> int:  # noqa: FBT001 -- click hands options by name
        from prstudio.language import legacy_fonts

        _require_font(font)
        legacy = text_input.read(text, file)
        converted = legacy_fonts.to_unicode(legacy)
        doubtful = len(legacy_fonts.doubtful_colons(legacy))
        if as_json:
            output.print_json({"text": converted, "font": font, "doubtful_colons": doubtful})
        else:
            click.echo(converted)
        if doubtful:
            click.echo(say("cli.doubtful_colons", language, {"count": doubtful}), err=True)
        return 0

    return SpeakingCommand(
        "convert-legacy",
        language=language,
        callback=convert,
        help=say("cli.convert_legacy", language),
        params=[
            *text_input.parameters(language),
            click.Option(["--font"], metavar="NAME", default=_FONTS[0], help=say("cli.font_option", language)),
            options.json_option(language),
        ],
    )


def _require_font(name: str) -> None:
    if name.lower().replace(" ", "-").removesuffix("-010") not in _FONTS:
        raise UsageFault("usage_font", {"name": name, "known": ", ".join(_FONTS)})
