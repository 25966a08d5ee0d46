"""What the X machine knows from the rules: categories, sizes of segments, how long media live, what is due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from prstudio.model.delivery import JournalValue, Order, OrderFile
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.facts import Facts
from prstudio.publish.job import Job
from prstudio.publish.site import DONE, Site, make_site

INITIALIZE: Final = "initialize"
APPEND: Final = "append"
FINALIZE: Final = "finalize"
STATUS: Final = "status"
ALT: Final = "alt"
SUBTITLES: Final = "subtitles"
POST: Final = "post"
LOOK: Final = "look"

_SUBTITLES_ROLE: Final = "subtitles"


@dataclass(frozen=True, slots=True)
class X:
    """The platform as the steps see it."""

    site: Site
    upload: Facts
    subtitles: Facts
    links: Facts
    look: Facts
    last_segment: int
    max_segment_bytes: int
    media_life_s: int
    upload_lead: timedelta
    """A post with an hour of its own is uploaded this long before, at the earliest."""
    media_reserve: timedelta
    """Media that expire sooner than this are sent anew."""

    @property
    def api(self) -> str:
        """Base of all calls."""
        return self.site.endpoints.api

    def media_type(self, file: OrderFile) -> str:
        """The file's type, in X's words."""
        if file.role == _SUBTITLES_ROLE:
            return self.subtitles.text("vtt" if file.mime == "text/vtt" else "srt")
        return file.mime

    def category(self, file: OrderFile) -> str:
        """What the file is for, in X's words."""
        if file.role == _SUBTITLES_ROLE:
            return self.subtitles.text("upload_category")
        if file.mime == "image/gif":
            return self.upload.text("category_gif")
        return self.upload.text("category_video" if file.role == "video" else "category_photo")

    def segment_bytes(self, job: Job, file: OrderFile) -> int | None:
        """Bytes of the segment that is due; None when what is left doesn't fit into the segments that are left."""
        offset, index = job.integer("offset"), job.integer("segment")
        left, again = file.size_bytes - offset, job.integer("again_bytes")
        if again:  # it may have arrived: the same segment is sent again
            return min(again, left)
        least = -(-left // max(self.last_segment + 1 - index, 1))
        if least > self.max_segment_bytes or index > self.last_segment:
            return None
        return min(max(least, min(job.chunk_bytes, self.max_segment_bytes), 1), left)

    def is_stale(self, job: Job) -> bool:
        """Whether uploaded media may be gone before a post takes them up; also when the clock was set back."""
        born, over = job.moment("born"), job.moment("expires")
        if born is None or over is None:
            return False
        return job.now > over - self.media_reserve or job.now < born - timedelta(minutes=5)

    def begin_upload_at(self, order: Order) -> datetime | None:
        """The hour at which a scheduled post is uploaded; None: at once."""
        return None if order.publish_at is None else order.publish_at - self.upload_lead

    def post_url(self, post_id: str) -> str:
        """Where readers find a post."""
        return self.site.endpoints.shown(self.links.text("post").format(id=post_id))


def make_x(rules: PlatformRules, endpoints: Endpoints) -> X:
    """What the rules say.

    Raises:
        RulesFault: they lack a fact.
    """
    chunks, schedule = Facts(rules, "upload.chunks"), Facts(rules, "schedule")
    upload = Facts(rules, "upload")
    return X(
        site=make_site(rules, endpoints, listed="listed_posts"),
        upload=upload,
        subtitles=Facts(rules, "subtitles"),
        links=Facts(rules, "links"),
        look=Facts(rules, "look"),
        last_segment=upload.integer("last_segment"),
        max_segment_bytes=chunks.integer("max_chunk_bytes"),
        media_life_s=chunks.integer("media_id_life_s"),
        upload_lead=timedelta(seconds=schedule.integer("upload_lead_s")),
        media_reserve=timedelta(seconds=schedule.integer("media_reserve_s")),
    )


def files_of(order: Order) -> tuple[OrderFile, ...]:
    """What is uploaded, in order: the media of the post, then the subtitles of its video."""
    return (*order.of_role("picture"), *order.of_role("video"), *order.of_role(_SUBTITLES_ROLE))


def media_of(order: Order) -> tuple[OrderFile, ...]:
    """What the post shows."""
    return (*order.of_role("picture"), *order.of_role("video"))


def posts_of(order: Order) -> tuple[str, ...]:
    """The posts of the thread; one for a plain post."""
    return order.thread or (order.texts.get("post", ""),)


def file_of(job: Job) -> OrderFile:
    """The file that is due."""
    return files_of(job.order)[job.integer("file")]


def media_id(job: Job, file: OrderFile) -> str:
    """X's id of an uploaded file; "" when it has none."""
    ids = job.journal.values.get("ids")
    found = ids.get(file.name) if isinstance(ids, dict) else None
    return found if isinstance(found, str) else ""


def next_file(job: Job) -> tuple[str, dict[str, JournalValue]]:
    """The step and the values once the present file is done with, used or left out."""
    number = job.integer("file") + 1
    fresh: dict[str, JournalValue] = {"file": number, "offset": 0, "segment": 0, "again_bytes": 0, "tries": 0}
    return (INITIALIZE if number < len(files_of(job.order)) else POST), fresh


def after_ready(job: Job) -> str:
    """The step once X has made the present file ready."""
    file = file_of(job)
    if file.role == _SUBTITLES_ROLE:
        return SUBTITLES
    return ALT if file.alt else ""


def next_post(job: Job, x: X, posted: tuple[str, ...]) -> tuple[str, dict[str, JournalValue]]:
    """The step and the values once one more post of the thread is out."""
    values: dict[str, JournalValue] = {"posted": list(posted), "looks": 0, "tries": 0, "since": 0, "seen": []}
    if len(posted) < len(posts_of(job.order)):
        return POST, values
    return DONE, {**values, "id": posted[0], "url": x.post_url(posted[0])}
