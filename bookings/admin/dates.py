"""Dates in the admin: the list with filters, making one, editing one."""

from __future__ import annotations

import django_filters
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from bookings import words
from bookings.admin import day, letters, papers
from bookings.admin.deeds import DEEDS, breadcrumbs, show_told, view_of
from bookings.admin.forms import EventForm
from bookings.admin.refusals import staff_words
from bookings.admin.rights import SEE_PEOPLE
from bookings.enums import EventState, RegistrationState
from bookings.errors import BookingRefused
from bookings.models import Event
from bookings.services import edit_event
from bookings.services.making import create_event
from bookings.services.previewing import Told, preview
from trust.audit.panels import HistoryPanel
from trust.outbox.rehearsing import LINK_WORDS
from trust.viewing import is_confirmed


class ThroughServices(ModelPermissionPolicy):
    """Nothing is deleted by Wagtail's own screens: taking away is a deed that people hear of."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Event, ThroughServices(Event))

WHAT = MultiFieldPanel(
    [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("picture"),
    ],
    heading=gettext_lazy("What and for whom"),
)
WHERE = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("is_online"), FieldPanel("online_url")]),
        FieldPanel("place_name"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")]),
        FieldPanel("access_info"),
    ],
    heading=gettext_lazy("Where"),
)
SEATS = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("companions_most")]),
        FieldPanel("has_waiting_list"),
        FieldPanel("needs_approval"),
        FieldPanel("asks_needs"),
        FieldRowPanel([FieldPanel("price"), FieldPanel("owner")]),
    ],
    heading=gettext_lazy("Registration"),
)
TIMES = MultiFieldPanel([FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], heading=gettext_lazy("When"))
WINDOW = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")])],
    heading=gettext_lazy("Between which moments one can register"),
    help_text=gettext_lazy("Empty: at once, until it begins."),
)


class DateFilterSet(WagtailFilterSet):
    which = django_filters.ChoiceFilter(
        choices=[("ahead", gettext_lazy("to come")), ("past", gettext_lazy("behind us")), ("all", gettext_lazy("all"))],
        label=gettext_lazy("Which"),
        method="as_the_list_does",
        empty_label=None,
    )
    state = django_filters.MultipleChoiceFilter(choices=EventState, label=gettext_lazy("State"))
    starts_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Between"), widget=DateRangePickerWidget)

    class Meta:
        model = Event
        fields = ["which", "series", "audience", "state", "starts_at"]

    def as_the_list_does(self, queryset, name, value):
        return queryset


class WhenColumn(Column):
    def get_value(self, instance):
        return words.when(instance)


def fill(event: Event) -> str:
    """`7 of 12`, or how many there are when nobody counts seats."""
    if event.capacity is None:
        return str(event.seats_taken)
    return _("%(taken)s of %(all)s") % {"taken": event.seats_taken, "all": event.capacity}


class DateListView(IndexView):
    """Every date that was not taken away, what comes first on top; with how full it is."""

    any_permission_required = ["view"]
    default_ordering = "starts_at"

    def get_base_queryset(self):
        waiting = Count("registrations", filter=Q(registrations__state=RegistrationState.WAITING))
        found = Event.objects.filter(deleted_at=None).select_related("series").annotate(waiting=waiting)
        asked = self.request.GET
        if asked.get("starts_at_from") or asked.get("starts_at_to") or asked.get("which") == "all":
            return found
        return found.filter(ends_at__lte=now()) if asked.get("which") == "past" else found.filter(ends_at__gt=now())

    def order_queryset(self, queryset):
        past = self.request.GET.get("which") == "past"
        return queryset.order_by(*(("-starts_at", "-pk") if past else ("starts_at", "pk")))

    @property
    def columns(self):
        may = self.request.user.has_perm(SEE_PEOPLE)
        return [
            TitleColumn(
                "title",
                label=gettext_lazy("Date"),
                get_url=lambda event: reverse("dates:day", args=[event.pk]) if may else None,
            ),
            WhenColumn("starts_at", label=gettext_lazy("When"), sort_key=None),
            Column("place", label=gettext_lazy("Where"), accessor=words.place),
            Column("state", label=gettext_lazy("State"), accessor=lambda event: event.get_state_display()),
            Column("taken", label=gettext_lazy("Seats taken"), accessor=fill),
            Column("waiting", label=gettext_lazy("Waiting"), accessor=lambda event: event.waiting or "–"),
        ]


class OurHistory:
    """The history of a record stands on its own screen, from our log; Wagtail's screens about it are not there."""

    def get_history_url(self):
        return None

    get_usage_url = get_delete_url = get_history_url

    def get_side_panels(self):
        return MediaContainer([])


class DateCreateView(CreateView):
    """A single date; it starts as a draft."""

    success_message = gettext_lazy("'%(object)s' is a draft now: look it over and publish it.")

    def save_instance(self):
        return create_event(fields=self.form.said, by=self.request.user)

    def get_success_url(self):
        return reverse("dates:day", args=[self.object.pk])

    def get_success_buttons(self):
        return []


class DateEditView(OurHistory, EditView):
    """What a date says. When people must hear of a change, they are shown first."""

    success_message = gettext_lazy("'%(object)s' is kept.")

    def get_queryset(self):
        return Event.objects.filter(deleted_at=None)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.object.state != EventState.DRAFT:  # people and calendars know the time: moving is a deed of its own
            for name in ("starts_at", "ends_at"):
                form.fields.pop(name, None)
        return form

    def form_valid(self, form):
        self.form = form
        event, changes = self.get_object(), form.changes
        deed = lambda: edit_event(event_id=event.pk, changes=changes, by=self.request.user)  # noqa: E731
        try:
            if not is_confirmed(self.request, seen=str(event.sequence)):
                told = preview(event_id=event.pk, deed=deed, link=str(LINK_WORDS))
                if told != Told():
                    ask = _("Keep these changes?")
                    return show_told(self.request, event, told, ask=ask, words=_("Keep and tell them"), form=form)
            self.object = deed()
        except BookingRefused as refusal:
            form.add_error(None, staff_words(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return reverse("dates:day", args=[self.object.pk])

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *breadcrumbs(self.object, _("Edit"))]


class DateViewSet(ModelViewSet):
    """Dates, and everything that is done with one."""

    model = Event
    name = url_namespace = url_prefix = "dates"
    icon = "date"
    menu_label = gettext_lazy("Dates")
    menu_order = 100
    index_view_class = DateListView
    add_view_class = DateCreateView
    edit_view_class = DateEditView
    filterset_class = DateFilterSet
    search_fields = ["title", "place_name", "city"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [WHAT, TIMES, WHERE, SEATS, WINDOW, HistoryPanel(heading=gettext_lazy("History"))], base_form_class=EventForm
    )

    def get_urlpatterns(self):
        ours = ("index", "index_results", "add", "edit")
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
        patterns += [path(f"<int:pk>/{name}/", view_of(deed), name=name) for name, deed in DEEDS.items()]
        return [*patterns, *day.patterns, *papers.patterns, *letters.patterns]
