"""Stories and films of people."""

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.api import APIField

from cms.enums import StoryKind
from cms.models.base import BasePage
from cms.models.cards import Card
from cms.pages.body import BodyPage
from cms.pages.lists import paginate

KINDS = {"verhaal": StoryKind.STORY, "film": StoryKind.FILM}
MORE_SHOWN = 3


class StoryIndexPage(BasePage):
    """All stories and films; `?soort=verhaal` or `?soort=film` shows one kind."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cms.StoryPage"]
    page_description = _("The list of all stories and films. There is one.")

    class Meta:
        verbose_name = _("list of stories")

    def get_lists(self, request):
        cards = Card.objects.public().of_kind("storypage").newest()
        chosen = request.GET.get("soort", "")
        if chosen in KINDS:
            cards = cards.filter(page__storypage__kind=KINDS[chosen])
        return {
            "page_obj": paginate(request, cards, keep_as=f"stories {chosen if chosen in KINDS else ''}"),
            "kinds": [(slug, kind.label) for slug, kind in KINDS.items()],
            "current_kind": chosen if chosen in KINDS else "",
        }


class StoryPage(BodyPage):
    """One person's story, written or filmed."""

    kind = models.CharField(_("kind"), max_length=10, choices=StoryKind.choices, default=StoryKind.STORY)
    person_name = models.CharField(
        _("whose story"), max_length=80, blank=True, help_text=_("A first name, or the name that the person chose.")
    )
    published_on = models.DateField(_("date"), default=localdate, db_index=True)

    parent_page_types = ["cms.StoryIndexPage"]
    subpage_types = []
    content_panels = [
        *BodyPage.content_panels[:1],
        FieldRowPanel(["kind", "person_name", "published_on"]),
        *BodyPage.content_panels[1:],
    ]
    api_fields = [
        *BodyPage.api_fields,
        APIField("kind", writable=True),
        APIField("person_name", writable=True),
        APIField("published_on", writable=True),
    ]
    page_description = _("A story or a film about somebody.")

    class Meta:
        verbose_name = _("story or film")
        verbose_name_plural = _("stories and films")

    @property
    def card_label(self) -> str:
        return _("Film") if self.kind == StoryKind.FILM else _("Story")

    def get_lists(self, request):
        more = Card.objects.public().of_kind("storypage").exclude(pk=self.pk).newest()
        return {"more": more[:MORE_SHOWN].shown()}
