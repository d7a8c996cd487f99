"""Who an episode shows, and as what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Collection

from cms.services.roles import CHIEF_EDITORS, PORTRAITS
from podcast.enums import PersonRole
from podcast.models import Person
from podcast.people import people_of
from tests.factories import EpisodePageFactory, ImageFactory, user_with_role
from tests.factories.podcast import EpisodePersonFactory, GuestConsentFactory, PersonFactory
from tests.queries import exactly

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(home):
    return EpisodePageFactory()


def a_guest(episode, **fields):
    person = PersonFactory(portrait=ImageFactory(), url="https://noor.example.org/", **fields)
    EpisodePersonFactory(page=episode, person=person)
    return person


def test_guest_who_agreed_to_everything_is_shown_by_name_and_face(episode):
    person = a_guest(episode)
    GuestConsentFactory(episode=episode, person=person)

    [shown] = episode.people_shown()

    assert (shown.role, shown.name, shown.portrait, shown.url) == (
        PersonRole.GUEST, person.public_name, person.portrait, person.url
    )  # fmt: skip


def test_guest_without_consent_for_name_and_picture_gets_a_neutral_word_and_no_address(episode):
    person = a_guest(episode)
    GuestConsentFactory(episode=episode, person=person, name=False, picture=False)

    [shown] = episode.people_shown()

    assert (shown.name, shown.portrait, shown.url) == ("een gast", None, "")


def test_young_guest_is_called_so(episode):
    GuestConsentFactory(episode=episode, person=a_guest(episode, is_minor=True), name=False)

    [shown] = episode.people_shown()

    assert shown.name == "een jongere"


@pytest.mark.parametrize("gone", [{"withdrawn_at": now()}, {"ends_at": now() - timedelta(seconds=1)}])
def test_consent_that_does_not_stand_shows_nothing(episode, gone):
    GuestConsentFactory(episode=episode, person=a_guest(episode), **gone)

    [shown] = episode.people_shown()

    assert not shown.named
    assert shown.portrait is None


def test_host_is_named_without_consent_until_they_take_one_back(episode):
    host = EpisodePersonFactory(page=episode, role=PersonRole.HOST).person

    assert [shown.name for shown in episode.people_shown()] == [host.public_name]

    GuestConsentFactory(episode=episode, person=host, withdrawn_at=now())

    assert [shown.name for shown in episode.people_shown()] == ["iemand van het team"]


@pytest.mark.parametrize("many", [1, 3])
def test_queries_do_not_grow_with_people_or_episodes(home, many):
    episodes = [EpisodePageFactory() for _number in range(many)]
    for episode in episodes:
        for _number in range(many):
            GuestConsentFactory(episode=episode, person=a_guest(episode))

    with exactly(2):
        people = people_of(episodes)
    with exactly(3):
        episodes[0].people_shown()

    assert [len(people[episode.pk]) for episode in episodes] == [many] * many


def test_portrait_from_an_open_collection_is_refused(client, home):
    """Whoever knew its address could go on fetching it after a consent ended."""
    client.force_login(user_with_role(CHIEF_EDITORS))
    fields = {"name": "Noor Peeters", "public_name": "Noor", "email": "", "url": "", "portrait": ImageFactory().pk}

    refused = client.post(reverse("podcast-people:add"), fields)
    private = ImageFactory(collection=Collection.objects.get(name=PORTRAITS))
    kept = client.post(reverse("podcast-people:add"), fields | {"portrait": private.pk})

    assert PORTRAITS in str(refused.context["form"].errors["portrait"])
    assert kept.status_code == 302
    assert Person.objects.get().portrait == private
