"""Groups that the solver proposes, and what happens meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from circles.enums import CircleState
from circles.grouping import case_for
from circles.models import Circle, ProposalRun
from circles.proposing import run_proposals
from circles.services import (
    accept_circle,
    add_member,
    ask_for_groups,
    propose_groups,
)
from circles.services.erasing import wipe_sign_ups
from tests.circles.pool import SPOKEN, in_pool
from tests.factories.circles import (
    CircleMemberFactory,
    RegionFactory,
    SignUpFactory,
    a_group,
    people_in,
)

pytestmark = pytest.mark.django_db


def ready_region(people: int = 6, **more):
    """A region where a group can be made."""
    region = RegionFactory(**more)
    town = region.places.get().municipality
    verbinder = in_pool(sign_up__municipality=town)
    return region, SignUpFactory.create_batch(people, **SPOKEN, municipality=town), verbinder


def test_groups_are_proposed_with_their_reasons_and_who_is_left_is_named(staff):
    region, people, verbinder = ready_region(9)

    (circle,) = propose_groups(region=region, by=staff)

    assert (circle.region, circle.verbinder, circle.state) == (region, verbinder, CircleState.PROPOSED)
    assert {reason["kind"] for reason in circle.reasons} >= {"travel", "slots", "waiting"}
    run = ProposalRun.objects.get()
    left = {str(one.public_id) for one in people} - {str(one.public_id) for one in people_in(circle)}
    assert set(run.not_placed) == left
    assert (run.made, run.idle, run.asked_by) == (1, {}, staff)


def test_a_new_proposal_takes_the_place_of_the_one_before(staff):
    region, people, _verbinder = ready_region()
    (first,) = propose_groups(region=region, by=staff)

    (second,) = propose_groups(region=region, by=staff)

    first.refresh_from_db()
    assert first.state == CircleState.DROPPED
    assert {*people_in(second)} == {*people}
    assert ProposalRun.objects.count() == 1


def test_what_is_proposed_in_one_region_leaves_that_of_another_alone(staff):
    leuven, _people, _verbinder = ready_region()
    gent, _more, _other = ready_region(places=["Gent"])
    (there,) = propose_groups(region=gent, by=staff)

    (here,) = propose_groups(region=leuven, by=staff)

    there.refresh_from_db()
    assert (there.state, here.state) == (CircleState.PROPOSED, CircleState.PROPOSED)
    everywhere = propose_groups(region=None, by=staff)
    assert {circle.region for circle in everywhere} == {leuven, gent}
    assert Circle.objects.proposed().count() == 2


def test_who_is_proposed_for_another_region_is_not_asked_again(staff):
    region, people, verbinder = ready_region()
    other = a_group(people=0, verbinder=False, region=RegionFactory(places=["Gent"]))
    CircleMemberFactory(circle=other, sign_up=people[0])
    Circle.objects.filter(pk=other.pk).update(verbinder=verbinder)

    case = case_for(region)

    assert str(people[0].public_id) not in {one.id for one in case.people}
    assert case.verbinders == ()
    assert len(case_for(None).people) == len(people)


def test_who_found_a_place_while_the_solver_worked_is_left_out(staff, monkeypatch):
    region, people, _verbinder = ready_region()
    living = a_group(state=CircleState.MET, people=0)

    def slow(case):
        from circles.matching.proposing import propose

        outcome = propose(case)
        add_member(public_id=living.public_id, person=people[0].public_id, by=staff)
        return outcome

    monkeypatch.setattr("circles.proposing.propose", slow)

    assert propose_groups(region=region, by=staff) == []
    assert people[0] in people_in(living)


def test_a_search_that_is_done_is_not_done_again(staff):
    region, _people, _verbinder = ready_region()
    propose_groups(region=region, by=staff)

    assert run_proposals(run_id=ProposalRun.objects.get().pk) == []
    assert Circle.objects.count() == 1


def test_a_search_is_asked_once_and_answered_by_the_worker(staff, django_capture_on_commit_callbacks):
    region, _people, _verbinder = ready_region()

    with django_capture_on_commit_callbacks() as asked:
        first = ask_for_groups(region=region, by=staff)
        assert ask_for_groups(region=region, by=staff) == first
    assert len(asked) == 1
    ProposalRun.objects.update(asked_at=now() - timedelta(minutes=11))

    assert ask_for_groups(region=region, by=staff) != first
    assert len(run_proposals(run_id=ProposalRun.objects.first().pk)) == 1
    assert ProposalRun.objects.count() == 1


def test_a_case_costs_the_same_with_more_people(django_assert_num_queries):
    for _more in (1, 3):
        SignUpFactory.create_batch(_more, **SPOKEN)
        in_pool()
        with django_assert_num_queries(3):
            case_for(None)


def test_erasing_who_was_proposed_leaves_the_rest_standing(staff):
    region, people, _verbinder = ready_region()
    (circle,) = propose_groups(region=region, by=staff)

    wipe_sign_ups([people[0].pk])

    assert len(people_in(circle)) == 5
    assert accept_circle(public_id=circle.public_id, by=staff).state == CircleState.STARTING
