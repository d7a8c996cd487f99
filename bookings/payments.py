"""Where paid dates meet the shop (spec B16). Until a payment handler is registered, a date with a price takes no registrations.

The shop's handler gets the registration, held and confirmed by its person, and starts the payment; it then calls the service that confirms it.
"""

from __future__ import annotations

from collections.abc import Callable

from bookings.errors import PaymentNotReady
from bookings.models import Event, Registration

Handler = Callable[[Registration], None]
_handlers: list[Handler] = []


def register_payment_handler(handler: Handler) -> None:
    """From `AppConfig.ready()` of what takes payments; one at most."""
    if _handlers and _handlers != [handler]:
        raise ValueError("payments have a handler already")
    _handlers[:] = [handler]


def takes_payments() -> bool:
    """Whether somebody can pay for a date here."""
    return bool(_handlers)


def check_payable(event: Event) -> None:
    """Raises `PaymentNotReady` for a date with a price when nothing takes payments."""
    if event.price_cents and not takes_payments():
        raise PaymentNotReady
