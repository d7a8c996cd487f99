"""From an order to the page where it is paid."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from catalogue.enums import OrderState
from catalogue.errors import PaymentNotStarted
from catalogue.models import Order
from catalogue.payments.orders import KIND, back_to
from catalogue.payments.services import checkout_url
from catalogue.prices import payments_are_on

STRIPE_PAGE = "https://checkout.stripe.com"


def waits_for_payment(order: Order) -> bool:
    """Whether somebody can pay for `order` now."""
    return order.state == OrderState.PLACED and order.total_cents > 0 and payments_are_on()


def lead_to_payment(order: Order) -> HttpResponse:
    """303 to where `order` is paid. Not inside a transaction: Stripe answers over the network. Raises as `checkout_url` does."""
    response = HttpResponse(status=303)
    response["Location"] = checkout_url(order=order)
    return response


def checkout_address(order: Order) -> str:
    """Where `order` is paid: Stripe's page or, when Stripe cannot be reached, our own from which it is tried again.

    Not inside a transaction. Raises `NothingToPay`, `PaymentsOff`.
    """
    try:
        return checkout_url(order=order)
    except PaymentNotStarted:
        return back_to(KIND, order.public_id)


def let_pay(response: HttpResponse) -> HttpResponse:
    """A form on this page may lead to Stripe's: browsers hold the address of a redirect against `form-action` too."""
    if payments_are_on():
        response._csp_update = {"form-action": [settings.STRIPE_API_BASE or STRIPE_PAGE]}  # type: ignore[attr-defined]
    return response
