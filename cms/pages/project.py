"""Projects: partners in the body, and their own news."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.api import APIField

from cms.enums import Ground
from cms.models.cards import Card
from cms.pages.body import BodyPage
from cms.pages.lists import child_cards

NEWS_SHOWN = 3


class ProjectPage(BodyPage):
    """A project of Lus, alone or with partners, over a period."""

    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices, default=Ground.SUN)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    parent_page_types = ["cms.OfferingPage", "cms.ProjectPage"]
    subpage_types = ["cms.PlainPage", "cms.ProjectPage"]
    content_panels = [
        *BodyPage.content_panels[:1],
        "ground",
        FieldRowPanel(["starts_on", "ends_on"]),
        *BodyPage.content_panels[1:],
    ]
    api_fields = [
        *BodyPage.api_fields,
        APIField("ground", writable=True),
        APIField("starts_on", writable=True),
        APIField("ends_on", writable=True),
    ]
    card_label = _("Project")
    page_description = _("A project with partners. News can be tied to it and shows here by itself.")

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("A project ends after it starts.")})

    def get_lists(self, request):
        news = Card.objects.public().filter(page__newspage__project=self.pk).newest()
        return {"children": child_cards(self), "news": news[:NEWS_SHOWN].shown()}
