"""A consumer changes their mind about what they bought (spec D9; articles VI.47 and VI.50 of the Belgian code of economic law)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from catalogue import emails
from catalogue.enums import CaseKind, OrderState
from catalogue.errors import WithdrawalNotPossible
from catalogue.models import Order, Payment, PaymentCase
from catalogue.services.moving import lock_order
from catalogue.terms import WITHDRAW_WITHIN
from trust.audit.services import record

# A parcel is some days under way; the fourteen days begin when it comes.
UNDER_WAY = timedelta(days=3)
# What has left us, or is about to; before that one cancels.
GONE_OUT = frozenset({OrderState.PACKED, OrderState.SENT, OrderState.PICKED_UP})


def withdraw_until(order: Order) -> datetime | None:
    """Until when the sale can be withdrawn: fourteen days from when it came; None for who is no consumer, paid nothing, or may still cancel."""
    if not order.paid_at or order.organisation_name or order.withdrawn_at or order.state not in GONE_OUT:
        return None
    came = order.left_at or now()
    return came + WITHDRAW_WITHIN + (UNDER_WAY if order.state == OrderState.SENT else timedelta())


def may_withdraw(order: Order) -> bool:
    """Whether who ordered can withdraw the sale now: a consumer, of what was paid and has left, within its days."""
    until = withdraw_until(order)
    return until is not None and now() <= until


@transaction.atomic
def withdraw_sale(*, public_id: UUID) -> Order:
    """Note that the sale is withdrawn, open a case for the refund, mail the receipt, and staff a link. A repeat changes nothing.

    What is sent back is put on the shelf, and the money given back, by staff. Raises `WithdrawalNotPossible`.
    """
    order = lock_order(public_id=public_id)
    if order.withdrawn_at:
        return order
    if not may_withdraw(order):
        raise WithdrawalNotPossible
    order.withdrawn_at = now()
    order.save(update_fields=["withdrawn_at"])
    record(verb="catalogue.sale-withdrawn", about=order, by_person=True)
    paid = Payment.objects.of("order", order.public_id).paid().first()
    if paid is not None:
        PaymentCase.objects.get_or_create(
            payment=paid,
            kind=CaseKind.REFUND_DUE,
            closed_at=None,
            defaults={"amount_cents": paid.amount_cents - paid.refunded_cents},
        )
    emails.mail_withdrawn(order)
    emails.tell_staff(order, what="withdrawn")
    return order
