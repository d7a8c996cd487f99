"""News: posts with categories, tied to projects, listed by page."""

from django import forms
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from cms.kept import kept, private_paths
from cms.models.base import BasePage
from cms.models.cards import Card
from cms.models.taxonomy import NewsCategory
from cms.pages.body import BodyPage
from cms.pages.lists import paginate
from cms.pages.project import ProjectPage

RELATED_SHOWN = 3


class NewsIndexPage(BasePage):
    """The list of news, by category and project."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cms.NewsPage"]
    page_description = _("The list of all news. There is one.")

    class Meta:
        verbose_name = _("list of news")

    def get_lists(self, request):
        category, project = request.GET.get("categorie", ""), request.GET.get("project", "")
        categories, projects = kept("filters of news", filters_of_news)
        cards = Card.objects.public().of_kind("newspage").newest()
        if category:
            cards = cards.filter(page__newspage__categories__slug=category)
        if project:
            cards = cards.filter(page__newspage__project__slug=project)
        known = category in {"", *(each["slug"] for each in categories)} and project in {
            "",
            *(each["slug"] for each in projects),
        }
        return {
            "page_obj": paginate(request, cards, keep_as=f"news {category} {project}" if known else ""),
            "categories": categories,
            "current_category": category,
            "projects": projects,
            "current_project": project,
        }


class NewsPage(BodyPage):
    """One post."""

    published_on = models.DateField(_("date"), default=localdate, db_index=True)
    author_name = models.CharField(_("written by"), max_length=80, blank=True)
    categories = ParentalManyToManyField(NewsCategory, verbose_name=_("categories"), blank=True, related_name="news")
    project = models.ForeignKey(
        "cms.ProjectPage",
        verbose_name=_("project"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="news",
        help_text=_("The post also shows on this project's page."),
    )

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *BodyPage.content_panels[:1],
        FieldRowPanel(["published_on", "author_name"]),
        MultiFieldPanel(
            [FieldPanel("categories", widget=forms.CheckboxSelectMultiple), "project"], heading=_("Where it belongs")
        ),
        *BodyPage.content_panels[1:],
    ]
    search_fields = [*BodyPage.search_fields, index.FilterField("published_on")]
    api_fields = [
        *BodyPage.api_fields,
        APIField("published_on", writable=True),
        APIField("author_name", writable=True),
        APIField("categories", writable=True),
        APIField("project", writable=True),
    ]
    card_label = _("News")
    routed_with = ("picture", "project")
    page_description = _("A post for the list of news and the news feed.")

    class Meta:
        verbose_name = _("news post")
        verbose_name_plural = _("news posts")

    @property
    def open_project(self) -> ProjectPage | None:
        """The project that this post is tied to, when everybody may see it."""
        project = self.project
        return project if project and project.live and not project.path.startswith(private_paths()) else None

    def get_lists(self, request):
        others = Card.objects.public().of_kind("newspage").exclude(pk=self.pk).newest()
        if self.project_id:
            others = others.filter(page__newspage__project=self.project_id)
        return {"related_news": others[:RELATED_SHOWN].shown()}


def filters_of_news() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The categories (name, slug) that a public post has, and the public projects (title, slug) that one belongs to."""
    posts = NewsPage.objects.open()
    categories = NewsCategory.objects.filter(news__in=posts).distinct().values("name", "slug")
    projects = ProjectPage.objects.open().filter(news__in=posts).distinct().order_by("title", "pk")
    return list(categories), list(projects.values("title", "slug"))
