"""Hostile bundles of every class: zips built field by field, so that each lie can be told alone.

Every recipe starts from an honest bundle's files and spoils one thing. `HOSTILE` maps its name to the recipe and the
code that the refusal must carry.
"""

from __future__ import annotations

import hashlib
import json
import stat
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

Files = Mapping[str, bytes]
"""Path below the top folder → content."""


@dataclass(frozen=True)
class Entry:
    """One file of a zip, with everything that its two headers say."""

    name: bytes
    packed: bytes
    method: int = 0
    flags: int = 0
    version: int = 20
    time: int = 0
    date: int = 0x21
    crc32: int = 0
    size: int = 0
    packed_size: int = 0
    extra: bytes = b""
    made_by: int = (3 << 8) | 20
    attributes: int = 0o100644 << 16
    disk: int = 0
    comment: bytes = b""
    local: Mapping[str, object] = field(default_factory=dict)
    """What the local header says otherwise."""
    before: bytes = b""
    """Bytes between the file before and this one."""
    behind: bytes = b""
    """Bytes between the content and what follows."""
    offset: int | None = None
    """Of the local header as the directory says it; None: where it is."""
    is_written: bool = True
    """Whether header and content stand in the file at all."""


@dataclass(frozen=True)
class Archive:
    """A zip that `build` writes."""

    entries: tuple[Entry, ...]
    prefix: bytes = b""
    before_directory: bytes = b""
    before_end: bytes = b""
    comment: bytes = b""
    trailer: bytes = b""
    end: Mapping[str, int] = field(default_factory=dict)
    """What the end record says otherwise: disk, directory_disk, here, entries, size, offset."""

    def build(self) -> bytes:
        """The bytes of the archive."""
        content, directory = bytearray(self.prefix), bytearray()
        for entry in self.entries:
            content += entry.before
            offset = len(content) if entry.offset is None else entry.offset
            if entry.is_written:
                content += _local_header(entry) + entry.packed + entry.behind
            directory += _central_header(entry, offset)
        content += self.before_directory
        told = {"disk": 0, "directory_disk": 0, "here": len(self.entries), "entries": len(self.entries)}
        told |= {"size": len(directory), "offset": len(content)} | dict(self.end)
        content += directory + self.before_end
        content += struct.pack(
            "<4s4H2IH", b"PK\5\6", told["disk"], told["directory_disk"], told["here"] & 0xFFFF,
            told["entries"] & 0xFFFF, told["size"] & 0xFFFFFFFF, told["offset"] & 0xFFFFFFFF, len(self.comment),
        )  # fmt: skip
        return bytes(content + self.comment + self.trailer)


def _local_header(entry: Entry) -> bytes:
    told = replace(entry, **entry.local)  # type: ignore[arg-type]  # fields by name
    return struct.pack("<4s5H3I2H", b"PK\3\4", *_shared(told)) + told.name + told.extra


def _central_header(entry: Entry, offset: int) -> bytes:
    return (
        struct.pack("<4s6H3I2H", b"PK\1\2", entry.made_by, *_shared(entry))
        + struct.pack("<3H2I", len(entry.comment), entry.disk, 0, entry.attributes, offset)
        + entry.name
        + entry.extra
        + entry.comment
    )


def _shared(entry: Entry) -> tuple[int, ...]:
    return (
        entry.version, entry.flags, entry.method, entry.time, entry.date, entry.crc32, entry.packed_size, entry.size,
        len(entry.name), len(entry.extra),
    )  # fmt: skip


def stored(name: str | bytes, content: bytes, **changes: object) -> Entry:
    """An honest uncompressed file; `changes` spoil it."""
    name = name.encode("utf-8") if isinstance(name, str) else name
    entry = Entry(name, content, crc32=zlib.crc32(content), size=len(content), packed_size=len(content))
    return replace(entry, **changes)  # type: ignore[arg-type]  # fields by name


def deflated(name: str, content: bytes, **changes: object) -> Entry:
    """An honest compressed file; `changes` spoil it."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(content) + engine.flush()
    return replace(stored(name, content, method=8, packed=packed, packed_size=len(packed)), **changes)  # type: ignore[arg-type]


def zip_of(files: Files, top: str, **changes: object) -> Archive:
    """An archive of `files` under one top folder; honest but for `changes`."""
    entries = tuple(stored(f"{top}/{path}", content) for path, content in sorted(files.items()))
    return replace(Archive(entries), **changes)  # type: ignore[arg-type]  # fields by name


def rebag(files: Files, **changes: bytes | None) -> dict[str, bytes]:
    """`files` with changed ones (None removes), its manifests made anew, unsigned: a forger's careful work.

    Underscores stand for the signs that names of arguments can't hold: `data__post_json` is `data/post.json`.
    """
    spoilt = {path: content for path, content in files.items() if path != "signature.json"}
    for name, content in changes.items():
        path = name.replace("__", "/").replace("_", ".")
        if content is None:
            del spoilt[path]
        else:
            spoilt[path] = content
    return remanifest(spoilt)


def remanifest(files: Files) -> dict[str, bytes]:
    """`files` with true manifests and a true payload size."""
    payload = {path: content for path, content in files.items() if path.startswith("data/")}
    info = _unsigned_info(files["bag-info.txt"], sum(map(len, payload.values())), len(payload))
    made = {**files, "bag-info.txt": info, "manifest-sha256.txt": _manifest(payload)}
    tags = {path: made[path] for path in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")}
    return {**made, "tagmanifest-sha256.txt": _manifest(tags)}


def _manifest(files: Files) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode("utf-8")


def _unsigned_info(info: bytes, payload_bytes: int, payload_files: int) -> bytes:
    lines = []
    for line in info.decode("utf-8").splitlines():
        if line.startswith("Payload-Oxum"):
            lines.append(f"Payload-Oxum: {payload_bytes}.{payload_files}")
        elif not line.startswith("PRStudio-Sign"):
            lines.append(line)
    return ("\n".join(lines) + "\n").encode("utf-8")


def retag(files: Files, path: str, content: bytes) -> dict[str, bytes]:
    """`files` unsigned, with the tag file `path` replaced and listed with its true hash."""
    spoilt = rebag(files) | {path: content}
    tags = {name: spoilt[name] for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")}
    return spoilt | {"tagmanifest-sha256.txt": _manifest(tags)}


Recipe = Callable[[Files, str], bytes]
VICTIM: Final = "data/facebook/caption.txt"
"""The file that most recipes spoil."""


def _spoil(change: Callable[[Entry], Entry], path: str = VICTIM) -> Recipe:
    """One entry of an honest archive changed."""

    def recipe(files: Files, top: str) -> bytes:
        archive = zip_of(files, top)
        name = f"{top}/{path}".encode()
        entries = tuple(change(entry) if entry.name == name else entry for entry in archive.entries)
        return replace(archive, entries=entries).build()

    return recipe


def _field(**changes: object) -> Recipe:
    return _spoil(lambda entry: replace(entry, **changes))  # type: ignore[arg-type]  # fields by name


def _local(**changes: object) -> Recipe:
    return _spoil(lambda entry: replace(entry, local=changes))


def _named(name: str | bytes) -> Recipe:
    """One file more, of that name; `{top}` stands for the top folder."""

    def recipe(files: Files, top: str) -> bytes:
        raw = name.encode("utf-8") if isinstance(name, str) else name
        return _with(files, top, stored(raw.replace(b"{top}", top.encode()), b"x")).build()

    return recipe


def _with(files: Files, top: str, *more: Entry) -> Archive:
    archive = zip_of(files, top)
    return replace(archive, entries=archive.entries + more)


def _whole(**changes: object) -> Recipe:
    return lambda files, top: zip_of(files, top, **changes).build()


def _bag(change: Callable[[Files], Files]) -> Recipe:
    """An honest zip around a spoilt bag."""
    return lambda files, top: zip_of(change(files), top).build()


def _post(change: Callable[[dict], object]) -> Recipe:
    """data/post.json spoilt, everything else made to fit."""

    def spoil(files: Files) -> Files:
        document = json.loads(files["data/post.json"])
        content = change(document)
        raw = content if isinstance(content, bytes) else json.dumps(document).encode()
        return rebag(files, data__post_json=raw)

    return _bag(spoil)


def _signature(change: Callable[[dict], object]) -> Recipe:
    def spoil(files: Files) -> Files:
        document = json.loads(files["signature.json"])
        content = change(document)
        raw = content if isinstance(content, bytes) else json.dumps(document, ensure_ascii=False).encode()
        return {**files, "signature.json": raw}

    return _bag(spoil)


def _put(key: str, value: object) -> Callable[[dict], None]:
    def put(document: dict) -> None:
        *path, last = key.split(".")
        for step in path:
            document = document[int(step)] if isinstance(document, list) else document[step]
        document[last] = value

    return put


def _overlap(files: Files, top: str) -> bytes:
    """Two names for one content, as in the overlapping bombs."""
    archive = zip_of(files, top)
    twin = replace(archive.entries[0], name=f"{top}/data/x/post-9.txt".encode(), offset=0, is_written=False)
    return replace(archive, entries=(*archive.entries, twin)).build()


def _nested(files: Files, top: str) -> bytes:
    """A file whose content holds another file's header and content (quoted overlap)."""
    inner = stored(f"{top}/data/x/post-9.txt", b"inner")
    header = _local_header(inner)
    outer = stored(f"{top}/data/x/post-8.txt", header + b"inner")
    archive = _with(files, top, outer)
    inside = len(zip_of(files, top).build()) - 22 - sum(46 + len(entry.name) for entry in archive.entries[:-1])
    offset = inside + 30 + len(outer.name)
    return replace(archive, entries=(*archive.entries, replace(inner, offset=offset, is_written=False))).build()


def _swapped(files: Files, top: str) -> bytes:
    """The directory lists the files in another order than they stand in."""
    archive = zip_of(files, top)
    built, offsets = b"", []
    for entry in archive.entries:
        offsets.append(len(built))
        built += _local_header(entry) + entry.packed
    listed = [(archive.entries[1], offsets[1]), (archive.entries[0], offsets[0])]
    listed += list(zip(archive.entries[2:], offsets[2:], strict=True))
    directory = b"".join(_central_header(entry, offset) for entry, offset in listed)
    count = len(listed)
    return built + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(built), 0)


def _many(files: Files, top: str) -> bytes:
    return _with(files, top, *(stored(f"{top}/data/x/post-{number}.txt", b"x") for number in range(10, 420))).build()


def _zip64_end(files: Files, top: str) -> bytes:
    """The 64-bit end record and its locator, with the small record pointing there."""
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 46, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    marks = {"here": 0xFFFF, "entries": 0xFFFF, "size": 0xFFFFFFFF, "offset": 0xFFFFFFFF}
    return zip_of(files, top, before_end=record + locator, end=marks).build()


def _bomb(files: Files, top: str) -> bytes:
    """A small entry that says how large it grows."""
    return _with(files, top, deflated(f"{top}/data/x/post-9.txt", b"\0" * 60_000_000)).build()


def _lying_bomb(entry: Entry) -> Entry:
    """Grows to 30 MB and says it is as long as the text that it stands for."""
    return replace(deflated(entry.name.decode(), b"\0" * 30_000_000), size=entry.size, crc32=entry.crc32)


def _truncated(files: Files, top: str) -> bytes:
    built = zip_of(files, top).build()
    return built[: len(built) // 2]


def _second_end(files: Files, top: str) -> bytes:
    """A second, empty directory behind the first: two readers see two archives."""
    built = zip_of(files, top).build()
    return built + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0, 0, 0, len(built), 0)


def _listed_extra(path: str, content: bytes = b"MZ") -> Recipe:
    return _bag(lambda files: remanifest({**rebag(files), path: content}))


def _manifest_lines(change: Callable[[bytes], bytes]) -> Recipe:
    return _bag(lambda files: retag(files, "manifest-sha256.txt", change(files["manifest-sha256.txt"])))


def _info_lines(old: bytes, new: bytes) -> Recipe:
    return _bag(lambda files: retag(files, "bag-info.txt", rebag(files)["bag-info.txt"].replace(old, new)))


def _tags(extra: Iterable[str] = (), *, without: Iterable[str] = ()) -> Recipe:
    """The tag manifest lists more, or less, than it must."""

    def spoil(files: Files) -> Files:
        bag = rebag(files)
        listed = ({"bagit.txt", "bag-info.txt", "manifest-sha256.txt"} | set(extra)) - set(without)
        return bag | {"tagmanifest-sha256.txt": _manifest({path: bag[path] for path in listed})}

    return _bag(spoil)


def _with_tail(entry: Entry, tail: bytes) -> Entry:
    return replace(entry, packed=entry.packed + tail, packed_size=entry.packed_size + len(tail))


def _zip64_extra(size: int) -> bytes:
    return struct.pack("<2H2Q", 1, 16, size, size)


_UNIX = stat.S_IFLNK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFDIR
_NFD_NAME = unicodedata.normalize("NFD", "é")

HOSTILE: Final[Mapping[str, tuple[Recipe, str]]] = {
    # Names that lead elsewhere, or mean different things on different systems.
    "slip up one folder": (_named("../evil.txt"), "bundle_name_forbidden"),
    "slip inside the top folder": (_named("{top}/../evil.txt"), "bundle_name_forbidden"),
    "slip deep inside": (_named("{top}/data/../../evil.txt"), "bundle_name_forbidden"),
    "absolute path": (_named("/etc/evil.txt"), "bundle_name_forbidden"),
    "backslashes": (_named("{top}\\data\\evil.txt"), "bundle_name_forbidden"),
    "backslash slip": (_named("{top}/..\\..\\evil.txt"), "bundle_name_forbidden"),
    "drive letter": (_named("c:/evil.txt"), "bundle_name_forbidden"),
    "drive inside": (_named("{top}/c:evil.txt"), "bundle_name_forbidden"),
    "network share": (_named("//host/share/evil.txt"), "bundle_name_forbidden"),
    "dot folder": (_named("{top}/./evil.txt"), "bundle_name_forbidden"),
    "empty folder name": (_named("{top}//evil.txt"), "bundle_name_forbidden"),
    "folder entry": (_named("{top}/data/x/"), "bundle_name_forbidden"),
    "empty name": (_named(""), "bundle_name_forbidden"),
    "device con": (_named("{top}/data/con.txt"), "bundle_name_forbidden"),
    "device as folder": (_named("{top}/data/aux/a.txt"), "bundle_name_forbidden"),
    "device com1": (_named("{top}/data/com1.jpg"), "bundle_name_forbidden"),
    "device lpt9 with two dots": (_named("{top}/data/lpt9.hi.txt"), "bundle_name_forbidden"),
    "device with a superscript": (_named("{top}/data/com¹.txt"), "bundle_name_forbidden"),
    "upper case": (_named("{top}/data/Photo.jpg"), "bundle_name_forbidden"),
    "case clash": (_named("{top}/data/facebook/CAPTION.txt"), "bundle_name_forbidden"),
    "composed letter": (_named("{top}/data/é.txt"), "bundle_name_forbidden"),
    "decomposed letter": (_named(f"{{top}}/data/{_NFD_NAME}.txt"), "bundle_name_forbidden"),
    "hindi name": (_named("{top}/data/शिविर.txt"), "bundle_name_forbidden"),
    "utf-8 flag with broken utf-8": (_named(b"{top}/data/\xff\xfe.txt"), "bundle_name_forbidden"),
    "nul in a name": (_named(b"{top}/data/a.txt\0.jpg"), "bundle_name_forbidden"),
    "line feed in a name": (_named("{top}/data/a\n.txt"), "bundle_name_forbidden"),
    "right-to-left override": (_named("{top}/data/a\u202etxt.exe"), "bundle_name_forbidden"),
    "trailing dot": (_named("{top}/data/a.txt."), "bundle_name_forbidden"),
    "trailing space": (_named("{top}/data/a.txt "), "bundle_name_forbidden"),
    "hidden file": (_named("{top}/data/.htaccess.txt"), "bundle_name_forbidden"),
    "two dots in a row": (_named("{top}/data/a..txt"), "bundle_name_forbidden"),
    "alternate stream": (_named("{top}/data/a.txt:evil.exe"), "bundle_name_forbidden"),
    "short name of windows": (_named("{top}/data/evil~1.txt"), "bundle_name_forbidden"),
    "too deep": (_named("{top}/data/a/b/c/d.txt"), "bundle_name_forbidden"),
    "too long a part": (_named("{top}/data/" + "a" * 70 + ".txt"), "bundle_name_forbidden"),
    "too long a path": (_named("{top}/" + "/".join(["a" * 60] * 4) + ".txt"), "bundle_name_forbidden"),
    "a program": (_listed_extra("data/facebook/caption.exe"), "bundle_name_forbidden"),
    "a shortcut of windows": (_listed_extra("data/photos.lnk"), "bundle_name_forbidden"),
    "a zip in the zip": (_listed_extra("data/facebook/photos.zip", b"PK\3\4"), "bundle_name_forbidden"),
    "a file beside the top folder": (_named("readme.txt"), "bundle_name_forbidden"),
    "a second top folder": (_named("2026-11-24-rohtak-00000000/data/a.txt"), "bundle_top_folder"),
    "same name twice": (_named("{top}/" + VICTIM), "bundle_name_twice"),
    # Things that are no plain files.
    **{
        f"unix kind {kind:o}": (_field(attributes=(kind | 0o777) << 16), "bundle_not_regular_file") for kind in _UNIX
    },
    "dos folder bit": (_field(attributes=(0o100644 << 16) | 0x10), "bundle_not_regular_file"),
    "dos volume label": (_field(made_by=20, attributes=0x08), "bundle_not_regular_file"),
    # Ways of packing.
    "encrypted": (_field(flags=0x0001), "bundle_zip_method"),
    "strong encryption": (_field(flags=0x0041), "bundle_zip_method"),
    "masked headers": (_field(flags=0x2000), "bundle_zip_method"),
    "data descriptor": (_field(flags=0x0008), "bundle_zip_method"),
    "data descriptor present": (
        _field(flags=0x0008, behind=b"PK\7\10" + b"\0" * 12, local={"crc32": 0, "size": 0, "packed_size": 0}),
        "bundle_zip_method",
    ),
    "patch data": (_field(flags=0x0020), "bundle_zip_method"),
    **{
        f"method {method}": (_field(method=method), "bundle_zip_method") for method in (1, 6, 9, 12, 14, 93, 95, 98, 99)
    },
    "needs a newer program": (_field(version=63), "bundle_zip_method"),
    # Bombs.
    "bomb": (_bomb, "bundle_file_too_large"),
    "bomb that lies about its size": (_spoil(_lying_bomb), "bundle_file_damaged"),
    "stored file that claims gigabytes": (_field(size=4_000_000_000), "bundle_zip_headers"),
    "stored file that claims gigabytes twice": (
        _field(size=3_000_000_000, packed_size=3_000_000_000),
        "bundle_zip_structure",
    ),
    "text of 17 MB": (_listed_extra("data/x/post-9.txt", b"x" * 17_000_000), "bundle_file_too_large"),
    "packed content that ends early": (
        _spoil(lambda entry: deflated(entry.name.decode(), entry.packed, packed=b"\3\0", packed_size=2)),
        "bundle_file_damaged",
    ),
    "packed content with a tail": (
        _spoil(lambda entry: _with_tail(deflated(entry.name.decode(), entry.packed), b"evil")),
        "bundle_file_damaged",
    ),
    "packed content that is none": (
        _spoil(lambda entry: deflated(entry.name.decode(), entry.packed, packed=b"\xff" * 9, packed_size=9)),
        "bundle_file_damaged",
    ),
    "overlap": (_overlap, "bundle_zip_structure"),
    "overlap inside another file": (_nested, "bundle_zip_structure"),
    "too many files": (_many, "bundle_too_many_files"),
    # The two headers of a file disagree.
    "other name in the local header": (
        _spoil(lambda entry: replace(entry, local={"name": entry.name.replace(b"caption", b"captiom")})),
        "bundle_zip_headers",
    ),
    "longer name in the local header": (
        _spoil(lambda entry: replace(entry, local={"name": entry.name + b"x"})),
        "bundle_zip_headers",
    ),
    "other crc in the local header": (_local(crc32=1), "bundle_zip_headers"),
    "other size in the local header": (_local(size=1), "bundle_zip_headers"),
    "other packed size in the local header": (_local(packed_size=1), "bundle_zip_headers"),
    "other method in the local header": (_local(method=8), "bundle_zip_headers"),
    "other flags in the local header": (_local(flags=0x0800), "bundle_zip_headers"),
    "other time in the local header": (_local(time=7), "bundle_zip_headers"),
    "other date in the local header": (_local(date=0x22), "bundle_zip_headers"),
    "other version in the local header": (_local(version=10), "bundle_zip_headers"),
    "extra field in the local header": (_local(extra=b"\1\2\0\0"), "bundle_zip_headers"),
    # Bytes that belong to nobody.
    "extra field": (_field(extra=b"\1\2\0\0"), "bundle_zip_structure"),
    "another name in the extra field": (
        _field(extra=b"\x75\x70\x0a\0\1\0\0\0\0evil!"),
        "bundle_zip_structure",
    ),
    "comment of a file": (_field(comment=b"hello"), "bundle_zip_structure"),
    "comment of the archive": (_whole(comment=b"hello"), "bundle_not_zip"),
    "comment that hides an end record": (_whole(comment=b"PK\5\6" + b"\0" * 18), "bundle_zip_structure"),
    "prefix": (_whole(prefix=b"#!/bin/sh\n"), "bundle_not_zip"),
    "prefix that looks like a file": (_whole(prefix=b"PK\3\4junk"), "bundle_zip_structure"),
    "gap between files": (_field(before=b"gap"), "bundle_zip_structure"),
    "gap behind a content": (_field(behind=b"gap"), "bundle_zip_structure"),
    "gap before the directory": (_whole(before_directory=b"gap"), "bundle_zip_structure"),
    "gap before the end": (_whole(before_end=b"gap"), "bundle_zip_structure"),
    "data behind the end": (_whole(trailer=b"\0"), "bundle_not_zip"),
    "a second end record": (_second_end, "bundle_zip_structure"),
    "another order in the directory": (_swapped, "bundle_zip_structure"),
    "an offset into nowhere": (_field(offset=0xFFFFFFF0), "bundle_zip_structure"),
    # 64-bit tricks and counts that lie.
    "64-bit extra field": (_field(extra=_zip64_extra(9)), "bundle_zip_structure"),
    "64-bit sizes": (
        _field(size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=_zip64_extra(9)),
        "bundle_zip_structure",
    ),
    "64-bit end record": (_zip64_end, "bundle_too_many_files"),
    "64-bit locator alone": (
        _whole(before_end=struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)),
        "bundle_zip_structure",
    ),
    "fewer entries told": (_whole(end={"here": 3, "entries": 3}), "bundle_zip_structure"),
    "more entries told": (_whole(end={"here": 390, "entries": 390}), "bundle_zip_structure"),
    "two counts": (_whole(end={"here": 3}), "bundle_zip_structure"),
    "no entries": (lambda _files, _top: Archive(()).build(), "bundle_not_zip"),
    "no entries behind a local header": (_whole(entries=(), prefix=b"PK\3\4" + b"\0" * 40), "bundle_zip_structure"),
    "several disks": (_whole(end={"disk": 1, "directory_disk": 1}), "bundle_zip_structure"),
    "a file on another disk": (_field(disk=1), "bundle_zip_structure"),
    "huge directory": (_whole(end={"size": 900_000_000}), "bundle_too_many_files"),
    # No archive at all.
    "cut in half": (_truncated, "bundle_not_zip"),
    "empty file": (lambda _files, _top: b"", "bundle_not_zip"),
    "zeros": (lambda _files, _top: b"\0" * 5000, "bundle_not_zip"),
    "a web page": (lambda _files, _top: b"<html>" * 50, "bundle_not_zip"),
    # Contents that changed on the way.
    "wrong crc": (_field(crc32=1), "bundle_file_damaged"),
    "wrong content": (_bag(lambda files: {**files, VICTIM: files[VICTIM] + b"!"}), "bundle_tag_broken"),
    "wrong content of the same length": (
        _bag(lambda files: {**files, VICTIM: b"!" + files[VICTIM][1:]}),
        "bundle_file_changed",
    ),
    "wrong review page": (
        _bag(lambda files: {**files, "data/review.html": b"!" + files["data/review.html"][1:]}),
        "bundle_file_changed",
    ),
    "missing file": (_bag(lambda files: {p: c for p, c in files.items() if p != VICTIM}), "bundle_file_missing"),
    "missing post": (_bag(lambda files: rebag(files, data__post_json=None)), "bundle_file_missing"),
    "missing bagit.txt": (_bag(lambda files: {p: c for p, c in files.items() if p != "bagit.txt"}), "bundle_file_missing"),
    "missing signature": (
        _bag(lambda files: {p: c for p, c in files.items() if p != "signature.json"}),
        "bundle_file_missing",
    ),
    "extra file": (_bag(lambda files: {**files, "data/x/post-9.txt": b"x"}), "bundle_file_extra"),
    "extra tag file": (_bag(lambda files: {**files, "fetch.txt": b"http://127.0.0.1/ 1 data/a.txt\n"}), "bundle_file_extra"),
    "another manifest": (_bag(lambda files: {**files, "manifest-md5.txt": b""}), "bundle_file_extra"),
    # Lists that are written otherwise.
    "hash in upper case": (_manifest_lines(bytes.upper), "bundle_manifest_broken"),
    "byte order mark": (_manifest_lines(lambda lines: b"\xef\xbb\xbf" + lines), "bundle_manifest_broken"),
    "carriage returns": (_manifest_lines(lambda lines: lines.replace(b"\n", b"\r\n")), "bundle_manifest_broken"),
    "one blank": (_manifest_lines(lambda lines: lines.replace(b"  ", b" ")), "bundle_manifest_broken"),
    "binary star": (_manifest_lines(lambda lines: lines.replace(b"  ", b" *")), "bundle_manifest_broken"),
    "dot slash": (_manifest_lines(lambda lines: lines.replace(b"  data", b"  ./data")), "bundle_name_forbidden"),
    "no last line feed": (_manifest_lines(lambda lines: lines[:-1]), "bundle_manifest_broken"),
    "an empty line": (_manifest_lines(lambda lines: lines + b"\n"), "bundle_manifest_broken"),
    "a line twice": (_manifest_lines(lambda lines: lines + lines.splitlines(keepends=True)[0]), "bundle_name_twice"),
    "a short hash": (_manifest_lines(lambda lines: lines[1:]), "bundle_manifest_broken"),
    "percent signs": (_manifest_lines(lambda lines: lines + b"0" * 64 + b"  data/%2e%2e.txt\n"), "bundle_name_forbidden"),
    "slip in the manifest": (_manifest_lines(lambda lines: lines + b"0" * 64 + b"  ../a.txt\n"), "bundle_name_forbidden"),
    "manifest lists a tag file": (
        _manifest_lines(lambda lines: lines + b"0" * 64 + b"  bagit.txt\n"),
        "bundle_manifest_broken",
    ),
    "manifest lists nothing": (_manifest_lines(lambda _lines: b""), "bundle_file_extra"),
    "tag manifest lists the payload": (_tags(["data/readme.txt"]), "bundle_manifest_broken"),
    "tag manifest leaves a file out": (_tags(without=["bag-info.txt"]), "bundle_manifest_broken"),
    "tag manifest with a wrong hash": (
        _bag(lambda files: {**rebag(files), "bag-info.txt": rebag(files)["bag-info.txt"].replace(b"0.1.0", b"0.1.1")}),
        "bundle_file_changed",
    ),
    "another bagit version": (
        _bag(lambda files: retag(files, "bagit.txt", files["bagit.txt"].replace(b"1.0", b"0.97"))),
        "bundle_tag_broken",
    ),
    "bag-info without a name": (_info_lines(b"External-Identifier", b"Other-Identifier"), "bundle_tag_broken"),
    "bag-info with a label twice": (_info_lines(b"Bagging-Date", b"Bag-Software-Agent"), "bundle_tag_broken"),
    "bag-info with a broken date": (_info_lines(b"Date: 2026-11-24", b"Date: 2026-11-31"), "bundle_tag_broken"),
    "bag-info of another district": (_info_lines(b"District: jhajjar", b"District: rohtak"), "bundle_tag_broken"),
    "bag-info with a wrong payload size": (_info_lines(b"Oxum: ", b"Oxum: 1"), "bundle_tag_broken"),
    "bag-info with carriage returns": (_info_lines(b"\n", b"\r\n"), "bundle_tag_broken"),
    "bag-info with a hidden sign": (_info_lines(b"PR Studio", "PR\u202eStudio".encode()), "bundle_tag_broken"),
    "bag-info in another code page": (_info_lines(b"PR Studio", b"PR Studi\xf6"), "bundle_tag_broken"),
    "folder named otherwise": (
        lambda files, _top: zip_of(files, "2026-11-24-jhajjar-00000000").build(),
        "bundle_top_folder",
    ),
    "folder of no bundle's name": (lambda files, _top: zip_of(files, "bundle").build(), "bundle_top_folder"),
    # A post that is none.
    "post of another schema": (_post(_put("schema", 2)), "bundle_post_broken"),
    "post with an unknown key": (_post(_put("post.evil", 1)), "bundle_post_broken"),
    "post without a key": (_post(lambda document: document.pop("findings") and None), "bundle_post_broken"),
    "post with a wrong type": (_post(_put("post.title", 1)), "bundle_post_broken"),
    "post with a wrong platform": (_post(_put("targets.0.variant.platform", "myspace")), "bundle_post_broken"),
    "post with another target": (_post(_put("targets.0.variant.target_index", 3)), "bundle_post_broken"),
    "post with no such target": (_post(_put("targets.0.variant.target_index", 99)), "bundle_post_broken"),
    "post with a folder elsewhere": (_post(_put("targets.0.folder", "../..")), "bundle_post_broken"),
    "post with a file elsewhere": (_post(_put("targets.0.files.0.path", "data/x/photo-1.jpg")), "bundle_post_broken"),
    "post with a file that isn't there": (
        _post(_put("targets.0.files.0.path", "data/facebook/photo-9.jpg")),
        "bundle_file_changed",
    ),
    "post with another size": (_post(_put("targets.0.files.0.size_bytes", 1)), "bundle_file_changed"),
    "post with a crop outside": (_post(_put("targets.0.variant.pictures.0.box.x", 1.5)), "bundle_post_broken"),
    "post with a size of nothing": (_post(_put("targets.0.variant.pictures.0.size.width_px", 0)), "bundle_post_broken"),
    "post with a huge number": (_post(lambda _document: b'{"schema": 1' + b"0" * 5000 + b"}"), "bundle_post_broken"),
    "post with infinity": (_post(_put("targets.0.variant.pictures.0.box.x", float("inf"))), "bundle_post_broken"),
    "post with nan": (_post(_put("targets.0.variant.pictures.0.box.x", float("nan"))), "bundle_post_broken"),
    "post of another district": (_post(_put("post.district", "rohtak")), "bundle_post_broken"),
    "post with a key twice": (_post(lambda _document: b'{"schema": 1, "schema": 1}'), "bundle_post_broken"),
    "post with half a surrogate": (_post(_put("post.title", "\ud800")), "bundle_post_broken"),
    "post of a thousand brackets": (_post(lambda _document: b"[" * 200_000), "bundle_post_broken"),
    "post that is a list": (_post(lambda _document: b"[]"), "bundle_post_broken"),
    "post in utf-16": (_post(lambda document: json.dumps(document).encode("utf-16")), "bundle_post_broken"),
    "post with a byte order mark": (_post(lambda document: b"\xef\xbb\xbf" + json.dumps(document).encode()), "bundle_post_broken"),
    # Signatures.
    "signature of nothing": (_signature(lambda _document: b""), "bundle_signature_broken"),
    "signature without a key": (_signature(lambda document: document.pop("officer") and None), "bundle_signature_broken"),
    "signature with one key more": (_signature(_put("note", "x")), "bundle_signature_broken"),
    "signature with a wrong type": (_signature(_put("signed_at", 5)), "bundle_signature_broken"),
    "signature with a short key": (_signature(_put("public_key", "AAAA")), "bundle_signature_broken"),
    "signature with loose base64": (
        _signature(lambda document: document.update(signature=document["signature"][:-2] + "\n==")),
        "bundle_signature_broken",
    ),
    "signature with another key id": (_signature(_put("key_id", "0" * 32)), "bundle_signature_broken"),
    "signature with a loose time": (_signature(_put("signed_at", "2026-11-24T05:30:12+00:00")), "bundle_signature_broken"),
    "signature of another officer": (_signature(_put("officer", "Somebody Else")), "bundle_signature_wrong"),
    "signature of another district": (_signature(_put("district", "rohtak")), "bundle_signature_wrong"),
    "signature of another day": (_signature(_put("signed_at", "2026-11-25T05:30:12Z")), "bundle_signature_wrong"),
    "signature of zeros": (_signature(_put("signature", "A" * 86 + "==")), "bundle_signature_wrong"),
    "signed bundle made anew around another text": (
        _bag(lambda files: {**rebag(files, data__facebook__caption_txt=b"evil"), "signature.json": files["signature.json"]}),
        "bundle_signature_wrong",
    ),
}  # fmt: skip
