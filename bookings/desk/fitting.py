"""Which trainers can give something at a time: skills, how far they travel, their week, their exceptions and what they are bound to (spec C7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bookings.desk.enums import ActivityKind, SlotState
from bookings.desk.models import BookingRequest, Trainer, TrainerAbsence, TrainerHours, TrainerSlot
from bookings.enums import EventState
from bookings.models import Event
from trust.places.enums import Province

# Dates this long before and after count for who has the least to do.
NEAR = timedelta(days=7)
END_OF_DAY = time.max


@dataclass(frozen=True)
class Fit:
    """`reasons`: why not, in words, one each; `clashes`: what of theirs overlaps, dates of requests or dates of the calendar that they look
    after; `near`: how many dates of requests they have in the days around."""

    trainer: Trainer
    fits: bool
    reasons: list[str]
    clashes: list[TrainerSlot | Event] = field(default_factory=list)
    near: int = 0


@dataclass(frozen=True)
class Asked:
    """What is to be given; `kind` or `province` empty: nobody said, so it excludes nobody."""

    kind: str
    province: str
    starts_at: datetime
    ends_at: datetime


def fitting_trainers(
    *, kind: str, province: str, starts_at: datetime, ends_at: datetime, except_request: BookingRequest | None = None
) -> list[Fit]:
    """Everybody who can be asked: first who fits, and of those first who has the fewest dates near. Five queries, however many they are.

    `except_request`: its own dates are no clash, they move along.
    """
    asked = Asked(kind, province, starts_at, ends_at)
    found = [_fit(trainer, asked) for trainer in _with_calendars(asked, except_request)]
    return sorted(found, key=lambda fit: (not fit.fits, fit.near, fit.trainer.name.casefold(), fit.trainer.pk))


def _with_calendars(asked: Asked, except_request: BookingRequest | None) -> list[Trainer]:
    """Who can be asked, with their hours, and their exceptions and dates around the one that is asked: five queries."""
    first_on, last_on = localtime(asked.starts_at).date(), localtime(asked.ends_at).date()
    slots = TrainerSlot.objects.standing().touching(asked.starts_at - NEAR, asked.ends_at + NEAR)
    if except_request is not None:
        slots = slots.exclude(request=except_request)
    absences = TrainerAbsence.objects.filter(first_on__lte=last_on, last_on__gte=first_on)
    found = list(
        Trainer.objects.active()
        .order_by("name", "pk")
        .prefetch_related(
            "hours",
            Prefetch("absences", absences.order_by("first_on", "pk"), to_attr="exceptions"),
            Prefetch("slots", slots.select_related("request").order_by("starts_at", "pk"), to_attr="near_slots"),
        )
    )
    looked_after = _events_of([trainer.account_id for trainer in found if trainer.account_id], asked)
    for trainer in found:
        trainer.own_events = [event for event in looked_after if event.owner_id == trainer.account_id]
    return found


def _events_of(accounts: Sequence[int], asked: Asked) -> list[Event]:
    """Dates of the calendar that these accounts look after; one that was made of a request is there already, as that."""
    rows = Event.objects.filter(
        owner__in=accounts,
        state=EventState.PLANNED,
        deleted_at=None,
        starts_at__lt=asked.ends_at,
        ends_at__gt=asked.starts_at,
        booking_request=None,
    )
    return list(rows.order_by("starts_at", "pk"))


def _fit(trainer: Trainer, asked: Asked) -> Fit:
    near: list[TrainerSlot] = trainer.near_slots  # type: ignore[attr-defined]
    clashes: list[TrainerSlot | Event] = [
        *(slot for slot in near if slot.starts_at < asked.ends_at and slot.ends_at > asked.starts_at),
        *trainer.own_events,  # type: ignore[attr-defined]
    ]
    reasons = [*_of_skill(trainer, asked), *_of_week(trainer, asked), *map(clash_words, clashes)]
    return Fit(trainer, not reasons, reasons, clashes, len(near))


def _of_skill(trainer: Trainer, asked: Asked) -> Iterator[str]:
    if not trainer.is_active:
        yield _("cannot be asked now")
    if asked.kind and asked.kind not in trainer.kinds:
        label = ActivityKind(asked.kind).label if asked.kind in ActivityKind.values else asked.kind
        yield _("does not give this: %(kind)s") % {"kind": label}
    if asked.province and trainer.provinces and asked.province not in trainer.provinces:
        label = Province(asked.province).label if asked.province in Province.values else asked.province
        yield _("does not travel to %(region)s") % {"region": label}


def _of_week(trainer: Trainer, asked: Asked) -> Iterator[str]:
    """Away, or outside their hours; a day on which they can all the same has no hours."""
    exceptions: list[TrainerAbsence] = trainer.exceptions  # type: ignore[attr-defined]
    hours = list(trainer.hours.all())
    for day, begins, ends in days_of(asked.starts_at, asked.ends_at):
        todays = [one for one in exceptions if one.first_on <= day <= one.last_on]
        away = next((one for one in todays if not one.can), None)
        if away is not None:
            said = {"day": date_format(day, "j F"), "why": away.why}
            yield _("is away on %(day)s: %(why)s") % said if away.why else _("is away on %(day)s") % said
        elif (
            hours and not todays and not _covered(begins, ends, [one for one in hours if one.weekday == day.weekday()])
        ):
            yield _("outside the hours of %(day)s: %(hours)s") % {
                "day": date_format(day, "l"),
                "hours": hours_words([one for one in hours if one.weekday == day.weekday()]),
            }


def days_of(starts_at: datetime, ends_at: datetime) -> Iterator[tuple[date, time, time]]:
    """The part of each day in Brussels that lies between two moments: day, from, until."""
    begin, end = localtime(starts_at), localtime(ends_at)
    day = begin.date()
    while day <= end.date():
        first = begin.time() if day == begin.date() else time.min
        last = end.time() if day == end.date() else END_OF_DAY
        if first < last:
            yield day, first, last
        day += timedelta(days=1)


def _covered(begins: time, ends: time, hours: Sequence[TrainerHours]) -> bool:
    """Whether the hours of a day, joined where they touch, hold everything from `begins` to `ends`."""
    reached = begins
    for part in sorted(hours, key=lambda one: one.begins):
        if part.begins <= reached:
            reached = max(reached, END_OF_DAY if part.ends >= time(23, 59) else part.ends)
    return reached >= ends


def hours_words(hours: Sequence[TrainerHours]) -> str:
    """`09:00–12:00, 13:00–17:00`."""
    if not hours:
        return _("none")
    return ", ".join(f"{part.begins:%H:%M}–{part.ends:%H:%M}" for part in hours)


def clash_words(date: TrainerSlot | Event) -> str:
    """Another date of theirs, and how sure that one is."""
    said = {
        "day": date_format(localtime(date.starts_at), "j F, H:i"),
        "end": date_format(localtime(date.ends_at), "H:i"),
    }
    if isinstance(date, Event):
        return _("looks after a date of the calendar then: %(day)s–%(end)s, %(what)s") % (said | {"what": date.title})
    said |= {"what": date.request.activity_title, "organisation": date.request.organisation_name}
    if date.state == SlotState.TENTATIVE:
        return _("has a proposed date then: %(day)s–%(end)s, %(what)s, %(organisation)s") % said
    return _("has an agreed date then: %(day)s–%(end)s, %(what)s, %(organisation)s") % said
