"""One row a mail and recipient, written in the transaction of its cause."""

import uuid

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from trust.about import AboutRecord
from trust.outbox.enums import Delivery, MailState
from trust.outbox.querysets import OutboundEmailQuerySet


class OutboundEmail(AboutRecord):
    """A mail from its cause to its arrival. Subject and bodies hold a placeholder where a personal link comes (trust.outbox.placeholders):
    the secret itself is made only in the worker's memory; mails of libraries, which hold theirs, are sealed. So neither this table nor a backup
    opens anything. `keep_until` wipes recipient, subject, bodies, headers and attachments; the row stays for the counts.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(
        _("purpose"), max_length=60, db_index=True, help_text=_("app.what, such as contact.received")
    )
    once_key = models.CharField(_("sent once for"), max_length=200, null=True, blank=True, unique=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True, editable=False)

    from_email = models.CharField(_("from"), max_length=254, blank=True)
    reply_to = models.CharField(_("reply to"), max_length=254, blank=True)
    recipient = models.EmailField(_("to"), blank=True, db_index=True)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("plain text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    sealed = models.BooleanField(
        _("sealed"), default=False, editable=False, help_text=_("Texts and attachments are encrypted until they leave.")
    )

    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED, db_index=True)
    queued_at = models.DateTimeField(_("queued"), default=now, db_index=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=now, null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken by a worker"), null=True, blank=True)
    claimed_by = models.CharField(
        _("worker"), max_length=64, blank=True, help_text=_("The worker, and a random mark of this attempt.")
    )
    handover_at = models.DateTimeField(
        _("handed over"),
        null=True,
        blank=True,
        help_text=_(
            "Set just before the text goes to the mail server: from here until sent, a crash leaves it unknown."
        ),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    cancelled_at = models.DateTimeField(
        _("cancelled"),
        null=True,
        blank=True,
        help_text=_("Cancelled after it was handed over: it may have left, and is not tried again."),
    )
    last_error = models.CharField(
        _("last error"),
        max_length=200,
        blank=True,
        help_text=_("The server's code and the kind of error, no addresses."),
    )

    delivery = models.CharField(_("arrival"), max_length=10, choices=Delivery, default=Delivery.UNKNOWN)
    delivery_at = models.DateTimeField(_("arrival known"), null=True, blank=True)
    provider_id = models.CharField(_("number at the provider"), max_length=200, blank=True, db_index=True)

    keep_until = models.DateTimeField(_("text is wiped on"))
    wiped_at = models.DateTimeField(_("text wiped"), null=True, blank=True)

    objects = OutboundEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=models.Q(state="queued"), name="mail_due"),
            models.Index(fields=["claimed_at"], condition=models.Q(state="sending"), name="mail_claimed"),
            models.Index(fields=["keep_until"], condition=models.Q(wiped_at=None), name="mail_to_wipe"),
            models.Index(fields=["about_type", "about_id"], name="mail_about_a_record"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=MailState.SENT) | models.Q(sent_at__isnull=False), name="mail_sent_has_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MailState.SENDING) | models.Q(claimed_at__isnull=False),
                name="mail_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MailState.QUEUED)
                | models.Q(next_attempt_at__isnull=False, wiped_at__isnull=True),
                name="mail_queued_is_due_and_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.queued_at:%Y-%m-%d %H:%M}"


class EmailAttachment(models.Model):
    """A part of a mail, such as an `.ics`. `content_type` carries its parameters: `text/calendar; method=CANCEL; charset=utf-8`."""

    email = models.ForeignKey(OutboundEmail, on_delete=models.CASCADE, related_name="attachments")
    filename = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=120)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.filename
