"""People of the podcast are found by their address, shown what we have, and erased with their voice."""

import pytest
from wagtail.models import Revision

from podcast.models import AudioFile, EpisodePage, GuestConsent, Person
from tests.factories import EpisodePageFactory, ImageFactory
from tests.factories.podcast import EpisodePersonFactory, GuestConsentFactory, PersonFactory
from trust.privacy.enums import ErasureReason
from trust.privacy.export import export_row
from trust.privacy.services.erasure import erase_person
from trust.registry import registered

pytestmark = pytest.mark.django_db
WORDS = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Noor>Mijn geheim</v>\n"


@pytest.fixture
def guest(home):
    return PersonFactory(name="Noor Peeters", email="noor@example.org", portrait=ImageFactory())


@pytest.fixture
def episode(guest):
    episode = EpisodePageFactory(draft=True, transcript=WORDS)
    EpisodePersonFactory(page=episode, person=guest)
    GuestConsentFactory(episode=episode, person=guest)
    EpisodePage.objects.get(pk=episode.pk).save_revision().publish()
    return EpisodePage.objects.get(pk=episode.pk)


def test_export_tells_who_and_what_was_agreed_to(episode):
    told = str([export_row(entry, row) for entry in registered() for row in entry.find("noor@example.org")])

    for words in ("Noor Peeters", episode.title, "toestemming voor"):
        assert words in told


def test_erasure_takes_down_and_leaves_neither_voice_nor_words_nor_name(client, episode, guest):
    file = episode.audio.file
    portrait = guest.portrait_id

    erase_person(email="noor@example.org", reason=ErasureReason.REQUEST)

    episode = EpisodePage.objects.get(pk=episode.pk)
    assert client.get(episode.url).status_code == 404
    assert (episode.live, episode.transcript, episode.audio) == (False, "", None)
    assert not any("geheim" in str(revision.content) for revision in Revision.objects.for_instance(episode))
    assert not AudioFile.objects.exists()
    person = Person.objects.get()
    assert (person.name, person.email, person.portrait) == ("–", "", None)
    assert not type(episode)._meta.get_field("artwork").related_model.objects.filter(pk=portrait).exists()
    consent = GuestConsent.objects.get()
    assert (consent.signed_by, consent.end_reason) == ("", "erased")
    assert file.name
    assert erase_person(email="noor@example.org", reason=ErasureReason.REQUEST).rows == {}


def test_somebody_elses_episode_stays(episode):
    other = EpisodePageFactory()

    erase_person(email="noor@example.org", reason=ErasureReason.REQUEST)

    assert EpisodePage.objects.audible().get() == other
