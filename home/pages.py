"""The home page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from cms.addresses import path_of
from cms.blocks.choosers import PageBlock
from cms.fields import LeanStreamField
from cms.kept import kept, private_paths
from cms.models.cards import Card
from cms.pages.body import BodyPage
from cms.querysets import ShownCard

NEWS_SHOWN = 3
STORIES_SHOWN = 2


class HomePage(BodyPage):
    """The first page: one line that holds people, what Lus does, and what is new."""

    hero_title = models.CharField(_("first sentence"), max_length=120)
    hero_text = models.TextField(_("below it"), max_length=400, blank=True)
    hero_action_label = models.CharField(_("words on the button"), max_length=50, blank=True)
    hero_action_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("the button leads to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    offerings = LeanStreamField(
        [("page", PageBlock(page_type=["cms.OfferingPage", "cms.ProjectPage"], label=_("Offering")))],
        verbose_name=_("offerings"),
        blank=True,
        help_text=_("What Lus does, in the order of the home page."),
    )

    max_count = 1
    routed_with = ("picture", "hero_action_page")
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BodyPage.content_panels[:1],
        MultiFieldPanel(
            ["hero_title", "hero_text", "hero_action_label", "hero_action_page"], heading=_("Above the fold")
        ),
        "offerings",
        *BodyPage.content_panels[1:],
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("hero_title"), index.SearchField("hero_text")]
    api_fields = [
        *BodyPage.api_fields,
        APIField("hero_title", writable=True),
        APIField("hero_text", writable=True),
        APIField("hero_action_label", writable=True),
        APIField("hero_action_page", writable=True),
        APIField("offerings", writable=True),
    ]
    page_description = _("The first page of the site. There is one.")

    class Meta:
        verbose_name = _("home page")

    def get_lists(self, request):
        """Offerings in the editor's order, the newest news and stories; kept until an editor changes something."""
        chosen = [child["value"] for child in self.offerings.raw_data]
        return kept(f"lists of the home page {chosen}", lambda: home_lists(chosen))

    @property
    def hero_action_url(self) -> str:
        """Where the first button leads; empty when its page is not for everybody (any more)."""
        page = self.hero_action_page
        return path_of(page) if page and page.live and not page.path.startswith(private_paths()) else ""


def home_lists(chosen: list[int]) -> dict[str, list[ShownCard]]:
    """The `chosen` pages in their order, the newest news and stories: one query for all three."""
    newest = Card.objects.public().newest()
    news = newest.of_kind("newspage")[:NEWS_SHOWN].values("pk")
    stories = newest.of_kind("storypage")[:STORIES_SHOWN].values("pk")
    shown = newest.filter(Q(pk__in=chosen) | Q(pk__in=news) | Q(pk__in=stories))
    cards = {card.page_id: card for card in shown.shown()}
    return {
        "offerings": [cards[pk] for pk in chosen if pk in cards],
        "news": [card for card in cards.values() if card.kind == "newspage"],
        "stories": [card for card in cards.values() if card.kind == "storypage"],
    }
