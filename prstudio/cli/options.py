"""Arguments and options that several commands share, and how their texts become values."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from prstudio.errors import UsageFault
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.geometry import Box, Point
from prstudio.model.post import Platform


def post_argument() -> click.Argument:
    """A post folder or its post.toml."""
    return click.Argument(["post"], metavar="POST", type=click.Path(path_type=Path))


def file_argument(name: str, metavar: str) -> click.Argument:
    """A file or folder that the command reads."""
    return click.Argument([name], metavar=metavar, type=click.Path(path_type=Path))


def out_option(language: Language, key: str) -> click.Option:
    """Where the result goes."""
    return click.Option(
        ["--out"], metavar="PATH", required=True, type=click.Path(path_type=Path), help=say(key, language)
    )


def json_option(language: Language) -> click.Option:
    """One JSON document instead of text."""
    return click.Option(["--json", "as_json"], is_flag=True, help=say("cli.json_option", language))


def platforms_option(language: Language) -> click.Option:
    """Only these platforms; may be given several times."""
    return click.Option(
        ["--platform", "platforms"], metavar="P", multiple=True, help=say("cli.platform_option", language)
    )


def practice_option(language: Language) -> click.Option:
    """A practice server instead of the real platforms."""
    return click.Option(["--practice"], metavar="URL", help=say("cli.practice_option", language))


def parse_platforms(names: tuple[str, ...]) -> tuple[Platform, ...]:
    """The platforms of those names, none twice, in the order given.

    Raises:
        UsageFault: no such platform.
    """
    return tuple(dict.fromkeys(parse_platform(name) for name in names))


def parse_platform(name: str) -> Platform:
    """The platform of that name.

    Raises:
        UsageFault: no such platform.
    """
    try:
        return Platform(name.lower())
    except ValueError as error:
        raise UsageFault("usage_platform", {"name": name, "known": ", ".join(Platform)}) from error


def parse_moment(text: str, *, option: str) -> datetime:
    """A moment that is still to come, in this computer's time zone unless it names another.

    Raises:
        UsageFault: it is none, or it is over.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageFault("usage_moment", {"option": option, "text": text}) from error
    moment = moment.astimezone()
    if moment <= datetime.now().astimezone():
        raise UsageFault("usage_moment_over", {"option": option, "text": text})
    return moment


def parse_box(text: str) -> Box:
    """A crop box from `X,Y,W,H` in fractions of the upright picture.

    Raises:
        UsageFault: not four numbers, or a box that isn't inside the picture.
    """
    x, y, w, h = _fractions(text, count=4, option="--crop", example="0.1,0,0.6,1")
    if w <= 0 or h <= 0 or x + w > 1.000001 or y + h > 1.000001:
        raise UsageFault("usage_fractions", {"option": "--crop", "text": text, "example": "0.1,0,0.6,1"})
    return Box(x, y, w, h)


def parse_point(text: str) -> Point:
    """A focus point from `X,Y` in fractions of the upright picture.

    Raises:
        UsageFault: not two numbers from 0 to 1.
    """
    x, y = _fractions(text, count=2, option="--focus", example="0.6,0.4")
    return Point(x, y)


def _fractions(text: str, *, count: int, option: str, example: str) -> list[float]:
    fault = UsageFault("usage_fractions", {"option": option, "text": text, "example": example})
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise fault from error
    if len(values) != count or not all(0 <= value <= 1 for value in values):
        raise fault
    return values
