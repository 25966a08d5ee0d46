"""Every error a person can meet, grouped by what can be done about it.

StudioError
├── UsageFault            a command, option or path was wrong: call again, corrected (exit 2)
│   ├── PracticeFault     a script of trouble, or the port, of the practice server is wrong: correct it
│   └── FileTrouble       a file or folder can't be read or written
│       └── DiskFull      free some space, then try again
├── PostFault             post.toml or what it names must be edited (exit 1)
├── MediaFault            one picture or clip can't be used: take another file (exit 1)
├── RulesFault            a rules file is broken; the rules in force stay in force (exit 1)
├── BundleRefused         a bundle is damaged, forged or hostile: ask for it again (exit 1)
├── UpdateRefused         an update can't be taken: ask for another one, or use the installer (exit 1)
├── KeyringTrouble        no place for secrets on this computer
├── StoreFault            the library can't be used as it is: its check mends it, or a newer program is needed
├── PublishFault          a delivery can't be made, or not be changed that way (exit 1)
├── SignInLost            sign in again; uploads of that account wait
├── EngineFault           ffmpeg failed on a file that passed all checks (exit 1)
└── WorkCancelled         the person stopped it (exit 130)

An error carries a code and parameters; the sentences stand in resources/messages/errors.toml.
Everything else (ValueError, AssertionError, …) is a bug.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path


class StudioError(Exception):
    """Base of all errors that are told to a person in a sentence."""

    exit_code = 1
    retryable = False

    def __init__(self, code: str, params: Mapping[str, object] | None = None) -> None:
        """`code` names the sentence `error.<code>`; `params` fill its placeholders."""
        super().__init__(code, dict(params or {}))
        self.code = code
        self.params: dict[str, object] = dict(params or {})

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class UsageFault(StudioError):
    """A command, an option or a path was wrong."""

    exit_code = 2


class PracticeFault(UsageFault):
    """A script of trouble has no meaning, or the practice server can't have its port."""


class FileTrouble(UsageFault):
    """A file or folder can't be read or written."""


class DiskFull(FileTrouble):
    """No space is left where we write."""

    retryable = True


class PostFault(StudioError):
    """`post.toml`, or a file that it names, must be edited.

    `params` always hold `key` (dotted, "" when the whole file is meant), `line` (1-based, 0 when unknown) and
    `file` (the path as given).
    """


class MediaFault(StudioError):
    """One picture or clip can't be used. `params` hold `file`."""


class RulesFault(StudioError):
    """A rules file is broken. `params` hold `file`, `place` (dotted key) and `line` (0 when unknown)."""


class BundleRefused(StudioError):
    """A bundle is damaged, forged or hostile. `params` hold `path` (inside the bundle, "" for the whole)."""


class UpdateRefused(StudioError):
    """An update can't be taken; the present version stays."""


class KeyringTrouble(StudioError):
    """This computer offers no safe place for secrets."""


class StoreFault(StudioError):
    """The library of posts can't be used as it is."""


class PublishFault(StudioError):
    """A delivery can't be made, or can't be changed that way now."""


class SignInLost(StudioError):
    """An account has no token that works. `params` hold `account`."""


class EngineFault(StudioError):
    """ffmpeg failed on a file that passed all checks. `params` hold `file` and `details` (its last words)."""


class WorkCancelled(StudioError):
    """The person stopped the work; nothing half-done is left behind."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("cancelled")


_DISK_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT})  # their numbers differ on Windows
_DISK_FULL_WINERRORS = frozenset({39, 112, 1295})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
_WINDOWS_PATH_MAX = 248  # of a folder; a file may have 12 signs more


def file_trouble(error: OSError, path: Path | str) -> FileTrouble:
    """Our error for an `OSError` met at `path`; raise it `from error`."""
    params = {"file": str(path)}
    if error.errno in _DISK_FULL_ERRNOS or getattr(error, "winerror", None) in _DISK_FULL_WINERRORS:
        return DiskFull("disk_full", params)
    if is_path_too_long(error, path):
        return FileTrouble("path_too_long", params)
    if isinstance(error, FileNotFoundError):
        return FileTrouble("file_not_found", params)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return FileTrouble("file_no_permission", params)
    return FileTrouble("file_failed", params | {"details": error.strerror or type(error).__name__})


def is_path_too_long(error: OSError, path: Path | str) -> bool:
    """Whether the system refused the path for its length; Windows may only say that it isn't there."""
    if error.errno == errno.ENAMETOOLONG:
        return True
    winerror = getattr(error, "winerror", None)
    return winerror == 206 or (
        winerror == 3 and len(str(path)) >= _WINDOWS_PATH_MAX
    )  # FILENAME_EXCED_RANGE, PATH_NOT_FOUND
