"""What the YouTube machine knows from the rules: addresses, figures of the upload, which step follows which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from prstudio.model.delivery import JournalValue, Order, OrderFile
from prstudio.net.google_resumable import ResumableFacts
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.facts import Facts
from prstudio.publish.site import DONE, Site, make_site

START: Final = "start"
SEND: Final = "send"
QUERY: Final = "query"
CHANNEL: Final = "channel"
UPLOADS: Final = "uploads"
FILES: Final = "files"
THUMBNAIL: Final = "thumbnail"
SUBTITLES: Final = "subtitles"
SUBTITLES_SEND: Final = "subtitles_send"
PROCESSING: Final = "processing"


@dataclass(frozen=True, slots=True)
class YouTube:
    """The platform as the steps see it."""

    site: Site
    resumable: ResumableFacts
    made_for_kids: bool
    thumbnail_after_processing: tuple[str, ...]
    """Kinds of post."""
    poll_for_s: int
    done: tuple[str, ...]
    failed: tuple[str, ...]
    links: Facts

    @property
    def api(self) -> str:
        """Base of ordinary calls."""
        return self.site.endpoints.api

    @property
    def upload(self) -> str:
        """Base of calls that carry files."""
        return self.site.endpoints.upload

    def after_upload(self, order: Order) -> tuple[str, ...]:
        """The steps that are due once the video is there, in order."""
        thumbnail = (THUMBNAIL,) if order.of_role("thumbnail") else ()
        subtitles = (SUBTITLES,) if order.of_role("subtitles") else ()
        if order.kind in self.thumbnail_after_processing:
            return (*subtitles, PROCESSING, *thumbnail, DONE)
        return (*thumbnail, *subtitles, PROCESSING, DONE)

    def next_after(self, step: str, order: Order) -> str:
        """The step behind `step` of those."""
        steps = self.after_upload(order)
        return steps[steps.index(step) + 1]

    def found_values(self, order: Order, video_id: str) -> dict[str, JournalValue]:
        """What is remembered once the video is known."""
        link = self.links.text("short" if order.kind == "short" else "video")
        return {
            "id": video_id,
            "url": self.site.endpoints.shown(link.format(id=video_id)),
            "offset": video_of(order).size_bytes,
            "final_sent": True,
            "tries": 0,
        }


def make_youtube(rules: PlatformRules, endpoints: Endpoints) -> YouTube:
    """What the rules say.

    Raises:
        RulesFault: they lack a fact.
    """
    upload, processing = Facts(rules, "upload"), Facts(rules, "processing")
    return YouTube(
        site=make_site(rules, endpoints, listed="listed_videos"),
        resumable=ResumableFacts(
            multiple_bytes=upload.integer("chunk_multiple_bytes"),
            incomplete_http=upload.integer("incomplete_http"),
            done_http=upload.integers("done_http"),
            gone_http=upload.integers("session_gone_http"),
            session_header=upload.text("session_header"),
        ),
        made_for_kids=Facts(rules, "always_send").boolean("made_for_kids"),
        thumbnail_after_processing=Facts(rules, "thumbnail").texts("after_processing"),
        poll_for_s=Facts(rules, "watch").integer("poll_for_s"),
        done=processing.texts("done"),
        failed=processing.texts("failed"),
        links=Facts(rules, "links"),
    )


def video_of(order: Order) -> OrderFile:
    """The one video of an order."""
    return order.of_role("video")[0]
