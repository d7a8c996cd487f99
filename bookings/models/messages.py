"""What staff wrote to everybody of a date."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from bookings.enums import MessageTo
from bookings.models.events import Event


class EventMessage(models.Model):
    """One message to many; the mails themselves stand in the outbox."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, verbose_name=_("date"), on_delete=models.CASCADE, related_name="messages")
    to = models.CharField(_("to"), max_length=10, choices=MessageTo, default=MessageTo.REGISTERED)
    subject = models.CharField(_("subject"), max_length=140)
    text = models.TextField(_("text"), max_length=5000)
    sent_count = models.PositiveIntegerField(_("mails"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("message about a date")
        verbose_name_plural = _("messages about dates")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
