"""The promise to phone, and how it is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from circles.enums import CallOutcome, CallState
from circles.models.sign_ups import SignUp
from circles.querysets import CallQuerySet


class Call(models.Model):
    """ "We phone you within a week": to whom, before when (`due_on`, promised), when next (`next_on`, planned) and by whom."""

    wagtail_reference_index_ignore = True

    sign_up = models.ForeignKey(SignUp, verbose_name=_("sign-up"), on_delete=models.CASCADE, related_name="calls")
    state = models.CharField(_("state"), max_length=6, choices=CallState, default=CallState.OPEN, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("phoned by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("promised before"))
    next_on = models.DateField(_("phone on"), db_index=True)
    made_at = models.DateTimeField(_("made"), default=now, editable=False)
    reached_at = models.DateTimeField(_("spoken with"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(_("told who coordinates"), null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="call_list")]
        constraints = [
            models.UniqueConstraint(fields=["sign_up"], condition=Q(state=CallState.OPEN), name="call_one_open"),
            models.CheckConstraint(condition=Q(state=CallState.OPEN) | Q(done_at__isnull=False), name="call_done_at"),
        ]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.due_on:%Y-%m-%d}"


class CallAttempt(models.Model):
    """One try, and what came of it."""

    call = models.ForeignKey(Call, verbose_name=_("call"), on_delete=models.CASCADE, related_name="attempts")
    outcome = models.CharField(_("outcome"), max_length=12, choices=CallOutcome)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), default=now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("attempt to phone")
        verbose_name_plural = _("attempts to phone")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.at:%Y-%m-%d}"
