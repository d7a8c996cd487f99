"""The pages of what organisations can ask for: each with its own form below it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from bookings.desk.enums import ActivityKind
from cms.blocks.living import INLINE_FEATURES
from cms.enums import Ground
from cms.pages.body import BodyPage
from cms.seo import absolute

DATES_SHOWN = 3
PRACTICAL = [*INLINE_FEATURES, "ul", "ol"]
ASK, THANKS = "aanvragen", "bedankt"
# What answers below an activity, filled by `bookings.desk.asking`: that stands on services, and they on the models that this module is part of.
ANSWERS: dict[str, Callable[[HttpRequest, ActivityPage], HttpResponse]] = {}
DRAWINGS = {
    ActivityKind.WORKSHOP: "pair",
    ActivityKind.LECTURE: "microphone",
    ActivityKind.THEATRE: "stage",
    ActivityKind.VISIT: "door",
}


class ActivityPage(BodyPage):
    """A workshop, a lecture, a play or a visit that Lus brings to an organisation. Its request form stands at `aanvragen/` below it."""

    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind, default=ActivityKind.WORKSHOP)
    duration = models.CharField(_("how long"), max_length=80, blank=True, help_text=_("In words: 3 hours."))
    group_size = models.CharField(_("how many people"), max_length=80, blank=True, help_text=_("In words: 8 to 20."))
    group_size_most = models.PositiveSmallIntegerField(
        _("at most"), null=True, blank=True, help_text=_("The form asks to phone us for more. Empty: no limit.")
    )
    for_whom = models.CharField(_("for whom"), max_length=160, blank=True)
    languages = models.CharField(_("languages"), max_length=80, blank=True, default="Nederlands")
    price_indication = models.CharField(_("price"), max_length=160, blank=True, help_text=_("In words."))
    you_provide = RichTextField(_("what you provide"), features=PRACTICAL, blank=True)
    practical = RichTextField(_("terms and practical information"), features=PRACTICAL, blank=True)
    series = models.ForeignKey(
        "bookings.Series",
        verbose_name=_("open dates"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The series in the calendar for which single people register."),
    )
    can_be_asked = models.BooleanField(_("can be asked for now"), default=True)
    not_now = models.CharField(
        _("why not now"), max_length=200, blank=True, help_text=_("Shown in place of the button.")
    )

    parent_page_types = ["cms.OfferingPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BodyPage.content_panels[:1],
        MultiFieldPanel(
            [
                FieldRowPanel(["kind", "duration"]),
                FieldRowPanel(["group_size", "group_size_most"]),
                "for_whom",
                FieldRowPanel(["languages", "price_indication"]),
            ],
            heading=_("In short"),
        ),
        *BodyPage.content_panels[1:],
        MultiFieldPanel(["you_provide", "practical"], heading=_("Practical")),
        MultiFieldPanel(["can_be_asked", "not_now", FieldPanel("series")], heading=_("Asking for it")),
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("practical"), index.SearchField("for_whom")]
    api_fields = [
        *BodyPage.api_fields,
        APIField("kind", writable=True),
        APIField("duration", writable=True),
        APIField("group_size", writable=True),
        APIField("for_whom", writable=True),
        APIField("languages", writable=True),
        APIField("price_indication", writable=True),
        APIField("can_be_asked", writable=True),
    ]
    card_label = _("For organisations")
    ground = Ground.BLUSH
    page_description = _("Something that organisations can ask for, with its own request form.")

    class Meta:
        verbose_name = _("activity for organisations")
        verbose_name_plural = _("activities for organisations")

    @property
    def drawing(self) -> str:
        """The drawing that stands for its kind."""
        return DRAWINGS.get(ActivityKind(self.kind), "people")

    @property
    def ask_path(self) -> str:
        """Where the request form stands."""
        return f"{self.url}{ASK}/"

    def facts(self) -> list[tuple[str, str]]:
        """What is said in short, as pairs; what nobody filled in is left out."""
        rows = [
            (gettext("How long"), self.duration),
            (gettext("How many people"), self.group_size),
            (gettext("For whom"), self.for_whom),
            (gettext("Languages"), self.languages),
            (gettext("Price"), self.price_indication),
        ]
        return [(name, value) for name, value in rows if value]

    def route(self, request, path_components):
        """Below the page: its form, and the word of thanks."""
        if path_components in ([ASK], [ASK, THANKS]) and self.live:
            return RouteResult(self, kwargs={"part": path_components[-1]})
        return super().route(request, path_components)

    def serve(self, request, *args, part: str = "", **kwargs):
        if not part:
            return super().serve(request, *args, **kwargs)
        return ANSWERS[part](request, self)

    def things(self, context) -> list[dict]:
        """What the page is about, for search engines (schema.org)."""
        url = absolute(self.url or "/")
        thing = {
            "@type": "Service",
            "@id": f"{url}#service",
            "name": self.title,
            "description": self.meta_description,
            "url": url,
            "serviceType": str(self.get_kind_display()),
            "provider": {"@id": absolute("/#organisation")},
            "areaServed": {"@type": "Country", "name": "BE"},
        }
        if self.for_whom:
            thing["audience"] = {"@type": "Audience", "audienceType": self.for_whom}
        if self.can_be_asked:
            thing["potentialAction"] = {"@type": "ReserveAction", "target": absolute(self.ask_path)}
        return [thing]

    def get_lists(self, request: HttpRequest) -> dict:
        """The next open dates: one query, none without a series."""
        if self.series_id is None:
            return {"dates": []}
        from bookings.models import Event  # the desk's models are part of those

        dates = Event.objects.public().filter(series=self.series_id, state="planned", starts_at__gt=now())
        return {"dates": list(dates.order_by("starts_at", "pk")[:DATES_SHOWN])}
