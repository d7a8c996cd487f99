"""How the personal data in this room is found, exported, erased and how long it is kept."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from trust.outbox.emails import readable
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.outbox.services import wipe_texts
from trust.outbox.services.queueing import KEPT
from trust.registry import Ground, PersonalData, Retention, register

PURPOSE = _("to send you what you asked for, and to know whether it arrived")


def erase_mails(mails: QuerySet) -> int:
    """Nothing more is sent to this person, and nothing of what was sent is left."""
    return wipe_texts(rows=list(mails.values_list("pk", flat=True)))


def export_mail(mail: OutboundEmail) -> dict:
    """What we wrote to somebody; links that open a page stay out."""
    return {
        "aan": mail.recipient,
        "onderwerp": mail.subject,
        "tekst": "" if mail.sealed else readable(mail.text, sealed=False),
        "toestand": mail.get_state_display(),
        "verstuurd": localtime(mail.sent_at).isoformat() if mail.sent_at else None,
        "wordt gewist": localtime(mail.keep_until).isoformat(),
    }


def attachments_to(email: str) -> QuerySet:
    """The attachments of the mails to somebody."""
    return EmailAttachment.objects.filter(email__in=OutboundEmail.objects.to_person(email)).order_by("pk")


register(
    PersonalData(
        model="trust.OutboundEmail",
        label=_("mails that we sent"),
        fields=["from_email", "reply_to", "recipient", "subject", "text", "html", "headers", "provider_id"],
        purpose=PURPOSE,
        ground=Ground.LEGITIMATE_INTEREST,
        find=lambda email: OutboundEmail.objects.to_person(email),
        export=export_mail,
        erase=erase_mails,
        retention=[
            Retention(
                name="text",
                after=KEPT,
                due=lambda moment: OutboundEmail.objects.to_wipe(moment),
                fields=["from_email", "reply_to", "recipient", "subject", "text", "html", "headers", "provider_id"],
                wipe=lambda rows: wipe_texts(rows=rows),
            )
        ],
        ledger_key=lambda mail: str(mail.public_id),
    )
)

register(
    PersonalData(
        model="trust.EmailAttachment",
        label=_("attachments of mails that we sent"),
        fields=["filename", "content"],
        purpose=PURPOSE,
        ground=Ground.LEGITIMATE_INTEREST,
        find=attachments_to,
        export=lambda part: {"bestand": part.filename, "soort": part.content_type},
        erase=lambda parts: parts.delete()[0],
    )
)
