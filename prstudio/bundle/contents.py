"""Everything that one bundle is made of, handed over by the caller; no clock, no settings, no disk is asked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prstudio.messages import Language
from prstudio.model.finding import Finding
from prstudio.model.post import Platform, Post, Target
from prstudio.model.rendered import Plan, RenderedFile
from prstudio.model.variant import Variant
from prstudio.platforms.rules import PlatformRules


@dataclass(frozen=True, slots=True)
class BundleContents:
    """A post, ready to leave the office."""

    post: Post
    targets: tuple[Target, ...]
    """The completed targets; `Variant.target_index` counts in them."""
    variants: tuple[Variant, ...]
    findings: tuple[Finding, ...]
    rules: Mapping[Platform, PlatformRules]
    """The rules in force for every platform of the variants."""
    rules_revision: str
    program_version: str
    made_on: date
    """The day of the export, in the office's own time."""
    district_names: Mapping[Language, str]
    files: Mapping[Plan, RenderedFile]
    """Plan → what rendering made of it; one for every plan of the variants."""
    originals: Path
    """The post folder; never written to."""
