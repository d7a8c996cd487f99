"""Inspiration: publications on their own pages, beside the newest films and stories."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.api import APIField
from wagtail.documents import get_document_model_string

from cms.enums import PublicationKind, StoryKind
from cms.models.cards import Card
from cms.pages.body import BodyPage
from cms.pages.lists import paginate

SHOWN = 3


class InspirationPage(BodyPage):
    """The table with everything to read and watch."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cms.PublicationPage"]
    page_description = _("Publications, with the newest films and stories. There is one.")

    class Meta:
        verbose_name = _("inspiration")

    def get_lists(self, request):
        cards = Card.objects.public().newest()
        films = cards.filter(page__storypage__kind=StoryKind.FILM)[:SHOWN].values("pk")
        stories = cards.filter(page__storypage__kind=StoryKind.STORY)[:SHOWN].values("pk")
        told = cards.filter(Q(pk__in=films) | Q(pk__in=stories)).shown("page__storypage__kind")
        return {
            "page_obj": paginate(request, cards.of_kind("publicationpage"), keep_as="publications"),
            "films": [card for card in told if card.extra["page__storypage__kind"] == StoryKind.FILM],
            "stories": [card for card in told if card.extra["page__storypage__kind"] == StoryKind.STORY],
        }


class PublicationPage(BodyPage):
    """A book, brochure, poster or article."""

    kind = models.CharField(_("kind"), max_length=10, choices=PublicationKind.choices, default=PublicationKind.BROCHURE)
    published_on = models.DateField(_("date"), default=localdate, db_index=True)
    authors = models.CharField(_("made by"), max_length=160, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What people can read or print at once."),
    )

    parent_page_types = ["cms.InspirationPage"]
    subpage_types = []
    content_panels = [
        *BodyPage.content_panels[:1],
        FieldRowPanel(["kind", "published_on", "authors"]),
        "document",
        *BodyPage.content_panels[1:],
    ]
    api_fields = [
        *BodyPage.api_fields,
        APIField("kind", writable=True),
        APIField("published_on", writable=True),
        APIField("authors", writable=True),
        APIField("document", writable=True),
    ]
    page_description = _("Something to read: a book, brochure, poster or article.")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    routed_with = ("picture", "document")

    @property
    def card_label(self) -> str:
        return self.get_kind_display()
