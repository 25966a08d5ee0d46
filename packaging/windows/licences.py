"""Collects the licences of everything that is shipped into one text that a person can read."""

import email.parser
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "licences"
_IS_LICENCE = re.compile(r"[^/]*(licen[cs]e|copying|notice|authors)[^/]*", re.IGNORECASE)
_NOT_OURS = "LicenseRef-Qt-Commercial"  # Qt's wheels name the licence that one can buy; ours is the LGPL
_RULE = "=" * 78

_HEAD = """\
PR Studio stands on the work of others. This file says on whose, and under which licences it comes to you.
PR Studio itself is under the MIT licence.
"""


@dataclass(frozen=True)
class Work:
    """One thing that is shipped."""

    name: str
    version: str
    licence: str
    """In a few words."""
    home: str = ""
    texts: Sequence[str] = ()
    shared_texts: Sequence[str] = field(default=())
    """Names of files in `licences/` which several works share."""


def read_work(members: Mapping[str, bytes], *, shared: Sequence[str], notes: Sequence[str]) -> Work:
    """What a wheel says of its own licence; `members` are the files of its dist-info folder."""
    metadata = next(content for path, content in members.items() if path.endswith(".dist-info/METADATA"))
    fields = email.parser.BytesParser().parsebytes(metadata)
    own = [
        content.decode("utf-8", "replace").replace("\r\n", "\n").strip()
        for path, content in sorted(members.items())
        if _IS_LICENCE.fullmatch(path.rpartition("/")[2]) and _NOT_OURS not in path
    ]
    stated = fields["License-Expression"] or _from_classifiers(fields.get_all("Classifier", [])) or fields["License"]
    return Work(
        name=fields["Name"],
        version=fields["Version"],
        licence=(stated or "see below").strip().partition("\n")[0],
        home=_home(fields),
        texts=[*own, *(_read(note) for note in notes)],
        shared_texts=shared,
    )


def _from_classifiers(classifiers: Sequence[str]) -> str:
    prefix = "License :: "
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith(prefix)]
    return ", ".join(name for name in named if name != "OSI Approved")


def _home(fields: Mapping[str, str]) -> str:
    links = [value for key, value in fields.items() if key == "Project-URL"]
    link = next((text for text in links if re.match(r"(source|repository|home|code)", text, re.IGNORECASE)), "")
    return link.partition(", ")[2] or fields.get("Home-page") or ""


def _read(name: str) -> str:
    return (TEXTS / name).read_text(encoding="utf-8").strip()


def format_licences(works: Sequence[Work]) -> str:
    """The whole text: an overview, then each work with its texts, then once the texts that several share."""
    ordered = sorted(works, key=lambda work: work.name.lower())
    overview = [f"  {work.name} {work.version}: {work.licence}" for work in ordered]
    parts = [_HEAD, "\n".join(overview)]
    parts += [_section(work) for work in ordered]
    for name in sorted({name for work in ordered for name in work.shared_texts}):
        parts.append(f"{_RULE}\n{name.removesuffix('.txt')}\n{_RULE}\n\n{_read(name)}")
    return "\n\n".join(parts) + "\n"


def _section(work: Work) -> str:
    pieces = [f"{_RULE}\n{work.name} {work.version}\n{_RULE}", f"Licence: {work.licence}"]
    if work.home:
        pieces[-1] += f"\nHome: {work.home}"
    if work.shared_texts:
        names = " and ".join(name.removesuffix(".txt") for name in work.shared_texts)
        pieces.append(textwrap.fill(f"The full text of {names} stands at the end of this file.", 78))
    return "\n\n".join([*pieces, *work.texts])
