"""What a demo episode has beside its page: sound, transcript, chapters, people, and their (invented) consents."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from home.demo.beside import made
from home.demo.library import Library
from home.demo.shape import Talk, Voice
from home.demo.sound import length_of, spoken
from podcast.cues import Cue, as_vtt
from podcast.enums import PersonRole
from podcast.models import AudioFile, Chapter, DailyPlays, EpisodePage, EpisodePerson, GuestConsent, Person
from podcast.services import listen_again
from podcast.terms import CONSENT
from trust.privacy.enums import Channel
from trust.privacy.services.consent import give_consent

A_WORD, A_PAUSE, BEGIN = 320, 550, 400  # milliseconds
PREFIX = "Voorbeeld: "


def give_voice(*, episode: EpisodePage, talk: Talk, library: Library) -> None:
    """Everything that `episode` needs to be heard. Its page is saved by whoever calls."""
    cues = _cues(talk)
    episode.audio = _sound(episode.slug, talk)
    episode.transcript = as_vtt(cues)
    people = {voice.name: _person(voice, library) for voice in talk.voices}
    episode.people = [EpisodePerson(person=people[voice.name], role=voice.role) for voice in talk.voices]
    episode.chapters = [
        Chapter(starts_ms=cues[place].start_ms if place else 0, title=title) for place, title in talk.chapters
    ]
    for voice in talk.voices:
        if voice.role == PersonRole.GUEST:
            _agree(episode, people[voice.name], voice)
    _count_plays(episode)


def _cues(talk: Talk) -> list[Cue]:
    cues, at = [], BEGIN
    for who, words in talk.lines:
        end = at + A_WORD * len(words.split())
        cues.append(Cue(at, end, who, words))
        at = end + A_PAUSE
    return cues


def to_speak(slug: str, talk: Talk) -> tuple[Any, ...]:
    """What makes the sound of that episode: a function, and what it is given."""
    cues, pitches = _cues(talk), {voice.name: voice.pitch for voice in talk.voices}
    parts = tuple((cue.start_ms, cue.end_ms, pitches[cue.speaker]) for cue in cues)
    return spoken, parts, cues[-1].end_ms + A_PAUSE, slug


def _sound(slug: str, talk: Talk) -> AudioFile:
    title = f"{PREFIX}{slug}"
    if found := AudioFile.objects.filter(title=title).first():
        return found
    sound = made(*to_speak(slug, talk))
    audio = AudioFile.objects.create(
        title=title,
        file=ContentFile(sound, name=f"{slug}.mp3"),
        media_type="audio/mpeg",
        size=len(sound),
        duration_ms=length_of(sound),
        sha256=hashlib.sha256(sound).hexdigest(),
    )
    listen_again(audio_id=audio.pk)
    return audio


def _person(voice: Voice, library: Library) -> Person:
    person, _made = Person.objects.get_or_create(
        name=f"{voice.name} Voorbeeld",
        defaults={
            "public_name": voice.name,
            "email": "" if voice.role == PersonRole.HOST else "gast@example.org",
            "is_minor": voice.minor,
            "portrait_id": library.image(voice.portrait) if voice.portrait else None,
        },
    )
    return person


def _agree(episode: EpisodePage, person: Person, voice: Voice) -> None:
    if GuestConsent.objects.filter(episode=episode, person=person).exists():
        return
    consent = GuestConsent.objects.create(
        episode=episode,
        person=person,
        voice=True,
        transcript=True,
        name=True,
        picture=bool(voice.portrait),
        signed_by=f"Ouder van {person.name}" if voice.minor else person.name,
        signed_as_guardian=voice.minor,
        signed_on=min(episode.published_on, date(2026, 1, 5)),
    )
    give_consent(purpose=CONSENT, about=consent, channel=Channel.PAPER)


def _count_plays(episode: EpisodePage) -> None:
    """Four weeks of listeners, fewer to what is older and more on Wednesdays."""
    if episode.plays.exists():
        return
    today = localdate()
    weekly = max(2, 40 - (today - episode.published_on).days // 10)
    days = [today - timedelta(days=ago) for ago in range(1, 29)]
    DailyPlays.objects.bulk_create(
        DailyPlays(
            episode=episode, day=day, count=weekly // 7 + (day.day * 7 + episode.pk) % 4 + 3 * (day.weekday() == 2)
        )
        for day in days
    )
