"""Erasing somebody from the podcast: their episodes go down, and what made them known goes, from drafts of before too."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Revision

from podcast.enums import ROLES_THAT_AGREE, ConsentEnd
from podcast.models import AudioFile, EpisodePage, GuestConsent, Person
from podcast.services import remove_sound, take_back, take_down

EMPTY = {"name": "–", "public_name": "–", "email": "", "url": "", "portrait": None}


@transaction.atomic
def erase_people(rows: QuerySet) -> int:
    """Of a guest, the episodes are taken down, with their words and sound erased: the voice is the person. Of somebody else, the name goes.

    The row stays without anything that says who it was, so that the register still proves that there was consent.
    """
    found = list(rows.exclude(name="–"))
    for person in found:
        for public_id in list(person.consents.filter(withdrawn_at=None).values_list("public_id", flat=True)):
            take_back(public_id=public_id, reason=ConsentEnd.ERASED)
        GuestConsent.objects.filter(person=person).update(signed_by="")
        heard_in = EpisodePage.objects.filter(people__person=person, people__role__in=ROLES_THAT_AGREE)
        agreed_for = EpisodePage.objects.filter(consents__person=person)
        for episode_id in sorted({*heard_in.values_list("pk", flat=True), *agreed_for.values_list("pk", flat=True)}):
            _silence(episode_id)
        portrait = person.portrait
        for name, value in EMPTY.items():
            setattr(person, name, value)
        person.save(update_fields=list(EMPTY))
        if portrait is not None and not Person.objects.filter(portrait=portrait).exists():
            portrait.delete()
    return len(found)


def _silence(episode_id: int) -> None:
    """Take the episode down; its transcript, chapters and sound go, from its revisions too."""
    take_down(episode_id=episode_id, reason=ConsentEnd.ERASED)
    episode = EpisodePage.objects.get(pk=episode_id)
    sounds = {episode.audio_id}
    episode.chapters.all().delete()
    episode.audio, episode.transcript, episode.summary, episode.search_description, episode.body = None, "", "", "", []
    episode.save()
    for revision in Revision.objects.for_instance(episode):
        sounds.add(revision.content.get("audio"))
        revision.content |= {"transcript": "", "audio": None, "chapters": [], "body": "[]"}
        revision.content |= {"summary": "", "search_description": ""}
        revision.save(update_fields=["content"])
    for audio in AudioFile.objects.filter(pk__in=sounds - {None}, episodes=None):
        remove_sound(audio=audio)
