"""What staff are mailed about money: a link, never the content (spec H6)."""

from __future__ import annotations

from django.urls import reverse

from catalogue.models import PaymentCase
from cms.services.roles import SHOP
from trust.outbox.services import queue_staff_email


def tell_of_case(case: PaymentCase) -> None:
    """Once a case."""
    queue_staff_email(
        purpose="catalogue.payment-case",
        group=SHOP,
        template="catalogue/emails/staff_case",
        url=reverse("payment-cases"),
        about=case.payment,
        once_key=f"catalogue.payment-case:{case.pk}",
    )
