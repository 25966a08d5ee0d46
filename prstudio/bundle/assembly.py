"""A bundle before it is written: every file with its hash, the tag files, the name; reads media, writes nothing."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prstudio.bundle import names, tag_files
from prstudio.bundle.contents import BundleContents
from prstudio.bundle.layout import TargetFolder, build_layout
from prstudio.bundle.post_json import format_record, make_record
from prstudio.bundle.previews import make_previews
from prstudio.bundle.readme import make_readme
from prstudio.bundle.review_page import ListedFile, make_review_page
from prstudio.bundle.signing import Signer
from prstudio.bundle.tag_files import BagInfo
from prstudio.errors import PostFault, WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle."""

    path: str
    """Below the bundle's folder."""
    content: bytes | Path
    """The bytes themselves, or the file that holds them."""
    size_bytes: int
    sha256: str
    crc32: int

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces of at most CHUNK_BYTES; OSError when the file can't be read."""
        if isinstance(self.content, bytes):
            yield self.content
            return
        with self.content.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


@dataclass(frozen=True, slots=True)
class Assembly:
    """A bundle, ready to be written."""

    name: str
    parts: tuple[Part, ...]
    """In the order in which they are written: the payload, then the tag files."""

    @property
    def size_bytes(self) -> int:
        """Of all files together."""
        return sum(part.size_bytes for part in self.parts)


def assemble(contents: BundleContents, *, sign: Signer | None, cancelled: Cancelled) -> Assembly:
    """Work out every byte of the bundle.

    Nothing in the payload tells the day of the export: the same post, rules and program version give the same
    payload on every day, and so the same eight hex digits in the name.

    Raises:
        PostFault: the post makes more files, or larger ones, than a bundle may hold.
        FileTrouble: a rendered file can't be read.
        WorkCancelled: `cancelled` said so.
    """
    folders = build_layout(contents)
    parts = list(_target_parts(folders, cancelled))
    parts.append(make_part(names.POST, format_record(make_record(contents, folders))))
    parts.append(make_part(names.README, make_readme(contents, folders).encode("utf-8")))
    listed = [ListedFile(part.path, part.size_bytes, part.sha256) for part in sorted(parts, key=lambda part: part.path)]
    page = make_review_page(contents, folders, listed, make_previews(folders, cancelled=cancelled))
    parts.append(make_part(names.REVIEW, page.encode("utf-8")))
    parts.sort(key=lambda part: part.path)
    _check_limits(parts)
    return _with_tags(parts, contents, sign)


def make_part(path: str, content: bytes) -> Part:
    """A file whose bytes are at hand."""
    return Part(path, content, len(content), hashlib.sha256(content).hexdigest(), zlib.crc32(content))


def _target_parts(folders: Sequence[TargetFolder], cancelled: Cancelled) -> Iterator[Part]:
    read: dict[Path, Part] = {}
    for folder in folders:
        for text in folder.texts:
            yield make_part(text.path, text.text.encode("utf-8"))
        for file in folder.media:
            source = file.rendered.path
            if source not in read:
                read[source] = _read_media(file.path, source, cancelled)
            known = read[source]
            yield Part(file.path, known.content, known.size_bytes, known.sha256, known.crc32)


def _read_media(path: str, source: Path, cancelled: Cancelled) -> Part:
    sha256, crc32, size_bytes = hashlib.sha256(), 0, 0
    try:
        with source.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                if cancelled():
                    raise WorkCancelled
                sha256.update(chunk)
                crc32 = zlib.crc32(chunk, crc32)
                size_bytes += len(chunk)
    except OSError as error:
        raise file_trouble(error, source) from error
    return Part(path, source, size_bytes, sha256.hexdigest(), crc32)


def _check_limits(parts: Sequence[Part]) -> None:
    spare = len(names.TAG_FILES) + 1
    if len(parts) + spare > names.MAX_FILES:
        raise _too_much("bundle_post_too_many_files", count=len(parts), limit=names.MAX_FILES - spare)
    total_bytes = sum(part.size_bytes for part in parts)
    limit_bytes = names.MAX_TOTAL_BYTES - spare * names.MAX_TAG_BYTES
    if total_bytes > limit_bytes:
        raise _too_much("bundle_post_too_large", count=total_bytes, limit=limit_bytes)


def _too_much(code: str, *, count: int, limit: int) -> PostFault:
    return PostFault(code, {"key": "target", "line": 0, "file": "", "count": count, "limit": limit})


def _with_tags(parts: Sequence[Part], contents: BundleContents, sign: Signer | None) -> Assembly:
    bagit, info_path, manifest_path, tag_manifest_path = names.TAG_FILES
    manifest = make_part(manifest_path, tag_files.format_manifest({part.path: part.sha256 for part in parts}))
    info = BagInfo(
        name=names.bundle_name(contents.made_on, contents.post.district, manifest.sha256[:8]),
        made_on=contents.made_on,
        software=f"PR Studio {contents.program_version}",
        district=contents.post.district,
        payload_bytes=sum(part.size_bytes for part in parts),
        payload_files=len(parts),
        claim=sign.claim() if sign else None,
    )
    tags = [make_part(bagit, tag_files.BAGIT), make_part(info_path, tag_files.format_bag_info(info)), manifest]
    tag_manifest = tag_files.format_manifest({tag.path: tag.sha256 for tag in tags})
    tags.append(make_part(tag_manifest_path, tag_manifest))
    if sign and info.claim:
        tags.append(make_part(names.SIGNATURE, sign.sign(tag_manifest, info.claim)))
    return Assembly(name=info.name, parts=(*parts, *tags))
