"""What is asked of Stripe outside of a request; what fails is tried again by the queue, and the clock's `mind_payments` repeats what was lost."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from catalogue.models import Payment
from catalogue.payments import following, stripe_api

# Somebody waits for it before their screen.
PRIORITY = 60


@task(priority=PRIORITY)
def follow_payment(session_id: str, intent_id: str, reference: str) -> None:
    """How the payment stands that one of these names."""
    following.follow(session_id=session_id, intent_id=intent_id, reference=reference)


@task(priority=PRIORITY)
def send_refund(public_id: str) -> None:
    """Give it back."""
    following.send_refund(UUID(public_id))


@task
def end_session(public_id: str) -> None:
    """Nobody pays it any more; if somebody just did, that is seen."""
    payment = Payment.objects.get(public_id=UUID(public_id))
    if payment.session_id:
        stripe_api.end_session(payment)
        following.follow(session_id=payment.session_id)
