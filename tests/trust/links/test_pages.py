"""The pages behind links: private, without a trace, and kind when a link is dead."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now

from cms.logs import safe_path
from tests.factories.informed import SubscriptionFactory
from tests.reading import fragment, words
from trust.links.guesses import WRONG_IN_TEN_MINUTES
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url, open_link, revoke_links
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(site):
    return SubscriptionFactory(email="bo@example.org", active=True)


@pytest.fixture
def address(subscription):
    return link_url(link=issue_link(purpose="informed.end", about=subscription)).removeprefix("http://testserver")


def test_page_is_kept_by_nobody_listed_nowhere_and_told_to_no_other_site(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_looking_changes_nothing_however_often(client, address, subscription):
    for _ in range(3):
        client.get(address)
        client.head(address)

    subscription.refresh_from_db()
    assert subscription.state == "active"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def kinds_of_dead(subscription):
    """An address for each way in which a link may be dead."""
    name = "informed.end"
    yield "/blijf-op-de-hoogte/stoppen/" + "A" * 43 + "/"
    expired = issue_link(purpose=name, about=subscription)
    PersonalLink.objects.filter(pk=expired.pk).update(issued_at=now() - timedelta(9), expires_at=now() - timedelta(8))
    yield link_url(link=expired)
    other = issue_link(purpose="informed.confirm", about=subscription)
    yield link_url(link=other).replace("bevestigen", "stoppen")
    revoked = issue_link(purpose=name, about=subscription)
    revoke_links(about=subscription)
    yield link_url(link=revoked)


def test_dead_links_of_every_kind_get_the_same_page(client, subscription):
    seen = set()
    for address in kinds_of_dead(subscription):
        response = client.get(address)
        assert response.status_code == 404
        assert response["Cache-Control"] == "private, no-store"
        page = fragment(response.content.decode())
        for hidden in page.select("input[type=hidden]"):
            hidden.decompose()
        seen.add(str(page.main))
        assert "bo@example.org" not in str(page)
    assert len(seen) == 1


def test_link_whose_record_is_gone_gets_the_kind_page(client, address, subscription):
    subscription.delete()

    assert client.get(address).status_code == 404


def test_kind_page_mails_a_new_link_that_works(client, subscription, django_capture_on_commit_callbacks):
    page = fragment(client.get("/blijf-op-de-hoogte/stoppen/" + "A" * 43 + "/").content.decode())
    about = page.select_one("main input[name=about]")["value"]

    response = client.post(page.select_one("main form")["action"], {"email": "Bo@Example.org", "about": about})

    assert response.status_code == 302
    mail = OutboundEmail.objects.get(purpose="links.new")
    assert mail.recipient == "bo@example.org"
    link = PersonalLink.objects.get()
    assert f"https://link.invalid/personal/{link.public_id}/" in mail.text
    assert open_link(token=link_url(link=link).split("/")[-2], purpose="informed.end").about == subscription


def test_stranger_hears_the_same_and_gets_no_mail(client, subscription):
    known = client.post("/nieuwe-link/", {"email": "bo@example.org"})
    unknown = client.post("/nieuwe-link/", {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.recipient for mail in OutboundEmail.objects.all()] == ["bo@example.org"]


def test_wrong_address_is_said_beside_the_field(client, site):
    response = client.post("/nieuwe-link/", {"email": "geen adres"})

    assert response.status_code == 422
    page = fragment(response.content.decode())
    assert page.select_one("#id_email_error")
    assert page.select_one("#id_email")["value"] == "geen adres"


def test_one_person_is_not_mailed_without_end(client, subscription):
    answers = [client.post("/nieuwe-link/", {"email": "bo@example.org"}).status_code for _ in range(6)]

    assert answers == [302, 302, 302, 302, 429, 429]
    assert OutboundEmail.objects.count() == 4


def test_form_needs_its_csrf_token(subscription):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/nieuwe-link/", {"email": "bo@example.org"}).status_code == 403


def test_guessing_is_stopped_for_that_address_alone(client, address):
    wrong = "/blijf-op-de-hoogte/stoppen/" + "A" * 43 + "/"
    answers = [client.get(wrong).status_code for _ in range(WRONG_IN_TEN_MINUTES + 2)]

    assert answers[:WRONG_IN_TEN_MINUTES] == [404] * WRONG_IN_TEN_MINUTES
    assert answers[-1] == 429
    assert client.get(wrong)["Retry-After"]
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=21)):
        assert client.get(address).status_code == 200


def test_right_links_are_followed_as_often_as_one_likes(client, address):
    assert {client.get(address).status_code for _ in range(WRONG_IN_TEN_MINUTES + 5)} == {200}


def test_guesses_from_one_ipv6_line_count_together(client, site):
    wrong = "/blijf-op-de-hoogte/stoppen/" + "A" * 43 + "/"
    answers = [client.get(wrong, REMOTE_ADDR=f"2001:db8:1:2::{number:x}").status_code for number in range(40)]

    assert answers[-1] == 429
    assert client.get(wrong, REMOTE_ADDR="2001:db8:1:3::1").status_code == 404


def test_address_is_masked_in_the_log(subscription):
    for _ in range(200):
        path = link_url(link=issue_link(purpose="informed.end", about=subscription)).removeprefix("http://testserver")
        assert safe_path(path) == "/blijf-op-de-hoogte/stoppen/…/"


def test_no_log_line_holds_the_token(client, address, caplog):
    token = address.rstrip("/").rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        client.get(address)
        client.post(address + "x/", {})
        client.get(address.replace(token, token[:-1] + "A"))

    assert token not in caplog.text
    assert token[:-1] not in caplog.text


def test_api_says_the_same_as_a_problem(client, subscription, address):
    token = address.split("/")[-2]
    dead = client.delete(f"/api/v3/stay-informed/subscriptions/{'A' * 43}/")

    assert dead.status_code == 404
    assert dead["Content-Type"] == "application/problem+json"
    assert dead["Cache-Control"] == "private, no-store"
    assert client.delete(f"/api/v3/stay-informed/subscriptions/{token}/").status_code == 204
    subscription.refresh_from_db()
    assert (subscription.state, subscription.email) == ("ended", "")
    assert client.delete(f"/api/v3/stay-informed/subscriptions/{token}/").status_code == 204, "a repeat is harmless"


def test_pages_of_one_and_three_links_cost_the_same(client, site, django_assert_num_queries):
    for number in (1, 3):
        subscription = SubscriptionFactory.create_batch(number, active=True)[0]
        address = link_url(link=issue_link(purpose="informed.end", about=subscription))
        client.get(address)
        with django_assert_num_queries(4):
            client.get(address)


def test_page_to_ask_for_a_new_link_shows_a_form(client, site):
    response = client.get(reverse("new-link"))

    assert response["Cache-Control"] == "private, no-store"
    assert words(fragment(response.content.decode()).main)
