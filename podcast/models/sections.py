"""The parts that an episode is divided in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.images import get_image_model_string
from wagtail.models import Orderable


class Chapter(Orderable):
    """Where a part of an episode begins, and what it is about (JSON Chapters 1.2 of the podcast namespace)."""

    page = ParentalKey("podcast.EpisodePage", on_delete=models.CASCADE, related_name="chapters")
    starts_ms = models.PositiveIntegerField(_("begins at (milliseconds)"))
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("link"), blank=True)
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [models.UniqueConstraint(fields=["page", "starts_ms"], name="chapter_once_a_moment")]

    def __str__(self) -> str:
        return self.title
