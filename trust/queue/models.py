"""What the queue needs to know beside django-tasks' own rows; the same for the database and for RQ."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class WorkerBeat(models.Model):
    """A worker that lives says so; a task whose worker fell silent is taken back."""

    worker_id = models.CharField(_("worker"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("started"), default=now)
    beat_at = models.DateTimeField(_("last seen"), default=now, db_index=True)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker_id


class TaskRetry(models.Model):
    """What became of a task that failed or was abandoned: how often tried, when again, or given up."""

    task_id = models.UUIDField(_("task"), unique=True)
    task_path = models.CharField(_("function"), max_length=200)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True, db_index=True)
    last_error = models.CharField(
        _("last error"), max_length=200, blank=True, help_text=_("The kind of error, never its text.")
    )

    class Meta:
        verbose_name = _("retried task")
        verbose_name_plural = _("retried tasks")
        indexes = [models.Index(fields=["next_attempt_at"], name="task_retry_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_attempt_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="task_retry_due_or_given_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_path} ({self.attempts})"
