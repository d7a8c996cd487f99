"""What a deed would do to a date: done in a transaction that is taken back, so that a preview says what the deed does and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Q

from bookings.enums import ON_THE_DATE, RegistrationState
from bookings.models import Event, Registration
from bookings.services.seats import lock_event
from trust.outbox.emails import readable
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import PATTERN


@dataclass(frozen=True)
class Sample:
    """A mail as one person who is `state` now would get it; `people` of them get such a mail."""

    state: RegistrationState
    people: int
    purpose: str
    subject: str
    text: str


@dataclass(frozen=True)
class Told:
    """Who hears of a deed. `without_address`: on the date by telephone only, so somebody has to call them; `offers`: seats that go to who waits."""

    samples: list[Sample] = field(default_factory=list)
    people: int = 0
    without_address: int = 0
    offers: int = 0


def preview(*, event_id: int, deed: Callable[[], Any], link: str = "") -> Told:
    """Do `deed`, see which mails it writes, and take everything back. `link`: the words in place of personal links.

    One person of each state keeps their address meanwhile, so that it costs the same with three people as with three hundred. Raises what
    `deed` raises.
    """
    with transaction.atomic():
        try:
            event = lock_event(event_id=event_id)
            counts = _people(event)
            first = _first_of_each(event)
            event.registrations.filter(state__in=ON_THE_DATE).exclude(pk__in=first).update(email="")
            known = set(_mails(first).values_list("pk", flat=True))
            offered = event.registrations.filter(state=RegistrationState.OFFERED).count()
            deed()
            mails = list(_mails(first).exclude(pk__in=known).order_by("pk"))
            offers = event.registrations.filter(state=RegistrationState.OFFERED).count() - offered
        finally:
            transaction.set_rollback(True)
    return _told(mails, first, counts, offers=max(0, offers), link=link)


def _told(
    mails: list[OutboundEmail], first: dict[int, str], counts: dict[str, dict], *, offers: int, link: str
) -> Told:
    samples, reached = [], set()
    for mail in mails:
        state = first[int(mail.about_id)]
        if mail.purpose == "bookings.offer":  # said by `offers`: not everybody who waits gets one
            people = offers
        else:
            people = counts[state]["addressed"]
            reached.add(state)
        text = PATTERN.sub(link or "…", readable(mail.text, sealed=mail.sealed))
        samples.append(Sample(RegistrationState(state), people, mail.purpose, mail.subject, text))
    return Told(
        samples,
        people=sum(counts[state]["addressed"] for state in reached),
        without_address=sum(count["everybody"] - count["addressed"] for count in counts.values()) if reached else 0,
        offers=offers,
    )


def _people(event: Event) -> dict[str, dict]:
    rows = event.registrations.filter(state__in=ON_THE_DATE).order_by("state").values("state")
    return {
        row["state"]: dict(row)
        for row in rows.annotate(everybody=Count("pk"), addressed=Count("pk", filter=~Q(email="")))
    }


def _first_of_each(event: Event) -> dict[int, str]:
    """The first registration with an address in each state: primary key and state."""
    found: dict[str, int] = {}
    people = event.registrations.filter(state__in=ON_THE_DATE).exclude(email="").order_by("queued_at", "pk")
    for pk, state in people.values_list("pk", "state"):
        found.setdefault(state, pk)
    return {pk: state for state, pk in found.items()}


def _mails(people: dict[int, str]):
    kind = ContentType.objects.get_for_model(Registration)
    return OutboundEmail.objects.filter(about_type=kind, about_id__in=[str(pk) for pk in people])
