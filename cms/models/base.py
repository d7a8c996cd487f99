"""The page every page type of ours starts from (docs/adr/0002)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.http import HttpRequest
from django.utils.cache import patch_cache_control
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms.addresses import path_of
from cms.blocks.living import promises_ahead
from cms.editor_checks import ChecksPanel
from cms.enums import Ground
from cms.freshness import FRESH_SECONDS, LIVE_SECONDS, fresh_for
from cms.kept import site_of
from cms.managers import BasePageManager
from cms.page_forms import LusPageForm
from cms.renditions import load_renditions, pictures_of


@dataclass(frozen=True)
class Crumb:
    """One step of the trail from the home page."""

    title: str
    url: str
    current: bool = False


class BasePage(Page):
    """Title, summary and picture; what cards, search results, meta tags and the API need of any page."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("Two sentences at most. Shown on cards, under the title and in search results."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown on cards and when somebody shares the page."),
    )

    objects = BasePageManager()

    base_form_class = LusPageForm
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("picture")]
    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], heading=_("For search engines")),
        MultiFieldPanel(["show_in_menus"], heading=_("In the menu")),
        ChecksPanel(heading=_("Checks of the last saved version")),
    ]
    settings_panels = [PublishingPanel(), FieldPanel("owner", read_only=True)]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.AutocompleteField("title"),
    ]
    api_fields = [
        APIField("summary", writable=True),
        APIField("picture", writable=True),
        APIField("search_description", writable=True),
    ]

    card_label: str = ""
    ground: str = Ground.PAPER
    # Fetched along with the page when a visitor asks for it.
    routed_with: tuple[str, ...] = ("picture",)
    known_open: bool = False

    class Meta:
        abstract = True

    @classmethod
    def routed(cls) -> models.QuerySet:
        """How a page is fetched for a visitor: in one query, with what its template always needs."""
        return cls._default_manager.select_related(*cls.routed_with)

    def get_url(self, request=None, current_site=None) -> str | None:
        """The path that visitors see; None for a page outside of the site. Asks the database for nothing."""
        return path_of(self) if self.url_path.count("/") > 1 else None

    url = property(get_url)

    @property
    def meta_description(self) -> str:
        """What search engines and shared links show: the editor's own words, else the summary."""
        return strip_tags(self.search_description or self.summary)

    @property
    def card_date(self) -> date | None:
        """The day that a card shows, when the page belongs to a day."""
        return getattr(self, "published_on", None)

    def breadcrumbs(self, request: HttpRequest) -> list[Crumb]:
        """From the home page to this page; the home page itself has none."""
        site = site_of(request)
        if site is None or self.pk == site.root_page_id:
            return []
        ancestors = getattr(request, "route_ancestors", None)
        if ancestors is None:
            ancestors = self.get_ancestors().filter(depth__gte=site.root_page.depth)
        trail = [Crumb(ancestor.title, path_of(ancestor)) for ancestor in ancestors if ancestor.live]
        return [*trail, Crumb(self.title, path_of(self), current=True)]

    def get_lists(self, request) -> dict:
        """The cards that this page lists, by name in the template: lists or paginator pages, without their renditions."""
        return {}

    def get_context(self, request, *args, **kwargs):
        lists = self.get_lists(request)
        body = getattr(self, "body", None)
        if hasattr(body, "keep_as") and not getattr(request, "is_preview", False):
            body.keep_as(f"body of {self.pk}")
        load_renditions(
            [self.picture, *pictures_of(list(lists.values())), *(body.pictures() if hasattr(body, "pictures") else [])]
        )
        context = super().get_context(request, *args, **kwargs)
        return context | {"breadcrumbs": self.breadcrumbs(request)} | lists

    def get_view_restrictions(self):
        """None when the route has shown that neither this page nor an ancestor has any; else Wagtail's answer."""
        return PageViewRestriction.objects.none() if self.known_open else super().get_view_restrictions()

    def fresh_for(self) -> int:
        """Seconds for which a copy of this page may be shown: short, never past the next use-by date, some seconds where a number is live."""
        body = getattr(self, "body", None) or []
        most = LIVE_SECONDS if getattr(body, "live_targets", None) else FRESH_SECONDS
        return fresh_for(promises_ahead(body), most=most)

    def serve(self, request, *args, **kwargs):
        """The page; a shared cache may keep what everybody sees, never what a signed-in editor sees."""
        response = super().serve(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        elif request.method in ("GET", "HEAD"):
            patch_cache_control(response, public=True, max_age=self.fresh_for())
        return response
