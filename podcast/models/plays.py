"""How often episodes are played; counts and nothing else (spec E7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyPlays(models.Model):
    """Plays of one episode on one day (Brussels time)."""

    episode = models.ForeignKey(
        "podcast.EpisodePage", verbose_name=_("episode"), on_delete=models.CASCADE, related_name="plays"
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("plays"), default=0)

    class Meta:
        verbose_name = _("plays of a day")
        verbose_name_plural = _("plays of a day")
        ordering = ["-day", "episode"]
        constraints = [models.UniqueConstraint(fields=["episode", "day"], name="plays_once_a_day")]

    def __str__(self) -> str:
        return f"{self.episode_id} {self.day}: {self.count}"
