"""data/readme.txt: what a bundle is and how to post it by hand, step by step, in Hindi and then in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prstudio.bundle.contents import BundleContents
from prstudio.bundle.layout import TargetFolder
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.post import Caption

_RULER = "-" * 64


def make_readme(contents: BundleContents, folders: Sequence[TargetFolder]) -> str:
    """The whole text; lines end with a line feed."""
    halves = ["\n".join(_lines(contents, folders, language)) for language in Language]
    return f"\n\n{_RULER}\n\n".join(halves) + "\n"


def _lines(contents: BundleContents, folders: Sequence[TargetFolder], language: Language) -> Iterator[str]:
    headline = contents.post.captions.get(language, Caption()).headline
    yield _say("readme_heading", language)
    if headline:
        yield headline
    yield ""
    for paragraph in ("readme_what", "readme_review", "readme_exact"):
        yield _say(paragraph, language)
        yield ""
    for folder in folders:
        yield _heading(folder, contents, language)
        if folder.variant.account:
            yield _say("readme_account", language, {"account": folder.variant.account})
        for number, step in enumerate(_steps(folder, language), start=1):
            yield f"  {number}. {step}"
        yield ""
    yield _say("readme_check_heading", language)
    yield _say("readme_check", language)


def _heading(folder: TargetFolder, contents: BundleContents, language: Language) -> str:
    rules = contents.rules[folder.variant.platform]
    kind = rules.kinds.get(folder.variant.kind)
    names = {
        "platform": rules.label[language],
        "kind": kind.label[language] if kind else folder.variant.kind,
        "folder": folder.anchor,
    }
    return f"== {_say('readme_folder', language, names)}"


def _steps(folder: TargetFolder, language: Language) -> Iterator[str]:
    yield _say(f"step_open_{folder.variant.platform}", language)
    for role, step in (("picture", "step_pictures"), ("video", "step_video")):
        yield from _media_step(folder, role, step, language)
    yield from _text_steps(folder, language)
    if _has(folder, "alt.txt") and folder.of_role("picture"):  # no platform asks for a description of a video
        yield _say("step_alt", language)
    for role, step in (("thumbnail", "step_thumbnail"), ("subtitles", "step_subtitles")):
        yield from _media_step(folder, role, step, language)
    if _has(folder, "localizations.json"):
        yield _say("step_localizations", language)
    single = [name for name in _text_names(folder) if name.startswith("caption.") and name != "caption.txt"]
    if len(single) > 1:
        yield _say("step_single_language", language, {"files": ", ".join(single)})
    yield _say("step_publish", language)


def _text_steps(folder: TargetFolder, language: Language) -> Iterator[str]:
    posts = [name for name in _text_names(folder) if name.startswith("post-")]
    if len(posts) > 1:
        yield _say("step_thread", language, {"first": posts[0], "rest": ", ".join(posts[1:])})
    fields = {"title.txt": "field_title", "description.txt": "field_description", "tags.txt": "field_tags"}
    fields |= {"caption.txt": "field_caption"} | ({posts[0]: "field_caption"} if len(posts) == 1 else {})
    for name in _text_names(folder):
        if name in fields:
            yield _say("step_text", language, {"name": _say(fields[name], language), "files": name})


def _media_step(folder: TargetFolder, role: str, step: str, language: Language) -> Iterator[str]:
    files = [file.path.rpartition("/")[2] for file in folder.of_role(role)]
    if files:
        params: dict[str, object] = {"files": ", ".join(files)}
        if role == "picture":
            params["count"] = len(files)
        yield _say(step, language, params)


def _text_names(folder: TargetFolder) -> list[str]:
    return [file.path.rpartition("/")[2] for file in folder.texts]


def _has(folder: TargetFolder, name: str) -> bool:
    return name in _text_names(folder)


def _say(name: str, language: Language, params: Mapping[str, object] | None = None) -> str:
    return say(f"bundle.{name}", language, params)
