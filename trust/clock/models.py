"""What the clock remembers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockRun(models.Model):
    """One run of one periodic job. The row is the claim: whoever writes it first runs the job for that slot."""

    job = models.CharField(max_length=80)
    slot = models.DateTimeField()
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("run of the clock")
        verbose_name_plural = _("runs of the clock")
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="clock_run_once_a_slot")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot:%Y-%m-%d %H:%M}"
