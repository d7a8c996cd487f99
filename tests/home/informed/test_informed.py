"""Staying informed: asked, confirmed by mail, ended by a link."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.timezone import localdate, now

from home.informed.services import CONSENT, confirm_sign_up, end_sign_up, sign_up
from home.informed.terms import CONFIRM, END
from home.models import Subscription
from tests.factories.informed import SubscriptionFactory
from tests.factories.outbox import OutboundEmailFactory
from tests.reading import fragment, main_words, soup
from trust.audit.models import AuditEntry
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve
from trust.privacy.models import Consent
from trust.registry import entry_for

pytestmark = pytest.mark.django_db
ASK = "/blijf-op-de-hoogte/"
SAID = {"email": "An@example.org", "name": "An", "topics": ["groups", "stories"], "consent": "on"}


@pytest.fixture
def fill_in(client, site, time_machine):
    """The form filled in ten seconds after it was shown."""

    def make(**said):
        form = soup(client.get(ASK)).select_one("form[data-safe-form]")
        carried = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
        time_machine.shift(10)
        return SAID | carried | said

    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    return make


def address(purpose: str) -> str:
    """Where the newest link for `purpose` leads."""
    link = PersonalLink.objects.for_purpose(purpose).first()
    return link_url(link=link).removeprefix("http://testserver")


def test_whole_way_from_asking_to_stopping(client, fill_in):
    asked = client.post(ASK, fill_in(), follow=True)
    subscription = Subscription.objects.get()
    assert asked.redirect_chain == [("/blijf-op-de-hoogte/bijna/", 302)]
    assert (subscription.state, subscription.delete_on) == ("asked", localdate() + timedelta(days=7))
    assert not Consent.objects.exists(), "not before the address is confirmed"

    shown = client.get(address(CONFIRM))
    assert "An@example.org" in main_words(shown)
    done = client.post(address(CONFIRM), follow=True)
    subscription.refresh_from_db()
    assert done.redirect_chain == [("/blijf-op-de-hoogte/bevestigd/", 302)]
    assert (subscription.state, subscription.delete_on) == ("active", localdate() + timedelta(days=730))
    consent = Consent.objects.get()
    assert (consent.about, consent.text.purpose, consent.withdrawn_at) == (subscription, CONSENT, None)

    end = address(END)
    ended = client.post(end, follow=True)
    subscription.refresh_from_db()
    assert ended.redirect_chain == [("/blijf-op-de-hoogte/gestopt/", 302)]
    assert (subscription.state, subscription.email, subscription.name, subscription.topics) == ("ended", "", "", [])
    consent.refresh_from_db()
    assert consent.withdrawn_at
    for again in (client.post(end, follow=True), client.get(end, follow=True)):
        assert again.redirect_chain == [("/blijf-op-de-hoogte/gestopt/", 302)], "a second click says what the first did"
    assert client.get(address(CONFIRM)).status_code == 404
    assert list(
        AuditEntry.objects.filter(verb__startswith="informed").order_by("pk").values_list("verb", flat=True)
    ) == [
        "informed.asked",
        "informed.confirmed",
        "informed.ended",
    ]


def test_looking_at_the_links_confirms_and_ends_nothing(client, fill_in):
    client.post(ASK, fill_in())
    client.get(address(CONFIRM))
    assert Subscription.objects.get().state == "asked"

    client.post(address(CONFIRM))
    client.get(address(END))
    assert Subscription.objects.get().state == "active"


def test_second_click_on_the_mail_is_told_that_it_is_done(client, fill_in):
    client.post(ASK, fill_in())
    confirm = address(CONFIRM)
    client.post(confirm)

    assert client.get(confirm).status_code == 200
    assert client.post(confirm).status_code == 302
    assert Consent.objects.count() == 1
    assert OutboundEmail.objects.filter(purpose="informed.welcome").count() == 1


def test_mails_say_until_when_and_the_welcome_ends_with_one_click(client, fill_in):
    client.post(ASK, fill_in())
    client.post(address(CONFIRM))

    confirm, welcome = (OutboundEmail.objects.get(purpose=f"informed.{what}") for what in ("confirm", "welcome"))
    assert "8 december 2026" in confirm.text
    assert "List-Unsubscribe" not in confirm.headers
    assert "30 november 2028" in welcome.text
    assert resolve(welcome.headers["List-Unsubscribe"], to=welcome.recipient) == f"<http://testserver{address(END)}>"
    assert welcome.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_program_ends_it_with_one_click_without_a_cookie(client, fill_in):
    client.post(ASK, fill_in())
    client.post(address(CONFIRM))
    program = Client(enforce_csrf_checks=True)

    response = program.post(address(END), {"List-Unsubscribe": "One-Click"})

    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert Subscription.objects.get().state == "ended"


def test_confirming_needs_a_csrf_token(client, fill_in):
    client.post(ASK, fill_in())

    assert Client(enforce_csrf_checks=True).post(address(CONFIRM)).status_code == 403
    assert Subscription.objects.get().state == "asked"


def test_known_and_unknown_addresses_get_the_same_answer(client, fill_in, time_machine):
    SubscriptionFactory(email="an@example.org", active=True)
    known = client.post(ASK, fill_in(email="AN@EXAMPLE.org"))
    unknown = client.post(ASK, fill_in(email="nieuw@example.org"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Subscription.objects.count() == 2
    assert set(OutboundEmail.objects.values_list("purpose", "recipient")) == {
        ("informed.known", "an@example.org"),
        ("informed.confirm", "nieuw@example.org"),
    }


def test_mail_to_confirm_goes_again_at_most_once_an_hour(time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    for _ in range(3):
        sign_up(email="an@example.org", topics=["groups"])
    assert OutboundEmail.objects.count() == 1

    time_machine.shift(3600)
    sign_up(email="an@example.org", topics=["stories"])
    assert OutboundEmail.objects.count() == 2
    assert Subscription.objects.get().topics == ["stories"]


def test_signing_up_again_after_the_end_starts_anew():
    first = sign_up(email="an@example.org", topics=["groups"])
    confirm_sign_up(public_id=first.public_id)
    end_sign_up(public_id=first.public_id)
    end_sign_up(public_id=first.public_id)

    second = sign_up(email="an@example.org", topics=["groups"])

    assert second.pk != first.pk
    assert confirm_sign_up(public_id=first.public_id).state == "ended", "a late click brings nothing back"


def test_ending_stops_the_mails_that_have_not_left(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    first = sign_up(email="an@example.org", topics=["groups"])

    end_sign_up(public_id=first.public_id)

    assert not OutboundEmail.objects.filter(state="queued").exists()


def test_ending_wipes_the_mails_that_were_sent_about_it(client, fill_in):
    client.post(ASK, fill_in())
    client.post(address(CONFIRM))
    other = OutboundEmailFactory()

    client.post(address(END))

    left = OutboundEmail.objects.filter(purpose__startswith="informed.")
    assert left.count() == 2
    assert set(left.values_list("recipient", "subject", "text", "html")) == {("", "", "", "")}
    assert all(mail.wiped_at and mail.headers == {} for mail in left)
    other.refresh_from_db()
    assert other.recipient


def test_database_keeps_one_living_sign_up_an_address():
    SubscriptionFactory(email="an@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        SubscriptionFactory(email="AN@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        SubscriptionFactory(state="active")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"email": "x"}, "email"),
        ({"topics": []}, "topics"),
        ({"topics": ["all"]}, "topics"),
        ({"consent": ""}, "consent"),
    ],
)
def test_wrong_input_comes_back(client, fill_in, said, field):
    response = client.post(ASK, fill_in(**said))

    assert response.status_code == 422
    html = fragment(response.content.decode())
    target = html.select_one(f'.error-summary a[href^="#id_{field}"]')["href"]
    assert html.select_one(target), "the summary leads to something"
    assert html.select_one(f"#id_{field}_error").get_text(strip=True)
    assert not Subscription.objects.exists()


def test_name_may_stay_empty(client, fill_in):
    assert client.post(ASK, fill_in(name="")).status_code == 302


def test_nothing_about_a_visitor_is_kept_by_caches(client, site):
    for where in (ASK, f"{ASK}bijna/", f"{ASK}bevestigd/", f"{ASK}gestopt/"):
        assert client.get(where)["Cache-Control"] == "private, no-store"


def test_page_costs_the_same_with_one_and_three_sign_ups(client, site, django_assert_num_queries):
    client.get(ASK)
    for number in (1, 3):
        SubscriptionFactory.create_batch(number)
        with django_assert_num_queries(1):
            client.get(ASK)


def post(client, body, **headers):
    where = "/api/v3/stay-informed/subscriptions/"
    return client.post(where, json.dumps(body), content_type="application/json", headers=headers)


def test_api_signs_up_and_tells_nobody_who_is_known(client, site):
    SubscriptionFactory(email="an@example.org", active=True)
    body = {"email": "an@example.org", "topics": ["groups"], "consent": True}

    known, unknown = post(client, body), post(client, body | {"email": "nieuw@example.org"})

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert known.status_code == 202


def test_api_asks_for_consent_in_the_words_that_it_shows(client, site):
    words = client.get("/api/v3/stay-informed/subscriptions/consent/").json()
    refused = post(client, {"email": "an@example.org", "topics": ["groups"], "consent": False})

    assert words["version"] == 1
    assert "e-mailadres" in words["text"]
    assert refused.status_code == 422
    assert [error["loc"][-1] for error in refused.json()["errors"]] == ["consent"]
    assert post(client, {"email": "an@example.org", "topics": ["x"], "consent": True}).status_code == 422
    assert post(client, {"email": "an@example.org", "topics": [], "consent": True}).status_code == 422


def test_registry_finds_exports_and_erases():
    entry = entry_for("home.Subscription")
    mine, other = SubscriptionFactory(email="An@example.org"), SubscriptionFactory()

    assert list(entry.find("an@example.org")) == [mine]
    assert entry.export(mine)["onderwerpen"]
    assert entry.erase(entry.find("an@example.org")) == 1
    assert list(Subscription.objects.all()) == [other]


def test_unconfirmed_goes_after_a_week(time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00")
    subscription = sign_up(email="an@example.org", topics=["groups"])
    [rule] = entry_for("home.Subscription").retention

    time_machine.move_to("2026-12-08 23:00:00+01:00")
    assert not rule.due(now())
    time_machine.move_to("2026-12-09 01:00:00+01:00")
    assert list(rule.due(now())) == [subscription]


@pytest.mark.django_db(transaction=True)
def test_six_at_once_sign_up_one_address_once(site):
    begin, trouble = threading.Barrier(6), []

    def ask():
        begin.wait(10)
        try:
            sign_up(email="an@example.org", topics=["groups"])
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not trouble
    assert Subscription.objects.count() == 1
    assert OutboundEmail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_six_clicks_at_once_give_one_consent_and_one_welcome(site):
    subscription = sign_up(email="an@example.org", topics=["groups"])
    begin, trouble = threading.Barrier(6), []

    def click():
        begin.wait(10)
        try:
            confirm_sign_up(public_id=subscription.public_id)
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not trouble
    assert Consent.objects.count() == 1
    assert OutboundEmail.objects.filter(purpose="informed.welcome").count() == 1
