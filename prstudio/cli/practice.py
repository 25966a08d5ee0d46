"""`prstudio practice`: the practice server, until Ctrl+C."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prstudio.cli.usage import SpeakingCommand
from prstudio.errors import file_trouble
from prstudio.language.wording import say
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.practice.faults import Fault

_TICK_S = 0.2
"""How often Ctrl+C is looked for: on Windows a plain wait doesn't hear it."""
_MAX_PORT = 65_535


def build(language: Language) -> click.Command:
    """The command in one language."""

    def practice(port: int, faults: Path | None) -> int:
        from prstudio.practice.server import PracticeServer

        script = () if faults is None else _read_faults(faults)
        ended = threading.Event()
        signal.signal(signal.SIGTERM, lambda _signal, _frame: ended.set())
        with PracticeServer(port, script) as server:
            try:
                click.echo(say("practice.running", language, {"url": server.base_url}), err=True)
                click.echo(server.base_url)  # last: whoever reads it may end the program at once
                while not ended.wait(_TICK_S):
                    pass
            finally:
                click.echo(say("practice.stopped", language), err=True)
        return 0

    return SpeakingCommand(
        "practice",
        language=language,
        callback=practice,
        help=say("cli.practice", language),
        params=[
            click.Option(
                ["--port"],
                metavar="N",
                type=click.IntRange(0, _MAX_PORT),
                default=0,
                help=say("cli.practice_port_option", language),
            ),
            click.Option(
                ["--faults"],
                metavar="FILE",
                type=click.Path(path_type=Path),
                help=say("cli.practice_faults_option", language),
            ),
        ],
    )


def _read_faults(file: Path) -> tuple[Fault, ...]:
    from prstudio.practice.faults import parse_faults

    try:
        content = file.read_bytes()
    except OSError as error:
        raise file_trouble(error, file) from error
    return parse_faults(content, str(file))
