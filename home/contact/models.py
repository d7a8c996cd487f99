"""What people write to us."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.contact.enums import MessageState
from home.contact.querysets import ContactMessageQuerySet

ContactMessageManager = models.Manager.from_queryset(ContactMessageQuerySet)


class ContactMessage(models.Model):
    """A message from the contact form or the API. `delete_on` is the day that the form named; the row goes that night."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True, help_text=_("E.164, such as +3216123456."))
    message = models.TextField(_("message"), max_length=5000)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.NEW, db_index=True)
    received_at = models.DateTimeField(_("received"), default=now, db_index=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    delete_on = models.DateField(_("erased on"), db_index=True)

    objects = ContactMessageManager()

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="contact_message_can_be_answered"),
            models.CheckConstraint(
                condition=Q(state=MessageState.NEW) | Q(handled_at__isnull=False), name="contact_message_handled_at"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Message of %(moment)s") % {"moment": date_format(localtime(self.received_at), "j F Y H:i")}
