"""Tells what was given to the program, or dropped on its window: posts, bundles, or photos and clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

POST_FILE: Final = "post.toml"
_BUNDLE_MARK: Final = "bagit.txt"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Each in the order in which it was given."""

    posts: tuple[Path, ...] = ()
    """Post folders, or their post.toml."""
    bundles: tuple[Path, ...] = ()
    """Of PR Studio: zips, or folders."""
    media: tuple[Path, ...] = ()
    """Everything else; what can't be used is told as it is taken in."""


def sort_arrivals(paths: Sequence[Path]) -> Arrivals:
    """Look at the disk for each of them, never into a file."""
    posts = tuple(path for path in paths if _is_post(path))
    bundles = tuple(path for path in paths if path not in posts and _is_bundle(path))
    return Arrivals(posts, bundles, tuple(path for path in paths if path not in posts and path not in bundles))


def is_openable(path: Path) -> bool:
    """Whether the program can be started with this path alone."""
    return _is_post(path) or _is_bundle(path)


def _is_post(path: Path) -> bool:
    return (path.name == POST_FILE and path.is_file()) or (path / POST_FILE).is_file()


def _is_bundle(path: Path) -> bool:
    return (path.suffix.lower() == ".zip" and path.is_file()) or (path / _BUNDLE_MARK).is_file()
