"""The districts of Haryana, as named in resources/districts.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from prstudio import resources
from prstudio.messages import Language


@dataclass(frozen=True, slots=True)
class District:
    """One district; a post is written for it, a bundle is named after it."""

    id: str
    """Lower-case ASCII with hyphens: `charkhi-dadri`."""
    name: Mapping[Language, str]


@cache
def all_districts() -> Mapping[str, District]:
    """Every district by its id, in the order of the English names."""
    content = tomllib.loads(resources.read_text("districts.toml"))
    districts = (
        District(id_, MappingProxyType({language: names[language] for language in Language}))
        for id_, names in content["district"].items()
    )
    return MappingProxyType({district.id: district for district in districts})


def find_district(id_: str) -> District | None:
    """The district of that id, or None."""
    return all_districts().get(id_)
