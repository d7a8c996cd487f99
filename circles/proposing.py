"""What the solver proposes, written down in place of what it proposed before (spec G6). It runs in a task: solving takes seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from circles.enums import CircleState
from circles.grouping import READY_STATES, case_for
from circles.matching.proposals import Outcome, Proposal
from circles.matching.proposing import propose
from circles.models import Circle, CircleMember, ProposalRun, Region, RegionPlace, SignUp, Volunteer
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def run_proposals(*, run_id: int) -> list[Circle]:
    """Do what was asked by `ProposalRun` `run_id`, and note who was left and why. A repeat of one that is done does nothing."""
    run = ProposalRun.objects.select_related("region", "asked_by").filter(pk=run_id, done_at=None).first()
    if run is None:
        return []
    outcome = propose(case_for(run.region))
    return _finish(run, outcome)


@transaction.atomic
def _finish(run: ProposalRun, outcome: Outcome) -> list[Circle]:
    # One search of a place after the other; a later one that is done takes those before it away.
    runs = ProposalRun.objects.filter(region=run.region).select_for_update(of=("self",)).order_by("pk")
    if not any(one.pk == run.pk and one.done_at is None for one in runs):
        return []
    made = _keep(run.region, outcome.proposals, run.asked_by)
    run.made, run.done_at = len(made), now()
    run.not_placed = {one: asdict(reason) for one, reason in outcome.not_placed.items()}
    run.idle = {one: asdict(reason) for one, reason in outcome.idle_verbinders.items()}
    run.save(update_fields=["made", "done_at", "not_placed", "idle"])
    ProposalRun.objects.filter(region=run.region, pk__lt=run.pk).delete()
    return made


def propose_groups(*, region: Region | None, by: AbstractBaseUser | None) -> list[Circle]:
    """Ask the solver for groups in `region`, or everywhere, in place of what it proposed there before and nobody accepted.

    Solving takes seconds, and is done before anything is locked; who found a place meanwhile is left out of what is written.
    """
    run = ProposalRun.objects.create(region=region, asked_by=by)  # type: ignore[misc]
    return run_proposals(run_id=run.pk)


def _keep(region: Region | None, proposals: Sequence[Proposal], by: AbstractBaseUser | None) -> list[Circle]:
    leads = {proposal.verbinder_id for proposal in proposals}
    list(Volunteer.objects.filter(sign_up__public_id__in=leads).order_by("pk").select_for_update(of=("self",)))
    old = _lock_proposed(region)
    named = {one for proposal in proposals for one in (proposal.verbinder_id, *proposal.member_ids)}
    # Everybody about whom something is written, before it is: in one order (circles.services.locking).
    before = CircleMember.objects.filter(circle__in=old, left_at=None).values("sign_up")
    locked = SignUp.objects.filter(Q(public_id__in=named) | Q(pk__in=before)).select_for_update(of=("self",))
    known = {str(one.public_id): one for one in locked.order_by("pk")}
    _drop(old)
    members = CircleMember.objects.filter(sign_up__in=known.values(), left_at=None)
    taken = set(members.values_list("sign_up_id", flat=True))
    # A verbinder of another region's proposal is asked there first.
    asked = set(Circle.objects.proposed().filter(verbinder__in=known.values()).values_list("verbinder_id", flat=True))
    regions = _regions_of(known.values())
    made = []
    for proposal in proposals:
        people = [known.get(one) for one in proposal.member_ids]
        verbinder = known.get(proposal.verbinder_id)
        if verbinder is None or verbinder.pk in asked:
            continue
        if any(one is None or one.state not in READY_STATES or one.pk in taken for one in people):
            continue
        circle = Circle.objects.create(
            region=region or regions.get(verbinder.municipality_id),
            verbinder=verbinder,
            score=proposal.score,
            reasons=[asdict(reason) for reason in proposal.reasons],
        )
        CircleMember.objects.bulk_create(CircleMember(circle=circle, sign_up=one) for one in people if one)
        made.append(circle)
    record(verb="circles.proposed", by=by, details={"count": len(made)})
    return made


def _regions_of(people: Iterable[SignUp]) -> dict[int | None, Region]:
    places = {one.municipality_id for one in people}
    found = RegionPlace.objects.filter(municipality__in=places).select_related("region")
    return {place.municipality_id: place.region for place in found}


def _lock_proposed(region: Region | None) -> list[int]:
    """What was proposed before, in these places."""
    old = Circle.objects.proposed()
    if region is not None:
        old = old.filter(region=region)
    return list(old.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _drop(pks: list[int]) -> None:
    moment = now()
    CircleMember.objects.filter(circle__in=pks, left_at=None).update(left_at=moment)
    Circle.objects.filter(pk__in=pks).update(state=CircleState.DROPPED, state_changed_at=moment)
