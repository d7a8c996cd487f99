"""The ways in from the page to the word of thanks, and the page of who signed up."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now

from circles.enums import CallMoment, CallState, RegionState, SignUpKind, SignUpState
from circles.forms import FORMS
from circles.models import SignUp
from tests.circles.filling_in import EVERYTHING, KINDS, carried, own_page, path_of
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory
from tests.queries import exactly
from tests.reading import addresses, fragment, main_words, soup, words
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
MORNING = "2026-12-01 10:00:00+01:00"


@pytest.fixture
def fill_in(client, site, time_machine):
    """`fill_in(kind, **said)` gives what is posted ten seconds after the form was shown."""
    time_machine.move_to(MORNING, tick=False)

    def make(kind: str, **said):
        hidden = carried(client, path_of(kind))
        time_machine.shift(10)
        return EVERYTHING | hidden | said

    return make


def test_every_form_shows_a_drawing_and_a_ground_that_are_there(site, client):
    drawn = set(re.findall(r'symbol id="([\w-]+)"', Path("static/img/lines.svg").read_text()))
    grounds = set(re.findall(r"\.ground--(\w+)", Path("static/css/tokens.css").read_text()))

    for form in FORMS.values():
        assert form.drawing in drawn, form.form_id
        assert form.ground in grounds, form.form_id


def test_page_of_all_ways_in_leads_to_every_form(site, client):
    page = soup(client.get("/meedoen/")).main

    assert {path_of(kind) for kind in KINDS} <= {address.partition("?")[0] for address in addresses(page)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_filled_in_is_kept_until_the_day_that_the_form_said(client, fill_in, kind):
    said = fill_in(kind)
    shown = main_words(client.get(path_of(kind)))

    answer = client.post(path_of(kind), said, follow=True)

    made = SignUp.objects.get()
    assert (made.kind, made.name, made.phone, made.call_moment) == (kind, "Mira", "+32470000001", CallMoment.MORNING)
    day = "1 maart 2027" if kind == SignUpKind.YOUNG else "1 december 2027"
    assert made.delete_on == (date(2027, 3, 1) if kind == SignUpKind.YOUNG else date(2027, 12, 1))
    assert day in shown
    assert day in main_words(answer)
    assert "8 december" in main_words(answer), "the day before which we phone"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != SignUpKind.YOUNG])
def test_neither_telephone_nor_address_comes_back_filled_in(client, fill_in, kind):
    answer = client.post(path_of(kind), fill_in(kind, phone="", email=""))

    assert answer.status_code == 422
    assert not SignUp.objects.exists()
    page = fragment(answer.content.decode())
    assert "één van de twee is genoeg" in words(page.select_one(".error-summary"))
    assert page.select_one("[name=name]")["value"] == "Mira"
    assert page.select_one("[name=postcode]")["value"] == "3000"
    assert page.title.get_text().startswith("Fout:")


@pytest.mark.parametrize("way", [{"phone": "", "email": "mira@example.org"}, {"phone": "0470 00 00 01", "email": ""}])
def test_telephone_or_address_is_enough(client, fill_in, way):
    answer = client.post(path_of("linkgroep"), fill_in("linkgroep", **way))

    assert answer.status_code == 302
    assert ("we bellen" in words(soup(client.get(answer["Location"])).h1)) == bool(way["phone"])
    assert OutboundEmail.objects.filter(purpose="circles.received").count() == bool(way["email"])


@pytest.mark.parametrize(("postcode", "says"), [("4000", "Vlaanderen en Brussel"), ("12", ""), ("", "postcode")])
def test_postcode_from_elsewhere_or_nowhere_is_explained(client, fill_in, postcode, says):
    answer = client.post(path_of("linkgroep"), fill_in("linkgroep", postcode=postcode))

    assert answer.status_code == 422
    assert says in words(fragment(answer.content.decode()).select_one("#id_postcode_error"))


def test_a_link_chooses_the_role_beforehand_and_nothing_that_is_not_there(client, site):
    def chosen(role):
        page = soup(client.get(f"/meedoen/vrijwilliger/?als={role}"))
        return [box["value"] for box in page.select("[name=role][checked]")]

    assert chosen("verbinder") == ["verbinder"]
    assert chosen("koning") == []


def test_care_worker_has_no_field_for_a_story_nor_has_a_parent(client, site):
    for kind in ("care-worker", "parent", "support", "young"):
        assert not soup(client.get(path_of(kind))).select("textarea"), kind


def test_who_changes_their_mind_on_the_page_of_thanks_is_gone(client, fill_in):
    thanks = client.post(path_of("lusgroep"), fill_in("lusgroep"))["Location"]

    answer = client.post(thanks, follow=True)

    assert answer.redirect_chain[-1][0] == "/meedoen/afgemeld/"
    assert not SignUp.objects.exists()
    assert client.get(thanks)["Location"] == "/meedoen/"


def test_who_types_the_name_and_number_of_another_takes_nothing_back_for_them(client, fill_in):
    waits = SignUpFactory(kind=SignUpKind.LUSGROEP, name="Mira", phone="+32470000001", email="mira@example.org")
    said = fill_in("lusgroep")

    thanks = client.post(path_of("lusgroep"), said)["Location"]
    told = main_words(client.get(thanks))
    left = client.post(thanks, follow=True)

    assert "mail" not in told  # that they left an address, is theirs
    assert left.redirect_chain[-1][0] == "/meedoen/afgemeld/"
    assert client.get(thanks)["Location"] == "/meedoen/"  # as for somebody new
    assert SignUp.objects.get() == waits


def test_thanks_tell_the_same_of_somebody_known_as_of_somebody_new(client, fill_in):
    waits = SignUpFactory(kind=SignUpKind.LUSGROEP, state=SignUpState.WAITING, name="Mira", phone="+32470000001")
    CallFactory(sign_up=waits, due_on=date(2026, 10, 2), state=CallState.DONE, done_at=now())

    known, new = (
        main_words(client.get(client.post(path_of("lusgroep"), fill_in("lusgroep", name=name))["Location"]))
        for name in ("Mira", "Jef")
    )

    assert known == new
    assert waits.calls.filter(state=CallState.OPEN).count() == 1  # what is promised is kept


def test_thanks_open_for_a_day_and_for_nobody_else(client, fill_in, time_machine):
    thanks = client.post(path_of("lusgroep"), fill_in("lusgroep"))["Location"]

    assert client.get(thanks).status_code == 200
    assert client.get(thanks[:-1])["Location"] == "/meedoen/"
    assert client.get(thanks.replace("/meedoen/", "/bel-mij/"))["Location"] == "/bel-mij/"
    time_machine.shift(timedelta(hours=25))
    assert client.get(thanks)["Location"] == "/meedoen/"


def test_looking_at_ones_own_page_changes_nothing_and_leaving_erases(client, site):
    mine = SignUpFactory()
    CallFactory(sign_up=mine)
    page = own_page(mine)

    assert client.get(page)["Cache-Control"] == "private, no-store"
    assert client.post(page, {"deed": "iets"}).status_code == 400
    assert SignUp.objects.exists()
    answer = client.post(page, {"deed": "leave"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/meedoen/afgemeld/"
    assert not SignUp.objects.exists()
    assert client.get(page).status_code == 404


def test_own_page_names_no_day_that_is_past_but_says_sorry(client, site):
    late = CallFactory(late=True)

    said = main_words(client.get(own_page(late.sign_up)))

    assert "ten laatste" not in said
    assert "Sorry" in said
    late.due_on = date(2099, 12, 1)
    late.save()
    said = main_words(client.get(own_page(late.sign_up)))
    assert "ten laatste op dinsdag 1 december" in said
    assert "Sorry" not in said


def test_who_left_no_number_is_promised_no_call(client, fill_in):
    client.post(path_of("lusgroep"), fill_in("lusgroep", phone="", email="mira@example.org"))

    mail = OutboundEmail.objects.get(purpose="circles.received")
    assert "bel" not in f"{mail.subject} {mail.text}".lower()
    assert "belt" not in main_words(client.get(own_page(SignUp.objects.get())))


def test_own_page_says_how_it_stands_in_the_region_while_that_holds(client, site, time_machine):
    time_machine.move_to("2026-12-01 23:59:00+01:00", tick=False)
    RegionFactory(state=RegionState.WAITING, status="We zoeken een verbinder.", status_until=date(2026, 12, 1))
    mine = SignUpFactory(state=SignUpState.WAITING)
    page = own_page(mine)

    assert "We zoeken een verbinder." in main_words(client.get(page))
    time_machine.shift(60)
    said = main_words(client.get(page))
    assert "We zoeken een verbinder." not in said
    assert "wachtlijst" in said


def test_who_wants_a_visit_reads_nothing_of_linkgroepen_or_the_map(client, site):
    RegionFactory()
    mine = SignUpFactory(kind=SignUpKind.VISIT)

    assert not soup(client.get(own_page(mine))).select("#streek, #kaart")


def test_showing_a_form_asks_the_database_nothing_of_its_own(client, site):
    client.get(path_of("linkgroep"))

    with exactly(1):  # whether anything of the site changed
        client.get(path_of("linkgroep"))


def test_receipt_repeats_until_when(client, fill_in):
    client.post(path_of("parent"), fill_in("parent", email="mira@example.org"))

    mail = OutboundEmail.objects.get(purpose="circles.received")
    assert "1 december 2027" in mail.text
    assert "8 december" in mail.text


def test_second_click_writes_one_sign_up(client, fill_in):
    said = fill_in("visit")

    first, second = client.post(path_of("visit"), said), client.post(path_of("visit"), said)

    assert first["Location"] == second["Location"]
    assert SignUp.objects.count() == 1
