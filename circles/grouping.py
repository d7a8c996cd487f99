"""Between the records and the solver (`circles.matching`): who can be matched now, as a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localdate

from circles.enums import LIVING_CIRCLES, TRUSTED_STATES, CircleState, SignUpKind, SignUpState, VolunteerRole
from circles.matching.people import Case, Person, Verbinder
from circles.models import Apart, Region, SignUp

# Of so many people the pairs who are kept apart are asked one by one.
FEW = 100
# Whom we spoke with: before that nobody knows whether a group is what they look for.
READY_STATES = (SignUpState.SPOKEN, SignUpState.WAITING)


def people_to_match(region: Region | None) -> QuerySet[SignUp]:
    """Who waits for a linkgroep and was spoken with, in `region` or everywhere; not who is in a living group already, nor who is proposed for
    one of another region: that stays as it is."""
    people = SignUp.objects.filter(kind=SignUpKind.LINKGROEP, state__in=READY_STATES, municipality__isnull=False)
    if region is not None:
        people = people.filter(municipality__region_place__region=region)
    here = Q(memberships__left_at=None) & _stands("memberships__circle__", region)
    return (
        people.annotate(here=Count("memberships", filter=here))
        .filter(here=0)
        .select_related("municipality")
        .order_by("pk")
    )


def verbinders_to_match(region: Region | None) -> QuerySet[SignUp]:
    """Verbinders of the pool who can take a group more."""
    found = SignUp.objects.filter(role=VolunteerRole.VERBINDER, municipality__isnull=False)
    found = found.filter(volunteer__state__in=TRUSTED_STATES)
    if region is not None:
        found = found.filter(municipality__region_place__region=region)
    leads = Count("led_circles", filter=_stands("led_circles__", region))
    free = found.annotate(leads=leads).filter(leads__lt=F("volunteer__groups_most"))
    return free.select_related("municipality", "volunteer").order_by("pk")


def _stands(circle: str, region: Region | None) -> Q:
    """Groups that a new proposal leaves alone: those that live, and those proposed for another region."""
    living = Q(**{f"{circle}state__in": LIVING_CIRCLES})
    if region is None:
        return living
    elsewhere = ~Q(**{f"{circle}region": region.pk}) | Q(**{f"{circle}region": None})
    return living | Q(**{f"{circle}state": CircleState.PROPOSED}) & elsewhere


def case_for(region: Region | None) -> Case:
    """What the solver is told; three queries however many they are. Ids are public ids: the solver knows no names."""
    return case_of(list(verbinders_to_match(region)), list(people_to_match(region)))


def case_of(verbinders: Sequence[SignUp], people: Sequence[SignUp]) -> Case:
    """A case of these very people, who each have a municipality; one query."""
    ids = {one.pk: str(one.public_id) for one in (*people, *verbinders)}
    apart: dict[int, set[str]] = defaultdict(set)
    for one, other in _pairs(ids):
        if one in ids and other in ids:
            apart[one].add(ids[other])
            apart[other].add(ids[one])
    return Case(
        people=tuple(Person(waiting_since=localdate(one.signed_at), **_shared(one, apart)) for one in people),
        verbinders=tuple(Verbinder(**_shared(one, apart)) for one in verbinders),
        today=localdate(),
    )


def _pairs(pks: Collection[int]) -> Iterable[tuple[int, int]]:
    """Who is kept apart; all of them when many are asked about, since a database takes only so many arguments."""
    pairs = Apart.objects.order_by()
    if len(pks) <= FEW:
        pairs = pairs.filter(one__in=pks, other__in=pks)
    return pairs.values_list("one_id", "other_id")


def _shared(one: SignUp, apart: dict[int, set[str]]) -> dict:
    place = one.municipality
    assert place is not None  # noqa: S101  (the querysets say so)
    return {
        "id": str(one.public_id),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "slots": frozenset(one.slots),
        "wishes": frozenset(one.wishes),
        "age_band": one.age_band,
        "apart": frozenset(apart[one.pk]),
    }
