"""Answers that are given once."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from trust.forms.enums import AnswerState


class IdempotencyRecord(models.Model):
    """What a POST with an `Idempotency-Key` was answered: the same key gets the same answer for a day; another body is refused (409).

    Key and body are kept as keyed hashes. `answer` holds no personal data: our answers to posts are ids and states.
    """

    operation = models.CharField(_("operation"), max_length=100)
    key_hash = models.CharField(max_length=64, editable=False)
    body_hash = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=AnswerState, default=AnswerState.WORKING)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    content_type = models.CharField(_("type"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("first asked"), default=now)
    expires_at = models.DateTimeField(_("forgotten on"), db_index=True)

    class Meta:
        verbose_name = _("answer given once")
        verbose_name_plural = _("answers given once")
        constraints = [
            models.UniqueConstraint(fields=["operation", "key_hash"], name="idempotency_one_answer_a_key"),
            models.CheckConstraint(
                condition=~models.Q(state=AnswerState.DONE) | models.Q(status__isnull=False),
                name="idempotency_done_has_a_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.state}"
