"""What the public map shows, and nothing else (docs/adr/0028)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MapSnapshot(models.Model):
    """The one published snapshot: `shown` people by cell (`circles.anonymity`). When it was made, and when the next one is, is told to nobody."""

    shown = models.JSONField(_("shown"), default=dict)
    wanted = models.JSONField(_("groups that look for people"), default=list)
    made_at = models.DateTimeField(_("made"))
    next_at = models.DateTimeField(_("next one"))

    class Meta:
        verbose_name = _("snapshot of the map")
        verbose_name_plural = _("snapshots of the map")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
