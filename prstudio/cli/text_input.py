"""A text for a command: as an argument, from a file, or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from prstudio.errors import FileTrouble, UsageFault, file_trouble
from prstudio.language.wording import say
from prstudio.messages import Language

_LARGEST_BYTES: Final = 4_000_000


def parameters(language: Language) -> list[click.Parameter]:
    """The argument TEXT and the option `--file`."""
    return [
        click.Argument(["text"], metavar="[TEXT]", required=False),
        click.Option(
            ["--file"], metavar="F", type=click.Path(path_type=Path), help=say("cli.text_file_option", language)
        ),
    ]


def read(text: str | None, file: Path | None) -> str:
    """The text: as given, from the file, or from standard input when it is asked for by `-`.

    Raises:
        UsageFault: both are given, or neither.
        FileTrouble: the file can't be read as UTF-8.
    """
    if (text is None) == (file is None):
        raise UsageFault("usage_text_or_file")
    if text == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    if text is not None:
        return text
    assert file is not None
    return _read_file(file)


def _read_file(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise FileTrouble("text_file_too_large", {"file": str(file), "limit": _LARGEST_BYTES})
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise file_trouble(error, file) from error
    except UnicodeDecodeError as error:
        raise FileTrouble("text_file_not_utf8", {"file": str(file)}) from error
