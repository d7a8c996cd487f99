"""An order as something to pay: held while somebody pays, to be packed when it is paid, free again when it is not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalogue import emails
from catalogue.enums import CaseKind, OrderActor, OrderState, PaymentState
from catalogue.models import Order, Payment
from catalogue.papers import receipt_part
from catalogue.payments.payables import Payable, register_payable
from catalogue.payments.services import end_payment, refund_whole
from catalogue.payments.stripe_api import Bill
from catalogue.services import ordering
from catalogue.services.moving import delete_on, may_move, move
from cms.seo import absolute
from cms.services.roles import SHOP

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

KIND = "order"
# Between the end of a session and the clock that frees the stock lies this: the event comes first.
GRACE = timedelta(minutes=5)
# A bank that answers later takes some working days at most.
BANK_TAKES = timedelta(days=14)


def look(public_id: UUID) -> Order | None:
    return Order.objects.filter(public_id=public_id).first()


def lock(public_id: UUID) -> Order | None:
    return Order.objects.select_for_update(no_key=True, of=("self",)).filter(public_id=public_id).first()


def bill(order: Order) -> Bill | None:
    """None for an order that waits for no money."""
    if order.state != OrderState.PLACED or not order.total_cents:
        return None
    lines = [(line.title, line.price_cents, line.quantity) for line in order.lines.all() if line.price_cents]
    if order.postage_cents:
        lines.append((_("Postage"), order.postage_cents, 1))
    return Bill(lines, order.email, back_to(KIND, order.public_id))


def back_to(kind: str, public_id: UUID) -> str:
    """Where Stripe leads back to: a page that says how it stands and nothing about who ordered; no personal link leaves for elsewhere."""
    return absolute(reverse("payment-return", args=[kind, public_id]))


def hold(order: Order, payment: Payment) -> None:
    ends = payment.expires_at + (BANK_TAKES if payment.state == PaymentState.PROCESSING else GRACE)
    Order.objects.filter(pk=order.pk).update(pay_by=ends)


def paid(order: Order, payment: Payment) -> CaseKind | None:
    if order.state == OrderState.PLACED:
        move(order, OrderState.PAID, actor=OrderActor.PAYMENT)
        move(order, OrderState.TO_PACK, actor=OrderActor.PAYMENT)
        emails.stop_mail_to_pay(order)
        emails.mail_confirmed(order, parts=receipt_part(order))
        return None
    order.delete_on = delete_on(ended_on=localdate(), paid=True)
    order.save(update_fields=["delete_on"])
    return CaseKind.PAID_TOO_LATE if order.paid_at is None else CaseKind.PAID_TWICE


def ended(order: Order, payment: Payment) -> None:
    """What was kept is free again (spec D7), unless they are paying in another way."""
    others = Payment.objects.of(KIND, order.public_id).live().exclude(pk=payment.pk)
    if order.state == OrderState.PLACED and not others.exists():
        ordering.cancel_order(public_id=order.public_id, actor=OrderActor.PAYMENT)


def given_back(order: Order, payment: Payment) -> None:
    """Told each time; an order whose money is all back has ended."""
    if payment.refunded_cents == payment.amount_cents and may_move(order, OrderState.REFUNDED, OrderActor.PAYMENT):
        on_shelf = order.state in (OrderState.TO_PACK, OrderState.PACKED)
        move(order, OrderState.REFUNDED, actor=OrderActor.PAYMENT)
        if on_shelf:
            ordering.release(order)
    emails.mail_refunded(order, cents=payment.refunded_cents)


def cancelled(*, order: Order, by: AbstractBaseUser | None) -> None:
    """An order that does not come is not to be paid any more, and what was paid goes back."""
    end_payment(kind=KIND, public_id=order.public_id)
    if order.paid_at:
        refund_whole(kind=KIND, public_id=order.public_id, why=_("The order was cancelled"), by=by)


def staff_url(public_id: UUID) -> str:
    pk = Order.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    return reverse("orders:detail", args=[pk]) if pk else ""


def reference(order: Order) -> str:
    return order.reference


ordering.CANCELLED.append(cancelled)
register_payable(
    Payable(
        kind=KIND,
        look=look,
        lock=lock,
        bill=bill,
        reference=reference,
        hold=hold,
        paid=paid,
        ended=ended,
        given_back=given_back,
        staff_url=staff_url,
        see_right="catalogue.view_order",
        money_right="catalogue.add_refund",
        group=SHOP,
    )
)
