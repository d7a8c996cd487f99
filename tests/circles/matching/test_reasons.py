"""What is said of a proposal, and of those who are in none, is so."""

from __future__ import annotations

import pytest

from circles.matching.people import Rules, Weights
from circles.matching.proposals import Idle, Parts, Reason, Why, WhyNot
from circles.matching.proposing import breaches, propose, weigh
from tests.circles.matching.cases import a_case, a_person, a_verbinder, east, people


def test_a_proposal_tells_travel_days_wishes_ages_and_waiting():
    waiting = [
        a_person("p0", slots=["mon-evening", "sat-morning"], wishes=["film", "koken"], age_band=1, days=100),
        a_person("p1", slots=["sat-morning", "mon-evening"], wishes=["film"], age_band=2, days=20),
        a_person("p2", wishes=["koken", "film"], days=0),
        a_person("p3", east(11), wishes=["tuin"], age_band=5, days=40),
    ]
    verbinder = a_verbinder(slots=["sun-evening", "sat-morning", "mon-evening"], wishes=["koken"], age_band=2)

    (proposal,) = propose(a_case(waiting, [verbinder])).proposals

    assert proposal.reasons == (
        Reason(Why.TRAVEL, {"km": 11.0, "minutes": 22, "average_minutes": 4, "own_place": 4, "members": 5}),
        Reason(Why.SLOTS, {"slots": ["mon-evening", "sat-morning"], "any": False}),
        Reason(Why.WISHES, {"wishes": [["film", 3], ["koken", 3]], "members": 5}),
        Reason(Why.AGES, {"bands": 4, "known": 4, "members": 5}),
        Reason(Why.WAITING, {"longest": 100, "average": 40}),
    )
    assert proposal.parts == Parts(placed=4000, waiting=160, wishes=160, travel=-132, ages=-200)
    assert proposal.score == 3988


def test_what_nobody_told_is_not_said():
    (proposal,) = propose(a_case(people(4), [a_verbinder()])).proposals

    assert [reason.kind for reason in proposal.reasons] == [Why.TRAVEL, Why.SLOTS, Why.WAITING]
    assert proposal.reasons[1].facts == {"slots": [], "any": True}


def test_waiting_counts_for_two_years_at_most_and_never_backwards():
    waiting = [*people(3, days=1000), a_person("later", days=-3)]

    (proposal,) = propose(a_case(waiting, [a_verbinder()])).proposals

    assert proposal.parts.waiting == 3 * 730


def why_not(waiting, verbinders, name="me", **said) -> Reason:
    return propose(a_case(waiting, verbinders, **said)).not_placed[name]


def test_without_any_verbinder_that_is_the_reason():
    assert why_not([a_person("me")], []) == Reason(WhyNot.NO_VERBINDER)


def test_too_far_tells_how_far_the_nearest_is():
    """There is nobody half-way, so nowhere to meet."""
    reason = why_not([a_person("me"), *people(4, east(25))], [a_verbinder("v1", east(25)), a_verbinder("v2", east(60))])

    assert reason == Reason(WhyNot.TOO_FAR, {"km": 25.0, "minutes": 49, "limit": 30})


def test_somebody_half_way_makes_it_a_matter_of_days_no_longer_of_distance():
    waiting = [a_person("me", slots=["mon-evening"]), *people(4, east(12.5), slots=["tue-evening"])]

    reason = why_not(waiting, [a_verbinder("v1", east(25), slots=["tue-evening"])])

    assert reason == Reason(WhyNot.NO_SHARED_DAY, {"in_reach": 1})


def test_kept_apart_from_whoever_would_do():
    waiting = [a_person("me", apart=["v1"]), *people(4)]
    verbinders = [a_verbinder("v1", slots=["mon-evening"]), a_verbinder("v2", east(40))]

    assert why_not(waiting, verbinders) == Reason(WhyNot.KEPT_APART, {"in_reach": 1})


def test_too_few_who_can_on_one_day():
    waiting = [a_person("me", slots=["mon-evening"]), *people(3, slots=["tue-evening"])]

    assert why_not(waiting, [a_verbinder()]) == Reason(WhyNot.TOO_FEW, {"free": 1, "needed": 4})


def test_each_group_in_reach_tells_what_keeps_somebody_out():
    """One is full, one meets on another day, one holds somebody they may not be with, one meets too far away."""
    waiting = [
        a_person("me", slots=["mon-evening", "tue-evening", "wed-evening", "fri-evening"], days=0, apart=["c0"]),
        *people(4, first="a", slots=["mon-evening"], days=500),
        *people(5, first="b", slots=["sun-evening"], days=500),
        *people(5, first="c", slots=["wed-evening"], days=500),
        *people(4, east(24), first="d", slots=["fri-evening"], days=500),
        a_person("half-way", east(12), slots=["thu-morning"]),
    ]
    verbinders = [
        a_verbinder("va", slots=["mon-evening"], most_members=5),
        a_verbinder("vb", slots=["sun-evening", "tue-evening"]),
        a_verbinder("vc", slots=["wed-evening"]),
        a_verbinder("vd", east(24), slots=["fri-evening"]),
    ]

    facts = {"groups": 4, "full": 1, "other_day": 1, "kept_apart": 1, "too_far": 1}
    assert why_not(waiting, verbinders) == Reason(WhyNot.GROUPS_FULL, facts)


def test_a_group_that_would_be_worse_off_says_so():
    """Who is half an hour away would cost more points than they bring."""
    waiting = [*people(4), a_person("me", east(14))]

    reason = why_not(waiting, [a_verbinder()], weights=Weights(placed=100, waited=0), effort=3000)

    assert reason == Reason(WhyNot.WORSE, {"groups": 1})


def idle(waiting, verbinder, *others) -> Reason:
    return propose(a_case(waiting, [verbinder, *others])).idle_verbinders[verbinder.id]


def test_a_verbinder_who_wants_a_smaller_group_hears_so():
    assert idle(people(9), a_verbinder(most_members=4)) == Reason(Idle.WANTS_SMALLER, {"most": 4, "least": 5})


def test_a_verbinder_with_nobody_near_hears_how_many_could_come():
    waiting = [*people(2), a_person("other-day", slots=["mon-evening"]), *people(5, east(60), first="far")]

    reason = idle(waiting, a_verbinder(slots=["sun-evening"]))

    assert reason == Reason(Idle.NOBODY_NEAR, {"in_reach": 2, "needed": 4})


def test_a_verbinder_whose_people_went_to_another_hears_how_many_are_left():
    reason = idle(people(7), a_verbinder("w", east(5)), a_verbinder("v"))

    assert reason == Reason(Idle.OTHERS_WENT_FIRST, {"in_reach": 7, "left": 0, "needed": 4})


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["p0", "p1"], [Reason("too_small", {"members": 3, "least": 5})]),
        ([f"p{at}" for at in range(6)], [Reason("too_large", {"members": 7, "most": 6})]),
        (["p0", "p1", "p2", "tue"], [Reason("no_shared_day")]),
        (["p0", "p1", "p2", "enemy"], [Reason("kept_apart", {"pairs": [["enemy", "p1"]]})]),
        (["p0", "p1", "p2", "far"], [Reason("too_far", {"minutes": 49, "limit": 30})]),
        (["p0", "p1", "p2", "p0"], [Reason("twice", {"ids": ["p0"]})]),
        (["p0", "p1", "p2", "v"], [Reason("twice", {"ids": ["v"]})]),
        (["p0", "p1", "p2", "p3"], []),
    ],
)
def test_a_group_that_staff_made_is_told_what_it_breaks(members, expected):
    waiting = [
        *people(6),
        a_person("tue", slots=["tue-evening"]),
        a_person("enemy", apart=["p1"]),
        a_person("far", east(25)),
    ]
    case = a_case(waiting, [a_verbinder(slots=["mon-evening"], most_members=6)], rules=Rules())

    assert breaches(case, verbinder_id="v", member_ids=members) == expected
    assert (weigh(case, verbinder_id="v", member_ids=members) is None) == bool(expected)
