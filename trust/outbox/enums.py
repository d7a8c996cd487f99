"""The states of a mail, and what its receiver's server made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail stands on our side."""

    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


MAIL_TRANSITIONS: dict[str, frozenset[str]] = {
    MailState.QUEUED: frozenset({MailState.SENDING, MailState.CANCELLED}),
    # Back to the queue after a temporary failure, or when its worker died; cancelled only while it is not handed over.
    MailState.SENDING: frozenset({MailState.SENT, MailState.QUEUED, MailState.FAILED, MailState.CANCELLED}),
    MailState.SENT: frozenset(),
    MailState.FAILED: frozenset({MailState.QUEUED, MailState.CANCELLED}),
    # The worker had it in hand when it was cancelled, and it left.
    MailState.CANCELLED: frozenset({MailState.SENT}),
}


class Delivery(models.TextChoices):
    """What the provider told us afterwards, where it does."""

    UNKNOWN = "unknown", _("not known")
    DEFERRED = "deferred", _("delayed")
    DELIVERED = "delivered", _("delivered")
    REJECTED = "rejected", _("rejected")
    BOUNCED = "bounced", _("bounced")
    COMPLAINED = "complained", _("marked as spam")


BAD_DELIVERIES = [Delivery.REJECTED, Delivery.BOUNCED, Delivery.COMPLAINED]
