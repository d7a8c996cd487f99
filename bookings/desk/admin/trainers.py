"""Trainers in the admin: who they are, their week, their dates, and the address of their feed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from bookings.admin.dates import OurHistory, ThroughServices
from bookings.desk.admin.rights import CHANGE_TRAINERS
from bookings.desk.admin.trainer_forms import TrainerForm, Week
from bookings.desk.enums import SlotState
from bookings.desk.models import Trainer
from bookings.desk.services.trainers import edit_trainer, feed_link, hand_out_feed, make_trainer, revoke_feed
from trust.audit.panels import HistoryPanel
from trust.viewing import SUBMIT, YesNoColumn, guarded

register_permission_policy(Trainer, ThroughServices(Trainer))

DATES_SHOWN = 20


class TrainerListView(IndexView):
    """Everybody who gives something, with what they give, where, and how many dates they have."""

    any_permission_required = ["view"]
    default_ordering = "name"

    def get_base_queryset(self):
        to_come = Q(slots__ends_at__gt=now())
        return Trainer.objects.annotate(
            agreed=Count("slots", filter=to_come & Q(slots__state=SlotState.CONFIRMED)),
            proposed=Count("slots", filter=to_come & Q(slots__state=SlotState.TENTATIVE)),
        )

    @property
    def columns(self):
        may = self.user_has_permission("change")
        return [
            TitleColumn(
                "name",
                label=gettext_lazy("Name"),
                sort_key="name",
                get_url=lambda trainer: reverse("trainers:edit", args=[trainer.pk]) if may else None,
            ),
            Column("kinds", label=gettext_lazy("Gives"), accessor=lambda trainer: trainer.kinds_in_words or "–"),
            Column(
                "provinces",
                label=gettext_lazy("Travels to"),
                accessor=lambda trainer: trainer.provinces_in_words or _("everywhere"),
            ),
            Column("agreed", label=gettext_lazy("Agreed dates to come")),
            Column("proposed", label=gettext_lazy("Proposed dates to come")),
            YesNoColumn("is_active", label=gettext_lazy("Can be asked")),
        ]


class _WithWeek:
    """The weekly hours and the exceptions below the form."""

    request: HttpRequest
    form: TrainerForm
    object: Any

    def week(self) -> Week:
        if not hasattr(self, "_week"):
            trainer = self.object if getattr(self, "object", None) else Trainer()
            self._week = Week(trainer, self.request.POST if self.request.method == "POST" else None)
        return self._week

    def is_valid(self, form):
        both = [super().is_valid(form), self.week().is_valid()]  # type: ignore[misc]
        if not all(both):
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return all(both)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"week": self.week(), "media": context["media"] + self.week().media}


class TrainerCreateView(_WithWeek, CreateView):
    success_message = gettext_lazy("'%(object)s' stands among the trainers.")

    def save_instance(self):
        by: Any = self.request.user
        week = self.week()
        return make_trainer(fields=self.form.said, hours=week.hours.said, absences=week.absences.said, by=by)


class TrainerEditView(OurHistory, _WithWeek, EditView):
    success_message = gettext_lazy("'%(object)s' is kept.")

    def save_instance(self):
        by: Any = self.request.user
        week = self.week()
        said = {"fields": self.form.said, "hours": week.hours.said, "absences": week.absences.said}
        return edit_trainer(trainer_id=self.object.pk, by=by, **said)

    def get_success_url(self):
        return reverse("trainers:edit", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        trainer = Trainer.objects.get(pk=self.object.pk)
        dates = trainer.slots.upcoming().select_related("request")[:DATES_SHOWN]
        return context | {"trainer": trainer, "dates": dates, "feed": feed_link(trainer=trainer)}


@guarded(CHANGE_TRAINERS, SUBMIT)
def send_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/feed/`: mail them the address of their dates."""
    trainer = get_object_or_404(Trainer, pk=pk)
    hand_out_feed(trainer_id=trainer.pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The address of the feed leaves by mail to %(email)s.") % {"email": trainer.email})
    return HttpResponseRedirect(reverse("trainers:edit", args=[pk]))


@guarded(CHANGE_TRAINERS, SUBMIT)
def stop_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/feed-stop/`: nobody's calendar follows it any more."""
    trainer = get_object_or_404(Trainer, pk=pk)
    count = revoke_feed(trainer_id=trainer.pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The feed is taken back.") if count else _("There was no feed to take back."))
    return HttpResponseRedirect(reverse("trainers:edit", args=[pk]))


class TrainerViewSet(ModelViewSet):
    """Who gives what we are asked for."""

    model = Trainer
    name = url_namespace = url_prefix = "trainers"
    icon = "user"
    menu_label = gettext_lazy("Trainers")
    menu_order = 120
    index_view_class = TrainerListView
    add_view_class = TrainerCreateView
    edit_view_class = TrainerEditView
    search_fields = ["name", "email"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    create_template_name = edit_template_name = "bookings/desk/admin/trainer_form.html"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                ["name", FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]), "account", "is_active"],
                heading=gettext_lazy("Who"),
            ),
            MultiFieldPanel(["kinds", "provinces"], heading=gettext_lazy("What and where")),
            HistoryPanel(heading=gettext_lazy("History")),
        ],
        base_form_class=TrainerForm,
    )

    def get_urlpatterns(self):
        ours = ("index", "index_results", "add", "edit")
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
        return [
            *patterns,
            path("<int:pk>/feed/", send_feed, name="send-feed"),
            path("<int:pk>/feed-stop/", stop_feed, name="stop-feed"),
        ]
