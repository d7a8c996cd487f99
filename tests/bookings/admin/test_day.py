"""The day itself: ticks, walk-ins, calls, and what staff do for somebody."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from bookings.enums import RegistrationState, Source
from bookings.models import Registration
from tests.factories.registrations import EventFactory, RegistrationFactory, evening
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def attended(one) -> bool | None:
    return Registration.objects.get(pk=one.pk).attended


def test_tick_sent_twice_is_one_tick(desk):
    one = RegistrationFactory()
    url = reverse("dates:tick", args=[one.event_id])

    answers = [desk.post(url, {"person": str(one.public_id), "there": "yes"}) for _time in range(2)]

    assert [answer.json() for answer in answers] == [{"kept": True}] * 2
    assert attended(one) is True


@pytest.mark.parametrize("data", [{}, {"person": "x", "there": "yes"}, {"person": str(uuid.uuid4()), "there": "yes"}])
def test_tick_of_nobody_is_refused_in_words(desk, data):
    answer = desk.post(reverse("dates:tick", args=[EventFactory().pk]), data)

    assert (answer.status_code, bool(answer.json()["why"])) == (422, True)


def test_tick_of_somebody_on_another_date_is_refused(desk):
    one = RegistrationFactory()

    answer = desk.post(reverse("dates:tick", args=[EventFactory().pk]), {"person": str(one.public_id), "there": "yes"})

    assert answer.status_code == 422
    assert attended(one) is None


def test_tick_of_who_cancelled_meanwhile_is_refused(desk):
    one = RegistrationFactory(state=RegistrationState.CANCELLED, seats_held=0)

    answer = desk.post(reverse("dates:tick", args=[one.event_id]), {"person": str(one.public_id), "there": "yes"})

    assert answer.status_code == 409


def test_list_without_script_writes_only_what_was_changed_on_it(desk):
    event = EventFactory()
    ticked, unticked, by_colleague, untouched = RegistrationFactory.create_batch(4, event=event)
    Registration.objects.filter(pk__in=[unticked.pk, by_colleague.pk]).update(attended=True)

    desk.post(
        reverse("dates:ticks", args=[event.pk]),
        {"there": [str(ticked.public_id)], "was": [str(unticked.public_id)]},
    )

    assert [attended(one) for one in (ticked, unticked, by_colleague, untouched)] == [True, None, True, None]


def test_closing_the_list_notes_who_was_not_there(desk):
    event = EventFactory()
    there, away = RegistrationFactory(event=event, attended=True), RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, waiting=True)

    desk.post(reverse("dates:ticks", args=[event.pk]), {"deed": "close"})

    assert [attended(one) for one in (there, away, waiting)] == [True, False, None]


def test_walk_in_sent_twice_is_one_person(desk):
    event, key = EventFactory(), str(uuid.uuid4())

    for _time in range(2):
        answer = desk.post(
            reverse("dates:walk-in", args=[event.pk]),
            {"name": "Bo", "companions": "1", "public_id": key},
            headers={"Accept": "application/json"},
        )

    assert answer.json() == {"kept": True}
    one = Registration.objects.get()
    assert (one.source, one.attended, one.companions) == (Source.WALK_IN, True, 1)


def test_walk_in_without_a_name_is_refused_in_words(desk):
    answer = desk.post(reverse("dates:walk-in", args=[EventFactory().pk]), headers={"Accept": "application/json"})

    assert (answer.status_code, bool(answer.json()["why"])) == (422, True)


def test_call_without_mail_takes_a_seat_with_needs(desk, colleague):
    event = EventFactory(companions_most=2)
    data = {"name": "Bo Claes", "phone": "016 12 34 56", "companions": "1", "needs": "Een rolstoel"}

    desk.post(reverse("dates:phone", args=[event.pk]), data)

    one = Registration.objects.get()
    assert (one.state, one.source, one.registered_by) == (RegistrationState.CONFIRMED, Source.PHONE, colleague)
    assert (one.email, one.needs, one.seats_held) == ("", "Een rolstoel", 2)
    assert not OutboundEmail.objects.exists()


def test_call_that_leaves_no_way_to_reach_them_comes_back_filled_in(desk):
    response = desk.post(reverse("dates:phone", args=[EventFactory().pk]), {"name": "Bo Claes"})

    assert response.status_code == 422
    assert response.context["form"]["name"].value() == "Bo Claes"


def test_call_of_who_is_registered_already_says_so(desk):
    one = RegistrationFactory()

    response = desk.post(reverse("dates:phone", args=[one.event_id]), {"name": "An", "email": one.email})

    assert response.status_code == 409
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("state", "deed", "becomes"),
    [
        (RegistrationState.PENDING, "approve", RegistrationState.CONFIRMED),
        (RegistrationState.PENDING, "refuse", RegistrationState.REFUSED),
        (RegistrationState.OFFERED, "accept", RegistrationState.CONFIRMED),
        (RegistrationState.OFFERED, "decline", RegistrationState.CANCELLED),
        (RegistrationState.CONFIRMED, "cancel", RegistrationState.CANCELLED),
    ],
)
def test_staff_do_it_for_somebody(desk, state, deed, becomes):
    until = {"offered_until": evening(3)} if state == RegistrationState.OFFERED else {}
    one = RegistrationFactory(state=state, **until)

    desk.post(reverse("dates:person", args=[one.event_id, one.public_id]), {"deed": deed, "reason": "Volzet"})

    one.refresh_from_db()
    assert one.state == becomes


def test_refusal_needs_a_reason(desk):
    one = RegistrationFactory(state=RegistrationState.PENDING)

    response = desk.post(reverse("dates:person", args=[one.event_id, one.public_id]), {"deed": "refuse"})

    one.refresh_from_db()
    assert (response.status_code, one.state) == (422, RegistrationState.PENDING)


def test_what_came_too_late_is_said(desk):
    one = RegistrationFactory(state=RegistrationState.CANCELLED, seats_held=0)

    response = desk.post(reverse("dates:person", args=[one.event_id, one.public_id]), {"deed": "approve"})

    assert (response.status_code, bool(response.context["why"])) == (409, True)


def test_change_and_note_go_their_own_ways(desk):
    one = RegistrationFactory(event=EventFactory(companions_most=3))
    data = {"deed": "change", "name": "An P.", "phone": "", "companions": "2", "needs": "", "remarks": "Belt nog terug"}

    desk.post(reverse("dates:person", args=[one.event_id, one.public_id]), data)

    one.refresh_from_db()
    assert (one.name, one.companions, one.seats_held, one.remarks) == ("An P.", 2, 3, "Belt nog terug")


def test_person_of_another_date_is_not_found(desk):
    one = RegistrationFactory()

    assert desk.get(reverse("dates:person", args=[EventFactory().pk, one.public_id])).status_code == 404
