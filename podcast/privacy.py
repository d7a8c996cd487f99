"""People in the podcast: how they are found, exported and erased, what is kept of them, and what they agree to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from podcast.enums import PersonRole
from podcast.erasure import erase_people
from podcast.models import AudioFile, EpisodePerson, GuestConsent, Person, PodcastPage, TakeDown
from podcast.terms import KEEP_ENDED, LINK, LINK_LIFETIME
from trust.audit.words import register_deeds
from trust.keys import normal_email
from trust.links.purposes import LinkPurpose, register_purpose
from trust.registry import Ground, PersonalData, Retention, register
from trust.words import register_words

PURPOSE = _("To publish a story of somebody who agreed to it.")


def people_with(email: str) -> QuerySet:
    return Person.objects.filter(email__iexact=normal_email(email)).exclude(email="").order_by("pk")


def consents_of(email: str) -> QuerySet:
    return GuestConsent.objects.filter(person__in=people_with(email)).order_by("pk")


def parts_of(email: str) -> QuerySet:
    return EpisodePerson.objects.filter(person__in=people_with(email)).order_by("pk")


def export_person(person: Person) -> dict:
    return {
        "naam": person.name,
        "naam op de site": person.public_name,
        "e-mailadres": person.email,
        "jonger dan 18": person.is_minor,
        "website": person.url,
        "foto": bool(person.portrait_id),
    }


def export_part(part: EpisodePerson) -> dict:
    return {"aflevering": part.page.title, "rol": str(PersonRole(part.role).label)}


def export_consent(consent: GuestConsent) -> dict:
    return {
        "aflevering": consent.episode_words,
        "toestemming voor": consent.scopes(),
        "getekend door": consent.signed_by,
        "als ouder of voogd": consent.signed_as_guardian,
        "getekend op": consent.signed_on.isoformat(),
        "geldt tot": localtime(consent.ends_at).isoformat(timespec="minutes") if consent.ends_at else None,
        "gestopt op": localtime(consent.withdrawn_at).isoformat(timespec="minutes") if consent.withdrawn_at else None,
    }


@transaction.atomic
def erase_consents(rows: QuerySet) -> int:
    """What is left after `erase_people`: who signed. That a consent stood, and when it ended, stays as proof."""
    return rows.exclude(signed_by="").update(signed_by="")


def ended_long_ago(moment: datetime) -> QuerySet:
    return GuestConsent.objects.filter(withdrawn_at__lt=moment - KEEP_ENDED).order_by("pk")


register(
    PersonalData(
        model="podcast.Person",
        label=_("people in the podcast"),
        fields=["name", "public_name", "email", "is_minor", "portrait", "url"],
        purpose=PURPOSE,
        ground=Ground.CONSENT,
        find=people_with,
        erase=erase_people,
        export=export_person,
        ledger_key=lambda person: str(person.public_id),
    )
)
register(
    PersonalData(
        model="podcast.EpisodePerson",
        label=_("parts in episodes"),
        fields=["person"],
        purpose=PURPOSE,
        ground=Ground.CONSENT,
        find=parts_of,
        erase=lambda rows: 0,  # whose part it is goes with the person
        export=export_part,
    )
)
register(
    PersonalData(
        model="podcast.GuestConsent",
        label=_("consents of podcast guests"),
        fields=["person", "signed_by", "signed_on", "noted_by"],
        purpose=_("To prove what somebody agreed to, and until when."),
        ground=Ground.LEGAL_DUTY,
        find=consents_of,
        erase=erase_consents,
        export=export_consent,
        retention=[Retention(name="ended", after=KEEP_ENDED, due=ended_long_ago)],
        ledger_key=lambda consent: str(consent.public_id),
    )
)


def _by_staff(model: type, label: Any, account: str) -> None:
    """Which member of staff did something: forgotten with their account."""
    register(
        PersonalData(
            model=model._meta.label,
            label=label,
            fields=[account],
            purpose=_("To know who to ask about it."),
            ground=Ground.LEGITIMATE_INTEREST,
            find=lambda email: model._base_manager.filter(**{f"{account}__email__iexact": email}).order_by("pk"),
            erase=lambda rows: rows.update(**{account: None}),
            own=False,
        )
    )


_by_staff(AudioFile, _("sounds by who uploaded them"), "uploaded_by")
_by_staff(TakeDown, _("episodes taken away by who looked after them"), "settled_by")

register(
    PersonalData(
        model="podcast.PodcastPage",
        label=_("Podcasts by host"),
        # A name on a public page has no address to find it by; editors take it off when its person asks (docs/redactie/privacy.md).
        fields=["hosts", "owner_email"],
        purpose=PURPOSE,
        ground=Ground.CONSENT,
        find=lambda email: PodcastPage.objects.filter(owner_email__iexact=email).order_by("pk"),
        erase=lambda rows: rows.update(owner_email=""),
        own=False,
    )
)

register_purpose(
    LinkPurpose(
        name=LINK,
        url_name="podcast-consent",
        label=_("what you agreed to for our podcast"),
        lifetime=LINK_LIFETIME,
        email_of=lambda consent: consent.person.email,
        records_of=lambda email: consents_of(email).filter(withdrawn_at=None).order_by("-noted_at", "-pk"),
    )
)
register_deeds(
    {
        "podcast.consent-noted": _("Consent of a guest noted"),
        "podcast.consent-ended-by-person": _("Consent taken back by the guest"),
        "podcast.consent-ended-by-staff": _("Consent taken back, noted by staff"),
        "podcast.consent-ended-by-date": _("Consent reached its last day"),
        "podcast.consent-ended-by-deleted": _("Consent ended because the episode was deleted"),
        "podcast.consent-ended-by-erased": _("Consent ended because the guest was erased"),
        "podcast.held-back": _("Planned episode not published"),
        "podcast.sound-kept": _("Sound uploaded"),
        "podcast.take-down-settled": _("Episode in apps looked after"),
        "podcast.taken-down": _("Episode taken away"),
    }
)
register_words(
    "mail",
    {
        "podcast.consent-noted": _("Podcast: what a guest agreed to"),
        "podcast.held-back": _("Podcast: episode not published"),
        "podcast.taken-down": _("Podcast: episode taken away"),
    },
)
register_words("screen", {"podcast.consents": _("Consents of guests")})
register_words("job", {"end_consents": _("End consents that reached their last day")})
register_words("rule", {"ended": _("Some time after the consent ended")})
