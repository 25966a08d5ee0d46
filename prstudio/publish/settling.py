"""Taking in the officer's word on a delivery of which nobody else can tell whether it is published."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from prstudio.errors import PublishFault, UsageFault
from prstudio.model.delivery import Delivery
from prstudio.platforms.catalog import load_rulebook
from prstudio.publish import queue
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machines import make_machine
from prstudio.store.deliveries import Deliveries


def settle(deliveries: Deliveries, id_: str, *, url: str | None, practice: str | None) -> Delivery:
    """Write down that it is published at `url`, or (None) that it is not and may be sent.

    Raises:
        UsageFault: `url` is no address.
        PublishFault: nobody asked.
    """
    if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        raise UsageFault("usage_url", {"url": url})
    rulebook = load_rulebook()

    def change(delivery: Delivery) -> Delivery:
        order = delivery.order
        if delivery.candidates is None:
            raise PublishFault("delivery_not_asked", {"state": str(delivery.state)})
        rules = rulebook.rules[order.platform]
        machine = make_machine(order.platform, order.kind, rules, make_endpoints(rules, practice=practice))
        journal = machine.settle(delivery.journal, order, url=url)
        settled = queue.settled(delivery, journal)
        return replace(settled, may_be_public=machine.may_be_out(journal, order))

    return deliveries.change(id_, change)
