"""A mail is written with its cause or not at all, once, to one receiver, and says nothing that opens something."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from tests.factories import UserFactory
from trust.outbox.enums import MailState
from trust.outbox.errors import BadAddress, BadHeader, NotInTransaction
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.placeholders import placeholder
from trust.outbox.services import Attachment, Envelope, queue_email, queue_staff_email
from trust.queue.services import claim_task

pytestmark = pytest.mark.django_db

STAFF = "trust/emails/staff"
PLACE = placeholder(kind="personal", public_id="0b6e0b6e-0000-4000-8000-000000000001")


def queue(**changes) -> OutboundEmail:
    """A mail from the template for staff, with these arguments changed."""
    given = {
        "purpose": "tests.mail",
        "to": "an@example.org",
        "template": STAFF,
        "context": {"url": "https://www.example.org/admin/", "count": 2},
    }
    return queue_email(**given | changes)


@transaction.atomic
def queue_and_fail() -> None:
    queue()
    raise ZeroDivisionError


def test_mail_is_rendered_now_in_two_ways_from_one_template():
    mail = queue(context={"url": "https://www.example.org/admin/?a=1&b=2", "count": 1})

    assert mail.state == MailState.QUEUED
    assert "\n" not in mail.subject
    assert mail.subject
    assert "<https://www.example.org/admin/?a=1&b=2>" in mail.text
    assert "<a" not in mail.text
    assert 'href="https://www.example.org/admin/?a=1&amp;b=2"' in mail.html


def test_text_is_kept_for_thirty_days_unless_said_otherwise():
    until = now() + timedelta(days=3)

    assert timedelta(days=29, hours=23) < queue().keep_until - now() <= timedelta(days=30)
    assert queue(keep_until=until).keep_until == until


@pytest.mark.django_db(transaction=True)
def test_mail_outside_of_a_transaction_is_refused():
    with pytest.raises(NotInTransaction):
        queue()

    assert not OutboundEmail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_mail_goes_with_the_cause_that_is_rolled_back():
    with pytest.raises(ZeroDivisionError):
        queue_and_fail()

    assert not OutboundEmail.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["", "an", "an@", "an@example.org\nBcc: all@example.org", "an@example.org\r", "an@example.org, jo@example.org",
     "an@example.org\u2028x", f"{'a' * 250}@example.org", "an @example.org"],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(address):
    with pytest.raises(BadAddress):
        queue(to=address)

    assert not OutboundEmail.objects.exists()


@pytest.mark.parametrize(
    "envelope",
    [
        Envelope(headers={"X-Kind": "a\r\nBcc: all@example.org"}),
        Envelope(headers={"X-Kind\nBcc": "all@example.org"}),
        Envelope(from_email="Lus <lus@example.org>\nBcc: all@example.org"),
        Envelope(unsubscribe="https://www.example.org/\nBcc: x"),
    ],
)
def test_line_end_in_a_header_is_refused(envelope):
    with pytest.raises(BadHeader):
        queue(envelope=envelope)


def test_answers_go_to_one_address_without_a_line_end():
    assert queue(envelope=Envelope(reply_to="Lus <vragen@example.org>")).reply_to == "vragen@example.org"
    with pytest.raises(BadAddress):
        queue(envelope=Envelope(reply_to="vragen@example.org\nBcc: all@example.org"))


def test_headers_that_the_outbox_writes_itself_cannot_be_given():
    mail = queue(envelope=Envelope(headers={"Bcc": "all@example.org", "Message-ID": "<1@x>", "X-Kind": "test"}))

    assert mail.headers == {"X-Kind": "test"}


def test_same_once_key_gives_the_first_mail_whatever_became_of_it():
    first = queue(once_key="reminder:1")
    OutboundEmail.objects.update(state=MailState.CANCELLED)

    again = queue(once_key="reminder:1", to="jo@example.org")

    assert again.pk == first.pk
    assert OutboundEmail.objects.count() == 1


def test_mails_without_a_once_key_are_all_written():
    queue(once_key="")
    queue(once_key=None)

    assert OutboundEmail.objects.count() == 2


def test_unsubscribe_stands_in_the_headers_and_at_the_foot_as_a_placeholder():
    mail = queue(envelope=Envelope(unsubscribe=PLACE))

    assert mail.headers["List-Unsubscribe"] == f"<{PLACE}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert PLACE in mail.text
    assert PLACE in mail.html


def test_mail_that_nobody_signed_up_for_offers_no_unsubscribing():
    mail = queue()

    assert mail.headers == {}
    assert "link.invalid" not in mail.html


def test_attachment_keeps_the_parameters_of_its_type():
    mail = queue(attachments=[Attachment("agenda.ics", "text/calendar; method=CANCEL; charset=utf-8", b"BEGIN:")])

    part = EmailAttachment.objects.get(email=mail)
    assert part.content_type == "text/calendar; method=CANCEL; charset=utf-8"
    assert bytes(part.content) == b"BEGIN:"


def test_mail_is_found_by_the_record_that_it_is_about():
    about, other = UserFactory(), UserFactory()
    mail = queue(about=about)
    queue(about=other)

    assert list(OutboundEmail.objects.about(about)) == [mail]
    assert mail.about == about


def test_transaction_wakes_the_worker_once_however_many_mails_it_holds(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for _number in range(3):
            queue()

    assert len(callbacks) == 1


def test_mail_for_later_wakes_nobody(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        mail = queue(send_at=now() + timedelta(hours=1))

    assert callbacks == []
    assert list(OutboundEmail.objects.due(now())) == []
    assert list(OutboundEmail.objects.due(mail.next_attempt_at)) == [mail]


def test_worker_is_woken_when_only_the_first_of_two_parts_was_rolled_back(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        with pytest.raises(ZeroDivisionError):
            queue_and_fail()
        queue()

    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_mail_calls_for_a_worker_only_when_no_call_waits(settings):
    settings.TASKS = {"default": {"BACKEND": "trust.queue.backends.DatabaseQueue", "QUEUES": ["default"]}}
    calls = DBTaskResult.objects.order_by("enqueued_at", "pk")

    for _each in range(3):
        with transaction.atomic():
            queue()
    assert calls.count() == 1, "whoever answers it finds all three"

    claim_task(worker_id="one")  # it may have looked before the next mail was there
    with transaction.atomic():
        queue()
    assert [call.status for call in calls] == ["RUNNING", "READY"]


def test_queue_that_is_away_does_not_undo_the_deed(django_capture_on_commit_callbacks, monkeypatch):
    asked = []

    def away():
        asked.append(1)
        raise ConnectionError

    monkeypatch.setattr(
        "trust.outbox.waking.send_due_mail",
        type("Task", (), {"enqueue": staticmethod(away), "module_path": "tests.away"}),
    )

    with django_capture_on_commit_callbacks(execute=True):
        queue()

    assert asked
    assert OutboundEmail.objects.get().state == MailState.QUEUED


def test_active_members_of_a_group_each_get_a_link_and_a_number_and_nothing_else(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    group = Group.objects.get(name="Kringen")
    an, jo = (UserFactory(email=f"{name}@example.org") for name in ("an", "jo"))
    for user in (an, jo, UserFactory(is_active=False), UserFactory(email="")):
        user.groups.add(group)
    UserFactory()

    mails = queue_staff_email(
        purpose="tests.staff", group="Kringen", template=STAFF, url="/admin/x/", count=4, about=an
    )

    assert [mail.recipient for mail in mails] == ["an@example.org", "jo@example.org"]
    assert all("<https://www.example.org/admin/x/>" in mail.text for mail in mails)
    assert all("4" in mail.subject for mail in mails)


def test_staff_are_told_once_for_one_key():
    group = Group.objects.get(name="Kringen")
    for _number in range(2):
        UserFactory().groups.add(group)

    first, second = (
        queue_staff_email(purpose="tests.staff", group="Kringen", template=STAFF, url="/admin/", once_key="day:1")
        for _time in range(2)
    )

    assert first == second
    assert OutboundEmail.objects.count() == 2
