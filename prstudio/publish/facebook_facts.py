"""What the Facebook machine knows from the rules: addresses, its hours of scheduling, the names of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from prstudio.model.delivery import DeliveryState, JournalValue, Order
from prstudio.platforms.rules import Limits, PlatformRules
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.facts import Facts
from prstudio.publish.job import Job, unix_time
from prstudio.publish.machine import Wait
from prstudio.publish.site import Site, make_site

PHOTO: Final = "photo"
CREATE: Final = "create"
SHOW: Final = "show"
CHECK: Final = "check"
LOOK: Final = "look"
VIDEO_START: Final = "video_start"
TRANSFER: Final = "transfer"
VIDEO_FINISH: Final = "video_finish"
REEL_START: Final = "reel_start"
REEL_SEND: Final = "reel_send"
REEL_OFFSET: Final = "reel_offset"
REEL_FINISH: Final = "reel_finish"
STATUS: Final = "status"
LINK: Final = "link"

REEL: Final = "reel"


@dataclass(frozen=True, slots=True)
class Leads:
    """How long before its hour Facebook takes a post; longer or shorter, and we wait ourselves."""

    least: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Facebook:
    """The platform as the steps see it."""

    site: Site
    fields: Facts
    links: Facts
    reel: Facts
    two_steps: bool
    """A post is made unseen and shown in a second step."""
    scheduled_state: str
    poll_for_s: int
    leads: Leads
    reel_leads: Leads

    @property
    def api(self) -> str:
        """Base of ordinary calls."""
        return self.site.endpoints.api

    def leads_of(self, order: Order) -> Leads:
        """For this kind of post."""
        return self.reel_leads if order.kind == REEL else self.leads

    def too_early(self, job: Job) -> Wait | None:
        """Its hour is further away than Facebook takes posts: nothing is sent yet."""
        at = job.order.publish_at
        if at is None:
            return None
        opens_at = at - self.leads_of(job.order).most
        return Wait(opens_at, DeliveryState.WAITING) if opens_at > job.now else None

    def hour(self, job: Job) -> datetime | Wait | None:
        """When Facebook is to show it: at an hour of its own, None at once; or wait, when that hour is too near."""
        at = job.order.publish_at
        if at is None or at <= job.now:
            return None
        early = self.too_early(job)
        if early is not None:
            return early
        if at - job.now < self.leads_of(job.order).least:
            return Wait(at, DeliveryState.WAITING)
        return at

    def post_link(self, post_id: str) -> str:
        """Where readers find a post whose own link isn't known."""
        return self.site.endpoints.shown(self.links.text("post").format(id=post_id))


def make_facebook(rules: PlatformRules, endpoints: Endpoints) -> Facebook:
    """What the rules say.

    Raises:
        RulesFault: they lack a fact.
    """
    site = make_site(rules, endpoints, listed="listed_posts")
    slack = timedelta(seconds=site.watch.clock_slack_s)
    return Facebook(
        site=site,
        fields=Facts(rules, "fields"),
        links=Facts(rules, "links"),
        reel=Facts(rules, "upload.reel"),
        two_steps=Facts(rules, "publish").boolean("two_steps"),
        scheduled_state=Facts(rules, "schedule").text("reel_state"),
        poll_for_s=Facts(rules, "watch").integer("poll_for_s"),
        leads=_leads(rules.schedule.get("post", Limits()), slack),
        reel_leads=_leads(rules.schedule.get(REEL, Limits()), slack),
    )


def hour_values(at: datetime | None) -> tuple[tuple[str, str], ...]:
    """The field that names the hour; none for at once."""
    return () if at is None else (("scheduled_publish_time", str(unix_time(at))),)


def text_fields(order: Order, names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Facebook's field → text of the order, where there is one."""
    found = ((field, order.texts.get(name, "")) for field, name in names.items())
    return tuple((field, text) for field, text in found if text)


def photo_ids(job: Job) -> dict[str, JournalValue]:
    """File name → Facebook's id, of the photos that are up."""
    photos = job.journal.values.get("photos")
    return dict(photos) if isinstance(photos, dict) else {}


def _leads(limits: Limits, slack: timedelta) -> Leads:
    """Facebook's clock and ours may differ a little, so we keep inside its bounds."""
    least, most = (timedelta(seconds=limits.value(name) or 0) for name in ("min_lead_s", "max_lead_s"))
    return Leads(least + slack, most - slack)
