"""How large the program is, and how large it may be: people install it over thin lines, and from pen drives."""

from collections.abc import Mapping

INSTALLED_MAX_BYTES = 250_000_000
INSTALLER_MAX_BYTES = 70_000_000
APP_PACK_MAX_BYTES = 1_500_000
_SHOWN = 12


def format_sizes(sizes: Mapping[str, int], *, installer_bytes: int | None = None, pack_bytes: int | None = None) -> str:
    """The largest parts, the whole, and what is left of each budget."""
    largest = sorted(sizes.items(), key=lambda item: -item[1])
    rows = [f"{_megabytes(size_bytes)}  {part}" for part, size_bytes in largest[:_SHOWN]]
    rest = largest[_SHOWN:]
    if rest:
        rows.append(f"{_megabytes(sum(size_bytes for _, size_bytes in rest))}  {len(rest)} smaller parts")
    rows.append(_against("installed", sum(sizes.values()), INSTALLED_MAX_BYTES))
    if pack_bytes is not None:
        rows.append(_against("app pack", pack_bytes, APP_PACK_MAX_BYTES))
    if installer_bytes is not None:
        rows.append(_against("installer", installer_bytes, INSTALLER_MAX_BYTES))
    return "\n".join(rows)


def _against(what: str, size_bytes: int, limit_bytes: int) -> str:
    return f"{_megabytes(size_bytes)}  {what} (at most {limit_bytes / 1e6:.1f})"


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:8.2f} MB"
