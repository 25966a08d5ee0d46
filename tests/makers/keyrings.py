"""A keyring backend as strict as Windows: 2,560 bytes an entry in UTF-16, and its own kind of error."""

from __future__ import annotations


class CredentialError(Exception):
    """What a system library raises; no `OSError`, no `keyring` error."""


class WindowsLikeBackend:
    """Entries in memory; can be told to fail at a certain write, or to garble what it holds."""

    persist = "enterprise"

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.writes_left: int | None = None
        self.log: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise CredentialError("power cut")
            self.writes_left -= 1
        if len(password.encode("utf-16-le")) > 2560:
            raise CredentialError(1783, "CredWrite", "The stub received bad data")
        self.log.append(username)
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.entries:
            raise CredentialError("not found")
        del self.entries[service, username]
