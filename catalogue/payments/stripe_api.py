"""The one place that speaks to Stripe. Its SDK's objects stay here: what leaves is ours (docs/adr/0027).

Every call that changes something has an idempotency key that stands in our database first: whoever repeats it, also after a crash, gets the
same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import stripe
import structlog
from django.conf import settings

from catalogue.errors import ShopRefused

if TYPE_CHECKING:
    from catalogue.models import Payment, Refund

log = structlog.get_logger(__name__)

# Pinned: what we send and read is of this version, whatever the account's own default is.
API_VERSION = "2026-10-28.endive"
METHODS = ["card", "bancontact"]
# As long as the columns that hold them.
NAME_LONGEST = 120
TOLERANCE_SECONDS = 300
# What can happen to a payment of ours; everything else is answered and passed over.
FOLLOWED = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.refunded",
    "charge.refund.updated",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)


class StripeUnreachable(ShopRefused):
    """Stripe did not answer, or is in trouble itself: ask again later."""


class StripeRefused(ShopRefused):
    """Stripe answered no: asking again does not help."""


class SignatureWrong(ShopRefused):
    """What came to the webhook was not signed by Stripe, long ago, or not for us."""


@dataclass(frozen=True)
class Bill:
    """What is to be paid: `lines` of words, cents of one, and how many; `email` fills in Stripe's form; `back` is where it leads."""

    lines: list[tuple[str, int, int]]
    email: str
    back: str

    @property
    def total_cents(self) -> int:
        return sum(cents * copies for _words, cents, copies in self.lines)


@dataclass(frozen=True)
class Opened:
    """A session of Stripe, and the page to pay it on."""

    session_id: str
    url: str


@dataclass(frozen=True)
class Snapshot:
    """How a payment stands at Stripe. `status` is the session's, `intent_status` its payment's; amounts in cents."""

    session_id: str
    reference: str
    status: str
    payment_status: str
    amount_cents: int
    currency: str
    intent_id: str = ""
    intent_status: str = ""
    method: str = ""
    refunded_cents: int = 0
    is_disputed: bool = False

    @property
    def is_paid(self) -> bool:
        """Nothing else says so (spec D7)."""
        return self.payment_status == "paid"


@dataclass(frozen=True)
class Told:
    """What an event is about: a session, or a payment (`intent_id`); `reference` is our own public id where the event carries it."""

    event_id: str
    kind: str
    made_at: datetime
    session_id: str = ""
    intent_id: str = ""
    reference: str = ""

    @property
    def is_followed(self) -> bool:
        return self.kind in FOLLOWED and bool(self.session_id or self.intent_id)


def open_session(payment: Payment, bill: Bill) -> Opened:
    """The Checkout Session of `payment`; the same one however often it is asked. Raises `StripeUnreachable`, `StripeRefused`."""
    ours = {"payment": str(payment.public_id)}
    session = _asked(
        lambda client: client.v1.checkout.sessions.create(
            {
                "mode": "payment",
                "allowed_payment_method_types": METHODS,
                "adaptive_pricing": {"enabled": False},
                "client_reference_id": str(payment.public_id),
                "customer_email": bill.email,
                "expires_at": int(payment.expires_at.timestamp()),
                "line_items": [
                    {
                        "price_data": {
                            "currency": "eur",
                            "unit_amount": cents,
                            "product_data": {"name": words},
                        },
                        "quantity": copies,
                    }
                    for words, cents, copies in bill.lines
                ],
                "locale": "nl",
                "metadata": ours,
                "payment_intent_data": {"metadata": ours, "description": f"Lus {payment.reference}"},
                "success_url": bill.back,
                "cancel_url": bill.back,
            },
            {"idempotency_key": f"session-{payment.public_id}"},
        )
    )
    return Opened(session.id, session.url or "")


def look_at(session_id: str) -> Snapshot:
    """How the session and its payment stand now. Raises `StripeUnreachable`, `StripeRefused`."""
    session = _asked(
        lambda client: client.v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent.latest_charge"]})
    )
    intent, charge = session.payment_intent, None
    if intent is not None and not isinstance(intent, str):
        charge = intent.latest_charge if not isinstance(intent.latest_charge, str) else None
    details = charge.payment_method_details if charge is not None else None
    return Snapshot(
        session_id=session.id,
        reference=session.client_reference_id or "",
        status=session.status or "",
        payment_status=session.payment_status,
        amount_cents=session.amount_total or 0,
        currency=session.currency or "",
        intent_id=intent.id if intent is not None and not isinstance(intent, str) else "",
        intent_status=intent.status if intent is not None and not isinstance(intent, str) else "",
        method=details.type if details is not None else "",
        refunded_cents=charge.amount_refunded if charge is not None else 0,
        is_disputed=bool(charge.disputed) if charge is not None else False,
    )


def reference_of(intent_id: str) -> str:
    """Our own public id in a payment of Stripe; empty when it is not of ours. Raises `StripeUnreachable`, `StripeRefused`."""
    intent = _asked(lambda client: client.v1.payment_intents.retrieve(intent_id))
    return intent.metadata.to_dict().get("payment", "") if intent.metadata else ""


def end_session(payment: Payment) -> None:
    """Nobody can pay it any more. One that has ended already is left. Raises `StripeUnreachable`."""
    try:
        _asked(
            lambda client: client.v1.checkout.sessions.expire(
                payment.session_id, {}, {"idempotency_key": f"end-{payment.public_id}"}
            )
        )
    except StripeRefused:
        log.info("session_had_ended", payment=str(payment.public_id))


def give_back(refund: Refund) -> str:
    """The number of the refund at Stripe; the same one however often it is asked. Raises `StripeUnreachable`, `StripeRefused`."""
    made = _asked(
        lambda client: client.v1.refunds.create(
            {
                "payment_intent": refund.payment.intent_id,
                "amount": refund.amount_cents,
                "reason": "requested_by_customer",
                "metadata": {"refund": str(refund.public_id)},
            },
            {"idempotency_key": f"refund-{refund.public_id}"},
        )
    )
    return made.id


def failed_refunds(intent_id: str) -> set[str]:
    """The numbers of those that came back. Raises `StripeUnreachable`, `StripeRefused`."""
    found = _asked(lambda client: client.v1.refunds.list({"payment_intent": intent_id, "limit": 100}))
    return {refund.id for refund in found.data if refund.status in ("failed", "canceled")}


def events_since(moment: datetime) -> Iterator[Told]:
    """What happened to payments since `moment`, the newest first. Raises `StripeUnreachable`, `StripeRefused`."""
    rows = _asked(
        lambda client: client.v1.events.list(
            {"created": {"gte": int(moment.timestamp())}, "types": list(FOLLOWED), "limit": 100}
        )
    )
    while rows.data:
        yield from (told_of(event.to_dict()) for event in rows.data)
        if not rows.has_more:
            return
        last = rows.data[-1].id
        rows = _asked(
            lambda client, last=last: client.v1.events.list(
                {
                    "created": {"gte": int(moment.timestamp())},
                    "types": list(FOLLOWED),
                    "limit": 100,
                    "starting_after": last,
                }
            )
        )


def read_event(body: bytes, header: str) -> Told:
    """What came to the webhook, once its signature over the raw `body` is right under one of our secrets. Raises `SignatureWrong`."""
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            event = stripe.Webhook.construct_event(
                body, header, secret, tolerance=TOLERANCE_SECONDS, api_key=settings.STRIPE_SECRET_KEY
            ).to_dict()
        except (stripe.SignatureVerificationError, ValueError, AttributeError, TypeError, KeyError, RecursionError):
            continue
        # An event of somebody's connected account, or of play money where it is real (and the other way round).
        if event.get("account") or bool(event.get("livemode")) != settings.STRIPE_SECRET_KEY.startswith(
            ("sk_live_", "rk_live_")
        ):
            raise SignatureWrong("not of this account")
        try:
            return told_of(event)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError) as error:
            raise SignatureWrong("not an event") from error
    raise SignatureWrong("no secret of ours")


def told_of(event: dict[str, Any]) -> Told:
    """The event in our words. Raises `AttributeError`, `KeyError`, `TypeError`, `ValueError`, `OverflowError`, `OSError` for what is none."""
    about = event["data"]["object"]
    is_session = about.get("object") == "checkout.session"
    metadata = about.get("metadata") or {}
    return Told(
        event_id=_name(event["id"]),
        kind=_name(event["type"]),
        made_at=datetime.fromtimestamp(int(event["created"]), UTC),
        session_id=_name(about["id"]) if is_session else "",
        intent_id="" if is_session else _name(_id(about.get("payment_intent"))),
        reference=_name((about.get("client_reference_id") or "") if is_session else metadata.get("payment", "")),
    )


def _name(value: Any) -> str:
    """A number or name as Stripe gives them. Raises `ValueError`."""
    if not isinstance(value, str) or len(value) > NAME_LONGEST:
        raise ValueError("no name of Stripe's")
    return value


def _id(value: Any) -> str:
    """A number, whether or not the object came along."""
    return value.get("id", "") if isinstance(value, dict) else value or ""


def _asked(ask: Any) -> Any:
    try:
        return ask(_client())
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
        log.warning("stripe_unreachable", kind=type(error).__name__)
        raise StripeUnreachable(type(error).__name__) from error
    except stripe.StripeError as error:
        log.warning("stripe_refused", kind=type(error).__name__, code=error.code or "")
        raise StripeRefused(error.code or type(error).__name__) from error


def _client() -> stripe.StripeClient:
    base = {"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else None
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=API_VERSION,
        base_addresses=base,  # type: ignore[arg-type]
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=20),
    )
