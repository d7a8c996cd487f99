"""Consent, given and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import now

from trust.about import reference_to
from trust.audit.services import record
from trust.privacy.consents import ConsentPurpose, consent_purpose
from trust.privacy.enums import Channel
from trust.privacy.errors import WordsChanged
from trust.privacy.models import Consent, ConsentText

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


LANGUAGE = "nl"


@transaction.atomic
def give_consent(*, purpose: str, about: Model, channel: Channel, noted_by: AbstractBaseUser | None = None) -> Consent:
    """Write that the person of `about` agrees to the newest text of `purpose`. A repeat returns the standing one.

    Raises `LookupError` for an unknown purpose, `WordsChanged` when the code changed the words of a version that people agreed to already.
    """
    text = _text_of(consent_purpose(purpose))
    _lock(about)
    standing = Consent.objects.about(about).standing().filter(text=text).first()
    if standing:
        return standing
    account: Any = noted_by
    consent = Consent.objects.create(text=text, channel=channel, noted_by=account, **reference_to(about))
    record(
        verb="privacy.consent-given",
        about=about,
        by=noted_by,
        by_person=True,
        details={"purpose": purpose, "version": text.version, "channel": str(channel)},
    )
    return consent


@transaction.atomic
def withdraw_consent(*, purpose: str, about: Model, channel: Channel) -> int:
    """Take back what stands. Returns how many; a repeat finds none. What follows from it is the owner's to do in the same transaction."""
    _lock(about)
    standing = Consent.objects.about(about).standing().for_purpose(purpose)
    count = standing.update(withdrawn_at=now(), withdrawn_by=channel)
    if count:
        record(
            verb="privacy.consent-withdrawn",
            about=about,
            by_person=True,
            details={"purpose": purpose, "channel": str(channel), "count": count},
        )
    return count


def has_consent(*, purpose: str, about: Model) -> bool:
    """Whether it stands now, to whichever version of the words."""
    return Consent.objects.about(about).standing().for_purpose(purpose).exists()


def _text_of(purpose: ConsentPurpose) -> ConsentText:
    """The row of the newest words; written from code at first use."""
    text, _made = ConsentText.objects.get_or_create(
        purpose=purpose.name, version=purpose.version, language=LANGUAGE, defaults={"text": purpose.text}
    )
    if text.text != purpose.text:
        raise WordsChanged(f"{purpose.name} {purpose.version}")
    return text


def _lock(about: Model) -> None:
    """One consent at a time for one record."""
    list(type(about)._base_manager.select_for_update().filter(pk=about.pk).values_list("pk"))
