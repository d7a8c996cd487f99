"""Consent, the ledger of erasures, requests of people about their data, and what retention did."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from trust.about import AboutRecord
from trust.privacy.enums import Channel, ErasureReason, RequestKind, RequestState
from trust.privacy.querysets import ConsentQuerySet, PrivacyRequestQuerySet


class ConsentText(models.Model):
    """The exact words that people agreed to, in one version and language. Written from code at first use and never changed (spec H9)."""

    purpose = models.CharField(_("purpose"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10, default="nl")
    text = models.TextField(_("text"))
    first_used_at = models.DateTimeField(_("in use since"), default=now)

    class Meta:
        verbose_name = _("text of consent")
        verbose_name_plural = _("texts of consent")
        ordering = ["purpose", "version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="consent_text_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class Consent(AboutRecord):
    """That the person of a record agreed to one purpose, when, how, to which words; and when they took it back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.ForeignKey(
        ConsentText, verbose_name=_("text"), on_delete=models.PROTECT, related_name="consents", editable=False
    )
    channel = models.CharField(_("given by"), max_length=10, choices=Channel, editable=False)
    given_at = models.DateTimeField(_("given"), default=now, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=10, choices=Channel, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="consent_about_a_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "text"],
                condition=Q(withdrawn_at=None),
                name="consent_once_a_record_and_text",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.given_at:%Y-%m-%d}"


class ErasureEntry(models.Model):
    """One erasure, as a keyed hash: whoever holds the key recognises, after a restore, what must go again; nobody reads who it was (H5).

    `model` empty: everything of a person (the hash of an e-mail address); else one record (the hash of its ledger key).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"), default=now, db_index=True, editable=False)
    model = models.CharField(_("kind of record"), max_length=80, blank=True, editable=False)
    fingerprint = models.CharField(_("keyed hash"), max_length=64, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=ErasureReason, editable=False)
    replayed_at = models.DateTimeField(_("last replayed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("ledger of erasures")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "fingerprint"], name="erasure_fingerprint")]

    def __str__(self) -> str:
        return f"{self.model or '*'} {self.at:%Y-%m-%d}"


class PrivacyRequest(models.Model):
    """What somebody asks about their own data, from asking to done. The address is wiped with the request's own end."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("asks"), max_length=10, choices=RequestKind)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.ASKED, db_index=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    asked_at = models.DateTimeField(_("asked"), default=now, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    held_back = models.JSONField(
        _("held back"),
        default=list,
        blank=True,
        help_text=_("Kinds of record that a law makes us keep, with the reason."),
    )
    settled_at = models.DateTimeField(
        _("looked after"),
        null=True,
        blank=True,
        help_text=_("When staff did by hand what could not be done by itself."),
    )
    delete_on = models.DateField(_("erased on"), db_index=True)

    objects = PrivacyRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about own data")
        verbose_name_plural = _("requests about own data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RequestState.DONE) | Q(done_at__isnull=False, confirmed_at__isnull=False),
                name="privacy_request_done_was_confirmed",
            ),
            models.UniqueConstraint(
                fields=["kind", "email"], condition=Q(state=RequestState.ASKED), name="privacy_request_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asked_at:%Y-%m-%d}"


class RetentionLine(models.Model):
    """What one nightly run did to one table under one rule. A dry run writes none."""

    run = models.UUIDField(_("run"), db_index=True)
    at = models.DateTimeField(_("when"), default=now, db_index=True)
    model = models.CharField(_("table"), max_length=80)
    rule = models.CharField(_("rule"), max_length=80)
    wiped = models.PositiveIntegerField(_("wiped"))
    error = models.CharField(_("error"), max_length=80, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)

    class Meta:
        verbose_name = _("line of the retention log")
        verbose_name_plural = _("retention log")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "model", "rule"], name="retention_one_line_a_table_and_rule")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.rule}: {self.wiped}"
