"""What the officer chose once for this computer: typed, read strictly, written whole or not at all."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import FileTrouble, file_trouble
from prstudio.messages import Language

FILE: Final = "settings.json"
SIZE_MAX_BYTES: Final = 100_000
"""The real file has some two hundred bytes."""
LINE_MAX_KBPS: Final = 10_000_000


class SchemeChoice(StrEnum):
    """How light or dark the officer wants the window; SYSTEM follows the computer."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; what is not set yet has its default."""

    language: Language | None = None
    """None: as the computer."""
    officer: str = ""
    """Name as it stands in signatures; "" before the first start is done."""
    district: str = ""
    """An id of resources/districts.toml; "" before the first start is done."""
    scheme: SchemeChoice = SchemeChoice.SYSTEM
    line_kbps: int | None = None
    """Upload speed of the office's line in 1000 bits a second, at least 1; None: neither set nor measured."""
    export_folder: str = ""
    """Where bundles were put last; "": nowhere yet."""

    @property
    def is_complete(self) -> bool:
        """Whether the questions of the first start are answered."""
        return bool(self.officer and self.district)


def settings_file() -> Path:
    """Where the settings lie."""
    return paths.home() / FILE


def load_settings() -> Settings:
    """The settings in force; the defaults when none were saved yet.

    Raises:
        FileTrouble: the file can't be read, or is broken: then it was renamed (`kept` in the error's params), and
            the next call gives the defaults.
    """
    file = settings_file()
    try:
        with file.open("rb") as stream:
            content = stream.read(SIZE_MAX_BYTES + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise file_trouble(error, file) from error
    try:
        return _read(content)
    except _Broken as broken:
        kept = _move_aside(file)
        params = {"file": str(file), "key": broken.key, "kept": kept.name}
        raise FileTrouble(f"settings_{broken.reason}", params) from broken


def save_settings(settings: Settings) -> None:
    """Keep `settings`; the former ones stay in force when this raises.

    Raises:
        FileTrouble: the folder can't be written; DiskFull when no space is left.
    """
    document = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    try:
        paths.home().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, paths.home()) from error
    paths.write_atomically(settings_file(), (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


class _Broken(Exception):
    """Why the content is no settings."""

    def __init__(self, reason: str, key: str = "") -> None:
        super().__init__(reason, key)
        self.reason = reason
        self.key = key


def _read(content: bytes) -> Settings:
    if len(content) > SIZE_MAX_BYTES:
        raise _Broken("unreadable")
    try:
        document = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _Broken("unreadable") from error
    if not isinstance(document, dict):
        raise _Broken("unreadable")
    for key in document:
        if key not in Settings.__slots__:
            raise _Broken("unknown_key", key)
    defaults = Settings()
    return Settings(
        language=_optional_language(document.get("language")),
        officer=_text(document, "officer", defaults.officer),
        district=_text(document, "district", defaults.district),
        scheme=_scheme(document.get("scheme", defaults.scheme)),
        line_kbps=_speed(document.get("line_kbps")),
        export_folder=_text(document, "export_folder", defaults.export_folder),
    )


def _optional_language(value: object) -> Language | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in tuple(Language):
        raise _Broken("wrong_value", "language")
    return Language(value)


def _text(document: dict[str, object], key: str, default: str) -> str:
    value = document.get(key, default)
    if not isinstance(value, str):
        raise _Broken("wrong_value", key)
    return value


def _scheme(value: object) -> SchemeChoice:
    if not isinstance(value, str) or value not in tuple(SchemeChoice):
        raise _Broken("wrong_value", "scheme")
    return SchemeChoice(value)


def _speed(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LINE_MAX_KBPS:
        raise _Broken("wrong_value", "line_kbps")
    return value


def _move_aside(file: Path) -> Path:
    """The new name of the broken file, which is kept for whoever wants to look."""
    kept = file.with_name(f"{file.stem}.broken-{time.strftime('%Y%m%d-%H%M%S')}{file.suffix}")
    try:
        paths.replace(file, kept)
    except OSError as error:
        raise file_trouble(error, file) from error
    return kept
