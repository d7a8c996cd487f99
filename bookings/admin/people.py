"""The people of a date as the screens and papers of staff list them: in one query, however many they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from bookings.enums import ENDED_STATES, RegistrationState
from bookings.models import Event, Registration

# In this order on the screen; who never confirmed and who ended come last.
SECTIONS = [
    RegistrationState.PENDING,
    RegistrationState.TO_PAY,
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
    RegistrationState.HELD,
    RegistrationState.CANCELLED,
    RegistrationState.REFUSED,
    RegistrationState.EXPIRED,
]
ENDED = ENDED_STATES


@dataclass
class Section:
    """The people in one state."""

    state: RegistrationState
    people: list[Registration] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def heads(self) -> int:
        """With who comes along."""
        return sum(one.seats for one in self.people)


def people_of(event: Event, *, words: str = "", state: str = "") -> QuerySet[Registration]:
    """The registrations of `event` by name; `words`: part of a name, an address or a telephone number."""
    found = event.registrations.order_by("name", "pk")
    if state in RegistrationState.values:
        found = found.filter(state=state)
    if words := words.strip():
        digits = words.replace(" ", "").lstrip("0+")
        by_phone = Q(phone__contains=digits) if digits.isdigit() else Q(pk=None)
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words) | by_phone)
    return found


def sections_of(people: QuerySet[Registration]) -> list[Section]:
    """`people` by state; the waiting list in its order. States without anybody are left out."""
    sections = {state: Section(state) for state in SECTIONS}
    for one in people:
        sections[RegistrationState(one.state)].people.append(one)
    line = sections[RegistrationState.WAITING].people
    line.sort(key=lambda one: (one.queued_at, one.pk))
    return [section for section in sections.values() if section.people]


def places_in_line(event: Event) -> dict[int, int]:
    """The place of everybody who waits, from 1, by primary key; also when a search shows only some of them."""
    return {pk: place for place, pk in enumerate(event.registrations.queue().values_list("pk", flat=True), start=1)}
