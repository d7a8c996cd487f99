"""Export and erasure on request, confirmed by mail (docs/adr/0016)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from trust.audit.services import record
from trust.keys import normal_email
from trust.links.models import PersonalLink
from trust.privacy.consents import withdrawals
from trust.privacy.emails import mail_confirmation, mail_outcome, tell_editors
from trust.privacy.enums import REQUEST_TRANSITIONS, ErasureReason, RequestKind, RequestState
from trust.privacy.errors import TransitionNotAllowed
from trust.privacy.export import as_json, export_row
from trust.privacy.models import Consent, PrivacyRequest
from trust.privacy.services.erasure import erase_person_but
from trust.privacy.terms import KEEP
from trust.registry import entry_for, registered

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

REPEAT = timedelta(hours=1)


@transaction.atomic
def ask(*, kind: RequestKind, email: str) -> PrivacyRequest:
    """Write the request and mail a link to `email`; everybody gets the same answer. A repeat within the hour returns the first."""
    email = normal_email(email)
    asked = PrivacyRequest.objects.select_for_update().filter(kind=kind, email=email, state=RequestState.ASKED)
    if known := asked.filter(asked_at__gt=now() - REPEAT).first():
        return known
    asked.update(state=RequestState.EXPIRED, email="")
    try:
        with transaction.atomic():
            request = PrivacyRequest.objects.create(kind=kind, email=email, delete_on=localdate() + KEEP)
    except IntegrityError:  # the other of two at once was first; it mails the link
        return asked.get()
    record(verb="privacy.asked", about=request, by_person=True, details={"kind": str(kind)})
    mail_confirmation(request)
    return request


@transaction.atomic
def confirm(*, request_id: UUID) -> PrivacyRequest:
    """The person used the link: an erasure is done at once (`erase_person`), an export can be fetched with the same link for seven days.

    A repeat is harmless. Raises `TransitionNotAllowed` for a request that expired.
    """
    request = PrivacyRequest.objects.select_for_update().get(public_id=request_id)
    if request.state == RequestState.DONE:
        return request
    if RequestState.CONFIRMED not in REQUEST_TRANSITIONS[request.state]:
        raise TransitionNotAllowed(request.state, RequestState.CONFIRMED)
    _move(request, RequestState.CONFIRMED, confirmed_at=now())
    if request.kind == RequestKind.ERASURE:
        _erase(request)
    else:
        _move(request, RequestState.DONE, done_at=now())
    return request


def _erase(request: PrivacyRequest) -> None:
    email = request.email
    links = PersonalLink.objects.about(request).alive(now())
    erased = erase_person_but(email=email, reason=ErasureReason.REQUEST, spared=[request, *links])
    labels = {entry.model: str(entry.label) for entry in registered()}
    request.held_back = [
        {"model": model, "label": labels[model], "reasons": reasons} for model, reasons in sorted(erased.held.items())
    ]
    request.email = ""
    _move(request, RequestState.DONE, done_at=now())
    mail_outcome(request, email=email)
    if request.held_back:
        tell_editors(request)


def _move(request: PrivacyRequest, to: RequestState, **moments: Any) -> None:
    if to not in REQUEST_TRANSITIONS[request.state]:
        raise TransitionNotAllowed(request.state, to)
    record(
        verb="privacy.request-moved",
        about=request,
        by_person=True,
        details={"kind": request.kind, "from": request.state, "to": str(to)},
    )
    request.state = to
    for name, value in moments.items():
        setattr(request, name, value)
    request.save()


def consents_to_withdraw(*, email: str) -> list[Consent]:
    """What stands of what the person of this address agreed to, and can take back by itself, the newest first."""
    entry = entry_for(Consent._meta.label)
    found = entry.find(normal_email(email)).values_list("pk", flat=True) if entry else []
    standing = Consent.objects.filter(pk__in=found, text__purpose__in=withdrawals()).standing()
    return list(standing.select_related("text").order_by("-given_at", "-pk"))


@transaction.atomic
def withdraw(*, request_id: UUID, consent_id: UUID) -> bool:
    """The person of a confirmed export takes one consent back, with what follows from it. False for one that is not theirs or stands no more."""
    request = PrivacyRequest.objects.select_for_update().get(public_id=request_id)
    if request.kind != RequestKind.EXPORT or request.state != RequestState.DONE or not request.email:
        return False
    consent = next((one for one in consents_to_withdraw(email=request.email) if one.public_id == consent_id), None)
    if consent is None or consent.about is None:
        return False
    withdrawals()[consent.text.purpose](consent.about)
    return True


@transaction.atomic
def settle(*, request_id: UUID, by: AbstractBaseUser) -> PrivacyRequest:
    """Staff did by hand what was held back (took an address off a page). A repeat is harmless."""
    request = PrivacyRequest.objects.select_for_update().get(public_id=request_id)
    if request.settled_at is None and request.state == RequestState.DONE:
        request.settled_at = now()
        request.save(update_fields=["settled_at"])
        record(verb="privacy.request-settled", about=request, by=by)
    return request


def export_person(*, email: str) -> dict[str, Any]:
    """All we have under this address, by registered model: `{"label", "purpose", "ground", "kept_until", "records": […]}`. JSON-able, and what
    the readable page shows. Logged as one access."""
    email = normal_email(email)
    kinds: dict[str, dict[str, Any]] = {}
    for entry in registered():
        model = apps.get_model(entry.model)
        pks = list(entry.find(email).order_by().values_list("pk", flat=True))
        if not pks:
            continue
        found = model._default_manager.filter(pk__in=pks).order_by("pk")
        rows = list(found.select_related(*entry.related) if entry.related else found)
        days = [day for row in rows if (day := getattr(row, "delete_on", None))]
        kinds[entry.model] = {
            "label": str(entry.label),
            "purpose": str(entry.purpose),
            "ground": str(entry.ground),
            "kept_until": as_json(max(days)) if days else None,
            "records": [export_row(entry, row) for row in rows],
        }
    counts = {model: len(kind["records"]) for model, kind in kinds.items()}
    record(verb="privacy.exported", by_person=True, details={"records": counts})
    return {"email": email, "made_at": as_json(now()), "data": kinds}
