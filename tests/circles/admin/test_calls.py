"""The call list, one call, and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from circles.enums import CallOutcome, CallState, SignUpState
from circles.models import Call, SignUp
from circles.services import note_attempt
from cms.services.roles import CIRCLES
from tests.catalogue.admin.asking import kept_out
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory, municipality
from tests.queries import cost
from tests.reading import fragment, soup
from trust.audit.models import AccessEntry, AuditEntry
from trust.days import working_day_from

pytestmark = pytest.mark.django_db
LIST = "circles-calls:index"
LIST_COSTS = 12


def url_of(name: str, call: Call) -> str:
    return reverse(f"circles-calls:{name}", args=[call.pk])


def names(response) -> list[str]:
    return [call.sign_up.name for call in response.context["page"]]


def many_calls(number: int) -> None:
    """That many people of Leuven who wait for a call."""
    place, until = municipality(), localdate() + timedelta(days=365)
    people = SignUp.objects.bulk_create(
        SignUp(kind="linkgroep", name=f"Mens {one}", phone="+32470000000", municipality=place, delete_on=until)
        for one in range(number)
    )
    Call.objects.bulk_create(
        Call(sign_up=person, due_on=localdate(), next_on=localdate(), made_at=now()) for person in people
    )


@pytest.mark.parametrize("number", [1, 3, 3000])
def test_list_costs_the_same_with_one_three_and_three_thousand_calls(desk, number):
    RegionFactory()
    many_calls(number)

    assert cost(desk, f"{reverse(LIST)}?show=all") == LIST_COSTS


def test_three_thousand_calls_come_in_pages(desk):
    many_calls(3000)

    first, last = desk.get(reverse(LIST)), desk.get(reverse(LIST), {"p": 60})

    assert len(first.context["page"].object_list) == len(last.context["page"].object_list) == 50
    assert first.context["page"].paginator.num_pages == 60


def test_today_shows_late_ones_first_and_not_what_is_planned_for_later(desk):
    CallFactory(sign_up__name="Vandaag")
    CallFactory(sign_up__name="Straks", next_on=localdate() + timedelta(days=3))
    CallFactory(sign_up__name="Te laat", late=True)

    assert names(desk.get(reverse(LIST))) == ["Te laat", "Vandaag"]
    assert names(desk.get(reverse(LIST), {"show": "all"})) == ["Te laat", "Vandaag", "Straks"]


def test_list_can_be_of_mine_and_of_a_region(desk, gatherer):
    RegionFactory(slug="streek-leuven", places=["Leuven"])
    CallFactory(sign_up__name="Mijn", owner=gatherer)
    CallFactory(sign_up__name="Gent", sign_up__municipality=municipality("Gent"))
    CallFactory(sign_up__name="Nergens", sign_up__municipality=None)

    assert names(desk.get(reverse(LIST), {"show": "mine"})) == ["Mijn"]
    assert names(desk.get(reverse(LIST), {"region": "streek-leuven"})) == ["Mijn"]
    assert names(desk.get(reverse(LIST), {"region": "-"})) == ["Gent", "Nergens"]
    assert names(desk.get(reverse(LIST), {"region": "bestaat-niet"})) == []


def test_number_is_dialled_with_one_tap_and_written_as_people_dial_it(desk):
    CallFactory(sign_up__phone="+32470123456")

    dial = soup(desk.get(reverse(LIST))).select_one("a.lus-call__dial")

    assert dial["href"] == "tel:+32470123456"
    assert "0470 12 34 56" in dial.get_text()


def test_who_asked_for_discretion_is_marked_on_the_list_and_on_the_call(desk):
    call = CallFactory(sign_up__discreet=True)

    for url in (reverse(LIST), url_of("detail", call)):
        assert soup(desk.get(url)).select_one(".lus-discreet"), url


def test_one_tap_on_the_list_notes_that_nobody_picked_up_and_comes_back_to_the_same_list(desk):
    call = CallFactory()

    response = desk.post(url_of("attempt", call), {"outcome": "no-answer", "back": "show=all&p=2&next=//evil"})

    assert response["Location"] == f"{reverse(LIST)}?show=all&p=2"
    assert call.attempts.get().outcome == CallOutcome.NO_ANSWER


def test_word_of_what_was_noted_leads_back_to_the_call(desk):
    call = CallFactory(sign_up__name="<b>Mira</b>")

    page = soup(desk.post(url_of("attempt", call), {"outcome": "no-answer"}, follow=True))

    assert page.select_one(f".messages a[href='{url_of('detail', call)}']")
    assert not page.select_one(".messages b")


def test_call_that_was_ended_by_mistake_is_made_again_today(desk, gatherer):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.WRONG_NUMBER, by=gatherer)

    desk.post(url_of("plan", call), {"on": localdate().isoformat()})

    assert Call.objects.open().get().next_on == working_day_from(localdate())


def test_try_that_was_noted_by_mistake_is_taken_back_by_a_button(desk, gatherer):
    call = CallFactory()
    button = f"form[action='{url_of('take-back', call)}'] button"
    assert not soup(desk.get(url_of("detail", call))).select_one(button)
    note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=gatherer)

    assert soup(desk.get(url_of("detail", call))).select_one(button)
    response = desk.post(url_of("take-back", call))

    assert response["Location"] == url_of("detail", call)
    assert not call.attempts.exists()
    assert desk.post(url_of("take-back", call)).status_code == 302


def test_colleague_has_no_button_to_take_back_what_somebody_else_noted(desk):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=user_with_role(CIRCLES))

    page = soup(desk.get(url_of("detail", call)))

    assert not page.select_one(f"form[action='{url_of('take-back', call)}']")


def test_link_of_the_list_opens_the_call_with_its_outcome_chosen_and_notes_nothing(desk):
    call = CallFactory()

    page = soup(desk.get(url_of("detail", call), {"outcome": "reached"}))

    assert page.select_one("[name=outcome][checked]")["value"] == "reached"
    assert not call.attempts.exists()


def test_form_that_comes_back_keeps_what_was_typed(desk):
    call = CallFactory()

    response = desk.post(url_of("attempt", call), {"note": "Belt liever niet.", "next_on": "2020-01-01"})

    assert response.status_code == 422
    assert fragment(response.content.decode()).select_one("[name=note]").get_text(strip=True) == "Belt liever niet."
    assert {"outcome", "next_on"} == set(response.context["form"].errors)


def test_note_about_a_call_that_a_colleague_ended_is_not_lost(desk, confidant, gatherer):
    call = CallFactory(sign_up__notes="Eerst.")
    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=confidant)

    response = desk.post(url_of("attempt", call), {"outcome": "no-answer", "note": "Vroeg naar wandelen."})

    assert response.status_code == 409
    assert fragment(response.content.decode()).select_one("#lost-note").get_text(strip=True) == "Vroeg naar wandelen."
    for _twice in range(2):
        desk.post(url_of("note", call), {"note": "Vroeg naar wandelen."})
    call.sign_up.refresh_from_db()
    assert call.sign_up.notes == "Eerst.\nVroeg naar wandelen."
    assert call.attempts.count() == 1


def test_note_that_does_not_fit_stays_on_the_screen(desk, confidant):
    call = CallFactory(sign_up__notes="x" * 1995)
    note_attempt(call_id=call.pk, outcome=CallOutcome.REACHED, by=confidant)

    response = desk.post(url_of("note", call), {"note": "Te lang."})

    assert response.status_code == 409
    assert fragment(response.content.decode()).select_one("#lost-note").get_text(strip=True) == "Te lang."


def test_call_that_is_done_says_what_came_of_it_and_offers_another(desk, gatherer):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.GIVEN_UP, by=gatherer, note="Drie keer.")

    page = soup(desk.get(url_of("detail", call)))

    assert "Noor Kring" in page.select_one(".lus-kept").get_text()
    assert str(CallOutcome.GIVEN_UP.label) in page.select_one(".lus-kept").get_text()
    assert not page.select_one("[name=outcome]")
    assert page.select_one("[name=on]")


def test_second_call_is_planned_on_a_working_day(desk, gatherer):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.GIVEN_UP, by=gatherer)
    day = working_day_from(localdate() + timedelta(days=8))

    refused = desk.post(url_of("plan", call), {"on": (localdate() - timedelta(days=1)).isoformat()})
    response = desk.post(url_of("plan", call), {"on": day.isoformat()})

    second = Call.objects.open().get()
    assert refused.status_code == 422
    assert (second.sign_up, second.next_on) == (call.sign_up, day)
    assert response["Location"] == url_of("detail", second)


def test_closed_question_is_not_phoned_again(desk, gatherer):
    call = CallFactory(sign_up__state=SignUpState.CLOSED, state=CallState.DONE, done_at=now())
    day = working_day_from(localdate() + timedelta(days=8))

    response = desk.post(url_of("plan", call), {"on": day.isoformat()})

    assert response.status_code == 409
    assert not Call.objects.open().exists()


def test_taking_a_call_says_whose_it_is(desk, gatherer):
    call = CallFactory()

    desk.post(url_of("take", call))
    mine = Call.objects.get().owner
    desk.post(url_of("take", call), {"leave": "1"})

    assert mine == gatherer
    assert Call.objects.get().owner is None


def test_each_sees_their_own_people_alone(desk, quiet_desk):
    ours, theirs = CallFactory(sign_up__name="Open"), CallFactory(sign_up__parent=True, sign_up__name="Stil")

    assert names(desk.get(reverse(LIST))) == ["Open"]
    assert names(quiet_desk.get(reverse(LIST))) == ["Stil"]
    for client, other in ((desk, theirs), (quiet_desk, ours)):
        assert client.get(url_of("detail", other)).status_code == 404
        for name in ("attempt", "take", "plan", "note"):
            assert client.post(url_of(name, other), {"outcome": "reached"}).status_code == 404
    assert not Call.objects.exclude(owner=None, state=CallState.OPEN).exists()


def test_looks_at_calls_are_written_down_confidential_ones_apart(quiet_desk, confidant):
    call = CallFactory(sign_up__parent=True)

    quiet_desk.get(reverse(LIST))
    quiet_desk.get(url_of("detail", call))

    looks = AccessEntry.objects.filter(by=confidant).order_by("pk").values_list("what", "count", "about_id")
    assert list(looks) == [
        ("circles.calls", 1, ""),
        ("circles.confidential-calls", 1, ""),
        ("circles.call", 1, str(call.sign_up_id)),
    ]


@pytest.mark.parametrize("name", ["attempt", "plan", "note"])
def test_screen_that_comes_back_is_a_look_too(quiet_desk, confidant, name):
    call = CallFactory(sign_up__young=True, sign_up__notes="x" * 2000, state=CallState.DONE, done_at=now())

    assert quiet_desk.post(url_of(name, call), {"note": "Te veel.", "outcome": "reached"}).status_code in (409, 422)

    assert AccessEntry.objects.get(by=confidant).about_id == str(call.sign_up_id)


def test_deeds_stand_in_the_log_without_a_name_or_a_number(desk, gatherer):
    call = CallFactory(sign_up__name="Zonnebloem", sign_up__phone="+32470123456")
    desk.post(url_of("attempt", call), {"outcome": "given-up", "note": "Zonnebloem"})
    desk.post(url_of("plan", call), {"on": (localdate() + timedelta(days=9)).isoformat()})

    deeds = AuditEntry.objects.filter(by=gatherer, verb__startswith="circles.").order_by("pk")

    assert [deed.verb for deed in deeds] == ["circles.phoned", "circles.moved", "circles.call-planned"]
    assert not [deed for deed in deeds if "Zonnebloem" in str(deed.details) or "470" in str(deed.details)]


@pytest.mark.parametrize("name", ["index", "detail", "attempt", "take", "plan", "note", "take-back"])
def test_who_has_another_role_opens_nothing(site, name):
    args = [] if name == "index" else [CallFactory().pk]

    assert kept_out(reverse(f"circles-calls:{name}", args=args), post=name not in ("index", "detail"))


def test_detail_costs_the_same_with_one_and_with_three_attempts(desk, gatherer):
    call = CallFactory()
    note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=gatherer)
    before = cost(desk, url_of("detail", call))
    for _more in range(2):
        note_attempt(call_id=call.pk, outcome=CallOutcome.NO_ANSWER, by=gatherer)

    assert cost(desk, url_of("detail", call)) == before
