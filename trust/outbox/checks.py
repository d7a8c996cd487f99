"""What `/readyz/` says of the mail: whether somebody takes it out."""

from datetime import timedelta

from django.utils import timezone

from cms.health import CHECKS, NotReady
from trust.outbox.models import OutboundEmail

PATIENCE = timedelta(minutes=15)


def check_mail() -> None:
    """Mail that is due is taken within a quarter of an hour; one that the mail server refuses for now is not due."""
    late = OutboundEmail.objects.due(timezone.now() - PATIENCE).count()
    if late:
        raise NotReady(f"{late} due for more than {PATIENCE.seconds // 60} minutes")


CHECKS["mail"] = check_mail
