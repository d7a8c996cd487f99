"""Choosing a password by a link in the mailbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import now

from cms.services.roles import EDITORS
from tests.factories import UserFactory, user_with_role
from tests.factories.staff import PASSWORD, code_of, give_app
from tests.reading import soup
from trust.audit.models import AuditEntry
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db

NEW = "een andere lange zin"


@pytest.fixture
def editor(site):
    return user_with_role(EDITORS)


def asked(client, email):
    return client.post("/aanmelden/wachtwoord/", {"email": email})


def address_of_the_link() -> str:
    return link_url(link=PersonalLink.objects.get()).removeprefix("http://testserver")


def test_link_opens_a_form_and_the_form_sets_the_password(client, editor):
    asked(client, editor.email.upper())
    address = address_of_the_link()

    shown = client.get(address)
    done = client.post(address, {"password": NEW})

    assert soup(shown).select_one('input[autocomplete="new-password"]')
    assert done.url == "/aanmelden/wachtwoord/klaar/"
    editor.refresh_from_db()
    assert editor.check_password(NEW)
    assert AuditEntry.objects.filter(verb="staff.password-set").count() == 1


def test_seeing_the_page_changes_nothing(client, editor):
    asked(client, editor.email)

    for _scanner in range(3):
        client.get(address_of_the_link())

    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_link_works_once(client, editor):
    asked(client, editor.email)
    address = address_of_the_link()
    client.post(address, {"password": NEW})

    again = client.post(address, {"password": "nog een andere zin"})

    assert again.status_code == 404
    editor.refresh_from_db()
    assert editor.check_password(NEW)


def test_link_is_over_after_two_hours(client, editor, time_machine):
    asked(client, editor.email)
    address = address_of_the_link()

    time_machine.move_to(now() + timedelta(hours=2, seconds=1))

    assert client.get(address).status_code == 404


def test_new_password_signs_out_everywhere_and_signs_nobody_in(client, editor):
    client.force_login(editor)
    visitor = Client()
    asked(visitor, editor.email)

    visitor.post(address_of_the_link(), {"password": NEW})

    assert client.get("/admin/").status_code == visitor.get("/admin/").status_code == 302
    assert not Session.objects.exists()


def test_new_password_leaves_the_second_factor_as_it_is(client, editor, settings):
    settings.SECOND_FACTOR = "required"
    secret = give_app(editor)
    asked(client, editor.email)
    client.post(address_of_the_link(), {"password": NEW})

    client.post("/aanmelden/", {"login": editor.email, "password": NEW})

    assert client.get("/admin/").status_code == 302
    assert client.post("/aanmelden/tweede-stap/code/", {"code": code_of(secret)}).url == "/admin/"


@pytest.mark.parametrize("password", ["kort", "123456789012", "password1234", "person-at-example"])
def test_weak_password_is_refused(client, site, password):
    user = UserFactory(username="person-at", email="person-at@example.org")
    asked(client, user.email)

    response = client.post(address_of_the_link(), {"password": password})

    assert response.status_code == 422
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_asking_says_the_same_whoever_asks(client, editor):
    known, unknown = asked(client, editor.email), asked(client, "niemand@example.org")

    assert known.url == unknown.url == "/aanmelden/wachtwoord/verzonden/"
    assert PersonalLink.objects.count() == OutboundEmail.objects.count() == 1


def test_closed_account_gets_no_link(client, editor):
    editor.is_active = False
    editor.save()

    asked(client, editor.email)

    assert not PersonalLink.objects.exists()


def test_mail_in_the_outbox_holds_no_secret(client, editor):
    asked(client, editor.email)
    token = address_of_the_link().rstrip("/").rpartition("/")[2]
    mail = OutboundEmail.objects.get()

    assert mail.recipient == editor.email
    assert token not in f"{mail.subject} {mail.text} {mail.html} {mail.headers}"


def test_one_account_gets_few_links_an_hour(client, editor):
    for _time in range(6):
        asked(client, editor.email)

    assert PersonalLink.objects.count() == 3


def test_one_connection_asks_not_without_end(site, client):
    answers = {asked(client, f"niemand-{number}@example.org").status_code for number in range(21)}

    assert answers == {302, 429}
