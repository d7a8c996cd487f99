"""Staff see where mails stand and can send a failed one again; they never see what it says, nor mails about what is not theirs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.timezone import now

from cms.todo import todo_items
from tests.factories import UserFactory
from tests.factories.outbox import OutboundEmailFactory
from tests.queries import queries_of
from tests.reading import soup
from trust.about import reference_to
from trust.audit.models import AccessEntry
from trust.outbox.enums import Delivery, MailState

pytestmark = pytest.mark.django_db

LIST = "/admin/reports/mails/"


def member(*rights: str):
    """Somebody in the admin with these rights (codenames)."""
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *rights]))
    return user


@pytest.fixture
def reader(client):
    user = member("view_outboundemail")
    client.force_login(user)
    return user


@pytest.fixture
def steerer(client):
    user = member("view_outboundemail", "change_outboundemail")
    client.force_login(user)
    return user


def test_list_shows_receiver_subject_and_state_and_writes_down_who_looked(client, site, reader):
    mail = OutboundEmailFactory(failed=True, text="Het geheim")

    page = client.get(LIST).content.decode()

    assert mail.recipient in page
    assert mail.subject in page
    assert mail.last_error in page
    assert "geheim" not in page
    assert [(entry.by, entry.what) for entry in AccessEntry.objects.all()] == [(reader, "outbox.mails")]


def test_mail_shows_where_it_stands_and_never_what_it_says(client, site, reader):
    mail = OutboundEmailFactory(failed=True, text="Het geheim", html="<p>Het geheim</p>")

    response = client.get(f"{LIST}{mail.public_id}/")

    assert mail.message_id.strip("<>") in response.content.decode()
    assert "geheim" not in response.content.decode()
    assert AccessEntry.objects.get().about == mail
    assert not soup(response).select("main form[method=post] button"), "reading is no steering"


@pytest.mark.parametrize("rights", [[], ["change_outboundemail"]])
def test_without_the_right_there_is_nothing_to_see(client, site, rights):
    client.force_login(member(*rights))
    mail = OutboundEmailFactory()

    for path in (LIST, f"{LIST}results/", f"{LIST}{mail.public_id}/"):
        response = client.get(path)
        assert response.status_code in (302, 403), path
        assert mail.recipient not in response.content.decode()


def test_mail_about_a_record_is_for_those_who_may_see_that_record(client, site, reader):
    about = UserFactory()
    mail = OutboundEmailFactory(**reference_to(about))

    assert client.get(f"{LIST}{mail.public_id}/").status_code == 404
    assert mail.recipient not in client.get(LIST).content.decode()

    reader.user_permissions.add(Permission.objects.get(codename="view_user"))
    assert client.get(f"{LIST}{mail.public_id}/").status_code == 200
    assert mail.recipient in client.get(LIST).content.decode()


def test_failed_mail_is_sent_again_by_a_post_and_by_no_get(client, site, steerer):
    mail = OutboundEmailFactory(failed=True)
    path = f"{LIST}{mail.public_id}/"

    client.get(path, {"action": "send-again"})
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED

    assert client.post(path, {"action": "send-again"}).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_queued_mail_is_cancelled_by_a_post(client, site, steerer):
    mail = OutboundEmailFactory()

    client.post(f"{LIST}{mail.public_id}/", {"action": "cancel"})

    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED


def test_steering_needs_its_own_right(client, site, reader):
    mail = OutboundEmailFactory(failed=True)

    assert client.post(f"{LIST}{mail.public_id}/", {"action": "send-again"}).status_code in (302, 403)

    mail.refresh_from_db()
    assert mail.state == MailState.FAILED


def test_second_press_of_the_button_is_answered_kindly(client, site, steerer):
    mail = OutboundEmailFactory(sent=True)

    assert client.post(f"{LIST}{mail.public_id}/", {"action": "send-again"}, follow=True).status_code == 200

    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_list_is_narrowed_by_state(client, site, reader):
    failed, sent = OutboundEmailFactory(failed=True), OutboundEmailFactory(sent=True)

    page = client.get(LIST, {"state": "failed"}).content.decode()

    assert failed.recipient in page
    assert sent.recipient not in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_mail_and_for_three(client, site, reader, number):
    for _each in range(number):
        OutboundEmailFactory()

    assert queries_of(client, LIST, at_most=25) <= 25


def test_to_do_list_names_mails_that_did_not_arrive_to_those_who_may_see_them(site):
    OutboundEmailFactory(failed=True)
    OutboundEmailFactory(sent=True, delivery=Delivery.BOUNCED, delivery_at=now())
    OutboundEmailFactory(sent=True, delivery=Delivery.BOUNCED, delivery_at=now() - timedelta(days=20))
    OutboundEmailFactory(sent=True, delivery=Delivery.DELIVERED, delivery_at=now())

    counts = [
        item.count for item in todo_items(member("view_outboundemail")) if item.url.startswith(reverse("outbox-mails"))
    ]

    assert counts == [2]
    assert not [item for item in todo_items(member()) if item.url.startswith(reverse("outbox-mails"))]


def test_readiness_says_when_nobody_takes_the_mail_out(client):
    mail = OutboundEmailFactory(next_attempt_at=now() - timedelta(minutes=14))
    assert client.get("/readyz/").json()["checks"]["mail"] == "ok"

    mail.next_attempt_at = now() - timedelta(minutes=16)
    mail.save()
    response = client.get("/readyz/")

    assert response.status_code == 503
    assert "1" in response.json()["checks"]["mail"]
