"""Near its last day a sign-up is asked, once, whether to go on; who says nothing is erased."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, now

from home.informed.querysets import SubscriptionQuerySet
from home.informed.services import CONSENT, ask_renewals, confirm_sign_up, end_sign_up, renew_sign_up, sign_up
from home.informed.terms import KEEP, RENEW
from home.models import Subscription
from tests.factories.informed import SubscriptionFactory
from tests.reading import main_words
from tests.trust.outbox.servers import in_threads
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.outbox.models import OutboundEmail
from trust.privacy.consents import ConsentPurpose
from trust.privacy.models import Consent
from trust.registry import entry_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(site, time_machine):
    """Signed up two years ago, but for 29 days."""
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    made = sign_up(email="an@example.org", name="An", topics=["groups"])
    confirm_sign_up(public_id=made.public_id)
    time_machine.shift(KEEP - timedelta(days=29))
    made.refresh_from_db()
    return made


def address() -> str:
    return link_url(link=PersonalLink.objects.for_purpose(RENEW).first()).removeprefix("http://testserver")


def mails():
    return OutboundEmail.objects.filter(purpose="informed.renew")


def test_whole_way_from_the_question_to_two_more_years(client, subscription):
    last_day = subscription.delete_on
    call_command("ask_renewals")
    mail = mails().get()
    assert "30 november 2028" in mail.text
    assert mail.headers["List-Unsubscribe"]

    shown = client.get(address())
    subscription.refresh_from_db()
    assert subscription.delete_on == last_day, "looking changes nothing"
    assert "30 november 2028" in main_words(shown)
    assert "Ik wil dat Lus vzw mij mailt" in main_words(shown)
    for _twice in range(2):
        done = client.post(address(), follow=True)
        assert done.redirect_chain[-1] == (link_url(link=PersonalLink.objects.for_purpose(RENEW).first()), 302)

    subscription.refresh_from_db()
    assert (subscription.delete_on, subscription.renewal_asked_at) == (localdate() + KEEP, None)
    assert "1 november 2030" in main_words(done)
    assert Consent.objects.standing().count() == 1, "the words are the same, and so is the consent"
    assert ask_renewals() == 0


def test_question_is_asked_once_and_only_to_who_is_active_and_near_the_end(site):
    near = {"active": True, "delete_on": localdate() + timedelta(days=30)}
    SubscriptionFactory(**near)
    SubscriptionFactory(active=True, delete_on=localdate() + timedelta(days=31))
    SubscriptionFactory(delete_on=localdate() + timedelta(days=3))
    SubscriptionFactory(active=True, delete_on=localdate() - timedelta(days=1))
    ended = SubscriptionFactory(**near)
    end_sign_up(public_id=ended.public_id)

    assert (ask_renewals(), ask_renewals()) == (1, 0)
    assert mails().count() == 1


def test_who_says_nothing_is_erased_after_the_last_day(subscription, time_machine):
    ask_renewals()
    [rule] = entry_for("home.Subscription").retention

    time_machine.shift(timedelta(days=30))

    assert list(rule.due(now())) == [subscription]


def test_renewed_is_not_erased_and_is_asked_again_two_years_later(subscription, time_machine):
    ask_renewals()
    renew_sign_up(public_id=subscription.public_id)
    [rule] = entry_for("home.Subscription").retention

    time_machine.shift(timedelta(days=30))
    assert not rule.due(now())
    time_machine.shift(KEEP - timedelta(days=40))
    assert ask_renewals() == 1
    assert mails().count() == 2


def test_nobody_is_renewed_who_was_not_asked_or_has_ended(subscription):
    last_day = subscription.delete_on
    assert renew_sign_up(public_id=subscription.public_id).delete_on == last_day

    ask_renewals()
    end_sign_up(public_id=subscription.public_id)

    assert renew_sign_up(public_id=subscription.public_id).state == "ended"


def test_link_of_who_stopped_meanwhile_opens_nothing(client, subscription):
    ask_renewals()
    end_sign_up(public_id=subscription.public_id)

    assert client.get(address()).status_code == 404


def test_renewing_needs_a_csrf_token(subscription):
    ask_renewals()

    assert Client(enforce_csrf_checks=True).post(address()).status_code == 403
    subscription.refresh_from_db()
    assert subscription.renewal_asked_at


def test_new_words_are_agreed_to_as_a_new_version(client, subscription, monkeypatch):
    old = Consent.objects.get().text
    words = ConsentPurpose(name=CONSENT, label="x", texts={1: old.text, 2: "Andere woorden."})
    monkeypatch.setattr("trust.privacy.services.consent.consent_purpose", lambda name: words)
    ask_renewals()

    renew_sign_up(public_id=subscription.public_id)

    assert sorted(Consent.objects.standing().values_list("text__version", flat=True)) == [1, 2]


def test_signing_up_again_near_the_end_is_offered_the_way_on(subscription):
    ask_renewals()

    sign_up(email="an@example.org", topics=["groups"])

    known = OutboundEmail.objects.get(purpose="informed.known")
    assert "maar enkel tot 30 november 2028" in known.text
    assert PersonalLink.objects.for_purpose(RENEW).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clocks_ask_each_once(site):
    SubscriptionFactory.create_batch(6, active=True, delete_on=localdate())

    assert sum(in_threads(ask_renewals, ask_renewals)) == 6
    assert mails().count() == 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_control_without_the_lock_somebody_is_asked_twice(site, monkeypatch):
    SubscriptionFactory(active=True, delete_on=localdate())
    monkeypatch.setattr(SubscriptionQuerySet, "select_for_update", lambda self, **options: self)
    both_looked, real_save = threading.Barrier(2, timeout=30), Subscription.save

    def save(self, **options):
        both_looked.wait()
        real_save(self, **options)

    monkeypatch.setattr(Subscription, "save", save)

    assert sum(in_threads(ask_renewals, ask_renewals)) == 2
    assert mails().count() == 1, "the key of the mail stands behind the lock"
