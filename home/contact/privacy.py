"""How messages are found, exported, erased and how long they are kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from home.contact.forms import KEEP, NOTICE
from home.contact.models import ContactMessage
from trust.keys import normal_email
from trust.links.services import revoke_links
from trust.outbox.services import cancel_emails_about
from trust.registry import PersonalData, Retention, register


def messages_of(email: str) -> QuerySet:
    """What somebody wrote under this address."""
    return ContactMessage.objects.filter(email__iexact=normal_email(email)).order_by("pk")


@transaction.atomic
def erase_messages(rows: QuerySet) -> int:
    """Delete, with the mails about them that have not left yet."""
    found = list(rows)
    for message in found:
        cancel_emails_about(record=message)
        revoke_links(about=message)
    ContactMessage.objects.filter(pk__in=[message.pk for message in found]).delete()
    return len(found)


def past_term(now: datetime) -> QuerySet:
    return ContactMessage.objects.past_term(localdate(now))


def export_message(message: ContactMessage) -> dict:
    return {
        "naam": message.name,
        "e-mailadres": message.email,
        "telefoon": message.phone,
        "bericht": message.message,
        "ontvangen": message.received_at.isoformat(),
        "stand": message.get_state_display(),
        "gewist op": message.delete_on.isoformat(),
    }


register(
    PersonalData(
        model="home.ContactMessage",
        label=_("contact messages"),
        fields=["name", "email", "phone", "message", "handled_by"],
        purpose=NOTICE.purpose,
        ground=NOTICE.ground,
        find=messages_of,
        erase=erase_messages,
        export=export_message,
        retention=[Retention(name="term of the form", after=KEEP, due=past_term)],
        ledger_key=lambda message: str(message.public_id),
    )
)
