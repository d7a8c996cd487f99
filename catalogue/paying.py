"""From an order to the page where it is paid."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from catalogue.enums import OrderState
from catalogue.models import Order
from catalogue.payments.services import checkout_url
from catalogue.prices import payments_are_on

STRIPE_PAGE = "https://checkout.stripe.com"


def waits_for_payment(order: Order) -> bool:
    """Whether somebody can pay for `order` now."""
    return order.state == OrderState.PLACED and order.total_cents > 0 and payments_are_on()


def payment_page(order: Order) -> str:
    """The address where `order` is paid. Call it outside of a transaction: Stripe answers over the network. Raises `PaymentNotStarted`."""
    return checkout_url(order=order)


def lead_to_payment(order: Order) -> HttpResponse:
    """303 to where `order` is paid. Raises `PaymentNotStarted`."""
    response = HttpResponse(status=303)
    response["Location"] = payment_page(order)
    return response


def let_pay(response: HttpResponse) -> HttpResponse:
    """A form on this page may lead to Stripe's: browsers hold the address of a redirect against `form-action` too."""
    if payments_are_on():
        base = urlsplit(settings.STRIPE_API_BASE)
        leads = f"{base.scheme}://{base.netloc}" if base.netloc else STRIPE_PAGE
        response._csp_update = {"form-action": [leads]}  # type: ignore[attr-defined]
    return response
