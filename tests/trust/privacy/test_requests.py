"""Asking for one's data, and for its end: by mail, on a page, as a file, in the API (spec H4)."""

import json
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localdate, now

from cms.services.roles import OFFICE
from home.contact.models import ContactMessage
from home.informed.models import Subscription
from home.informed.services import confirm_sign_up, sign_up
from tests.factories.users import UserFactory, user_with_role
from tests.reading import addresses, main_words, soup
from trust.audit.models import AuditEntry
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.outbox.models import OutboundEmail
from trust.privacy.enums import RequestKind, RequestState
from trust.privacy.errors import TransitionNotAllowed
from trust.privacy.models import Consent, PrivacyRequest
from trust.privacy.services.requests import ask, confirm, consents_to_withdraw, export_person, settle, withdraw

pytestmark = pytest.mark.django_db
AN = "an@example.org"


def a_message(email: str = AN, text: str = "Hello there") -> ContactMessage:
    return ContactMessage.objects.create(
        name="An", email=email, message=text, delete_on=localdate() + timedelta(days=365)
    )


def path_of(request: PrivacyRequest) -> str:
    """The address in the mail, as its reader has it."""
    return "/" + link_url(link=PersonalLink.objects.about(request).latest("pk")).split("/", 3)[3]


def test_a_request_writes_one_mail_with_a_placeholder_and_no_secret():
    request = ask(kind=RequestKind.EXPORT, email=" An@Example.org")

    mail = OutboundEmail.objects.get()
    assert (mail.recipient, mail.purpose, mail.about) == (AN, "privacy.confirm", request)
    assert "https://link.invalid/personal/" in mail.text
    assert path_of(request).split("/")[2] not in mail.text + mail.html
    assert AuditEntry.objects.about(request).get().verb == "privacy.asked"


def test_a_repeat_within_the_hour_is_the_same_request_and_later_a_new_one():
    first = ask(kind=RequestKind.EXPORT, email=AN)
    assert ask(kind=RequestKind.EXPORT, email=AN) == first
    assert ask(kind=RequestKind.ERASURE, email=AN) != first
    assert OutboundEmail.objects.count() == 2

    with time_machine.travel(now() + timedelta(minutes=61)):
        second = ask(kind=RequestKind.EXPORT, email=AN)

    first.refresh_from_db()
    assert second != first
    assert (first.state, first.email) == (RequestState.EXPIRED, "")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_request_and_one_mail():
    start, made, troubles = threading.Barrier(2), [], []

    def ask_once():
        try:
            start.wait(10)
            made.append(ask(kind=RequestKind.EXPORT, email=AN).pk)
        except Exception as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not troubles
    assert len(set(made)) == 1
    assert OutboundEmail.objects.count() == 1


def test_nothing_is_erased_before_the_button_is_pressed(client):
    message = a_message()
    path = path_of(ask(kind=RequestKind.ERASURE, email=AN))

    shown = client.get(path)
    client.head(path)

    assert ContactMessage.objects.filter(pk=message.pk).exists()
    assert PrivacyRequest.objects.get().state == RequestState.ASKED
    assert [button["type"] for button in soup(shown).main.select("form button")] == ["submit"]
    # Never the path; and not `no-referrer`, with which browsers post from `Origin: null` and are refused.
    assert shown["Referrer-Policy"] in ("strict-origin", "same-origin")
    assert "no-store" in shown["Cache-Control"]


def test_an_erasure_is_done_told_and_shown_and_the_address_forgotten(client):
    mine, other = a_message(), a_message("other@example.org")
    request = ask(kind=RequestKind.ERASURE, email=AN)
    path = path_of(request)

    answer = client.post(path)

    assert answer.status_code == 302
    assert not ContactMessage.objects.filter(pk=mine.pk).exists()
    assert ContactMessage.objects.filter(pk=other.pk).exists()
    request.refresh_from_db()
    assert (request.state, request.email, request.held_back) == (RequestState.DONE, "", [])
    told = OutboundEmail.objects.get(purpose="privacy.erased")
    assert (told.recipient, told.state) == (AN, "queued")
    assert OutboundEmail.objects.get(purpose="privacy.confirm").recipient == ""
    assert "gewist" in main_words(client.get(path)) or "erased" in main_words(client.get(path))
    assert AN not in client.get(path).content.decode()
    assert client.post(path).status_code == 302  # a second press is harmless
    assert OutboundEmail.objects.filter(purpose="privacy.erased").count() == 1


def test_an_erasure_also_ends_the_other_requests_of_that_person():
    export = ask(kind=RequestKind.EXPORT, email=AN)
    confirm(request_id=ask(kind=RequestKind.ERASURE, email=AN).public_id)

    export.refresh_from_db()
    assert (export.state, export.email) == (RequestState.EXPIRED, "")
    with pytest.raises(TransitionNotAllowed):
        confirm(request_id=export.public_id)


def test_what_is_held_back_is_explained_to_the_person_and_waits_for_editors(client):
    user, editor = UserFactory(email=AN), user_with_role(OFFICE)
    request = ask(kind=RequestKind.ERASURE, email=AN)
    path = path_of(request)

    client.post(path)

    request.refresh_from_db()
    assert [held["model"] for held in request.held_back] == ["auth.User"]
    reason = request.held_back[0]["reasons"][0]
    assert reason in main_words(client.get(path))
    assert reason in " ".join(OutboundEmail.objects.get(purpose="privacy.erased").text.split())
    waiting = OutboundEmail.objects.get(purpose="privacy.look-after")
    assert waiting.recipient == editor.email
    assert AN not in waiting.text + waiting.html + waiting.subject
    assert list(PrivacyRequest.objects.waiting()) == [request]
    settle(request_id=request.public_id, by=editor)
    settle(request_id=request.public_id, by=editor)
    assert list(PrivacyRequest.objects.waiting()) == []
    assert AuditEntry.objects.filter(verb="privacy.request-settled", by=editor).count() == 1
    user.refresh_from_db()
    assert user.email == AN


def test_an_export_is_read_on_the_page_and_taken_along_as_a_file(client):
    a_message(text="Ik wil <b>graag</b> helpen")
    a_message("other@example.org", text="Not mine")
    path = path_of(ask(kind=RequestKind.EXPORT, email=AN))
    assert "graag" not in main_words(client.get(path))

    client.post(path)
    read = main_words(client.get(path))
    taken = client.post(path, {"what": "json"})

    assert "Ik wil <b>graag</b> helpen" in read
    assert "Not mine" not in read
    assert date_format(localdate() + timedelta(days=365), "j F Y") in read  # not as 2027-05-03
    assert taken["Content-Type"] == "application/json; charset=utf-8"
    assert taken["Content-Disposition"].startswith("attachment; filename=")
    data = json.loads(taken.content)
    assert data["email"] == AN
    (record,) = data["data"]["home.ContactMessage"]["records"]
    assert "Ik wil <b>graag</b> helpen" in record.values()
    assert data["data"]["home.ContactMessage"]["kept_until"] == f"{localdate() + timedelta(days=365)}"
    assert AuditEntry.objects.filter(verb="privacy.exported").exists()


def test_what_only_looks_like_a_day_is_shown_as_it_was_written(client):
    a_message(text="2026-99-99")
    path = path_of(ask(kind=RequestKind.EXPORT, email=AN))

    client.post(path)

    assert "2026-99-99" in main_words(client.get(path))


def test_an_export_can_be_fetched_for_a_week_and_not_longer(client):
    path = path_of(ask(kind=RequestKind.EXPORT, email=AN))
    client.post(path)

    with time_machine.travel(now() + timedelta(days=6)):
        assert client.get(path).status_code == 200
    with time_machine.travel(now() + timedelta(days=8)):
        assert client.get(path).status_code == 404


def test_a_link_for_an_export_gives_no_file_before_it_is_confirmed(client):
    path = path_of(ask(kind=RequestKind.EXPORT, email=AN))

    answer = client.post(path, {"what": "json"})

    assert answer.status_code == 302
    assert answer["Content-Type"].startswith("text/html")


def test_an_export_tells_no_name_of_who_handled_it_and_no_password():
    user = UserFactory(email=AN)
    handler = UserFactory(username="somebody-else")
    message = a_message()
    ContactMessage.objects.filter(pk=message.pk).update(handled_by=handler)

    text = json.dumps(export_person(email=AN))

    assert "somebody-else" not in text
    assert user.password not in text


def test_an_export_asks_as_much_of_the_database_for_one_record_as_for_three():
    a_message()
    export_person(email=AN)  # what is remembered once is not counted

    with CaptureQueriesContext(connection) as for_one:
        export_person(email=AN)
    a_message()
    a_message()
    with CaptureQueriesContext(connection) as for_three:
        export_person(email=AN)

    # No literal: it grows with each model that an app registers, not with what somebody wrote.
    assert len(for_one) == len(for_three)


def the_form(client) -> dict:
    """What a browser would send back, filled in."""
    page = soup(client.get("/mijn-gegevens/"))
    form = page.main.select_one("form")
    assert addresses(page.main)
    return {field["name"]: field.get("value", "") for field in form.select("input[name]") if field["type"] != "radio"}


def test_the_form_answers_everybody_alike(client, site):
    a_message()
    with time_machine.travel(now(), tick=True) as clock:
        answers = []
        for email in (AN, "stranger@example.org"):
            filled_in = the_form(client) | {"kind": "erasure", "email": email}
            clock.shift(10)
            answers.append(client.post("/mijn-gegevens/", filled_in))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"] for answer in answers} == {"/mijn-gegevens/verzonden/"}
    assert PrivacyRequest.objects.count() == OutboundEmail.objects.count() == 2
    assert client.get("/mijn-gegevens/verzonden/").status_code == 200


def test_a_form_that_is_not_right_comes_back_with_what_was_filled_in(client, site):
    answer = client.post("/mijn-gegevens/", the_form(client) | {"kind": "all", "email": "no address"})

    assert answer.status_code == 422
    assert 'value="no address"' in answer.content.decode()
    assert not PrivacyRequest.objects.exists()


def test_the_api_takes_the_same_request_and_says_nothing_of_who_is_known(client, site):
    answers = [
        client.post("/api/v3/privacy/requests/", {"kind": "export", "email": email}, content_type="application/json")
        for email in (AN, "stranger@example.org")
    ]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["state"] == "asked"


def test_the_api_refuses_a_bad_address_by_name_and_a_used_key_with_another_body(client, site):
    bad = client.post("/api/v3/privacy/requests/", {"kind": "export", "email": "x"}, content_type="application/json")
    key = {"Idempotency-Key": "one"}
    bodies = [{"kind": "export", "email": AN}, {"kind": "export", "email": AN}, {"kind": "erasure", "email": AN}]
    answers = [
        client.post("/api/v3/privacy/requests/", body, content_type="application/json", headers=key) for body in bodies
    ]

    assert bad.status_code == 422
    assert "email" in json.dumps(bad.json()["errors"])
    assert [answer.status_code for answer in answers] == [202, 202, 409]


def test_the_api_confirms_and_exports_with_the_token(client, site):
    a_message()
    token = path_of(ask(kind=RequestKind.EXPORT, email=AN)).split("/")[2]
    address = f"/api/v3/privacy/requests/{token}/"

    before, after, wrong = client.get(address), client.post(address), client.get(address.replace(token, "x" * 43))

    assert (before.json()["state"], before.json()["export"]) == ("asked", None)
    assert after.json()["state"] == "done"
    assert after.json()["export"]["data"]["home.ContactMessage"]["records"]
    assert "no-store" in after["Cache-Control"]
    assert wrong.status_code == 404


def test_the_api_says_which_words_people_agree_to(client, site):
    answer = client.get("/api/v3/privacy/consents/")

    assert answer.status_code == 200
    assert {"purpose", "label", "version", "text"} == set(answer.json()[0])


def a_confirmed_export(email: str = AN) -> PrivacyRequest:
    return confirm(request_id=ask(kind=RequestKind.EXPORT, email=email).public_id)


def an_active_sign_up(email: str = AN) -> Subscription:
    return confirm_sign_up(public_id=sign_up(email=email, topics=["groups"]).public_id)


def test_page_lists_what_somebody_agreed_to_and_a_button_takes_it_back(client, site):
    mine, other = an_active_sign_up(), an_active_sign_up("bo@example.org")
    path = path_of(a_confirmed_export())

    page = soup(client.get(path))
    [button] = page.select("button[name=consent]")
    assert "Ik wil dat Lus vzw mij mailt" in main_words(client.get(path))
    done = client.post(path, {"consent": button["value"]}, follow=True)

    for subscription in (mine, other):
        subscription.refresh_from_db()
    assert (mine.state, mine.email, other.state) == ("ended", "", "active")
    assert "je akkoord is ingetrokken" in main_words(done)
    assert not soup(done).select("button[name=consent]")
    assert Consent.objects.standing().count() == 1


def test_nobody_takes_back_what_another_agreed_to_nor_before_confirming(client, site):
    an_active_sign_up()
    an_active_sign_up("bo@example.org")
    mine, theirs = Consent.objects.order_by("pk")
    unconfirmed = ask(kind=RequestKind.EXPORT, email=AN)

    assert not withdraw(request_id=unconfirmed.public_id, consent_id=mine.public_id)
    confirm(request_id=unconfirmed.public_id)
    path = path_of(unconfirmed)
    for wrong in (str(theirs.public_id), "x", ""):
        client.post(path, {"consent": wrong})

    assert Consent.objects.standing().count() == 2
    erasure = ask(kind=RequestKind.ERASURE, email=AN)
    assert not withdraw(request_id=erasure.public_id, consent_id=mine.public_id)


def test_api_lists_what_somebody_agreed_to_and_takes_it_back(client, site):
    an_active_sign_up()
    token = path_of(a_confirmed_export()).split("/")[2]
    where = f"/api/v3/privacy/requests/{token}/"

    [consent] = client.get(where).json()["consents"]
    assert (consent["purpose"], consent["version"]) == ("home.informed", 1)
    assert client.delete(f"{where}consents/{consent['id']}/").status_code == 204
    assert client.delete(f"{where}consents/{consent['id']}/").status_code == 404
    assert client.get(where).json()["consents"] == []
    assert client.delete(f"/api/v3/privacy/requests/{'A' * 43}/consents/{consent['id']}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_what_somebody_agreed_to_costs_the_same(number, django_assert_num_queries):
    for _ in range(number):
        first = an_active_sign_up()
        Subscription.objects.filter(pk=first.pk).update(state="ended")
    with CaptureQueriesContext(connection) as queries:
        assert len(consents_to_withdraw(email=AN)) == number
    assert sum("trust_consenttext" in query["sql"] for query in queries) == 1
