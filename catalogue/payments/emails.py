"""What staff are mailed about money: a link, never the content (spec H6)."""

from __future__ import annotations

from django.urls import reverse

from catalogue.models import PaymentCase
from catalogue.payments.payables import payable_of
from trust.outbox.services import queue_staff_email


def tell_of_case(case: PaymentCase) -> None:
    """Who looks after what was paid for, once a case."""
    queue_staff_email(
        purpose="catalogue.payment-case",
        group=payable_of(case.payment.payable_kind).group,
        template="catalogue/emails/staff_case",
        url=reverse("payment-cases"),
        about=case.payment,
        once_key=f"catalogue.payment-case:{case.pk}",
    )
