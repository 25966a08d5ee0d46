"""The two reference counters for X as oracles: npm twitter-text under Node.js, and PyPI twitter-text-parser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

FOLDER_VARIABLE = "PRSTUDIO_ORACLES"
PACKAGE = "twitter-text@3.1.0"
SCRIPT = Path(__file__).with_name("twitter_text_oracle.mjs")

_ROOT = Path(__file__).resolve().parents[2]


def folder() -> Path:
    """Where npm packages for tests are kept."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else _ROOT / ".venv" / "oracles"


def require_npm() -> Path:
    """The folder with the npm package, installed at the first call; skips the test where that can't be."""
    reason = why_missing()
    if reason:
        pytest.skip(reason)
    return folder()


def ask_npm(texts: list[str]) -> list[dict]:
    """What the npm package says of each text: weight, valid, urls, hashtags, isHashtag; places in code points."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    command = ["node", str(SCRIPT), str(require_npm())]
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def ask_pypi(text: str) -> int:
    """The weighted length by the PyPI package."""
    from twitter_text import parse_tweet

    return parse_tweet(text).weightedLength


@cache
def why_missing() -> str | None:
    """Why the npm package can't be used, with the command that brings it; None when it can, installed now if need be."""
    by_hand = f"by hand: npm install --prefix {folder()} {PACKAGE}"
    if shutil.which("node") is None:
        return f"Node.js is missing; install it, then {by_hand}"
    if (folder() / "node_modules" / "twitter-text").is_dir():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return f"npm is missing; install it, then {by_hand}"
    folder().mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder()), PACKAGE]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=180, check=False)
    except subprocess.TimeoutExpired:
        return f"npm did not answer; {by_hand}"
    if done.returncode != 0:
        return f"npm could not install {PACKAGE}; {by_hand}"
    return None
