"""A card of each published page: what lists of any mix of page types show, in one query (docs/adr/0012)."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from cms.addresses import path_of
from cms.enums import Ground
from cms.querysets import CardQuerySet


class Card(models.Model):
    """Kind, summary, picture, date and words of a live page, written when it is published (`cms.services.cards`)."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="card")
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=60, blank=True)
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.PAPER)
    summary = models.TextField(blank=True)
    picture = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    date = models.DateField(null=True, blank=True, db_index=True)
    words = models.TextField(blank=True, help_text=_("The living text, for excerpts."))

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        ordering = ["-date", "-page_id"]
        indexes = [models.Index(fields=["kind", "-date", "-page"], name="newest_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def slug(self) -> str:
        return self.page.slug

    @property
    def url(self) -> str:
        """The page's address, relative to the site."""
        return path_of(self.page)

    @property
    def card_label(self) -> str:
        """What the page is, in the reader's language."""
        return gettext(self.label) if self.label else ""

    @property
    def card_date(self):
        return self.date
