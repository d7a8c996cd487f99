"""What the provider tells us: at an address that only it can use, in any order, and once is enough."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.outbox import OutboundEmailFactory
from trust.audit.models import AuditEntry
from trust.outbox.enums import Delivery
from trust.outbox.models import OutboundEmail
from trust.outbox.sending import send_due
from trust.outbox.services import record_delivery

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("reports", "kept"),
    [
        ([(Delivery.DELIVERED, NOON)], Delivery.DELIVERED),
        ([(Delivery.BOUNCED, LATER), (Delivery.DELIVERED, NOON)], Delivery.BOUNCED),
        ([(Delivery.DELIVERED, NOON), (Delivery.BOUNCED, LATER)], Delivery.BOUNCED),
        ([(Delivery.DELIVERED, NOON), (Delivery.COMPLAINED, LATER)], Delivery.COMPLAINED),
        ([(Delivery.DELIVERED, NOON), (Delivery.DEFERRED, LATER)], Delivery.DELIVERED),
        ([(Delivery.DEFERRED, LATER), (Delivery.BOUNCED, NOON)], Delivery.BOUNCED),
        ([(Delivery.BOUNCED, NOON), (Delivery.DELIVERED, NOON)], Delivery.BOUNCED),
        ([(Delivery.BOUNCED, NOON), (Delivery.BOUNCED, NOON)], Delivery.BOUNCED),
    ],
)
def test_last_word_is_kept_whatever_the_order(reports, kept):
    mail = OutboundEmailFactory(sent=True, provider_id="p-1")

    for delivery, at in reports:
        record_delivery(provider_id="p-1", delivery=delivery, at=at)

    mail.refresh_from_db()
    assert mail.delivery == kept
    assert AuditEntry.objects.about(mail).count() == (kept in (Delivery.BOUNCED, Delivery.COMPLAINED))


def test_report_that_comes_before_we_noted_the_providers_number_is_known_by_ours():
    mail = OutboundEmailFactory(handed_over=True)

    record_delivery(provider_id="p-9", message_id=mail.message_id, delivery=Delivery.BOUNCED, at=NOON)

    mail.refresh_from_db()
    assert (mail.delivery, mail.provider_id) == (Delivery.BOUNCED, "p-9")


def test_report_about_anothers_mail_changes_nothing():
    OutboundEmailFactory(sent=True, provider_id="")

    assert record_delivery(provider_id="", delivery=Delivery.BOUNCED, at=NOON) is None
    assert record_delivery(provider_id="else", message_id="<else>", delivery=Delivery.BOUNCED, at=NOON) is None
    assert OutboundEmail.objects.get().delivery == Delivery.UNKNOWN


@pytest.fixture
def provider(settings):
    """Brevo, as an example; it signs in with a name and a secret."""
    settings.OUTBOX_PROVIDER = "brevo"
    settings.ANYMAIL = {"BREVO_API_KEY": "key", "WEBHOOK_SECRET": "brevo:a-long-secret"}
    return "Basic " + b64encode(b"brevo:a-long-secret").decode()


def report(client, event: dict, authorization: str = "", path: str = "/mail/meldingen/brevo/"):
    headers = {"authorization": authorization} if authorization else {}
    return client.post(path, json.dumps(event), content_type="application/json", headers=headers)


BOUNCE = {"event": "hard_bounce", "email": "an@example.org", "message-id": "<p-1@brevo>", "ts_epoch": 1793613600000}


def test_providers_report_of_a_bounce_reaches_the_mail(client, provider):
    mail = OutboundEmailFactory(sent=True, provider_id="<p-1@brevo>")

    assert report(client, BOUNCE, provider).status_code == 200

    mail.refresh_from_db()
    assert mail.delivery == Delivery.BOUNCED


def test_report_that_somebody_opened_a_mail_is_not_kept(client, provider):
    mail = OutboundEmailFactory(sent=True, provider_id="<p-1@brevo>")

    assert report(client, BOUNCE | {"event": "opened"}, provider).status_code == 200

    mail.refresh_from_db()
    assert (mail.delivery, mail.delivery_at) == (Delivery.UNKNOWN, None)


@pytest.mark.parametrize("authorization", ["", "Basic " + b64encode(b"brevo:wrong").decode()])
def test_report_without_the_secret_is_refused(client, provider, authorization):
    mail = OutboundEmailFactory(sent=True, provider_id="<p-1@brevo>")

    assert report(client, BOUNCE, authorization).status_code == 400

    mail.refresh_from_db()
    assert mail.delivery == Delivery.UNKNOWN


def test_there_is_no_such_address_for_another_provider_without_a_secret_or_without_a_provider(
    client, site, provider, settings
):
    assert report(client, BOUNCE, provider, "/mail/meldingen/mailgun/").status_code == 404
    settings.ANYMAIL = {"BREVO_API_KEY": "key"}
    assert report(client, BOUNCE, provider).status_code == 404
    settings.OUTBOX_PROVIDER = ""
    assert report(client, BOUNCE, provider).status_code == 404


def test_provider_is_told_our_number_and_its_own_is_kept(settings):
    from anymail.backends.test import EmailBackend

    settings.OUTBOX_BACKEND = "anymail.backends.test.EmailBackend"
    mail = OutboundEmailFactory()
    sent = []
    settings.ANYMAIL = {"TEST_RECORDER": sent}
    assert EmailBackend.esp_name == "Test"

    assert send_due(worker_id="test") == 1

    mail.refresh_from_db()
    assert mail.state == "sent"
    assert mail.provider_id
