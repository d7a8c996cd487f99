"""That staff asked the solver for groups, and who was left."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from circles.models.regions import Region


class ProposalRun(models.Model):
    """Asked, worked on outside of the request, done. `not_placed` and `idle`: by public id, why somebody has no group (`circles.matching`);
    an id of somebody who was erased opens nothing."""

    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    made = models.PositiveIntegerField(_("groups proposed"), default=0)
    not_placed = models.JSONField(_("without a group"), default=dict)
    idle = models.JSONField(_("verbinders without a group"), default=dict)

    class Meta:
        verbose_name = _("search for groups")
        verbose_name_plural = _("searches for groups")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
