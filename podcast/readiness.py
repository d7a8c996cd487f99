"""What an episode still lacks before anybody may hear it (spec E4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from podcast.artwork import artwork_problems
from podcast.enums import ROLES_THAT_AGREE
from podcast.models import GuestConsent, Person, PodcastPage


def what_is_missing(episode: Any) -> list[str]:
    """Sentences for editors; none when `episode` (saved or being edited) may be published. Guests are named as the register names them."""
    missing = []
    if episode.audio_id is None:
        missing.append(_("There is no sound."))
    if not episode.transcript:
        missing += _promise(episode.transcript_due_on)
    missing += _artwork(episode)
    return missing + _consents(episode)


def _promise(due_on: date | None) -> list[str]:
    if due_on is None:
        return [_("There is no transcript, and no date on which it follows.")]
    return (
        [_("There is no transcript, and the date on which it was to follow has passed.")]
        if due_on < localdate()
        else []
    )


def _artwork(episode: Any) -> list[str]:
    picture = episode.artwork
    if picture is None:
        show = PodcastPage.objects.parent_of(episode).select_related("artwork").first()
        picture = show.artwork if show else None
    if picture is None:
        return [_("There is no artwork, neither of the episode nor of the podcast.")]
    return artwork_problems(picture)


def _consents(episode: Any) -> list[str]:
    """Of every guest, and of everybody else whose agreement was asked for this episode."""
    roles: dict[int, set[str]] = {}
    for part in episode.people.all():
        roles.setdefault(part.person_id, set()).add(part.role)
    people = Person.objects.in_bulk(list(roles))
    asked: dict[int, GuestConsent | None] = {}
    if episode.pk:
        for consent in GuestConsent.objects.filter(episode=episode.pk).order_by("noted_at", "pk"):
            asked[consent.person_id] = consent if consent.stands() else asked.get(consent.person_id)
    said = (
        _about(people[pk], asked.get(pk))
        for pk in roles
        if pk in people and (roles[pk] & ROLES_THAT_AGREE or pk in asked)
    )
    return [sentence for sentence in said if sentence]


def _about(person: Person, consent: GuestConsent | None) -> str:
    named = {"person": person.name}
    if consent is None:
        return _("%(person)s has not agreed to this episode, or no longer does.") % named
    if not consent.voice:
        return _("%(person)s did not agree that the voice is heard.") % named
    if not consent.transcript:
        return _("%(person)s did not agree that the words are read.") % named
    if person.is_minor and not consent.signed_as_guardian:
        return _("%(person)s is younger than 18: a parent or guardian must sign.") % named
    return ""
