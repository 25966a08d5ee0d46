"""What technical support needs to know of a delivery, as plain text; never a token, for a delivery holds none."""

from __future__ import annotations

from prstudio import __version__
from prstudio.model.delivery import Delivery


def make_details(delivery: Delivery) -> str:
    """A line for each fact, in English: it is read by whoever helps, not by the officer."""
    order, trouble, receipt = delivery.order, delivery.trouble, delivery.receipt
    lines = [
        f"PR Studio {__version__}",
        f"delivery: {delivery.id}",
        f"account: {order.platform} {order.account.name} ({order.account.remote_id})",
        f"kind: {order.kind}",
        f"state: {delivery.state}, step {delivery.journal.step}, in flight {delivery.journal.in_flight or '-'}",
        f"sent: {delivery.sent_bytes} of {order.total_bytes} bytes in {len(order.files)} files",
        f"created: {delivery.created_at.isoformat()}",
        f"attempts: {delivery.attempts}",
        f"may be public: {'yes' if delivery.may_be_public else 'no'}",
    ]
    if order.publish_at is not None:
        lines.append(f"publish at: {order.publish_at.isoformat()}")
    if delivery.wait_until is not None:
        lines.append(f"wait until: {delivery.wait_until.isoformat()}")
    if trouble is not None:
        lines.append(f"trouble: {trouble.meaning} {trouble.code} {trouble.details}".rstrip())
    if receipt is not None:
        lines.append(f"published: {receipt.remote_id} {receipt.url} {' '.join(receipt.notes)}".rstrip())
    return "\n".join(lines)
