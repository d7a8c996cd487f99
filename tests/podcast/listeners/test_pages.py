"""The pages of a show and an episode: what they say to readers, to search and to search engines."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.models import Collection

from cms.models import Card
from cms.services.roles import PORTRAITS
from home.search import search_cards
from podcast.listeners.addresses import transcript_path
from podcast.models import EpisodePage, Person
from tests.factories import EpisodePageFactory
from tests.podcast.listeners.conftest import heard_episode
from tests.queries import queries_of
from tests.reading import addresses, graph, main_words, of_type, soup, words

pytestmark = pytest.mark.django_db

API = "/api/v3/podcast"


def test_episode_can_be_heard_and_read_without_a_script(client, episode):
    page = soup(client.get(episode.url))

    assert page.select_one("audio[controls]")["src"].endswith(".mp3")
    assert page.select_one("a[download]")["href"] == page.select_one("audio")["src"]
    assert words(page.select_one(".turn")) == "Noor Luister vanaf 0:00 Een koffiepot & twee kopjes."
    assert page.select_one(".turn__time")["href"] == "#t=0"
    assert page.find(id="t=0.4").get_text() == "En dan?"
    assert page.select_one(".chapters a")["href"].endswith(".mp3#t=0.4")
    assert page.select_one('link[rel="alternate"][href$="/feed.xml"][href*="goed-omringd"]')


def test_register_name_is_nowhere_to_be_read(client, episode):
    for path in [
        episode.url,
        "/podcast/goed-omringd/",
        "/podcast/goed-omringd/feed.xml",
        f"{API}/episodes/{episode.guid}/",
        f"/api/v3/pages/{episode.pk}/",
        *(f"/podcast/goed-omringd/transcript/{episode.guid}.{kind}" for kind in ("vtt", "srt", "json")),
    ]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert "Peeters" not in response.content.decode(), path
    assert search_cards("Peeters") == []


def test_guest_who_does_not_want_to_be_named_is_called_otherwise_in_the_text(client, show):
    episode = heard_episode(show, name=False)

    page = soup(client.get(episode.url))

    assert "Noor" not in words(page.main)
    assert words(page.select_one(".turn__who strong")) == words(page.select_one(".voices__name")).lower()


def test_transcript_is_found_and_the_excerpt_names_the_moment(client, episode):
    (found,) = search_cards("koffiepot kopjes twee")

    assert found.page_id == episode.pk
    assert "0:00" in Card.objects.get(page=episode.pk).words
    assert "0:00" in main_words(client.get("/zoeken/?q=twee"))


def test_episode_without_sound_can_be_read(client, show):
    episode = EpisodePageFactory(parent=show, title="Zonder geluid")
    EpisodePage.objects.filter(pk=episode.pk).update(audio=None)

    page = soup(client.get(episode.url))

    assert page.select_one("audio") is None
    assert "Het geluid volgt snel" in words(page.main)


def test_show_leads_to_its_episodes(client, show, episode):
    page = soup(client.get("/podcast/goed-omringd/"))

    assert episode.url in addresses(page.select_one("#afleveringen").parent)


@pytest.mark.parametrize("of", ["show", "episode"])
def test_show_and_episode_lead_to_apps(client, show, episode, of):
    show.apple_url = "https://podcasts.example.org/1"
    show.save_revision().publish()

    page = soup(client.get(show.url if of == "show" else episode.url))

    links = addresses(page.select_one("#abonneer"))
    assert "https://podcasts.example.org/1" in links
    assert "antennapod-subscribe://testserver/podcast/goed-omringd/feed.xml" in links
    assert page.select_one("#feed-adres")["value"] == "http://testserver/podcast/goed-omringd/feed.xml"
    code = client.get(page.select_one("#abonneer img")["src"])
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")


def test_search_engines_learn_of_show_and_episode(client, show, episode):
    series = of_type(graph(client.get("/podcast/goed-omringd/")), "PodcastSeries")
    thing = of_type(graph(client.get(episode.url)), "PodcastEpisode")

    assert series["webFeed"] == "http://testserver/podcast/goed-omringd/feed.xml"
    assert thing["partOfSeries"]["@id"] == series["@id"]
    assert thing["partOfSeries"]["name"] == "Goed omringd"
    assert thing["associatedMedia"]["encodingFormat"] == "audio/mpeg"
    assert thing["actor"] == [{"@type": "Person", "name": "Noor"}]


# --- the API --------------------------------------------------------------------------------------------------------


def test_api_tells_of_shows(client, show):
    answer = client.get(f"{API}/shows/").json()

    assert answer["count"] == 1
    assert answer["items"][0]["id"] == str(show.feed_guid)
    assert answer["items"][0]["artwork_url"].endswith(".png")


@pytest.mark.parametrize("episodes", [1, 3])
def test_api_lists_episodes_at_a_fixed_cost(client, show, episodes):
    for number in range(episodes):
        heard_episode(show, title=f"Aflevering {number}", number=number)
    address = f"{API}/shows/goed-omringd/episodes/"

    answer = client.get(address).json()

    assert (answer["count"], len(answer["items"])) == (episodes, episodes)
    assert client.get(f"{address}?limit=1&offset=1").json()["count"] == episodes
    assert queries_of(client, address) == 4


def test_api_tells_all_of_an_episode(client, episode):
    response = client.get(f"{API}/episodes/{episode.guid}/")
    answer = response.json()

    assert answer["enclosure"]["length"] == episode.audio.size
    assert answer["transcript"][0] == {
        "start_ms": 0, "end_ms": 400, "speaker": "Noor", "text": "Een koffiepot & twee kopjes.",
    }  # fmt: skip
    assert answer["chapters"][0]["start_ms"] == 400
    assert answer["people"][0]["name"] == "Noor"
    assert client.get(answer["transcript_urls"]["text/vtt"].removeprefix("http://testserver")).status_code == 200
    again = client.get(f"{API}/episodes/{episode.guid}/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    detail = client.get(f"/api/v3/pages/{episode.pk}/").json()["podcast_detail_url"]
    assert detail == f"http://testserver{API}/episodes/{episode.guid}/"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("shows/niets/episodes/", 404),
        ("episodes/6f1c2f57-9f6e-4a4b-8a44-2f3f0f6c2026/", 404),
        ("shows/goed-omringd/episodes/?limit=0", 422),
        ("shows/?kind=x", 400),
    ],
)
def test_api_refuses_with_a_problem_document(client, show, path, status):
    response = client.get(f"{API}/{path}")

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert EpisodePage.objects.count() == 0


def test_name_typed_in_front_of_the_words_is_a_name_too(client, show):
    """Many programs write no voices in WebVTT."""
    words = "WEBVTT\n\n00:00:00.000 --> 00:00:00.400\nNoor Peeters: een koffiepot\n"
    episode = heard_episode(show, name=False, transcript=words)

    for path in (episode.url, transcript_path(episode), transcript_path(episode, "json"), "/zoeken/?q=koffiepot"):
        said = client.get(path).content.decode()
        assert "een koffiepot" in said.replace("<mark>", "").replace("</mark>", "")
        assert "Noor" not in said


def test_two_voices_in_one_caption_are_two_who_speak(client, show):
    words = "WEBVTT\n\n00:00:00.000 --> 00:00:00.800\n<v Fien>Hoe gaat het?</v>\n<v Noor Peeters>Wel goed, ja.</v>\n"
    episode = heard_episode(show, transcript=words)

    segments = client.get(transcript_path(episode, "json")).json()["segments"]

    assert [(each["speaker"], each["startTime"], each["endTime"], each["body"]) for each in segments] == [
        ("Fien", 0.0, 0.4, "Hoe gaat het?"),
        ("Noor", 0.4, 0.8, "Wel goed, ja."),
    ]


@pytest.mark.parametrize("ending", [None, "picture", "all"])
def test_portrait_opens_with_the_consent_and_closes_with_it(client, show, ending):
    ends = datetime(2027, 1, 4, 13, tzinfo=UTC)
    episode = heard_episode(show, ends_at=ends if ending == "all" else None, picture=ending != "picture")
    portrait = Person.objects.get().portrait
    portrait.collection = Collection.objects.get(name=PORTRAITS)
    portrait.save()
    size = portrait.get_rendition("fill-160x160|format-webp").url

    statuses = []
    for moment in (ends - timedelta(seconds=1), ends):
        with time_machine.travel(moment, tick=False):
            statuses.append(client.get(size).status_code)

    assert episode.live
    assert statuses == {None: [200, 200], "picture": [404, 404], "all": [200, 404]}[ending]
