"""What staff make themselves: a single date, a series with its questions, holidays, a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localtime

from bookings.enums import EventState
from bookings.errors import TimeNotRight
from bookings.models import Event, Holiday, Question, Registration, Series
from bookings.occurrences import check_rule
from bookings.services.seats import lock_registration
from bookings.yearly import belgian_holidays
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

QUESTION_FIELDS = ("label", "help_text", "kind", "choices", "is_required", "sort_order")


@transaction.atomic
def create_event(*, fields: Mapping[str, Any], by: AbstractBaseUser) -> Event:
    """A single date, as a draft, at an address made of its title and day. Raises `TimeNotRight`."""
    event = Event(**fields, state=EventState.DRAFT)
    if event.ends_at <= event.starts_at:
        raise TimeNotRight
    event.slug = _free_slug(Event, f"{slugify(event.title)[:80]}-{localtime(event.starts_at):%Y-%m-%d}")
    event.save(force_insert=True)
    record(verb="bookings.made", about=event, by=by)
    return event


@transaction.atomic
def create_series(
    *, fields: Mapping[str, Any], questions: Sequence[Mapping[str, Any]] = (), by: AbstractBaseUser
) -> Series:
    """A series, without dates yet (`generate_dates`). Raises `RuleNotUnderstood`."""
    series = Series(**fields)
    check_rule(series.rrule)
    series.slug = _free_slug(Series, slugify(series.title)[:70] or "reeks")
    series.save(force_insert=True)
    _keep_questions(series, questions)
    record(verb="bookings.series-made", about=series, by=by)
    return series


@transaction.atomic
def edit_series(
    *,
    series_id: int,
    changes: Mapping[str, Any],
    questions: Sequence[Mapping[str, Any]] | None = None,
    by: AbstractBaseUser,
) -> Series:
    """Change what the series says; its dates follow by `apply_series`. `questions`: all of them, by `pk` where they are known; None: as they are.

    Raises `RuleNotUnderstood`.
    """
    series = Series.objects.select_for_update(no_key=True).get(pk=series_id)
    differs = {name: value for name, value in changes.items() if getattr(series, name) != value}
    if "rrule" in differs:
        check_rule(differs["rrule"])
    for name, value in differs.items():
        setattr(series, name, value)
    if differs:
        series.save()
    asked_anew = questions is not None and _keep_questions(series, questions)
    if differs or asked_anew:
        fields = sorted([*differs, *(["questions"] if asked_anew else [])])
        record(verb="bookings.series-edited", about=series, by=by, details={"fields": fields})
    return series


@transaction.atomic
def add_belgian_holidays(*, year: int, by: AbstractBaseUser) -> int:
    """The ten legal holidays of that year, where they are not there yet; a name that staff gave a day stays. Returns how many were added."""
    there = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    made = [Holiday(day=day, name=str(name)) for day, name in belgian_holidays(year) if day not in there]
    Holiday.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        record(verb="bookings.holidays-added", by=by, details={"year": year, "count": len(made)})
    return len(made)


@transaction.atomic
def note_registration(*, public_id: UUID, remarks: str, by: AbstractBaseUser) -> Registration:
    """What staff write down about somebody's place. Nothing that differs: nothing happens."""
    found = Registration.objects.only("pk").get(public_id=public_id)
    registration = lock_registration(registration_id=found.pk)
    if registration.remarks == remarks:
        return registration
    registration.remarks = remarks
    registration.save(update_fields=["remarks"])
    record(verb="bookings.noted", about=registration, by=by)
    return registration


def _keep_questions(series: Series, questions: Sequence[Mapping[str, Any]]) -> bool:
    """The questions of `series` become these. True when something was different."""
    known: dict[int, Question] = {question.pk: question for question in series.questions.order_by("pk")}
    different = False
    for place, said in enumerate(questions, start=1):
        wanted = {name: said[name] for name in QUESTION_FIELDS if name in said} | {"sort_order": place}
        question = known.pop(said.get("pk", 0), None) or Question(series=series)
        if question.pk and all(getattr(question, name) == value for name, value in wanted.items()):
            continue
        for name, value in wanted.items():
            setattr(question, name, value)
        question.save()
        different = True
    if known:
        series.questions.filter(pk__in=known).delete()
    return different or bool(known)


def _free_slug(model: type[Event] | type[Series], wanted: str) -> str:
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(name for name in (wanted, *(f"{wanted}-{number}" for number in range(2, 1000))) if name not in taken)


def holidays_by_day(first: date, last: date) -> dict[date, str]:
    """The holidays that staff keep, by day."""
    return dict(Holiday.objects.filter(day__gte=first, day__lte=last).values_list("day", "name"))
