"""Which requests somebody wants to see, on the board and in the list alike."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from bookings.desk.enums import ActivityKind, ProposalState, RequestState
from bookings.desk.models import BookingRequest, Proposal, Trainer
from cms.services.roles import BOOKINGS
from trust.places.enums import Province

NOBODY = "0"
COUNTS = (ProposalState.DRAFT, ProposalState.SENT, ProposalState.ACCEPTED)


KEPT = 60  # seconds that a new trainer or colleague may be lacking among the filters


def trainer_choices() -> list[tuple[str, str]]:
    trainers = Trainer.objects.order_by("name", "pk").values_list("pk", "name")
    return cache.get_or_set("desk-trainers", lambda: [(str(pk), name) for pk, name in trainers], KEPT)  # type: ignore[return-value]


def colleagues():
    """Who may look after a request."""
    people = get_user_model().objects.filter(is_active=True)
    return people.filter(Q(groups__name=BOOKINGS) | Q(is_superuser=True)).distinct().order_by("first_name", "pk")


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def owner_choices() -> list[tuple[str, Any]]:
    people = cache.get_or_set("desk-owners", lambda: [(str(user.pk), name_of(user)) for user in colleagues()], KEPT)
    return [(NOBODY, _("nobody yet")), *(people or [])]


class BoardFilterSet(WagtailFilterSet):
    """By kind, trainer, region and who looks after it."""

    kind = django_filters.ChoiceFilter(choices=ActivityKind, label=_("Kind"), empty_label=_("all kinds"))
    trainer = django_filters.ChoiceFilter(
        choices=trainer_choices, label=_("Trainer"), empty_label=_("all trainers"), method="by_trainer"
    )
    province = django_filters.ChoiceFilter(choices=Province, label=_("Region"), empty_label=_("all regions"))
    owner = django_filters.ChoiceFilter(
        choices=owner_choices, label=_("Looked after by"), empty_label=_("everybody"), method="by_owner"
    )

    class Meta:
        model = BookingRequest
        fields = ["kind", "trainer", "province", "owner"]

    def by_trainer(self, queryset, name, value):
        """Those of which a version that counts names the trainer."""
        named = Proposal.objects.filter(trainers=value, state__in=COUNTS).order_by().values("request")
        return queryset.filter(pk__in=named)

    def by_owner(self, queryset, name, value):
        return queryset.filter(owner=None) if value == NOBODY else queryset.filter(owner=value)


class RequestFilterSet(BoardFilterSet):
    """Also by state, and only what waits too long."""

    state = django_filters.MultipleChoiceFilter(
        choices=RequestState, label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    overdue = django_filters.ChoiceFilter(
        choices=[("on", _("only what waits too long"))],
        label=_("Waits"),
        empty_label=_("everything"),
        method="only_overdue",
    )

    class Meta:
        model = BookingRequest
        fields = ["state", "overdue", "kind", "trainer", "province", "owner"]

    def only_overdue(self, queryset, name, value):
        return queryset.overdue()
