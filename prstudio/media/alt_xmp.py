"""Writes the alt text of a picture as XMP: Dublin Core's description, which readers of every system look for.

EXIF's ImageDescription is ASCII by its standard, so Hindi can't stand there.
"""

from __future__ import annotations

from typing import Final

ALT_CHARACTERS_MAX: Final = 8000
"""One JPEG segment holds 65,502 bytes; Devanagari takes three a character, an escaped sign up to five."""

_CONTROL: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r"}  # not allowed in XML 1.0

_PACKET: Final = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{alt}</rdf:li>'
    "</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def alt_xmp(alt: str) -> bytes:
    """The packet for `alt`; nothing for an empty one. Beyond ALT_CHARACTERS_MAX the text is cut."""
    text = alt.translate(_CONTROL)[:ALT_CHARACTERS_MAX].strip()
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _PACKET.format(alt=escaped).encode("utf-8") if text else b""
