"""Who signed up, on the screens of staff; and that nobody reaches the confidential ones but their own staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.timezone import localdate

from circles.admin.sign_ups import CONFIDENTIAL, DEEDS, OPEN
from circles.enums import SIGN_UP_TRANSITIONS, CallState, CircleState, SignUpKind, SignUpState, VolunteerRole
from circles.models import Call, Circle, CircleTally, SignUp, Volunteer
from circles.services import Asked, note_attempt, sign_up
from cms.services.roles import CIRCLES, CONFIDANTS, OFFICE, ROLES
from tests.circles.admin.conftest import client_of
from tests.factories import UserFactory, user_with_role
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory, a_group, municipality
from tests.queries import cost
from tests.reading import fragment, soup
from trust.audit.models import AccessEntry, AuditEntry
from trust.days import working_day_from
from trust.outbox.models import OutboundEmail
from trust.outbox.reports import visible_mails
from trust.privacy.models import ErasureEntry

pytestmark = pytest.mark.django_db
LIST_COSTS, DETAIL_COSTS = 12, 16
SCREENS = {
    "index": "GET",
    "add": "GET",
    "detail": "GET",
    "edit": "GET",
    "move": "POST",
    "plan": "POST",
    "erase": "GET",
}


def url_of(name: str, one: SignUp) -> str:
    desk = CONFIDENTIAL if one.confidential else OPEN
    return desk.url(name, *([] if name in ("index", "add") else [one.pk]))


def names(response) -> list[str]:
    return [one.name for one in response.context["page"]]


def heard(one: SignUp, client, **said) -> dict:
    """What the form of what was heard sends, as it stands, with `said` typed into it."""
    form = client.get(url_of("edit", one)).context["form"]
    filled = {
        field.html_name: [str(getattr(part, "pk", part)) for part in value]
        if isinstance(value := field.value(), list)
        else ("" if value is None or value is False else value)
        for field in form
    }
    return filled | said


def reach(client, name: str, one: SignUp, space: str) -> int:
    url = reverse(f"{space}:{name}", args=[] if name in ("index", "add") else [one.pk])
    ask = client.get if SCREENS[name] == "GET" else client.post
    return ask(url, headers={"X-Requested-With": "XMLHttpRequest"}).status_code


# --- who may ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCREENS)
def test_somebody_of_the_circles_reaches_no_confidential_person_by_any_address(desk, name):
    child = SignUpFactory(young=True)

    assert reach(desk, name, child, CONFIDENTIAL.space) == 403
    if name not in ("index", "add"):
        assert reach(desk, name, child, OPEN.space) == 404
    assert SignUp.objects.get().state == SignUpState.NEW


@pytest.mark.parametrize("name", SCREENS)
def test_somebody_of_the_vertrouwenspersonen_reaches_no_open_person_by_any_address(quiet_desk, name):
    mira = SignUpFactory()

    assert reach(quiet_desk, name, mira, OPEN.space) == 403
    if name not in ("index", "add"):
        assert reach(quiet_desk, name, mira, CONFIDENTIAL.space) == 404


@pytest.mark.parametrize("role", [role.name for role in ROLES if role.name not in (CIRCLES, CONFIDANTS)])
def test_no_other_role_opens_any_of_these_screens(site, role):
    client, mira, child = client_of(user_with_role(role)), SignUpFactory(), SignUpFactory(young=True)

    assert {reach(client, name, mira, OPEN.space) for name in SCREENS} == {403}
    assert {reach(client, name, child, CONFIDENTIAL.space) for name in SCREENS} == {403}


def test_who_may_only_look_moves_nothing(site):
    user, mira = UserFactory(), SignUpFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_opensignup"]))
    client = client_of(user)

    assert reach(client, "detail", mira, OPEN.space) == 200
    assert {reach(client, name, mira, OPEN.space) for name in ("add", "edit", "move", "plan", "erase")} == {403}


def test_search_and_lists_of_the_circles_tell_nothing_of_confidential_people(desk):
    SignUpFactory(young=True, name="Zonnebloem", phone="+32470999999")

    for asked in ({"q": "Zonnebloem"}, {"q": "0470 99 99 99"}, {"kind": "young"}, {}):
        assert names(desk.get(OPEN.url("index"), asked)) == []


@pytest.mark.parametrize("role", [CIRCLES, CONFIDANTS, OFFICE])
def test_mails_about_people_show_on_nobodys_list_of_mails(site, role):
    sign_up(asked=Asked(kind=SignUpKind.PARENT, name="Zonnebloem", email="z@example.org"), delete_on=localdate())

    assert not visible_mails(user_with_role(role)).filter(purpose="circles.received").exists()


def test_staff_get_a_link_and_no_word_of_a_confidential_person(confidant):
    child = Asked(kind=SignUpKind.YOUNG, name="Zonnebloem", phone="+32470999999")
    sign_up(asked=child, delete_on=localdate())

    mail = OutboundEmail.objects.get(purpose="circles.new")
    assert mail.recipient == confidant.email
    assert not [word for word in ("Zonnebloem", "470", "jong", "kind") if word in mail.text + mail.html + mail.subject]


def test_log_of_deeds_names_no_confidential_person(quiet_desk):
    child = SignUpFactory(young=True, name="Zonnebloem", phone="+32470999999")
    quiet_desk.post(url_of("edit", child), heard(child, quiet_desk, notes="Zonnebloem wil praten."))
    quiet_desk.post(url_of("move", child), {"to": "spoken"})

    page = client_of(user_with_role(OFFICE)).get(reverse("audit-entries"))

    assert AuditEntry.objects.filter(verb="circles.changed").exists()
    assert "Zonnebloem" not in page.content.decode()
    assert "470" not in "".join(str(deed.details) for deed in AuditEntry.objects.all())


def test_each_look_at_a_confidential_person_is_written_down(quiet_desk, confidant):
    child = SignUpFactory(young=True)

    for name in ("index", "detail", "edit", "erase"):
        AccessEntry.objects.all().delete()
        quiet_desk.get(url_of(name, child))

        look = AccessEntry.objects.get(what="circles.confidential")
        assert look.by == confidant
        assert look.about_id == ("" if name == "index" else str(child.pk)), name


def test_form_that_comes_back_is_a_look_too(quiet_desk):
    child = SignUpFactory(young=True)

    for name, said in (("edit", {"name": ""}), ("plan", {"on": ""})):
        AccessEntry.objects.all().delete()
        assert quiet_desk.post(url_of(name, child), said).status_code in (409, 422)
        assert AccessEntry.objects.filter(about_id=child.pk).exists(), name


# --- the list -----------------------------------------------------------------------------------------------------------


def test_list_is_sifted_by_kind_state_region_and_province(desk):
    RegionFactory(slug="gent", places=["Gent"])
    SignUpFactory(name="Leuven")
    SignUpFactory(name="Gent", municipality=municipality("Gent"), state=SignUpState.WAITING)
    SignUpFactory(name="Helper", volunteer=True)

    def found(**asked):
        return sorted(names(desk.get(OPEN.url("index"), asked)))

    assert found() == ["Gent", "Helper", "Leuven"]
    assert found(kind="volunteer") == ["Helper"]
    assert found(state="waiting") == ["Gent"]
    assert found(region="gent") == ["Gent"]
    assert found(region="-") == ["Helper", "Leuven"]
    assert found(province="east-flanders") == ["Gent"]
    assert found(kind="niets") == []


@pytest.mark.parametrize("words", ["mirab", "MIRABEL@", "0470 12 34 56", "+32 470 12 34 56", "0032470123456", "123456"])
def test_somebody_is_found_by_name_address_or_number_as_people_write_it(desk, words):
    SignUpFactory(name="Mirabel", email="mirabel@example.org", phone="+32470123456")
    SignUpFactory(name="Ander", email="ander@example.org", phone="+32470654321")

    assert names(desk.get(OPEN.url("index"), {"q": words})) == ["Mirabel"]


def test_screens_cost_the_same_with_one_and_with_three(desk, gatherer):
    RegionFactory()
    one = CallFactory().sign_up
    note_attempt(call_id=one.calls.get().pk, outcome="no-answer", by=gatherer)
    urls = [OPEN.url("index"), url_of("detail", one)]
    assert [cost(desk, url) for url in urls] == [LIST_COSTS, DETAIL_COSTS]

    for _more in range(2):
        note_attempt(call_id=one.calls.get().pk, outcome="no-answer", by=gatherer)
        SignUpFactory()

    assert [cost(desk, url) for url in urls] == [LIST_COSTS, DETAIL_COSTS]


# --- one sign-up ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", SignUpState)
def test_buttons_are_the_moves_that_the_transitions_allow(desk, state):
    one = SignUpFactory(state=state)

    buttons = soup(desk.get(url_of("detail", one))).select("button[name=to]")

    assert {button["value"] for button in buttons} == SIGN_UP_TRANSITIONS[state] & set(DEEDS)


def test_move_that_a_colleague_made_impossible_is_said(desk):
    one = SignUpFactory(state=SignUpState.CLOSED)

    page = desk.post(url_of("move", one), {"to": "placed"}, follow=True)

    assert SignUp.objects.get().state == SignUpState.CLOSED
    assert str(SignUpState.CLOSED.label) in str(next(iter(page.context["messages"])))
    assert desk.post(url_of("move", one), {"to": "nonsense"}).status_code == 302


def test_closing_a_question_ends_the_call_that_waits(desk):
    call = CallFactory()

    desk.post(url_of("move", call.sign_up), {"to": "closed"})

    assert Call.objects.get().state == CallState.DONE


def test_closing_a_verbinder_says_what_to_do_about_their_group_first(desk):
    verbinder = a_group(people=0, state=CircleState.MET).verbinder

    page = desk.post(url_of("move", verbinder), {"to": "closed"}, follow=True, HTTP_ACCEPT_LANGUAGE="nl")
    assert "begeleidt" in str(next(iter(page.context["messages"])))
    Circle.objects.update(verbinder=None)
    desk.post(url_of("move", verbinder), {"to": "closed"})

    verbinder.refresh_from_db()
    assert verbinder.state == SignUpState.CLOSED
    assert not Volunteer.objects.in_pool().exists()


def test_what_was_heard_on_the_phone_is_written_down(desk):
    one = SignUpFactory()
    said = heard(
        one, desk, slots=["mon-evening", "sat-morning"], wishes=["walking"], age_band="3", notes="Rustig.\r\nLief."
    )

    response = desk.post(url_of("edit", one), said)

    one.refresh_from_db()
    assert response.status_code == 302
    assert (one.slots, one.wishes, one.age_band) == (["mon-evening", "sat-morning"], ["walking"], 3)
    assert one.notes == "Rustig.\nLief."
    assert AuditEntry.objects.get(verb="circles.changed").details == {
        "fields": ["age_band", "notes", "slots", "wishes"]
    }


def test_what_a_colleague_wrote_meanwhile_is_not_wiped_out_and_what_was_typed_is_not_lost(desk):
    one = SignUpFactory()
    said = heard(one, desk, notes="Van mij.")
    SignUp.objects.update(notes="Van een collega.")

    response = desk.post(url_of("edit", one), said)

    assert response.status_code == 409
    assert SignUp.objects.get().notes == "Van een collega."
    page = fragment(response.content.decode())
    assert page.select_one("[name=notes]").get_text(strip=True) == "Van mij."
    assert "Van een collega." in page.select_one("blockquote").get_text()
    again = said | {"seen": page.select_one("[name=seen]")["value"]}
    assert desk.post(url_of("edit", one), again).status_code == 302
    assert SignUp.objects.get().notes == "Van mij."


def test_somebody_must_stay_reachable(desk):
    one = SignUpFactory()

    response = desk.post(url_of("edit", one), heard(one, desk, phone="", email=""))

    assert response.status_code == 422
    assert "phone" in response.context["form"].errors


def test_confidential_people_are_asked_no_more_than_to_phone_them(quiet_desk):
    form = quiet_desk.get(url_of("edit", SignUpFactory(young=True))).context["form"]

    assert not {"slots", "wishes", "age_band"} & set(form.fields)
    assert "remark" not in quiet_desk.get(CONFIDENTIAL.url("add")).context["form"].fields


def test_call_is_planned_from_the_sign_up(desk):
    one = SignUpFactory(state=SignUpState.SPOKEN)
    day = working_day_from(localdate() + timedelta(days=10))

    desk.post(url_of("plan", one), {"on": day.isoformat()})

    assert Call.objects.open().get().next_on == day


def test_erasing_asks_first_and_then_wipes_for_good(desk, gatherer):
    call = CallFactory()
    one = call.sign_up

    assert desk.get(url_of("erase", one)).status_code == 200
    assert SignUp.objects.exists()
    for _twice in range(2):
        assert desk.post(url_of("erase", one))["Location"] == OPEN.url("index")

    assert not SignUp.objects.exists()
    assert not Call.objects.exists()
    assert ErasureEntry.objects.get().reason == "staff"
    assert AuditEntry.objects.get(verb="circles.erased").by == gatherer


# --- somebody phoned us ---------------------------------------------------------------------------------------------------


def typed(**said) -> dict:
    return {"what": "linkgroep", "name": "Mira", "phone": "0470 12 34 56", "call_moment": "any"} | said


def test_somebody_who_phones_us_is_written_down_and_phoned_within_a_week(desk, gatherer):
    response = desk.post(OPEN.url("add"), typed(municipality=municipality().pk, remark="Houdt van koken."))

    one = SignUp.objects.get()
    assert response["Location"] == url_of("detail", one)
    assert (one.source, one.phone, one.municipality.name) == ("phone", "+32470123456", "Leuven")
    assert one.delete_on == localdate() + timedelta(days=365)
    assert Call.objects.open().get().sign_up == one
    assert AuditEntry.objects.get(verb="circles.signed-up").by == gatherer
    assert not OutboundEmail.objects.filter(purpose="circles.new").exists()


def test_promise_to_who_was_spoken_with_is_kept_on_the_spot(desk):
    for _twice in range(2):
        desk.post(OPEN.url("add"), typed(spoken="on"))

    assert SignUp.objects.get().state == SignUpState.SPOKEN
    assert not Call.objects.open().exists()
    assert set(CircleTally.objects.values_list("deed", "count")) == {("signed-up", 1), ("called-in-time", 1)}


def test_volunteer_who_phones_us_begins_their_path(desk):
    desk.post(OPEN.url("add"), typed(what="volunteer:verbinder"))

    assert Volunteer.objects.get().sign_up.role == VolunteerRole.VERBINDER


def test_each_desk_writes_down_its_own_people_alone(desk, quiet_desk):
    assert desk.post(OPEN.url("add"), typed(what="young")).status_code == 422
    assert desk.post(OPEN.url("add"), typed(what="volunteer:vertrouwenspersoon")).status_code == 422
    assert quiet_desk.post(CONFIDENTIAL.url("add"), typed(what="linkgroep")).status_code == 422
    quiet_desk.post(CONFIDENTIAL.url("add"), typed(what="young"))

    child = SignUp.objects.get()
    assert child.confidential
    assert child.delete_on == localdate() + timedelta(days=90)
