"""The contact form from the page to the answer, and the same through the API."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from cms.services.roles import BOOKINGS
from home.contact.enums import MESSAGE_TRANSITIONS, MessageState
from home.contact.errors import TransitionNotAllowed
from home.contact.services import Message, move_message, receive_message
from home.models import ContactMessage
from tests.factories import ContactPageFactory
from tests.factories.contact import ContactMessageFactory
from tests.factories.users import UserFactory
from tests.reading import fragment, soup, words
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail
from trust.registry import entry_for

pytestmark = pytest.mark.django_db
SAID = {"name": "Łukasz 王", "email": "an@example.org", "phone": "", "message": "Dag!\r\nEen vraag."}
A_YEAR = timedelta(days=365)


@pytest.fixture
def contact_page(site):
    return ContactPageFactory()


@pytest.fixture
def staff(db):
    from django.contrib.auth.models import Group

    user = UserFactory(email="staf@example.org")
    user.groups.add(Group.objects.get(name=BOOKINGS))
    return user


@pytest.fixture
def fill_in(client, contact_page, time_machine):
    """The form as it stands on the contact_page, filled in ten seconds later: `fill_in(**said)` gives what is posted."""

    def make(**said):
        form = soup(client.get(contact_page.url)).select_one("form[data-safe-form]")
        carried = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
        time_machine.shift(10)
        return SAID | carried | said

    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    return make


def test_message_is_kept_answered_and_told_of(client, contact_page, fill_in, staff):
    response = client.post(contact_page.url, fill_in(), follow=True)

    message = ContactMessage.objects.get()
    assert (message.name, message.email, message.message) == ("Łukasz 王", "an@example.org", "Dag!\nEen vraag.")
    assert message.delete_on == localdate() + A_YEAR
    assert response.redirect_chain[0][1] == 302
    assert "1 december 2027" in words(soup(response).main)
    assert set(OutboundEmail.objects.values_list("purpose", "recipient")) == {
        ("contact.received", "an@example.org"),
        ("contact.waiting", "staf@example.org"),
    }
    assert AuditEntry.objects.get(verb="contact.received").about == message


def test_receipt_says_until_when_and_never_what_was_written(client, contact_page, fill_in):
    client.post(contact_page.url, fill_in())

    mail = OutboundEmail.objects.get(purpose="contact.received")
    assert "1 december 2027" in mail.text
    assert "Een vraag." not in mail.text + mail.html
    assert "List-Unsubscribe" not in mail.headers


def test_mail_to_staff_holds_a_link_and_nothing_of_the_message(client, contact_page, fill_in, staff):
    client.post(contact_page.url, fill_in())

    mail = OutboundEmail.objects.get(purpose="contact.waiting")
    said = f"{mail.subject} {mail.text} {mail.html} {mail.headers}"
    assert f"/admin/contact-messages/inspect/{ContactMessage.objects.get().pk}/" in mail.text
    for secret in ("Łukasz", "an@example.org", "vraag"):
        assert secret not in said


def test_who_wants_a_call_gets_no_mail(client, contact_page, fill_in):
    response = client.post(contact_page.url, fill_in(email="", phone="0470/12.34.56"), follow=True)

    assert ContactMessage.objects.get().phone == "+32470123456"
    assert not OutboundEmail.objects.filter(purpose="contact.received").exists()
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u202e"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "geen adres"}, "email"),
        ({"email": "an@example.org\r\nBcc: bo@example.org"}, "email"),
        ({"email": ""}, "email"),
        ({"phone": "12"}, "phone"),
        ({"message": "  "}, "message"),
        ({"message": "x" * 5001}, "message"),
    ],
)
def test_wrong_input_comes_back_with_words_beside_the_field_and_on_top(client, contact_page, fill_in, said, field):
    response = client.post(contact_page.url, fill_in(**said))

    assert response.status_code == 422
    assert not ContactMessage.objects.exists()
    html = fragment(response.content.decode())
    box = html.select_one(f"[name={field}]")
    assert box["aria-invalid"] == "true"
    assert html.select_one(f"#id_{field}_error").get_text(strip=True)
    assert f"id_{field}_error" in box["aria-describedby"].split()
    summary = html.select_one(".error-summary")
    assert summary.has_attr("autofocus")
    assert summary.select_one(f'a[href="#id_{field}"]')
    if field != "message":
        assert html.select_one("[name=message]").get_text().strip() == "Dag!\nEen vraag."


def test_form_says_why_on_which_ground_and_until_which_day(client, contact_page, time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)

    notice = soup(client.get(contact_page.url)).select_one(".form__notice")

    assert notice.select_one("time")["datetime"] == "2027-12-01"
    assert notice.select_one('a[href="/privacy/"]')


def test_page_carries_a_token_of_its_visitor_and_is_kept_by_nobody(client, contact_page):
    other = Client()
    first, second = client.get(contact_page.url), other.get(contact_page.url)

    for response in (first, second, client.post(contact_page.url, {}), client.get(contact_page.url + "verzonden/")):
        assert response["Cache-Control"] == "private, no-store"
    tokens = [soup(answer).select_one("[name=csrfmiddlewaretoken]")["value"] for answer in (first, second)]
    assert tokens[0] != tokens[1]


def test_form_of_another_visitor_is_refused(contact_page):
    strict = Client(enforce_csrf_checks=True)
    strict.get(contact_page.url)

    assert strict.post(contact_page.url, SAID).status_code == 403


def test_second_click_writes_one_message_and_leads_to_the_same_page(client, contact_page, fill_in):
    said = fill_in()

    first, second = client.post(contact_page.url, said), client.post(contact_page.url, said)

    assert first["Location"] == second["Location"]
    assert ContactMessage.objects.count() == 1


def test_over_the_limit_the_words_stay(client, contact_page, fill_in):
    answers = [client.post(contact_page.url, fill_in()) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert fragment(answers[-1].content.decode()).select_one("[name=name]")["value"] == "Łukasz 王"


@pytest.mark.parametrize("query", ["", "?d=", "?d=x", "?d=WyIyMDI3Il0:1:x"])
def test_made_up_thanks_lead_to_the_form(client, contact_page, query):
    response = client.get(f"{contact_page.url}verzonden/{query}")

    assert (response.status_code, response["Location"]) == (302, contact_page.url)


def test_other_addresses_below_the_page_are_not_found(client, contact_page):
    assert client.get(contact_page.url + "iets/").status_code == 404
    assert client.get(contact_page.url + "verzonden/meer/").status_code == 404


def test_page_costs_the_same_with_one_and_three_messages(client, contact_page, django_assert_num_queries):
    client.get(contact_page.url)
    for number in (1, 3):
        ContactMessageFactory.create_batch(number)
        with django_assert_num_queries(1):
            client.get(contact_page.url)


def post(client, body, **headers):
    return client.post("/api/v3/contact/messages/", json.dumps(body), content_type="application/json", headers=headers)


def test_api_takes_a_message_and_says_little(client, site):
    response = post(client, {"name": "An", "message": "Dag", "email": "an@example.org", "phone": "016 12 34 56"})

    message = ContactMessage.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": str(message.public_id),
        "state": "new",
        "delete_on": str(localdate() + A_YEAR),
    }
    assert message.phone == "+3216123456"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"name": ""}, "name"), ({"email": "x"}, "email"), ({"phone": "1"}, "phone"), ({"message": ""}, "message")],
)
def test_api_says_what_is_wrong_by_field(client, site, said, field):
    response = post(client, {"name": "An", "message": "Dag", "email": "an@example.org"} | said)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert [error["loc"][-1] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("body", ["", "x", "[]", '{"name": 1}', "null"])
def test_api_refuses_what_it_cannot_read(client, site, body):
    response = client.post("/api/v3/contact/messages/", body, content_type="application/json")

    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


def test_api_answers_the_same_key_once(client, site):
    body = {"name": "An", "message": "Dag", "email": "an@example.org"}
    first, second = (post(client, body, **{"Idempotency-Key": "k1"}) for _ in range(2))

    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert ContactMessage.objects.count() == 1
    other = post(client, body | {"message": "Anders"}, **{"Idempotency-Key": "k1"})
    assert (other.status_code, other["Content-Type"]) == (409, "application/problem+json")
    assert post(client, body, **{"Idempotency-Key": "x" * 201}).status_code == 400


def test_api_mistake_may_be_mended_under_the_same_key(client, site):
    body = {"name": "An", "message": "Dag", "email": "x"}

    assert post(client, body, **{"Idempotency-Key": "k"}).status_code == 422
    assert post(client, body | {"email": "an@example.org"}, **{"Idempotency-Key": "k"}).status_code == 201


def test_api_has_the_limit_of_the_form(client, site, time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    body = {"name": "An", "message": "Dag", "email": "an@example.org"}

    answers = [post(client, body) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert answers[-1]["Retry-After"]
    assert answers[-1]["Content-Type"] == "application/problem+json"


def test_api_says_what_the_form_says(client, site):
    notice = client.get("/api/v3/forms/contact/").json()

    assert notice["delete_on"] == str(localdate() + A_YEAR)
    assert notice["under_load"] is False
    assert client.get("/api/v3/forms/nobody/").status_code == 404


def test_api_under_load_asks_for_a_proof_and_takes_it(client, site, monkeypatch):
    import base64

    from altcha import v1

    from trust.forms import api as forms_api

    monkeypatch.setattr(forms_api, "is_under_load", lambda **kwargs: True)
    body = {"name": "An", "message": "Dag", "email": "an@example.org"}
    refused = post(client, body)
    asked = client.get("/api/v3/forms/contact/challenge/")
    assert asked["Cache-Control"] == "no-store"
    challenge = asked.json()
    number = v1.solve_challenge(
        challenge["challenge"], challenge["salt"], challenge["algorithm"], challenge["maxnumber"]
    ).number
    proof = base64.b64encode(json.dumps({**challenge, "number": number}).encode()).decode()

    assert refused.status_code == 422
    assert refused.json()["challenge"]["algorithm"] == "SHA-256"
    assert post(client, body, **{"Proof-Of-Work": proof}).status_code == 201
    assert post(client, body, **{"Proof-Of-Work": proof}).status_code == 422, "once"


@pytest.mark.parametrize("state", MessageState.values)
@pytest.mark.parametrize("to", MessageState.values)
def test_every_pair_of_states_is_a_move_or_a_refusal(state, to, staff):
    message = ContactMessageFactory(answered=True)
    ContactMessage.objects.filter(pk=message.pk).update(state=state)

    if to == state:
        assert move_message(public_id=message.public_id, to=to, by=staff).state == state
        assert not AuditEntry.objects.exists()
    elif to in MESSAGE_TRANSITIONS[state]:
        assert move_message(public_id=message.public_id, to=to, by=staff).state == to
        assert AuditEntry.objects.get().by == staff
    else:
        with pytest.raises(TransitionNotAllowed):
            move_message(public_id=message.public_id, to=to, by=staff)


def test_answered_message_says_by_whom_and_a_new_one_does_not(staff):
    message = ContactMessageFactory()

    moved = move_message(public_id=message.public_id, to=MessageState.ANSWERED, by=staff)
    assert (moved.handled_by, bool(moved.handled_at)) == (staff, True)
    again = move_message(public_id=message.public_id, to=MessageState.NEW, by=staff)
    assert (again.handled_by, again.handled_at) == (None, None)


def test_registry_finds_exports_and_erases(site):
    entry = entry_for("home.ContactMessage")
    mine = receive_message(
        message=Message(name="An", message="Dag", email="An@Example.org"), delete_on=localdate() + A_YEAR
    )
    other = ContactMessageFactory()

    found = entry.find("an@example.org")
    assert list(found) == [mine]
    assert entry.export(mine)["bericht"] == "Dag"
    assert entry.erase(found) == 1
    assert list(ContactMessage.objects.all()) == [other]
    assert entry.erase(entry.find("an@example.org")) == 0


def test_term_of_the_form_is_over_after_its_last_day(time_machine):
    from django.utils.timezone import now

    entry = entry_for("home.ContactMessage")
    message = ContactMessageFactory(delete_on="2026-12-01")
    [rule] = entry.retention

    time_machine.move_to("2026-12-01 23:59:00+01:00")
    assert not rule.due(now())
    time_machine.move_to("2026-12-02 00:01:00+01:00")
    assert list(rule.due(now())) == [message]
