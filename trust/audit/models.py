"""Two logs that only grow: deeds and looks. Neither holds personal data of the people whom records are about."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from trust.about import AboutRecord
from trust.audit.enums import Access, Actor
from trust.audit.querysets import AccessEntryQuerySet, AuditEntryQuerySet


class AuditEntry(AboutRecord):
    """Who did what, when, to which record. `verb` is `app.deed` ("bookings.moved"); `details` are states, counts and field names."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"), default=now, db_index=True, editable=False)
    actor = models.CharField(_("by"), max_length=10, choices=Actor, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    verb = models.CharField(_("deed"), max_length=80, editable=False)
    details = models.JSONField(_("details"), default=dict, blank=True, editable=False)
    request_id = models.CharField(_("request"), max_length=64, blank=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id", "-at"], name="audit_of_a_record"),
            models.Index(fields=["verb", "-at"], name="audit_of_a_deed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor=Actor.STAFF) | models.Q(by__isnull=True), name="audit_account_is_staff"
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class AccessEntry(AboutRecord):
    """Which account looked at which sensitive record (spec H7). A list or export is one entry with its `count` and no record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"), default=now, db_index=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    access = models.CharField(_("how"), max_length=10, choices=Access, editable=False)
    what = models.CharField(_("screen or export"), max_length=80, editable=False)
    count = models.PositiveIntegerField(_("records"), default=1, editable=False)

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("access entry")
        verbose_name_plural = _("access log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id", "-at"], name="access_to_a_record"),
            models.Index(fields=["by", "-at"], name="access_by_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
