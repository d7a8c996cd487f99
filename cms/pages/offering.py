"""What Lus offers: nestable pages, each on its own quiet ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField

from cms.enums import Ground
from cms.pages.body import BodyPage
from cms.pages.lists import child_cards


class OfferingPage(BodyPage):
    """An offering, or a page under one; shows its children as cards below the body."""

    ground = models.CharField(
        _("ground"),
        max_length=10,
        choices=Ground.choices,
        default=Ground.PAPER,
        help_text=_("The colour under the title."),
    )

    parent_page_types = ["home.HomePage", "cms.OfferingPage"]
    subpage_types = ["cms.OfferingPage", "cms.ProjectPage", "cms.PlainPage", "bookings.ActivityPage"]
    content_panels = [*BodyPage.content_panels[:1], "ground", *BodyPage.content_panels[1:]]
    api_fields = [*BodyPage.api_fields, APIField("ground", writable=True)]
    card_label = _("Offering")
    page_description = _("An offering of Lus. Other offerings and projects can live below it.")

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")

    def get_lists(self, request):
        return {"children": child_cards(self)}
