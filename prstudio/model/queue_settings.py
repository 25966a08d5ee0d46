"""How the queue works: what the officer chose for the line of this office."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """Everything that can be set; the defaults send at once, one after another, as fast as the line."""

    is_paused: bool = False
    """Nothing is sent until the officer says so."""
    from_minute: int | None = None
    """Minutes after midnight, office time, at which uploads may begin (18:00 is 1080); None: at any hour."""
    to_minute: int | None = None
    """Minutes after midnight at which they stop; may be smaller than `from_minute`: the night. None: midnight."""
    max_kbps: int | None = None
    """Most that uploads take of the line, in 1000 bits a second; None: all of it."""

    def __post_init__(self) -> None:
        minutes = (self.from_minute, self.to_minute)
        if any(minute is not None and not 0 <= minute < 1440 for minute in minutes):
            raise ValueError(f"not minutes of a day: {minutes}")
        if self.max_kbps is not None and self.max_kbps < 8:
            raise ValueError(f"too little to send anything: {self.max_kbps} kbit/s")
