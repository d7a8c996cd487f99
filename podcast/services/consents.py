"""The register of consent: noted, taken back, ended. What stands in it is never changed; a change is a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from cms.services.locks import lock_page
from podcast.emails import mail_noted, tell_taken_down
from podcast.enums import ConsentEnd
from podcast.models import EpisodePage, GuestConsent, Person, TakeDown
from podcast.services.take_downs import take_down
from podcast.terms import CONSENT
from trust.audit.services import record
from trust.privacy.enums import Channel
from trust.privacy.services.consent import give_consent, withdraw_consent

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

CHANNELS = {ConsentEnd.PERSON: Channel.LINK}


@dataclass(frozen=True)
class ConsentTerms:
    """What was signed, by whom and until when."""

    signed_by: str
    signed_on: date
    signed_as_guardian: bool = False
    ends_at: datetime | None = None
    voice: bool = False
    transcript: bool = False
    name: bool = False
    picture: bool = False


@transaction.atomic
def note_consent(
    *, person: Person, episode: EpisodePage, terms: ConsentTerms, by: AbstractBaseUser | None
) -> GuestConsent:
    """Write what `person`, or their guardian, signed for `episode`; what stood before is replaced. The person gets a mail with their link.

    An episode that is up and of which this says that the voice or the words may no longer be used is taken down.
    """
    lock_page(episode.pk)
    for known in GuestConsent.objects.select_for_update(of=("self",)).filter(
        person=person, episode=episode, withdrawn_at=None
    ):
        _end(known, ConsentEnd.REPLACED)
    account: Any = by if by is not None and by.is_authenticated else None
    consent = GuestConsent.objects.create(person=person, episode=episode, noted_by=account, **vars(terms))
    give_consent(purpose=CONSENT, about=consent, channel=Channel.PAPER, noted_by=by)
    record(verb="podcast.consent-noted", about=consent, by=by, details={"scopes": _scopes(consent)})
    if not (consent.voice and consent.transcript):
        take_down(episode_id=episode.pk, reason=ConsentEnd.REPLACED)
    mail_noted(consent)
    return consent


@transaction.atomic
def take_back(*, public_id: UUID, reason: ConsentEnd, by: AbstractBaseUser | None = None) -> GuestConsent:
    """End the consent and take the episode down, in one transaction. A repeat is harmless: it says what stands.

    `reason`: by the person's link, by staff for the person, or by its date.
    """
    found = GuestConsent.objects.get(public_id=public_id)
    if found.episode_id is None:  # it ended with its episode
        return found
    # The episode first, as publishing locks it.
    lock_page(found.episode_id)
    consent = GuestConsent.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if consent.withdrawn_at is not None:
        return consent
    _end(consent, reason)
    record(verb=f"podcast.consent-ended-by-{reason}", about=consent, by=by, by_person=reason == ConsentEnd.PERSON)
    take_down(episode_id=found.episode_id, reason=reason)
    return consent


@transaction.atomic
def end_with_episode(*, episode: EpisodePage) -> None:
    """`episode` is being deleted: what stood for it ends, every line about it keeps its title; of one that was up, staff hear what apps may hold."""
    lines = GuestConsent.objects.filter(episode=episode)
    for consent in lines.filter(withdrawn_at=None).select_for_update(of=("self",)).order_by("pk"):
        _end(consent, ConsentEnd.DELETED)
        record(verb="podcast.consent-ended-by-deleted", about=consent)
    for rows in (lines, TakeDown.objects.filter(episode=episode)):
        rows.update(episode_title=episode.title)
    if episode.live:
        # Without the episode: its row is on its way out.
        tell_taken_down(TakeDown.objects.create(reason=ConsentEnd.DELETED, episode_title=episode.title))


def end_consents() -> int:
    """End what reached its last moment; each in a transaction of its own. Returns how many. Safe to start twice."""
    due = GuestConsent.objects.filter(withdrawn_at=None, ends_at__lte=now()).order_by("ends_at", "pk")
    ended = 0
    for public_id in list(due.values_list("public_id", flat=True)):
        take_back(public_id=public_id, reason=ConsentEnd.DATE)
        ended += 1
    return ended


def _end(consent: GuestConsent, reason: ConsentEnd) -> None:
    consent.withdrawn_at, consent.end_reason = now(), reason
    consent.save(update_fields=["withdrawn_at", "end_reason"])
    withdraw_consent(purpose=CONSENT, about=consent, channel=CHANNELS.get(reason, Channel.PAPER))


def _scopes(consent: GuestConsent) -> list[str]:
    return [scope for scope in ("voice", "transcript", "name", "picture") if getattr(consent, scope)]
