"""One HTTP exchange as data: what a client asked, and what it gets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prstudio.practice.body import Body
from prstudio.practice.faults import Fault, Trouble


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    """Without the query; always begins with a slash."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Body
    base_url: str
    """The address under which this client reaches us, without a slash at its end."""
    troubles: tuple[Fault, ...] = ()
    """The faults that strike this exchange."""
    notes: list[str] = field(default_factory=list)
    """Remarks for the log: what a careful client would do otherwise."""
    parameters: dict[str, object] = field(default_factory=dict)
    """What the body said, for the log."""

    def find_trouble(self, trouble: Trouble) -> Fault | None:
        """The fault of that kind that strikes this exchange."""
        return next((fault for fault in self.troubles if fault.trouble is trouble), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client gets."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    """Sent behind `body`, piece by piece."""
    file_span: tuple[int, int] = (0, 0)
    """The first byte of the file that is sent, and the one behind the last."""


Handler = Callable[[Request], Answer]


class Refusal(Exception):
    """A platform's own error answer, raised where the mistake is found."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def json_answer(status: int, document: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON document as an answer."""
    body = json.dumps(document, ensure_ascii=False).encode("utf-8")
    return Answer(status, body, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})})
