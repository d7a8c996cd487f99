"""Puts requests of organisations on the demo's board, with trainers and terms. Safe to repeat: once there is a request, nothing is added.

Each goes through the services, step by step, and is then moved back in time as a whole; the mails that this queued are stopped, for invented people
get none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate, now

from bookings.desk.enums import ActivityKind, Actor, PartOfDay, ProposalState, RequestState, SlotState
from bookings.desk.models import (
    BookingRequest,
    BookingTerms,
    PreferredDate,
    Proposal,
    RequestMove,
    Trainer,
    TrainerHours,
    TrainerSlot,
)
from bookings.desk.services import (
    Asked,
    Draft,
    Wish,
    accept_proposal,
    make_invoice,
    mark_given,
    prepare_request,
    receive_request,
    refuse_request,
    save_draft,
    take_up,
    withdraw_request,
)
from bookings.desk.services.keeping import write_terms
from bookings.desk.services.moving import alarm_for, lock_request, move
from bookings.desk.services.slots import hold_slots
from bookings.models import ActivityPage
from bookings.occurrences import moment_on
from cms.services import roles
from home.demo.content.requests import REQUESTS, TERMS, TRAINERS, DemoRequest
from trust.organisations.services import Legal
from trust.outbox.services import cancel_emails_about

HOURS = {"morning": (time(9, 30), time(12)), "afternoon": (time(14), time(17)), "evening": (time(19, 30), time(21, 30))}
# The steps to a state, in order; refused and withdrawn have one of their own.
WAY = ["in-discussion", "proposed", "agreed", "prepared", "given", "invoiced"]


@transaction.atomic
def build_requests() -> int:
    """Terms, trainers and requests. Gives how many requests were made; none without activities to ask for, or somebody who answers."""
    pages = {page.kind: page for page in ActivityPage.objects.live().order_by("-pk")}
    colleague = get_user_model().objects.filter(groups__name=roles.BOOKINGS).order_by("pk").first()
    if not pages or colleague is None or BookingRequest.objects.exists():
        return 0
    version, text = TERMS
    terms = BookingTerms.objects.filter(version=version).first() or write_terms(
        version=version, text=text, valid_from=localdate(), by=colleague
    )
    trainers = [_trainer(demo) for demo in TRAINERS]
    own = get_user_model().objects.filter(groups__name=roles.TRAINERS, trainer=None).order_by("pk").first()
    if own is not None:  # who signs in as a trainer sees dates
        Trainer.objects.filter(pk=trainers[0].pk, account=None).update(account=own)
    made = [_request(demo, pages[demo.kind], trainers, terms, colleague) for demo in REQUESTS if demo.kind in pages]
    return len(made)


def _trainer(demo) -> Trainer:
    trainer, made = Trainer.objects.get_or_create(
        email=f"{slugify(demo.name).replace('-', '.')}@example.org",
        defaults={"name": demo.name, "kinds": demo.kinds, "provinces": demo.provinces},
    )
    if made:
        TrainerHours.objects.bulk_create(
            TrainerHours(trainer=trainer, weekday=day, begins=time(9), ends=time(17)) for day in demo.hours
        )
    return trainer


def _request(demo: DemoRequest, page: ActivityPage, trainers: list[Trainer], terms: BookingTerms, by: Any):
    asked = receive_request(activity=page, asked=_asked(demo), source=demo.source)
    offer = lambda: _offer(asked, demo, trainers, terms, by)  # noqa: E731
    for step in _steps(demo, asked, offer, by):
        step()
    asked.refresh_from_db()
    if demo.state not in (RequestState.GIVEN, RequestState.INVOICED):
        _move_date(asked, demo.age)
    _set_back(asked, demo.age)
    cancel_emails_about(record=asked)
    return asked


def _asked(demo: DemoRequest) -> Asked:
    postcode, city = demo.town
    first = _day(demo) + timedelta(days=demo.age)
    return Asked(
        organisation=Legal(name=demo.organisation, number=demo.number, postcode=postcode, city=city),
        contact_name=demo.contact,
        email=f"{slugify(demo.contact).replace('-', '.')}@example.org",
        audience=demo.audience,
        group_size=demo.size,
        phone="",
        wishes=[Wish(first, PartOfDay(demo.part)), Wish(first + timedelta(days=7), PartOfDay(demo.part))],
        remarks=demo.remarks,
        needs=demo.needs,
    )


def _day(demo: DemoRequest) -> date:
    """The weekday in the future for which it is asked; each a little later than the other."""
    day = localdate() + timedelta(days=demo.ahead + len(demo.organisation) % 13)
    return day + timedelta(days=max(0, 7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _since(demo: DemoRequest) -> int:
    """How many days earlier a date that is behind us comes: on a weekday some days ago."""
    past = localdate() - timedelta(days=3)
    past -= timedelta(days=max(0, past.weekday() - 4))
    return (_day(demo) + timedelta(days=demo.age) - past).days


def _steps(demo: DemoRequest, asked: BookingRequest, offer: Callable[[], Any], by: Any) -> list[Callable[[], Any]]:
    """What brings it to its state. What must lie behind us is moved there first."""
    key = {"public_id": asked.public_id}
    if demo.state == RequestState.REFUSED:
        reason = "In die periode zijn al onze begeleiders bezet."
        return [lambda: refuse_request(**key, reason=reason, alternative="Kom naar het open infomoment.", by=by)]
    if demo.state == RequestState.WITHDRAWN:
        return [lambda: withdraw_request(**key, why="De groep gaat niet door.")]
    deeds: dict[str, Callable[[], Any]] = {
        "in-discussion": lambda: take_up(**key, by=by),
        "proposed": offer,
        "agreed": lambda: accept_proposal(**key, version=1, name=demo.contact),
        "prepared": lambda: prepare_request(**key),
        "given": lambda: (_move_date(asked, _since(demo)), mark_given(**key)),
        "invoiced": lambda: make_invoice(**key, by=by),
    }
    reached = WAY.index(demo.state) + 1 if demo.state in WAY else 0
    return [deeds[name] for name in WAY[:reached]]


def _offer(asked: BookingRequest, demo: DemoRequest, trainers: list[Trainer], terms: BookingTerms, by: Any) -> None:
    begins, ends = HOURS[demo.part]
    wish = asked.preferred_dates.order_by("on").first()
    assert wish is not None  # noqa: S101
    fits = [trainer for trainer in trainers if demo.kind in trainer.kinds]
    title = str(ActivityKind(demo.kind).label).capitalize()
    lines = [
        {"kind": "fee", "label": title, "quantity": 1, "unit_cents": demo.euro * 100, "vat": "exempt"},
        {"kind": "travel", "label": "Verplaatsing, per km", "quantity": demo.travel, "unit_cents": 43, "vat": "21"},
    ]
    draft = Draft(
        starts_at=moment_on(wish.on, begins),
        ends_at=moment_on(wish.on, ends),
        place=f"{asked.organisation_name}, {asked.postcode} {asked.city}",
        valid_until=localdate() + timedelta(days=demo.age + 2 if demo.age > 10 else 14 + demo.age),
        words="Fijn dat jullie aan ons denken. Dit stellen we voor.",
        trainers=fits[asked.pk % len(fits) :][:1] or fits[:1],
        terms=terms,
        lines=lines,
    )
    proposal = save_draft(public_id=asked.public_id, draft=draft, by=by)
    _send(asked, proposal, by)


def _send(asked: BookingRequest, proposal: Proposal, by: Any) -> None:
    """As `send_proposal` does, without drawing a PDF for a mail that nobody gets: that takes a second each."""
    proposal.request = lock_request(public_id=asked.public_id)
    proposal.state, proposal.sent_at = ProposalState.SENT, now()
    proposal.save(update_fields=["state", "sent_at"])
    hold_slots(proposal, state=SlotState.TENTATIVE)
    move(proposal.request, RequestState.PROPOSED, actor=Actor.STAFF, by=by)


def _move_date(asked: BookingRequest, days: int) -> None:
    """The date that was asked, proposed and agreed comes `days` earlier."""
    back = timedelta(days=days)
    for wish in PreferredDate.objects.filter(request=asked):
        wish.on -= back
        wish.save(update_fields=["on"])
    rows: list[Any] = [*Proposal.objects.filter(request=asked), *TrainerSlot.objects.filter(request=asked)]
    for row in rows:
        row.starts_at -= back
        row.ends_at -= back
        row.save(update_fields=["starts_at", "ends_at"])


def _set_back(asked: BookingRequest, days: int) -> None:
    """What happened is spread over the last `days`, a step after the other. The alarm follows."""
    back, moves = timedelta(days=days), RequestMove.objects.filter(request=asked)
    steps = list(moves.order_by("pk"))
    for place, step in enumerate(steps):
        step.at -= back * (len(steps) - place) / len(steps)
        step.save(update_fields=["at"])
    for proposal in Proposal.objects.filter(request=asked):
        at = {step.to_state: step.at for step in steps}
        proposal.sent_at = at.get(RequestState.PROPOSED, proposal.sent_at)
        proposal.decided_at = proposal.decided_at and at.get(RequestState.AGREED, proposal.decided_at)
        proposal.valid_until -= back
        proposal.save(update_fields=["sent_at", "decided_at", "valid_until"])
    PreferredDate.objects.filter(request=asked).update(named_at=steps[0].at)
    asked.received_at, asked.state_changed_at = steps[0].at, steps[-1].at
    asked.alarm_on = alarm_for(asked.state, since=localdate(steps[-1].at))
    asked.save(update_fields=["received_at", "state_changed_at", "alarm_on"])
