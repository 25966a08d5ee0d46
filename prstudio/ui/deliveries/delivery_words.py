"""What is said of a delivery: how far it is, what happens next and when; in the window's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from prstudio.errors import StudioError
from prstudio.language import numbers
from prstudio.model.delivery import Delivery, DeliveryState, Order, Seen
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.outcome.export_words import ExportWords
from prstudio.ui.speech import Speech
from prstudio.ui.widgets.wrapping import breakable

_S = DeliveryState
_HOUR_MINUTES: Final = 60
_DAY_MINUTES: Final = 1440


def local_now() -> datetime:
    """The moment, aware, in the time zone of this computer."""
    return datetime.now().astimezone()


class DeliveryWords:
    """Puts deliveries into words."""

    def __init__(self, speech: Speech, *, now: Callable[[], datetime] = local_now) -> None:
        """`now` is aware, in the office's time zone."""
        self._speech = speech
        self._now = now
        self._lengths = ExportWords(speech)

    def account(self, delivery: Delivery) -> str:
        """Platform and account."""
        order = delivery.order
        return self._speech.say("deliveries.account", {"platform": order.platform, "account": order.account.name})

    def text(self, order: Order) -> str:
        """The first words of what is sent, on one line."""
        candidates = (order.texts.get("title", ""), *order.thread[:1], *order.texts.values())
        chosen = next((text for text in candidates if text.strip()), "")
        return " ".join(chosen.split()) or self._speech.say("deliveries.no_text")

    def whole_text(self, order: Order) -> str:
        """Everything that its readers can read."""
        return "\n\n".join(order.thread or tuple(text for text in order.texts.values() if text.strip()))

    def state(self, delivery: Delivery) -> str:
        """One or two words."""
        return self._speech.say(f"word.{delivery.state}")

    def amount(self, delivery: Delivery, sent_bytes: int, speed_bytes_s: float | None) -> str:
        """How much has left, how fast, and how long it still takes; "" when it has no files."""
        say, total = self._speech.say, delivery.order.total_bytes
        if not total:
            return ""
        words = say("deliveries.amount", {"sent": sent_bytes, "total": total})
        if delivery.state is not _S.UPLOADING or not speed_bytes_s:
            return words
        words = say("deliveries.amount_speed", {"amount": words, "speed": speed_bytes_s})
        return say("deliveries.amount_left", {"amount": words, "left": self.left(total - sent_bytes, speed_bytes_s)})

    def left(self, left_bytes: int, speed_bytes_s: float) -> str:
        """How long so many bytes take."""
        return self._lengths.left(left_bytes / speed_bytes_s)

    def why(self, delivery: Delivery) -> str:
        """What stands in its way; "" when nothing does."""
        trouble = delivery.trouble
        if trouble is None:
            return ""
        params = {"account": delivery.order.account.name, "details": trouble.details or trouble.code or "–"}
        return breakable(self._speech.say(f"delivery.why_{trouble.meaning}", params))

    def error(self, error: StudioError) -> str:
        """What went wrong and what to do next."""
        return self._lengths.error(error)

    def next(self, delivery: Delivery, settings: QueueSettings, *, is_first: bool) -> str:
        """What happens next, by itself or by the officer; with the hour where one is known."""
        say, state, why = self._speech.say, delivery.state, self.why(delivery)
        if delivery.receipt is not None:
            notes = [say(f"delivery.{note}") for note in delivery.receipt.notes]
            return " ".join(
                [say("deliveries.next_published", {"at": self.when(delivery.receipt.published_at)}), *notes]
            )
        if delivery.candidates is not None:
            return say("deliveries.asked_words")
        if state is _S.CANCELLED:
            return say("deliveries.next_cancelled")
        until = delivery.wait_until
        if why and until is not None and until > self._now() and state is not _S.PAUSED:
            return say("deliveries.next_goes_on", {"why": why, "until": self.when(until)})
        if why:
            return why
        if state is _S.WAITING:
            return self._next_waiting(delivery, settings, is_first=is_first)
        return say(f"deliveries.next_{state}") if state is not _S.UNKNOWN else say("delivery.why_ambiguous")

    def when(self, moment: datetime) -> str:
        """The hour alone when it is today, else the date too."""
        here, now = moment.astimezone(self._now().tzinfo), self._now()
        if here.date() == now.date():
            return self._speech.say("deliveries.at_hour", {"at": f"{here:%H:%M}"})
        return numbers.moment(here, self._speech.language)

    def seen_at(self, seen: Seen) -> str:
        """When a post of the platform was made; as the platform writes it where that is no date we know."""
        try:
            moment = datetime.fromisoformat(seen.created_at)
        except ValueError:
            return seen.created_at
        return self.when(moment) if moment.tzinfo is not None else seen.created_at

    def _next_waiting(self, delivery: Delivery, settings: QueueSettings, *, is_first: bool) -> str:
        say = self._speech.say
        at = delivery.order.publish_at
        if delivery.wait_until is not None and delivery.wait_until > self._now():
            if at is not None and delivery.wait_until >= at:
                return say("deliveries.next_scheduled", {"at": self.when(at)})
            return say("deliveries.next_until", {"until": self.when(delivery.wait_until)})
        if settings.is_paused:
            return say("deliveries.next_queue_paused")
        opens_at = self.opens_at(settings)
        if opens_at is not None:
            return say("deliveries.next_hours", {"until": self.when(opens_at)})
        return say("deliveries.next_first" if is_first else "deliveries.next_waiting")

    def opens_at(self, settings: QueueSettings) -> datetime | None:
        """When sending begins; None: it may at this hour."""
        if settings.from_minute is None:
            return None
        now = self._now()
        minute = now.hour * _HOUR_MINUTES + now.minute
        length = ((settings.to_minute or 0) - settings.from_minute) % _DAY_MINUTES or _DAY_MINUTES
        if (minute - settings.from_minute) % _DAY_MINUTES < length:
            return None
        wait = (settings.from_minute - minute) % _DAY_MINUTES
        return now.replace(second=0, microsecond=0) + timedelta(minutes=wait)
