"""Series in the admin: the rule by choice or by hand, questions, the next ten dates, and which dates follow a change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from bookings.admin.dates import SEATS, WHAT, WHERE, OurHistory, ThroughServices
from bookings.admin.refusals import staff_words
from bookings.admin.rights import MAKE_DATES
from bookings.admin.series_forms import QuestionFormSet, SeriesForm, days_ahead
from bookings.errors import BookingRefused
from bookings.models import Series
from bookings.services import apply_series, generate_dates
from bookings.services.following import followers
from bookings.services.making import create_series, edit_series
from trust.audit.panels import HistoryPanel
from trust.viewing import SUBMIT, YesNoColumn, carried, guarded

register_permission_policy(Series, ThroughServices(Series))

RULE = MultiFieldPanel(
    [
        FieldPanel("pattern"),
        FieldRowPanel([FieldPanel("nth"), FieldPanel("weekday")]),
        FieldPanel("rrule"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at_time"), FieldPanel("duration_minutes")]),
        FieldRowPanel([FieldPanel("skips_holidays"), FieldPanel("ahead_days"), FieldPanel("is_active")]),
    ],
    heading=gettext_lazy("When it comes back"),
)
WINDOW = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("opens_days_before"), FieldPanel("closes_hours_before")]), FieldPanel("follow_up")],
    heading=gettext_lazy("Before and after"),
)


class SeriesListView(IndexView):
    """Every series, with its next date and how many there are."""

    any_permission_required = ["view"]
    default_ordering = "title"

    def get_base_queryset(self):
        ahead = Count("events", filter=Q(events__starts_at__gt=now(), events__deleted_at=None))
        return Series.objects.annotate(ahead=ahead)

    @property
    def columns(self):
        may = self.user_has_permission("change")
        return [
            TitleColumn(
                "title",
                label=gettext_lazy("Series"),
                get_url=lambda series: reverse("series:edit", args=[series.pk]) if may else None,
            ),
            Column("audience", label=gettext_lazy("For whom"), accessor=lambda series: series.get_audience_display()),
            Column("rrule", label=gettext_lazy("Rule"), accessor=lambda series: series.rrule or "–"),
            Column("ahead", label=gettext_lazy("Dates to come")),
            YesNoColumn("is_active", label=gettext_lazy("Goes on")),
        ]


class _WithQuestions:
    """The questions below the form, and the dates that the rule gives; what both screens share."""

    request: HttpRequest
    form: SeriesForm

    def questions_formset(self):
        series = self.object if getattr(self, "object", None) else Series()
        if not hasattr(self, "_questions"):
            data = self.request.POST if self.request.method == "POST" else None
            self._questions = QuestionFormSet(data, instance=series, prefix="questions")
        return self._questions

    def is_valid(self, form):
        both = [super().is_valid(form), self.questions_formset().is_valid()]  # type: ignore[misc]
        if not all(both):
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return all(both)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        series = self.form.instance
        if self.request.method == "POST" and "rrule" in getattr(self.form, "cleaned_data", {}):
            series.rrule = self.form.cleaned_data["rrule"]
        return context | {"questions": self.questions_formset(), "days": days_ahead(series)}


class SeriesCreateView(_WithQuestions, CreateView):
    """A new series, with its first dates."""

    def form_valid(self, form):
        self.form = form
        if self.request.POST.get("deed") == "look":
            return self.render_to_response(self.get_context_data())
        with transaction.atomic():
            by: Any = self.request.user
            self.object = create_series(fields=form.said, questions=self.questions_formset().said, by=by)
            made = make_dates_of(self.object, by)
        messages.success(self.request, _("The series is made.") + " " + dates_made(made))
        return HttpResponseRedirect(reverse("series:edit", args=[self.object.pk]))


class SeriesEditView(OurHistory, _WithQuestions, EditView):
    """A series; before its dates change one sees which, and who is told."""

    def form_valid(self, form):
        self.form = form
        series = form.instance  # as it would be
        series.rrule, series.price_cents = form.cleaned_data["rrule"], form.said["price_cents"]
        if self.request.POST.get("deed") == "look":
            return self.render_to_response(self.get_context_data())
        rows = followers(series)
        if self.request.POST.get("confirmed") != "yes" and any(row.changes or not row.in_rule for row in rows):
            return self.show_followers(series, rows)
        by: Any = self.request.user
        try:
            with transaction.atomic():
                edit_series(series_id=series.pk, changes=form.changes, questions=self.questions_formset().said, by=by)
                applied = apply_series(series_id=series.pk, by=by)
                made = make_dates_of(series, by)
        except BookingRefused as refusal:
            form.add_error(None, staff_words(refusal))
            return self.form_invalid(form)
        said = [_("The series is kept."), dates_changed(applied.changed), dates_made(made)]
        messages.success(self.request, " ".join(each for each in said if each))
        return HttpResponseRedirect(reverse("series:edit", args=[series.pk]))

    def show_followers(self, series, rows):
        context = {
            "series": series,
            "rows": rows,
            "told": sum(row.told for row in rows),
            "days": days_ahead(series),
            "kept": carried(self.request),
            "page_title": capfirst(_("which dates follow")),
            "breadcrumbs_items": [*self.get_breadcrumbs_items(), {"url": "", "label": _("Which dates follow")}],
        }
        return TemplateResponse(self.request, "bookings/admin/followers.html", context)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        series = Series.objects.get(pk=self.object.pk)
        return context | {"rows": followers(series), "may_make": self.request.user.has_perm(MAKE_DATES)}


@guarded(MAKE_DATES, SUBMIT)
def make_dates_now(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/make-dates/`: as far ahead as the series says, without waiting for the clock."""
    series = get_object_or_404(Series, pk=pk)
    try:
        made = make_dates_of(series, request.user)
    except BookingRefused as refusal:
        messages.error(request, staff_words(refusal))
    else:
        messages.success(request, dates_made(made) or _("There is nothing to make: the dates are there."))
    return HttpResponseRedirect(reverse("series:edit", args=[series.pk]))


def make_dates_of(series: Series, by: Any) -> int:
    until = localdate() + timedelta(days=series.ahead_days)
    return len(generate_dates(series_id=series.pk, until=until, by=by))


def dates_made(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d date is made.", "%(count)d dates are made.", count) % {"count": count}


def dates_changed(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d date followed.", "%(count)d dates followed.", count) % {"count": count}


class SeriesViewSet(ModelViewSet):
    """What comes back."""

    model = Series
    name = url_namespace = url_prefix = "series"
    icon = "rotate"
    menu_label = gettext_lazy("Series")
    menu_order = 110
    index_view_class = SeriesListView
    add_view_class = SeriesCreateView
    edit_view_class = SeriesEditView
    search_fields = ["title"]
    search_backend_name = None
    copy_view_enabled = False
    create_template_name = edit_template_name = "bookings/admin/series_form.html"
    edit_handler = ObjectList(
        [WHAT, RULE, WHERE, SEATS, WINDOW, HistoryPanel(heading=gettext_lazy("History"))], base_form_class=SeriesForm
    )

    def get_urlpatterns(self):
        ours = ("index", "index_results", "add", "edit")
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
        return [*patterns, path("<int:pk>/make-dates/", make_dates_now, name="make-dates")]
