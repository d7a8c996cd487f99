"""The words of circles, as queries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Model, Q, QuerySet

from circles.enums import (
    HELPING_STATES,
    LIVING_CIRCLES,
    LOOKING_STATES,
    TRUSTED_STATES,
    CallState,
    CircleState,
    SignUpKind,
    SignUpState,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

SEE_OPEN, SEE_CONFIDENTIAL = "circles.view_opensignup", "circles.view_confidentialsignup"


def may_see(user: AbstractBaseUser | AnonymousUser) -> list[bool]:
    """For `confidential__in`: which sign-ups, and what hangs on them, somebody's roles let them see."""
    rights = ((False, SEE_OPEN), (True, SEE_CONFIDENTIAL))
    return [confidential for confidential, right in rights if user.has_perm(right)]  # type: ignore[union-attr]


class SignUpQuerySet(QuerySet):
    """Sign-ups."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What somebody's roles let them see."""
        return self.filter(confidential__in=may_see(user))

    def looking(self) -> Self:
        """People who still wait for what they asked."""
        return self.filter(state__in=LOOKING_STATES)

    def for_linkgroep(self) -> Self:
        return self.filter(kind=SignUpKind.LINKGROEP)

    def waiting_order(self) -> Self:
        """Who came first stands first."""
        return self.order_by("signed_at", "pk")

    def waiting_in(self, region: Model) -> Self:
        """The waiting list of a region: who was told that they wait for a linkgroep there, who came first first."""
        here = self.for_linkgroep().filter(state=SignUpState.WAITING, municipality__region_place__region=region)
        return here.waiting_order()

    def holding(self, words: str) -> Self:
        """Where `words` are a part of the name, the address, or the telephone number as it is dialled or written in full."""
        digits = "".join(sign for sign in words if sign.isdigit())
        dialled = digits.removeprefix("00").lstrip("0")
        by_phone = Q(phone__contains=dialled) if len(dialled) >= 3 and not any(map(str.isalpha, words)) else Q()
        return self.filter(Q(name__icontains=words) | Q(email__icontains=words) | by_phone)

    def past_term(self, today: date) -> Self:
        """Whose day is over; not who is in a group, leads one or volunteers: they stay as long as that lasts, and a term after."""
        here = Q(memberships__left_at=None, memberships__circle__state__in=LIVING_CIRCLES)
        leads = Q(led_circles__state__in=LIVING_CIRCLES)
        stays = {"here": Count("memberships", filter=here), "leads": Count("led_circles", filter=leads)}
        rows = self.filter(delete_on__lt=today).exclude(volunteer__state__in=HELPING_STATES)
        return rows.annotate(**stays).filter(here=0, leads=0).order_by("pk")


class CallQuerySet(QuerySet):
    """Calls."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Calls to people whom somebody's roles let them see."""
        return self.filter(sign_up__confidential__in=may_see(user))

    def open(self) -> Self:
        return self.filter(state=CallState.OPEN)

    def due(self, today: date) -> Self:
        """To be tried today, overdue ones first."""
        return self.open().filter(next_on__lte=today).order_by("due_on", "pk")

    def overdue(self, today: date) -> Self:
        """Past the day that was promised."""
        return self.open().filter(due_on__lt=today)


class VolunteerQuerySet(QuerySet):
    """Volunteers."""

    def in_pool(self) -> Self:
        """Who can be asked for something now."""
        return self.filter(state__in=TRUSTED_STATES)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Volunteers whom somebody's roles let them see."""
        return self.filter(sign_up__confidential__in=may_see(user))


class CircleQuerySet(QuerySet):
    """Groups."""

    def living(self) -> Self:
        return self.filter(state__in=LIVING_CIRCLES)

    def proposed(self) -> Self:
        return self.filter(state=CircleState.PROPOSED)

    def looking_for_people(self) -> Self:
        return self.living().filter(Q(wanted__gt=0) | Q(verbinder_wanted=True)).order_by("pk")
