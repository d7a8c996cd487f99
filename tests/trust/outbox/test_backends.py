"""What Wagtail, allauth and others send through Django's mail API goes through the outbox too, sealed: it may open an account."""

import email
from email.mime.base import MIMEBase

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import connection
from django.utils.timezone import now

from tests.factories import UserFactory
from tests.factories.outbox import OutboundEmailFactory
from trust.outbox.emails import as_message
from trust.outbox.errors import BadAddress
from trust.outbox.models import OutboundEmail
from trust.outbox.privacy import export_mail
from trust.outbox.sending import send_due

pytestmark = pytest.mark.django_db

SECRET = "https://www.example.org/wachtwoord/abc-123/"


def all_that_is_stored() -> str:
    """Every value of both tables, as a dump shows them."""
    found = []
    with connection.cursor() as cursor:
        for table in ("trust_outboundemail", "trust_emailattachment"):
            cursor.execute(f"SELECT * FROM {table}")
            found += [
                bytes(value) if isinstance(value, memoryview) else value for row in cursor.fetchall() for value in row
            ]
    return "\n".join(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in found)


def test_each_receiver_gets_a_mail_of_their_own():
    message = EmailMessage(
        "Dag", "Tekst", to=["An <an@example.org>", "jo@example.org"], cc=["jo@example.org"], bcc=["bo@example.org"]
    )

    assert message.send() == 1

    mails = OutboundEmail.objects.order_by("pk")
    assert [mail.recipient for mail in mails] == ["an@example.org", "jo@example.org", "bo@example.org"]
    assert {mail.purpose for mail in mails} == {"django.mail"}
    assert len({mail.message_id for mail in mails}) == 3


def test_text_is_unreadable_where_it_is_stored_and_whole_when_it_leaves(mail_server):
    message = EmailMultiAlternatives(
        "Nieuw wachtwoord", f"Open {SECRET}", to=["an@example.org"], reply_to=["vragen@example.org"]
    )
    message.attach_alternative(f'<a href="{SECRET}">Open</a>', "text/html")
    message.attach("codes.txt", SECRET, "text/plain")
    message.send()

    assert "wachtwoord/abc" not in all_that_is_stored()
    assert export_mail(OutboundEmail.objects.get())["tekst"] == ""
    assert send_due(worker_id="test") == 1

    (arrived,) = mail_server.taken
    assert SECRET in arrived.get_body(["plain"]).get_content()
    assert SECRET in arrived.get_body(["html"]).get_content()
    (part,) = arrived.iter_attachments()
    assert (part.get_content().strip(), part.get_filename()) == (SECRET, "codes.txt")
    assert arrived["Reply-To"] == "vragen@example.org"


def test_sealed_text_is_wiped_a_day_later():
    send_mail("Dag", "Tekst", None, ["an@example.org"])

    assert (OutboundEmail.objects.get().keep_until - now()).total_seconds() <= 24 * 3600


def test_older_key_still_opens_what_it_sealed_and_a_lost_one_fails_the_mail(settings):
    send_mail("Dag", "Tekst", None, ["an@example.org"])
    mail = OutboundEmail.objects.get()

    settings.PRIVACY_KEY, settings.PRIVACY_KEY_FALLBACKS = "n" * 50, [settings.PRIVACY_KEY]
    assert as_message(mail).body == "Tekst"

    settings.PRIVACY_KEY_FALLBACKS = []
    send_due(worker_id="test")
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_attached_parts_keep_name_and_type(mail_server):
    part = MIMEBase("text", "calendar", method="REQUEST", charset="utf-8")
    part.set_payload("QkVHSU46")
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename="a.ics")
    message = EmailMessage(
        "Dag", "Tekst", to=["an@example.org"], attachments=[part, ("é.pdf", b"%PDF\xff", "application/pdf")]
    )
    message.send()

    send_due(worker_id="test")

    calendar, pdf = mail_server.taken[0].iter_attachments()
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "REQUEST")
    assert calendar.get_payload(decode=True) == b"BEGIN:"
    assert (pdf.get_filename(), pdf.get_content()) == ("é.pdf", b"%PDF\xff")


def test_message_that_is_html_alone_gets_words_beside_it():
    message = EmailMessage("Dag", "<p>Dag <b>An</b></p>", to=["an@example.org"])
    message.content_subtype = "html"
    message.send()

    built = as_message(OutboundEmail.objects.get())
    assert built.body.strip() == "Dag An"
    assert built.alternatives[0].content == "<p>Dag <b>An</b></p>"


def test_line_end_in_a_subject_cannot_make_a_header():
    EmailMessage("Dag\nBcc: all@example.org", "Tekst", to=["an@example.org"]).send()

    message = email.message_from_bytes(as_message(OutboundEmail.objects.get()).message().as_bytes())
    assert message["Bcc"] is None
    assert message["Subject"] == "Dag Bcc: all@example.org"


def test_bad_address_is_refused_or_passed_over_when_told_so():
    with pytest.raises(BadAddress):
        send_mail("Dag", "Tekst", None, ["geen adres"])

    assert send_mail("Dag", "Tekst", None, ["geen adres"], fail_silently=True) == 0
    assert not OutboundEmail.objects.exists()


def test_wagtails_own_mail_to_staff_goes_through_the_outbox():
    from wagtail.admin.mail import send_mail as wagtail_mail

    wagtail_mail("Ter nalezing", "Een pagina wacht.", [UserFactory().email])

    assert OutboundEmail.objects.get().subject == "Ter nalezing"


def test_development_mailbox_takes_everything_and_sends_nothing(settings):
    settings.OUTBOX_BACKEND = "trust.outbox.backends.MailboxBackend"
    mail = OutboundEmailFactory()

    assert send_due(worker_id="test") == 1

    mail.refresh_from_db()
    assert mail.state == "sent"
