"""Wagtail's list of accounts, which also says who signs in with a password alone."""

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.users.views import users

from trust.staff.services import with_second_factor


class UserFilterSet(users.UserFilterSet):
    """Beside Wagtail's own: `second_step`, whether they have an app or a passkey."""

    second_step = django_filters.BooleanFilter(
        label=_("Second step"), method="by_second_step", widget=BooleanRadioSelect
    )

    class Meta:
        model = get_user_model()
        fields: list[str] = []

    def by_second_step(self, accounts: QuerySet, _name: str, has_one: bool) -> QuerySet:
        theirs = with_second_factor()
        return accounts.filter(pk__in=theirs) if has_one else accounts.exclude(pk__in=theirs)


class UserViewSet(users.UserViewSet):
    filterset_class = UserFilterSet
