"""Facebook: photos, texts and links. A post is made unseen first: a lost answer leaves nothing that readers see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from prstudio.model.delivery import DeliveryState, Meaning, Trouble
from prstudio.net.exchange import Answer, FileSlice, FormBody, Loss, MultipartBody, Request
from prstudio.publish.answers import NO_ANSWER, PUBLISH, UPLOAD, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.ends import give_up
from prstudio.publish.facebook_facts import (
    CHECK,
    CREATE,
    LINK,
    LOOK,
    PHOTO,
    SHOW,
    Facebook,
    hour_values,
    photo_ids,
    text_fields,
)
from prstudio.publish.job import Job, public_at, unix_time
from prstudio.publish.machine import Action, Send, Turn, Wait
from prstudio.publish.site import in_doubt, is_refusal
from prstudio.publish.steps import NOT_ARRIVED, detail_of

_ANEW: Final = Trouble(Meaning.TRANSIENT, code="photos_taken")


@dataclass(frozen=True, slots=True)
class PhotoStep:
    """Sends the next photo, unseen, with its description."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """The whole file."""
        early = self.facebook.too_early(job)
        if early is not None:
            return early
        names, file = self.facebook.fields, job.order.of_role("picture")[len(photo_ids(job))]
        alt = ((names.text("alt_text"), file.alt),) if file.alt else ()
        body = MultipartBody(
            fields=((names.text("published"), "false"), *alt),
            part_name="source",
            file_name=file.name,
            mime=file.mime,
            part=FileSlice(file.name, 0, file.size_bytes),
        )
        url = f"{self.facebook.api}/{job.order.account.remote_id}/photos"
        return Send(Request("facebook.photo", "POST", url, body=body, is_long=True), DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On to the next photo, or to the post."""
        found = answer.json().get("id")
        if is_success(answer) and isinstance(found, str) and found:
            pictures = job.order.of_role("picture")
            photos = {**photo_ids(job), pictures[len(photo_ids(job))].name: found}
            return job.further(PHOTO if len(photos) < len(pictures) else CREATE, photos=photos)
        trouble = self.facebook.site.judge(answer, now=job.now, call=UPLOAD)
        if trouble.meaning is Meaning.CONTENT:
            return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)
        return job.again(trouble)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Send it again: a photo that no post shows is seen by nobody."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class CreateStep:
    """Makes the post: unseen, or for its hour, or (where the rules say so) for all to see at once."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """Text, link and photos."""
        hour = self.facebook.hour(job)
        if isinstance(hour, Wait):
            return hour
        is_unseen = hour is None and self.facebook.two_steps
        name = f"facebook.create@{unix_time(job.now)}"
        if not is_unseen:
            name = f"facebook.create_public@{unix_time(job.now)}"
        url = f"{self.facebook.api}/{job.order.account.remote_id}/feed"
        body = FormBody(self._fields(job, hour, is_shown=hour is None and not is_unseen))
        request = Request(name, "POST", url, body=body, makes_public=not is_unseen)
        return Send(request, DeliveryState.UPLOADING if is_unseen else DeliveryState.PUBLISHING)

    def _fields(self, job: Job, hour: datetime | None, *, is_shown: bool) -> tuple[tuple[str, str], ...]:
        names, order, photos = self.facebook.fields, job.order, photo_ids(job)
        link = (("link", order.link),) if order.kind == "link" and order.link else ()
        media = tuple(
            (f"{names.text('attached_media')}[{number}]", json.dumps({"media_fbid": photos[file.name]}))
            for number, file in enumerate(order.of_role("picture"))
        )
        shown = ((names.text("published"), "true" if is_shown else "false"),)
        return (*text_fields(order, {names.text("message"): "message"}), *link, *media, *shown, *hour_values(hour))

    def take(self, job: Job, answer: Answer) -> Turn:
        """On to show it; a look where it may be seen already."""
        post_id = answer.json().get("id")
        is_public = job.journal.in_flight.startswith("facebook.create_public")
        if is_success(answer) and isinstance(post_id, str) and post_id:
            if not is_public:
                return job.further(SHOW, id=post_id)
            return job.further(LINK, id=post_id, published_at=public_at(job))
        trouble = self.facebook.site.judge(answer, now=job.now, call=PUBLISH)
        if trouble.meaning is Meaning.DUPLICATE and not is_public and job.flag("unseen_lost") and photo_ids(job):
            # The unseen post whose answer was lost holds the photos: they are sent anew, for a post of their own.
            return Turn(job.journal.with_values(PHOTO, photos={}, unseen_lost=False), _ANEW)
        if trouble.meaning is Meaning.DUPLICATE or (is_public and not is_refusal(answer, trouble)):
            return _look(job, trouble)
        if trouble.meaning is Meaning.CONTENT:
            return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)
        return job.again(trouble, unseen_lost=job.flag("unseen_lost") or not is_refusal(answer, trouble))

    def lose(self, job: Job, loss: Loss) -> Turn:
        """An unseen post may be made twice; one that readers see never."""
        if not loss.may_have_arrived:
            return job.again(NOT_ARRIVED)
        if job.journal.in_flight.startswith("facebook.create_public"):
            return _look(job, NOT_ARRIVED)
        return job.again(NOT_ARRIVED, unseen_lost=True)


@dataclass(frozen=True, slots=True)
class ShowStep:
    """Lets readers see the post; again and again does no harm."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """At its hour, if it has one."""
        at = job.order.publish_at
        if at is not None and at > job.now:
            return Wait(at, DeliveryState.WAITING)
        body = FormBody(((self.facebook.fields.text("publish_later"), "true"),))
        url = f"{self.facebook.api}/{job.text('id')}"
        return Send(Request("facebook.show", "POST", url, body=body, makes_public=True), DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On; a look at the post where there is any doubt."""
        if is_success(answer) and answer.json().get("success") is True:
            return job.further(LINK, published_at=public_at(job))
        trouble = self.facebook.site.judge(answer, now=job.now, call=PUBLISH)
        if not is_refusal(answer, trouble):
            return Turn(job.journal.with_values(CHECK), in_doubt(trouble))
        if trouble.meaning is Meaning.CONTENT:
            return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)
        return job.again(trouble)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look at the post."""
        if not loss.may_have_arrived:
            return job.again(NOT_ARRIVED)
        return Turn(job.journal.with_values(CHECK), NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class CheckStep:
    """Asks whether the post is to be seen."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """The post itself."""
        query = {"fields": f"{self.facebook.fields.text('publish_later')},permalink_url"}
        url = with_query(f"{self.facebook.api}/{job.text('id')}", query)
        return Send(Request("facebook.check", "GET", url), DeliveryState.UNKNOWN)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On when it is; show it when it is not."""
        shown = answer.json().get(self.facebook.fields.text("publish_later"))
        if is_success(answer) and shown is True:
            return job.further(LINK, published_at=public_at(job))
        if is_success(answer) and shown is False:
            return job.further(SHOW)
        if is_success(answer):
            return job.again(NO_ANSWER)
        return self.facebook.site.refused(job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)


def _look(job: Job, trouble: Trouble) -> Turn:
    since = job.integer("since") or detail_of(job)
    return Turn(job.journal.with_values(LOOK, since=since, looks=0, rest_until=0), in_doubt(trouble))
