"""data/review.html: one page that shows every target as its readers will see it; no script, no network.

Everything that comes from a post is text to the template, which escapes it; the page's own policy forbids scripts,
frames, forms and every address but the files beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from prstudio import resources
from prstudio.bundle.contents import BundleContents
from prstudio.bundle.layout import TargetFolder
from prstudio.bundle.target_view import view_target
from prstudio.language import graphemes, numbers
from prstudio.language.wording import say, say_finding
from prstudio.messages import Language
from prstudio.model.finding import SEVERITY_ORDER, Finding, Severity
from prstudio.model.post import Caption, Platform


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One line of the list of files."""

    path: str
    """Below the bundle's folder."""
    size_bytes: int
    sha256: str

    @property
    def href(self) -> str:
        """Relative to the page."""
        return self.path.removeprefix("data/")

    @property
    def size(self) -> str:
        """As people read it."""
        return numbers.size(self.size_bytes)


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding as a sentence in both languages."""

    severity: Severity
    anchor: str | None
    """Of the target on the page; None for the post as a whole."""
    where: Mapping[Language, str]
    message: Mapping[Language, str]


def make_review_page(
    contents: BundleContents, folders: Sequence[TargetFolder], files: Sequence[ListedFile], previews: Mapping[str, str]
) -> str:
    """The whole page; `files` are all payload files but the page itself, `previews` are by path."""
    targets = [view_target(folder, contents.rules[folder.variant.platform], previews) for folder in folders]
    findings = sorted(contents.findings, key=lambda finding: SEVERITY_ORDER.index(finding.severity))
    page = _template().render(
        style=Markup(resources.read_text("templates", "review.css")),  # noqa: S704 -- our own file
        title=_title(contents),
        office=_in_both("office", {"district": contents.district_names}),
        district=contents.district_names,
        initial=_initial(contents.district_names[Language.HI]),
        targets=targets,
        findings=[_finding_view(finding, contents, folders) for finding in findings],
        counts={severity: sum(found.severity is severity for found in findings) for severity in SEVERITY_ORDER},
        captions={language: contents.post.captions.get(language, Caption()) for language in Language},
        link=contents.post.link,
        files=files,
        total_bytes=sum(file.size_bytes for file in files),
        rules_revision=contents.rules_revision,
        version=contents.program_version,
        languages=list(Language),
        say=_say,
        word=_word,
        number=numbers.number,
    )
    return str(page)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(resources.read_text("templates", "review.html.jinja"))


def _say(name: str, language: Language, params: Mapping[str, object] | None = None) -> str:
    return say(f"review.{name}", language, params)


def _word(name: str, language: Language) -> str:
    return say(f"word.{name}", language)


def _in_both(name: str, params: Mapping[str, Mapping[Language, str]]) -> dict[Language, str]:
    """The sentence in both languages, each with the values of its own language."""
    return {
        language: _say(name, language, {key: value[language] for key, value in params.items()}) for language in Language
    }


def _title(contents: BundleContents) -> dict[Language, str]:
    """The headline in each language; where one is missing, the other, else the post's title in lists."""
    headlines = [contents.post.captions.get(language, Caption()).headline for language in Language]
    fallback = next(filter(None, [*headlines, contents.post.title]), "")
    title: dict[Language, str] = {}
    for language, headline in zip(Language, headlines, strict=True):
        title[language] = headline or fallback or _say("untitled", language)
    return title


def _initial(name: str) -> str:
    return graphemes.split(name)[0] if name else "•"


def _finding_view(finding: Finding, contents: BundleContents, folders: Sequence[TargetFolder]) -> FindingView:
    platform = _platform_of(finding, contents)
    if platform is None:
        where = _in_both("whole_post", {})
    else:
        where = dict(contents.rules[platform].label) if platform in contents.rules else _words(platform)
    return FindingView(
        severity=finding.severity,
        anchor=_anchor(finding, folders),
        where=where,
        message={language: say_finding(finding, language) for language in Language},
    )


def _anchor(finding: Finding, folders: Sequence[TargetFolder]) -> str | None:
    for folder in folders:
        variant = folder.variant
        if variant.target_index == finding.target_index:
            return folder.anchor
        if finding.target_index is None and finding.platform is variant.platform:
            return folder.anchor
    return None


def _platform_of(finding: Finding, contents: BundleContents) -> Platform | None:
    if finding.target_index is not None and finding.target_index < len(contents.targets):
        return contents.targets[finding.target_index].platform
    return finding.platform


def _words(platform: Platform) -> dict[Language, str]:
    return {language: _word(platform, language) for language in Language}
