"""How sign-ups and what hangs on them are found, exported, erased and how long they are kept; the link of a sign-up."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from circles.matching.words import slot_name
from circles.models import Apart, CallAttempt, CircleMember, MeetingAnswer, SignUp, Volunteer
from circles.services.erasing import erase_sign_ups, wipe_sign_ups
from circles.terms import KEEP, STATUS
from circles.words import WISHES
from trust.keys import normal_email
from trust.links.purposes import LinkPurpose, register_purpose, while_kept
from trust.registry import Ground, PersonalData, Retention, declare_impersonal, register

PURPOSE = _(
    "To phone you and to find with you what you ask: a circle, a group, somebody who stands by you, or something to do for others."
)


def sign_ups_of(email: str) -> QuerySet:
    return SignUp.objects.filter(email__iexact=normal_email(email)).exclude(email="").order_by("pk")


def export_sign_up(sign_up: SignUp) -> dict:
    return {
        "vraag": str(sign_up.wish),
        "stand": sign_up.get_state_display(),
        "naam": sign_up.name,
        "e-mailadres": sign_up.email,
        "telefoon": sign_up.phone,
        "organisatie": sign_up.organisation,
        "gemeente": sign_up.municipality.name if sign_up.municipality else "",
        "wanneer bellen": sign_up.get_call_moment_display(),
        "opmerking": sign_up.remark,
        "kan samenkomen": [slot_name(slot) for slot in sign_up.slots],
        "doet graag": [str(WISHES[wish]) for wish in sign_up.wishes if wish in WISHES],
        "leeftijd": sign_up.get_age_band_display() if sign_up.age_band else "",
        "nota van Lus": sign_up.notes,
        "gevraagd": localtime(sign_up.signed_at).isoformat(),
        "gewist op": sign_up.delete_on.isoformat(),
    }


def _due(now: datetime) -> QuerySet:
    return SignUp.objects.all().past_term(localdate(now))


register(
    PersonalData(
        model="circles.SignUp",
        label=_("sign-ups"),
        fields=[
            "name",
            "email",
            "phone",
            "organisation",
            "municipality",
            "remark",
            "notes",
            "age_band",
            "slots",
            "wishes",
        ],
        purpose=PURPOSE,
        ground=Ground.LEGITIMATE_INTEREST,
        find=sign_ups_of,
        erase=erase_sign_ups,
        export=export_sign_up,
        related=["municipality"],
        retention=[Retention(name="term of the form", after=KEEP, due=_due, wipe=wipe_sign_ups)],
        ledger_key=lambda sign_up: str(sign_up.public_id),
    )
)


def _hangs_on(model, label, fields, *, by: str = "sign_up", related=(), export=None) -> None:
    """What is erased, kept and exported with the sign-up that it hangs on."""
    register(
        PersonalData(
            model=f"circles.{model.__name__}",
            label=label,
            fields=fields,
            purpose=PURPOSE,
            ground=Ground.LEGITIMATE_INTEREST,
            find=lambda email: model.objects.filter(**{f"{by}__in": sign_ups_of(email).values("pk")}).order_by("pk"),
            erase=lambda rows: rows.delete()[0],
            export=export,
            related=related,
        )
    )


_hangs_on(
    CallAttempt,
    _("calls"),
    ["note", "by"],
    by="call__sign_up",
    export=lambda row: {
        "wanneer": localtime(row.at).isoformat(),
        "wat": row.get_outcome_display(),
        "nota": row.note,
    },
)
_hangs_on(
    Volunteer,
    _("volunteers"),
    ["informed_on", "record_seen_on", "record_seen_by"],
    export=lambda row: {
        "stand": row.get_state_display(),
        "infomoment": row.informed_on.isoformat() if row.informed_on else "",
        "uittreksel gezien": row.record_seen_on.isoformat() if row.record_seen_on else "",
    },
)
_hangs_on(
    CircleMember,
    _("places in groups"),
    ["sign_up"],
    related=["circle"],
    export=lambda row: {
        "groep": str(row.circle),
        "sinds": localtime(row.joined_at).isoformat(),
        "tot": localtime(row.left_at).isoformat() if row.left_at else "",
    },
)
_hangs_on(
    MeetingAnswer,
    _("answers about moments to meet"),
    ["sign_up"],
    related=["meeting"],
    export=lambda row: {"moment": localtime(row.meeting.starts_at).isoformat(), "antwoord": row.get_answer_display()},
)
register(
    PersonalData(
        model="circles.Apart",
        label=_("agreements about groups"),
        fields=["one", "other"],
        purpose=PURPOSE,
        ground=Ground.LEGITIMATE_INTEREST,
        find=lambda email: Apart.objects.filter(
            Q(one__in=sign_ups_of(email).values("pk")) | Q(other__in=sign_ups_of(email).values("pk"))
        ).order_by("pk"),
        erase=lambda rows: rows.delete()[0],
        # With whom, or who asked it, would tell of somebody else.
        export=lambda row: {
            "afspraak": str(
                _(
                    "There is an agreement about who is in a group with you. More we do not say, to protect somebody else."
                )
            )
        },
    )
)
declare_impersonal("circles.Call", because="a day; whom we phone goes with the sign-up")
declare_impersonal("circles.Region", because="a list of municipalities, and which of our own staff coordinates there")
declare_impersonal("circles.RegionPlace", because="a municipality of a region")
declare_impersonal("circles.Circle", because="a group; who is in it goes with their sign-ups")
declare_impersonal("circles.Meeting", because="a moment and a place to meet")
declare_impersonal("circles.MapSnapshot", because="the numbers that everybody sees (docs/adr/0028)")
declare_impersonal(
    "circles.ProposalRun", because="that staff asked for groups; its ids open nothing once their people are gone"
)
declare_impersonal("circles.CircleTally", because="numbers by quarter and province")

register_purpose(
    LinkPurpose(
        name=STATUS,
        url_name="circles-mine",
        api_url_name="api-3:circles-sign-up",
        label=_("see or take back what you asked us"),
        lifetime=while_kept,
        email_of=lambda sign_up: sign_up.email,
        records_of=sign_ups_of,
    )
)
