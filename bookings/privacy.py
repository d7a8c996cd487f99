"""How registrations and those who look after dates are found, exported, erased, and how long they are kept; the personal link of who registered."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import F, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bookings.enums import ACTIVE_STATES
from bookings.models import Event, EventMessage, Registration, Series
from bookings.occurrences import moment_on
from bookings.payments import payments_of
from bookings.services.erasing import erase_registrations, wipe_batch
from bookings.terms import KEEP, KEEP_NEEDS, NOTICE, OWN_FEED, PERSONAL
from trust.days import end_of
from trust.keys import normal_email
from trust.links.purposes import LinkPurpose, register_purpose, while_kept
from trust.registry import Ground, PersonalData, Retention, declare_impersonal, register


def registrations_of(email: str) -> QuerySet:
    return (
        Registration.objects.filter(email__iexact=normal_email(email)).exclude(email="").order_by("-created_at", "-pk")
    )


def past_term(now: datetime) -> QuerySet:
    return Registration.objects.filter(delete_on__lt=localdate(now)).order_by("pk")


def needs_past_term(now: datetime) -> QuerySet:
    """Needs of dates that ended more than two weeks ago (spec B14)."""
    ended = moment_on(localdate(now) - KEEP_NEEDS, time.min)
    return Registration.objects.exclude(needs="").filter(event__ends_at__lt=ended).order_by("pk")


def export_registration(registration: Registration) -> dict:
    event = registration.event
    return {
        "datum": event.starts_at.isoformat(),
        "activiteit": event.title,
        "stand": registration.get_state_display(),
        "naam": registration.name,
        "e-mailadres": registration.email,
        "telefoon": str(registration.phone or ""),
        "mensen die meekomen": registration.companions,
        "wat nodig is": registration.needs,
        "antwoorden": [dict(pair) for pair in registration.answers],
        "nota": registration.remarks,
        "te betalen in cent": registration.amount_cents,
        "betalingen": [
            {
                "begonnen": row.made_at.isoformat(),
                "cent": row.amount_cents,
                "stand": row.get_state_display(),
                "teruggestort in cent": row.refunded_cents,
            }
            for row in (payments_of(registration).order_by("pk") if registration.price_cents else ())
        ],
        "ingeschreven": registration.created_at.isoformat(),
        "was er": registration.attended,
        "gewist op": registration.delete_on.isoformat(),
    }


def looked_after_by(model):
    def find(email: str) -> QuerySet:
        return model.objects.filter(owner__email__iexact=normal_email(email)).exclude(owner__email="").order_by("pk")

    return find


def forget_owner(rows: QuerySet) -> int:
    """The date stays, without who looked after it."""
    return rows.order_by().update(owner=None)


def messages_by(email: str) -> QuerySet:
    found = EventMessage.objects.filter(sent_by__email__iexact=normal_email(email)).exclude(sent_by__email="")
    return found.order_by("pk")


def forget_sender(rows: QuerySet) -> int:
    return rows.order_by().update(sent_by=None)


def old_messages(now: datetime) -> QuerySet:
    """What was written to people goes when they do."""
    ended = moment_on(localdate(now) - KEEP, time.min)
    return EventMessage.objects.filter(event__ends_at__lt=ended).order_by("pk")


register(
    PersonalData(
        model="bookings.Registration",
        label=_("registrations for dates"),
        fields=["name", "email", "phone", "companions", "needs", "answers", "remarks", "registered_by", "attended"],
        purpose=NOTICE.purpose,
        ground=NOTICE.ground,
        find=registrations_of,
        erase=erase_registrations,
        export=export_registration,
        retention=[
            Retention(name="needs, two weeks after the date", after=KEEP_NEEDS, due=needs_past_term, fields=["needs"]),
            Retention(name="sixty days after the date", after=KEEP, due=past_term, wipe=wipe_batch),
        ],
        ledger_key=lambda registration: str(registration.public_id),
    )
)
for model, label in ((Event, _("dates that somebody looks after")), (Series, _("series that somebody looks after"))):
    register(
        PersonalData(
            model=f"bookings.{model.__name__}",
            label=label,
            fields=["owner", "place_name", "street", "postcode", "city"],  # where it is: of a house, not of a person
            purpose=_("So that colleagues know whom to ask."),
            ground=Ground.LEGITIMATE_INTEREST,
            find=looked_after_by(model),
            erase=forget_owner,
            export=lambda row: {"titel": row.title},
            own=False,
        )
    )
register(
    PersonalData(
        model="bookings.EventMessage",
        label=_("messages about dates that somebody of staff sent"),
        fields=["text", "subject", "sent_by"],
        purpose=_("To know what people of a date were told, and by whom."),
        ground=Ground.LEGITIMATE_INTEREST,
        find=messages_by,
        erase=forget_sender,
        export=lambda row: {"onderwerp": row.subject, "verzonden": row.sent_at.isoformat()},
        retention=[Retention(name="sixty days after the date", after=KEEP, due=old_messages)],
        own=False,
    )
)
declare_impersonal("bookings.Holiday", because="a day of the year and what it is called")
register_purpose(
    LinkPurpose(
        name=OWN_FEED,
        url_name="calendar-feed-own",
        label=_("your own dates in your calendar"),
        lifetime=lambda registration: end_of(registration.delete_on),
        email_of=lambda registration: registration.email,
        records_of=lambda email: [],  # asked for on the personal page, which shows it again
    )
)
register_purpose(
    LinkPurpose(
        name=PERSONAL,
        url_name="registration-mine",
        label=_("see, change or cancel your registration"),
        lifetime=while_kept,
        email_of=lambda registration: registration.email,
        records_of=lambda email: registrations_of(email).filter(
            state__in=ACTIVE_STATES, event__ends_at__gt=F("created_at")
        ),
        api_url_name="registration",
    )
)
