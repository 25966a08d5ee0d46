"""What is said of a target before it is sent: its texts, files, price, quota, and why it can't be sent."""

from __future__ import annotations

from prstudio.language.wording import say_finding
from prstudio.model.delivery import Order, OrderFile
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.deliveries.preparing import ReadyTarget
from prstudio.ui.speech import Speech


class SendWords:
    """Puts ready targets into words."""

    def __init__(self, speech: Speech, words: DeliveryWords) -> None:
        self._speech, self._words = speech, words

    def account(self, ready: ReadyTarget) -> str:
        """Platform and account; the platform alone while no account is known."""
        platform = ready.target.platform
        if ready.parcel is None:
            return self._speech.say(f"word.{platform}")
        name = ready.parcel.order.account.name
        return self._speech.say("deliveries.account", {"platform": platform, "account": name})

    def refusal(self, ready: ReadyTarget) -> str:
        """Why it can't be sent, a line for each reason; "" when it can."""
        reasons = [self._words.error(error) for error in ready.refusals]
        reasons += [say_finding(finding, self._speech.language) for finding in ready.errors]
        return "\n".join(dict.fromkeys(reasons))

    def texts(self, order: Order) -> tuple[tuple[str, str], ...]:
        """A heading and the words below it, for everything that readers will read."""
        say = self._speech.say
        if len(order.thread) > 1:
            count = len(order.thread)
            return tuple(
                (say("deliveries.send_part", {"number": number, "count": count}), text)
                for number, text in enumerate(order.thread, 1)
            )
        texts = [(say(f"word.field_{name}"), text) for name, text in order.texts.items() if text.strip()]
        for language, fields in order.localizations.items():
            for name, text in fields.items():
                if text.strip() and text != order.texts.get(name):
                    texts.append((f"{say(f'word.field_{name}')} ({say(f'word.{language}')})", text))
        if order.tags:
            texts.append((say("word.field_tags"), ", ".join(order.tags)))
        return tuple(texts)

    def file(self, file: OrderFile) -> str:
        """What it is, how long, how large; with its description for those who can't see it."""
        say = self._speech.say
        params = {
            "kind": say(f"deliveries.role_{file.role}"),
            "size": file.size_bytes,
            "length": file.duration_s or 0.0,
        }
        words = say("deliveries.send_file" if file.duration_s is None else "deliveries.send_clip", params)
        return f"{words}\n{say('deliveries.send_alt', {'alt': file.alt})}" if file.alt else words

    def costs(self, ready: ReadyTarget) -> str:
        """Price and quota, a line each; "" where there is neither."""
        say, lines = self._speech.say, []
        if ready.price_usd is not None:
            key = "deliveries.send_price_link" if ready.has_link else "deliveries.send_price"
            lines.append(say(key, {"price": f"{ready.price_usd:.2f}"}))
        if ready.uploads_left is not None:
            key = "deliveries.send_uploads_left" if ready.uploads_left else "deliveries.send_no_uploads"
            lines.append(say(key, {"count": ready.uploads_left}))
        return "\n".join(lines)
