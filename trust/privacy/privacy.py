"""Personal data of this room itself: requests, consents, and the ledger; `libraries` and `published` register what stands below us."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext_lazy as _

from trust.links.purposes import LinkPurpose, register_purpose
from trust.privacy import libraries, published  # noqa: F401  (they register what libraries and the editorial kernel hold)
from trust.privacy.enums import RequestKind, RequestState
from trust.privacy.models import Consent, ErasureEntry, PrivacyRequest, RetentionLine
from trust.privacy.terms import KEEP, LINK, LINK_LIFETIME
from trust.registry import Ground, PersonalData, Retention, declare_impersonal, register, registered

CONSENT_PROOF = timedelta(days=settings.CONSENT_PROOF_DAYS)
LEDGER_TERM = timedelta(days=settings.LEDGER_DAYS)
RETENTION_LOG_TERM = timedelta(days=settings.RETENTION_LOG_DAYS)


def _requests_of(email: str) -> QuerySet:
    return PrivacyRequest.objects.filter(email__iexact=email)


def _address_of(request: Any) -> str:
    return request.email


def _forget_request(rows: QuerySet) -> int:
    rows.filter(state=RequestState.ASKED).update(state=RequestState.EXPIRED)
    return rows.update(email="")


def _never_confirmed(moment: datetime) -> QuerySet:
    return PrivacyRequest.objects.filter(state=RequestState.ASKED, asked_at__lt=moment - LINK_LIFETIME).order_by("pk")


def _fetched(moment: datetime) -> QuerySet:
    done = PrivacyRequest.objects.filter(state=RequestState.DONE, done_at__lt=moment - LINK_LIFETIME)
    return done.exclude(email="").order_by("pk")


register(
    PersonalData(
        model="trust.PrivacyRequest",
        label=_("Your requests about your data"),
        fields=["email", "kind", "asked_at"],
        purpose=_("To answer a request about your own data."),
        ground=Ground.LEGAL_DUTY,
        find=_requests_of,
        erase=_forget_request,
        export=lambda row: {
            "vraag": str(RequestKind(row.kind).label),
            "gevraagd op": localtime(row.asked_at).isoformat(timespec="minutes"),
            "toestand": str(RequestState(row.state).label),
        },
        retention=[
            Retention(
                name="term",
                after=KEEP,
                due=lambda moment: PrivacyRequest.objects.filter(delete_on__lt=localdate(moment)).order_by("pk"),
            ),
            Retention(
                name="never-confirmed",
                after=LINK_LIFETIME,
                due=_never_confirmed,
                fields=["email"],
                wipe=lambda pks: PrivacyRequest.objects.filter(pk__in=pks).update(state=RequestState.EXPIRED, email=""),
            ),
            Retention(name="answered", after=LINK_LIFETIME, due=_fetched, fields=["email"]),
        ],
    )
)

register_purpose(
    LinkPurpose(
        name=LINK,
        url_name="privacy-request",
        api_url_name="",
        label=_("your request about your data"),
        lifetime=LINK_LIFETIME,
        email_of=_address_of,
        records_of=lambda email: _requests_of(email).exclude(state=RequestState.EXPIRED).order_by("-asked_at", "-pk"),
    )
)


def _consents_of(email: str) -> QuerySet:
    """Consents hang on the record of the person; whichever records the other entries find."""
    about = Q(pk__in=[])
    for entry in registered():
        if entry.model != "trust.Consent":
            pks = [str(pk) for pk in entry.find(email).order_by().values_list("pk", flat=True)]
            app_label, model = entry.model.lower().split(".")
            if pks:
                content_type = ContentType.objects.get_by_natural_key(app_label, model)
                about |= Q(about_type=content_type, about_id__in=pks)
    return Consent.objects.filter(about)


def _export_consent(consent: Consent) -> dict:
    given = {
        "tekst": consent.text.text,
        "versie": consent.text.version,
        "gegeven op": localtime(consent.given_at).isoformat(timespec="minutes"),
        "gegeven via": consent.get_channel_display(),
    }
    if consent.withdrawn_at:
        given["ingetrokken op"] = localtime(consent.withdrawn_at).isoformat(timespec="minutes")
    return given


def _withdrawn_long_ago(moment: datetime) -> QuerySet:
    return Consent.objects.filter(withdrawn_at__lt=moment - CONSENT_PROOF).order_by("pk")


register(
    PersonalData(
        model="trust.Consent",
        label=_("What you agreed to"),
        fields=["text", "channel", "given_at", "noted_by", "withdrawn_at"],
        purpose=_("To be able to show what you agreed to, and to which words."),
        ground=Ground.LEGAL_DUTY,
        find=_consents_of,
        own=False,
        # Without its record a consent says of nobody that it was given: it stays, withdrawn, as the proof that somebody agreed.
        erase=lambda rows: rows.filter(withdrawn_at=None).update(withdrawn_at=now()),
        export=_export_consent,
        retention=[Retention(name="proof-after-withdrawal", after=CONSENT_PROOF, due=_withdrawn_long_ago)],
    )
)


register(
    PersonalData(
        model="trust.ErasureEntry",
        label=_("The ledger of erasures"),
        fields=["fingerprint", "model", "at"],
        purpose=_("To erase again what the restore of a backup brings back."),
        ground=Ground.LEGAL_DUTY,
        # A keyed hash that must outlive the erasure: finding it under an address would undo what it is for.
        find=lambda email: ErasureEntry.objects.none(),
        erase=lambda rows: 0,
        retention=[
            Retention(
                name="term",
                after=LEDGER_TERM,
                due=lambda moment: ErasureEntry.objects.filter(at__lt=moment - LEDGER_TERM).order_by("pk"),
            )
        ],
    )
)
register(
    PersonalData(
        model="trust.RetentionLine",
        label=_("The log of the nightly job"),
        fields=[],
        purpose=_("To show that data past its term is gone."),
        ground=Ground.LEGAL_DUTY,
        find=lambda email: RetentionLine.objects.none(),
        erase=lambda rows: 0,
        retention=[
            Retention(
                name="term",
                after=RETENTION_LOG_TERM,
                due=lambda moment: RetentionLine.objects.filter(at__lt=moment - RETENTION_LOG_TERM).order_by("pk"),
            )
        ],
    )
)
declare_impersonal("trust.ConsentText", because="the words that everybody reads, not who agreed to them")
