"""Holidays in the admin: the list, and the ten legal ones of a year at once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from bookings.models import Holiday
from bookings.services.making import add_belgian_holidays
from trust.viewing import BOTH, guarded

ADD = "bookings.add_holiday"


class YearForm(forms.Form):
    """Which year."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2020, max_value=2100)


@guarded(ADD, BOTH)
def add_year(request: HttpRequest) -> HttpResponse:
    """`…/belgian/`: asks for a year and adds its legal holidays."""
    form = YearForm(request.POST if request.method == "POST" else None, initial={"year": localdate().year + 1})
    if request.method == "POST" and form.is_valid():
        count = add_belgian_holidays(year=form.cleaned_data["year"], by=request.user)  # type: ignore[arg-type]
        words = ngettext("%(count)d holiday is added.", "%(count)d holidays are added.", count) % {"count": count}
        messages.success(request, words if count else _("They were all there already."))
        return HttpResponseRedirect(reverse("holidays:index"))
    context = {
        "form": form,
        "media": form.media,
        "words": _("Add them"),
        "hint": _("The ten legal holidays. What stands in the list already stays as it is."),
        "page_title": _("Belgian holidays of a year"),
        "breadcrumbs_items": [
            {"url": reverse("holidays:index"), "label": _("Holidays")},
            {"url": "", "label": _("Belgian holidays of a year")},
        ],
    }
    return TemplateResponse(request, "bookings/admin/ask.html", context, status=422 if form.errors else 200)


class HolidayListView(IndexView):
    @property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.request.user.has_perm(ADD):
            label = _("Belgian holidays of a year")
            buttons.append(HeaderButton(label, url=reverse("holidays:belgian"), icon_name="calendar"))
        return buttons


def _day(holiday: Holiday) -> str:
    """`woensdag 25 november 2026`: Wagtail's own column says how long ago, and of what is to come that it is just now."""
    return date_format(holiday.day, "l j F Y")


class HolidayViewSet(ModelViewSet):
    """Days on which no series has a date, and no deadline of a waiting list runs."""

    model = Holiday
    name = url_namespace = url_prefix = "holidays"
    icon = "calendar"
    menu_label = gettext_lazy("Holidays")
    menu_order = 120
    index_view_class = HolidayListView
    list_display = [Column("day", label=gettext_lazy("Day"), accessor=_day, sort_key="day"), "name"]
    ordering = ["day"]
    form_fields = ["day", "name"]
    list_per_page = 50
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("belgian/", add_year, name="belgian")]
