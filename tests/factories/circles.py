"""Who looks for people, and who phones them."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils.timezone import localdate

from circles.enums import LIVING_CIRCLES, SignUpKind, SignUpState, VolunteerRole, VolunteerState
from circles.models import Call, Circle, CircleMember, Region, RegionPlace, SignUp, Volunteer
from trust.places.models import Municipality


def municipality(name: str = "Leuven") -> Municipality:
    """One of the table that comes with the site."""
    return Municipality.objects.get(name=name)


class SignUpFactory(factory.django.DjangoModelFactory):
    """Somebody of Leuven who would like a linkgroep."""

    class Meta:
        model = SignUp

    class Params:
        volunteer = factory.Trait(kind=SignUpKind.VOLUNTEER, role=VolunteerRole.VERBINDER)
        confidant = factory.Trait(kind=SignUpKind.VOLUNTEER, role=VolunteerRole.CONFIDANT, confidential=True)
        young = factory.Trait(kind=SignUpKind.YOUNG, confidential=True, email="", municipality=None)
        parent = factory.Trait(kind=SignUpKind.PARENT, confidential=True)

    kind = SignUpKind.LINKGROEP
    name = factory.Sequence(lambda number: f"Mira {number}")
    email = factory.Sequence(lambda number: f"mira{number}@example.org")
    phone = factory.Sequence(lambda number: f"+324700{number:05d}")
    municipality = factory.LazyFunction(municipality)
    delete_on = factory.LazyFunction(lambda: localdate() + timedelta(days=365))


class CallFactory(factory.django.DjangoModelFactory):
    """A call that was promised for within a week."""

    class Meta:
        model = Call

    class Params:
        late = factory.Trait(
            due_on=factory.LazyFunction(lambda: localdate() - timedelta(days=4)),
            next_on=factory.LazyFunction(lambda: localdate() - timedelta(days=8)),
        )

    sign_up = factory.SubFactory(SignUpFactory)
    due_on = factory.LazyFunction(lambda: localdate() + timedelta(days=7))
    next_on = factory.LazyFunction(localdate)


class RegionFactory(factory.django.DjangoModelFactory):
    """A region with Leuven in it, unless told otherwise (`places`: names of municipalities)."""

    class Meta:
        model = Region
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Streek {number}")
    slug = factory.Sequence(lambda number: f"streek-{number}")

    @factory.post_generation
    def places(self, create, extracted, **kwargs):
        for name in ["Leuven"] if extracted is None else extracted:
            RegionPlace.objects.create(region=self, municipality=municipality(name))


class VolunteerFactory(factory.django.DjangoModelFactory):
    """Somebody who would like to be a verbinder."""

    class Meta:
        model = Volunteer

    sign_up = factory.SubFactory(SignUpFactory, volunteer=True)


class CircleFactory(factory.django.DjangoModelFactory):
    """A proposed group without members."""

    class Meta:
        model = Circle


class CircleMemberFactory(factory.django.DjangoModelFactory):
    """Somebody in a group."""

    class Meta:
        model = CircleMember

    circle = factory.SubFactory(CircleFactory)
    sign_up = factory.SubFactory(SignUpFactory)


def a_group(*, people: int = 5, verbinder: bool = True, region: Region | None = None, **circle) -> Circle:
    """A proposed group of people who were spoken with and a verbinder of the pool; `state` and so on as told."""
    helper = None
    if verbinder:
        helper = VolunteerFactory(state=VolunteerState.READY, record_seen_on=localdate()).sign_up
    made = CircleFactory(verbinder=helper, region=region, **circle)
    living = made.state in LIVING_CIRCLES
    for _person in range(people):
        person = SignUpFactory(state=SignUpState.PLACED if living else SignUpState.SPOKEN)
        CircleMemberFactory(circle=made, sign_up=person)
    return made


def people_in(circle: Circle) -> list[SignUp]:
    """Who is in it now, the verbinder not among them."""
    return [member.sign_up for member in circle.members.filter(left_at=None).select_related("sign_up").order_by("pk")]
