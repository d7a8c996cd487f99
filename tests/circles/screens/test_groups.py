"""Groups in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from circles.enums import Answer, CircleState, VolunteerState
from circles.models import Apart, Circle, Meeting, MeetingAnswer, ProposalRun, SignUp, Volunteer
from circles.services import (
    answer_moments,
    give_verbinder,
    keep_apart,
    propose_groups,
    swap_member,
    withdraw_sign_up,
)
from tests.factories.circles import RegionFactory, SignUpFactory, VolunteerFactory, a_group, people_in
from tests.reading import soup, told
from trust.audit.models import AccessEntry

pytestmark = pytest.mark.django_db
NL = {"HTTP_ACCEPT_LANGUAGE": "nl"}


def group_url(name: str, circle: Circle, *more) -> str:
    return reverse(f"circles-groups:{name}", args=[circle.public_id, *more])


def carried(response) -> dict[str, str]:
    """The hidden fields of the first form that has some beside its token."""
    return {
        field["name"]: field["value"]
        for field in soup(response).select("form input[name=confirmed], form input[name=seen]")
    }


def shown(client, circle: Circle) -> dict[str, str]:
    return carried(client.get(group_url("detail", circle)))


def test_lists_cost_the_same_with_more_in_them(client, staff, django_assert_num_queries):
    region = RegionFactory()
    counts: dict[str, set[int]] = {"volunteers": set(), "proposed": set(), "living": set(), "over": set()}
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(reverse("circles-groups:index"))
    for more in (1, 2):
        for _one in range(more):
            for state in (CircleState.PROPOSED, CircleState.MET, CircleState.ENDED):
                a_group(people=more, region=region, state=state)
        for name in counts:
            url = reverse("circles-volunteers:index" if name == "volunteers" else "circles-groups:index")
            AccessEntry.objects.all().delete()
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(f"{url}?show={name}").status_code == 200
            counts[name].add(len(asked))
    assert all(len(found) == 1 for found in counts.values()), counts


def test_groups_are_asked_for_and_the_screen_says_how_it_stands(client, staff, django_capture_on_commit_callbacks):
    region = RegionFactory()
    VolunteerFactory(state=VolunteerState.READY, record_seen_on=localdate())
    SignUpFactory.create_batch(9, state="spoken", wishes=["walking"], slots=["mon-evening"])
    url = reverse("circles-groups:index") + f"?region={region.slug}"

    client.post(reverse("circles-groups:propose"), {"region": region.slug})
    assert client.get(url).context["run"]["busy"]
    ProposalRun.objects.update(asked_at=now() - timedelta(minutes=11))
    assert client.get(url).context["run"]["lost"]
    ProposalRun.objects.all().delete()
    propose_groups(region=region, by=staff)

    page = client.get(url)
    assert page.context["run"]["people"] == 2
    (circle,) = page.context["page"]
    assert any("wandelen" in said or "walking" in said for said in circle.why)
    left = client.get(reverse("circles-groups:left", args=[ProposalRun.objects.get().pk]))
    assert len(left.context["page"].object_list) == 2
    assert all(one.why for one in left.context["page"])


def test_a_proposal_is_accepted_with_a_name(client, staff):
    circle = a_group()
    client.post(group_url("accept", circle), shown(client, circle) | {"name": "Wandelen in Zuid"})

    circle.refresh_from_db()
    assert (circle.state, circle.name) == (CircleState.STARTING, "Wandelen in Zuid")


@pytest.mark.parametrize("deed", ["withdrawn", "changed", "led"])
def test_nobody_accepts_other_people_than_stood_on_the_screen(client, staff, deed):
    circle = a_group(people=6)
    stood = shown(client, circle)
    person = people_in(circle)[0]
    if deed == "withdrawn":
        withdraw_sign_up(public_id=person.public_id)
    elif deed == "changed":
        swap_member(
            public_id=circle.public_id,
            person=person.public_id,
            into=SignUpFactory(state="spoken").public_id,
            by=staff,
        )
    else:
        other = VolunteerFactory(state="ready", record_seen_on=localdate()).sign_up
        give_verbinder(public_id=circle.public_id, person=other.public_id, by=staff)

    refused = client.post(group_url("accept", circle), stood | {"name": "Zuid"})

    assert refused.status_code == 409
    assert Circle.objects.get().state == CircleState.PROPOSED
    client.post(group_url("accept", circle), shown(client, circle))
    assert Circle.objects.get().state == CircleState.STARTING


def test_what_breaks_is_said_before_it_is_pressed(client, staff):
    circle = a_group(people=7)
    other = SignUpFactory(state="spoken", name="Te veel")
    friend = people_in(circle)[0]
    keep_apart(one=friend.public_id, other=other.public_id, by=staff)

    page = client.get(group_url("people", circle))
    assert (page.context["full"], page.context["found"]) == (True, [])
    page = client.get(group_url("people", circle) + f"?out={people_in(circle)[1].public_id}")
    ((one, _elsewhere, never),) = page.context["found"]
    assert friend.name in one.breaks[0]
    assert never
    assert not soup(page).select(f"input[value='{other.public_id}']"), "a button that is always refused"
    page = client.get(group_url("people", circle) + f"?out={friend.public_id}")
    ((one, _elsewhere, never),) = page.context["found"]
    assert (one.breaks, never) == ([], False)
    client.post(group_url("put", circle), {"person": other.public_id, "out": friend.public_id})

    assert other in people_in(circle)
    assert friend not in people_in(circle)


def test_a_refusal_says_what_to_do(client, staff):
    circle = a_group(people=2)
    refused = client.post(group_url("accept", circle), shown(client, circle), follow=True)
    assert "3" in told(refused)[0]
    assert Circle.objects.get().state == CircleState.PROPOSED


def test_people_come_and_go_and_another_leads(client, staff):
    circle = a_group(state=CircleState.MET)
    person, verbinder = (
        SignUpFactory(state="spoken"),
        VolunteerFactory(state="ready", record_seen_on=localdate()).sign_up,
    )

    assert client.get(group_url("verbinder", circle)).context["found"][0][0].person == verbinder
    client.post(group_url("put", circle), {"person": person.public_id})
    client.post(group_url("put", circle), {"person": verbinder.public_id, "verbinder": "yes"})
    client.post(group_url("take-out", circle), {"person": people_in(circle)[0].public_id})
    client.post(group_url("put", circle), {"person": "nonsense"})

    circle.refresh_from_db()
    assert circle.verbinder == verbinder
    assert len(people_in(circle)) == 5
    gone = client.post(group_url("put", circle), {"person": circle.public_id}, follow=True)
    assert len(told(gone)) >= 1


@pytest.mark.parametrize(("wanted", "status"), [("2", 302), ("8", 422), ("", 422)])
def test_what_a_living_group_looks_for(client, staff, wanted, status):
    circle = a_group(state=CircleState.MET)
    response = client.post(group_url("change", circle), {"name": "Zuid", "wanted": wanted, "verbinder_wanted": "on"})
    assert response.status_code == status
    circle.refresh_from_db()
    assert circle.wanted == (2 if status == 302 else 0)


def test_a_group_lives_and_ends_by_buttons(client, staff):
    circle = a_group(state=CircleState.STARTING)
    for to in ("met", "paused"):
        client.post(group_url("move", circle), {"to": to})
        circle.refresh_from_db()
        assert circle.state == to
    people = people_in(circle)
    asked = client.post(group_url("move", circle), {"to": "ended"})
    circle.refresh_from_db()
    assert circle.state == "paused", "nothing brings an ended group back: it is asked once more"
    client.post(group_url("move", circle), {"to": "ended"} | carried(asked))
    circle.refresh_from_db()
    assert circle.state == "ended"
    assert client.get(group_url("detail", circle)).context["were_here"] == people
    assert client.post(group_url("move", circle), {"to": "nonsense"}).status_code == 422
    assert client.get(group_url("detail", circle)).status_code == 200


@pytest.mark.parametrize(
    ("state", "warned"), [("ready", False), ("active", False), ("paused", True), ("stopped", True)]
)
def test_a_group_says_that_its_verbinder_left_the_pool(client, staff, state, warned):
    circle = a_group(state=CircleState.MET)
    Volunteer.objects.filter(sign_up=circle.verbinder).update(state=state)

    said = client.get(group_url("detail", circle)).context["breaks"]

    assert any(circle.verbinder.name in one for one in said) is warned


def test_an_answer_is_taken_back(client, staff):
    circle = a_group(state=CircleState.STARTING)
    meeting = Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=3))
    answers = group_url("answers", circle, people_in(circle)[0].public_id)

    for answer, count in (("yes", 1), ("", 0), ("", 0)):
        client.post(answers, {f"m{meeting.pk}": answer})
        assert MeetingAnswer.objects.count() == count


def test_groups_that_lived_stand_before_proposals_that_were_dropped(client, staff):
    ended = a_group(state=CircleState.ENDED)
    a_group(state=CircleState.DROPPED)

    page = client.get(reverse("circles-groups:index"), {"show": "over"}).context["page"]

    assert page[0] == ended


def test_button_says_where_groups_are_looked_for(client, staff):
    region = RegionFactory(name="Oost")

    for asked, where in (({}, "overal"), ({"region": region.slug}, "Oost")):
        page = soup(client.get(reverse("circles-groups:index"), asked, **NL))
        assert where in page.select_one(f"form[action='{reverse('circles-groups:propose')}'] button").get_text()


def test_moments_are_put_answered_for_who_has_no_mail_and_chosen(client, staff):
    circle = a_group(state=CircleState.STARTING)
    silent, *_others = people_in(circle)
    SignUp.objects.filter(pk=silent.pk).update(email="")
    day = (localtime() + timedelta(days=4)).strftime("%Y-%m-%dT19:30")

    assert client.post(group_url("moments", circle), {"at_1": "2020-01-01T10:00"}).status_code == 422
    client.post(group_url("moments", circle), {"at_1": day, "at_2": day, "place": "Buurthuis"})
    meeting = Meeting.objects.get()
    rows = client.get(group_url("detail", circle)).context["poll"]["rows"]
    assert [row["person"] for row in rows if row["phone_them"]] == [silent]
    answers = group_url("answers", circle, silent.public_id)
    assert client.get(answers).status_code == 200
    assert client.post(answers, {f"m{meeting.pk}": "nonsense"}).status_code == 200
    client.post(answers, {f"m{meeting.pk}": "maybe"})
    assert MeetingAnswer.objects.get().answer == Answer.MAYBE
    client.post(group_url("choose", circle, meeting.pk))
    client.post(group_url("drop", circle, meeting.pk))

    assert Meeting.objects.get().chosen
    assert client.get(group_url("answers", circle, SignUpFactory().public_id)).status_code == 404


def test_a_moment_that_is_past_has_no_button_to_choose_it_and_is_refused_in_words(client, staff):
    circle = a_group(state=CircleState.STARTING)
    past = Meeting.objects.create(circle=circle, starts_at=now() - timedelta(minutes=1))
    coming = Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=3))

    page = soup(client.get(group_url("detail", circle)))
    response = client.post(group_url("choose", circle, past.pk), follow=True, **NL)

    assert not page.select(f"[formaction='{group_url('choose', circle, past.pk)}']")
    assert page.select(f"[formaction='{group_url('choose', circle, coming.pk)}']")
    assert page.select(f"[formaction='{group_url('drop', circle, past.pk)}']")
    assert "voorbij" in told(response)[0]
    assert not Meeting.objects.filter(chosen=True).exists()


def test_answers_of_who_left_are_not_counted(client, staff):
    circle = a_group(state=CircleState.STARTING)
    meeting = Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=3))
    person = people_in(circle)[0]
    answer_moments(sign_up=person, answers={meeting.pk: Answer.YES})
    assert client.get(group_url("detail", circle)).context["poll"]["moments"][0]["yes"] == 1
    client.post(group_url("take-out", circle), {"person": person.public_id})

    assert client.get(group_url("detail", circle)).context["poll"]["moments"][0]["yes"] == 0


def test_people_are_kept_apart_and_let_together(client, staff):
    one, other, young = SignUpFactory(), SignUpFactory(), SignUpFactory(young=True)
    add = reverse("circles-groups:part")

    assert client.post(add, {"one": one.public_id, "other": one.public_id}).status_code == 422
    assert client.post(add, {"one": one.public_id, "other": young.public_id}).status_code == 422
    client.post(add, {"one": other.public_id, "other": one.public_id})
    assert one.name in client.get(reverse("circles-groups:apart")).content.decode()
    client.post(reverse("circles-groups:together", args=[Apart.objects.get().pk]))

    assert not Apart.objects.exists()


def test_looking_changes_nothing(client, staff):
    circle = a_group(state=CircleState.MET)
    before = list(Circle.objects.values())
    for name in ("accept", "move", "change", "put", "take-out", "moments"):
        assert client.get(group_url(name, circle)).status_code == 405
    assert client.get(reverse("circles-groups:propose")).status_code == 405
    assert list(Circle.objects.values()) == before
