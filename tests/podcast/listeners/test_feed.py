"""`/podcast/<show>/feed.xml`: what readers make of it, what it costs, when it is the same and when it is not."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid5
from xml.etree import ElementTree

import feedparser
import podcastparser
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.http import parse_http_date
from django.utils.timezone import now
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.rich_text import RichText

from podcast.listeners import feeds
from podcast.models import EpisodePage, Person, PodcastPage
from tests.factories import DocumentFactory, EpisodePageFactory, NewsPageFactory, TermFactory
from tests.factories.podcast import AudioFileFactory
from tests.podcast.listeners.conftest import heard_episode
from tests.queries import exactly, queries_of

pytestmark = pytest.mark.django_db

FEED = "/podcast/goed-omringd/feed.xml"
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


def channel(response) -> ElementTree.Element:
    assert response.status_code in (200, 301), response.status_code
    return ElementTree.fromstring(response.content).find("channel")


def titles(response) -> list[str]:
    return [item.findtext("title") for item in channel(response).iterfind("item")]


def test_show_has_what_apps_require(client, episode):
    top = channel(client.get(FEED))

    assert top.findtext("title") == "Goed omringd"
    assert top.findtext("link") == "http://testserver/podcast/goed-omringd/"
    assert top.findtext("language") == "nl-BE"
    assert top.find("atom:link[@rel='self']", NAMES).get("href") == f"http://testserver{FEED}"
    assert top.findtext("itunes:author", namespaces=NAMES) == "Fien & Youssef"
    assert top.findtext("itunes:explicit", namespaces=NAMES) == "false"
    assert top.findtext("itunes:type", namespaces=NAMES) == "episodic"
    assert top.findtext("itunes:owner/itunes:email", namespaces=NAMES) == "podcast@example.org"
    category = top.find("itunes:category", NAMES)
    assert (category.get("text"), category[0].get("text")) == ("Society & Culture", "Relationships")
    assert top.findtext("podcast:locked", namespaces=NAMES) == "yes"
    assert top.findtext("podcast:medium", namespaces=NAMES) == "podcast"
    assert top.find("podcast:funding", NAMES).get("url") == "https://example.org/steun"


def test_feed_has_the_identity_that_the_podcast_namespace_derives_from_its_first_address(client, show):
    namespace = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    wanted = uuid5(namespace, "testserver/podcast/goed-omringd/feed.xml")

    assert channel(client.get(FEED)).findtext("podcast:guid", namespaces=NAMES) == str(wanted)


def test_identity_of_the_feed_survives_another_address_and_an_old_revision(client, show):
    old = show.save_revision()
    show.slug = "omringd"
    show.save_revision().publish()
    kept = PodcastPage.objects.get(pk=show.pk).feed_guid

    old.content["feed_guid"] = None
    old.save()
    old.publish()

    assert kept == show.feed_guid
    assert PodcastPage.objects.get(pk=show.pk).feed_guid == kept


def test_artwork_is_there_for_everybody_and_large_enough(client, show):
    address = channel(client.get(FEED)).find("itunes:image", NAMES).get("href").removeprefix("http://testserver")

    response = client.get(address)

    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (1400, 1400)


def test_episode_has_sound_words_chapters_and_people(client, episode):
    item = channel(client.get(FEED)).find("item")
    sound = item.find("enclosure")

    assert item.findtext("guid") == str(episode.guid)
    assert item.find("guid").get("isPermaLink") == "false"
    assert (sound.get("length"), sound.get("type")) == (str(episode.audio.size), "audio/mpeg")
    assert item.findtext("itunes:duration", namespaces=NAMES) == "1"
    assert item.findtext("itunes:season", namespaces=NAMES) == "2"
    assert item.findtext("podcast:episode", namespaces=NAMES) == "3"
    assert item.findtext("itunes:episodeType", namespaces=NAMES) == "full"
    kinds = {each.get("type"): each.get("url") for each in item.iterfind("podcast:transcript", NAMES)}
    assert set(kinds) == {"text/vtt", "application/srt", "application/json"}
    person = item.find("podcast:person", NAMES)
    assert (person.text, person.get("role"), person.get("group")) == ("Noor", "guest", "cast")
    assert "/beeld/" in person.get("img")
    chapters = item.find("podcast:chapters", NAMES)
    assert chapters.get("type") == "application/json+chapters"
    for address in [sound.get("url"), chapters.get("url"), *kinds.values()]:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_guest_who_does_not_want_to_be_named_or_seen_is_neither(client, show):
    heard_episode(show, name=False, picture=False)

    person = channel(client.get(FEED)).find("item/podcast:person", NAMES)

    assert person.text != "Noor"
    assert person.get("img") is None


def test_trailer_stands_on_top_too(client, show):
    trailer = heard_episode(show, title="Welkom", kind="trailer", number=None)

    top = channel(client.get(FEED))

    assert top.findtext("podcast:trailer", namespaces=NAMES) == "Welkom"
    assert top.find("podcast:trailer", NAMES).get("length") == str(trailer.audio.size)
    assert top.findtext("item/itunes:episodeType", namespaces=NAMES) == "trailer"


def test_names_in_any_script_and_marks_of_markup_survive(client, show):
    title = "Émile & <Noor> 👋 مرحبا\u202eabc"
    heard_episode(show, title=title, slug="x")

    assert titles(client.get(FEED)) == [title]


def test_feedparser_reads_it_without_a_warning(client, episode):
    read = feedparser.parse(client.get(FEED).content)

    assert not read.bozo
    assert read.entries[0].id == str(episode.guid)
    assert read.entries[0].enclosures[0].length == str(episode.audio.size)
    assert read.feed.image.href.startswith("http://testserver/podcast/")


def test_podcastparser_reads_it(client, episode):
    read = podcastparser.parse("http://testserver" + FEED, BytesIO(client.get(FEED).content))

    assert read["title"] == "Goed omringd"
    assert read["itunes_owner"] == {"name": "Lus vzw", "email": "podcast@example.org"}
    assert read["episodes"][0]["guid"] == str(episode.guid)
    assert read["episodes"][0]["enclosures"][0]["file_size"] == episode.audio.size
    assert read["episodes"][0]["total_time"] == 1


def test_guid_survives_renaming_moving_and_a_new_file(client, episode):
    before = channel(client.get(FEED)).findtext("item/guid")
    episode.title, episode.slug, episode.audio = "Anders", "anders", AudioFileFactory(sha256="b" * 64)
    episode.save_revision().publish()

    item = channel(client.get(FEED)).find("item")

    assert item.findtext("guid") == before
    assert "bbbbbbbbbbbbbbbb" in item.find("enclosure").get("url")


def test_what_may_not_be_heard_is_not_in_it(client, show, episode):
    silent = EpisodePageFactory(parent=show, title="Zonder geluid")
    EpisodePage.objects.filter(pk=silent.pk).update(audio=None)
    EpisodePageFactory(parent=show, title="Klad", draft=True, audio=AudioFileFactory())

    assert titles(client.get(FEED)) == ["De koffiepot"]


def test_two_requests_are_equal_to_the_byte(client, episode):
    assert client.get(FEED).content == client.get(FEED).content


@pytest.mark.parametrize("episodes", [1, 3])
def test_feed_costs_the_same_however_long_it_is(client, show, episodes):
    for number in range(episodes):
        heard_episode(show, title=f"Aflevering {number}", number=number)

    assert queries_of(client, FEED, at_most=6) == 5


def test_unchanged_feed_costs_two_queries(client, episode):
    tag = client.get(FEED)["ETag"]

    with exactly(2):
        response = client.get(FEED, headers={"if-none-match": tag})

    assert response.status_code == 304
    assert response["ETag"] == tag


def test_change_elsewhere_on_the_site_sends_no_feed_again(client, episode):
    tag = client.get(FEED)["ETag"]
    NewsPageFactory()

    response = client.get(FEED, headers={"if-none-match": f'W/"x", {tag}'})

    assert response.status_code == 304
    assert response["ETag"] != tag


def test_changed_and_removed_episodes_are_noticed_by_tag_and_by_date(client, show, episode):
    heard_episode(show, title="Blijft")
    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=UTC), tick=False):
        episode.title = "De theepot"
        episode.save_revision().publish()
        first = client.get(FEED)
    with time_machine.travel(datetime(2027, 1, 5, 9, tzinfo=UTC), tick=False):
        EpisodePage.objects.get(pk=episode.pk).unpublish()
        known = {"if-none-match": first["ETag"]}
        by_tag, by_date = (
            client.get(FEED, headers=known),
            client.get(FEED, headers={"if-modified-since": first["Last-Modified"]}),
        )

    assert "De theepot" in titles(first)
    assert [titles(by_tag), titles(by_date)] == [["Blijft"], ["Blijft"]]
    assert parse_http_date(by_tag["Last-Modified"]) > parse_http_date(first["Last-Modified"])
    assert client.get(FEED, headers={"if-modified-since": by_tag["Last-Modified"]}).status_code == 304


def test_consent_that_ends_is_noticed_by_tag_and_by_date(client, show):
    ends = datetime(2027, 1, 4, 13, tzinfo=UTC)
    heard_episode(show, ends_at=ends)
    with time_machine.travel(ends - timedelta(seconds=20), tick=False):
        before = client.get(FEED)
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        by_tag = client.get(FEED, headers={"if-none-match": before["ETag"]})
        by_date = client.get(FEED, headers={"if-modified-since": before["Last-Modified"]})

    assert titles(before) != []
    assert "max-age=20" in before["Cache-Control"]
    assert [titles(by_tag), titles(by_date)] == [[], []]


def test_long_list_goes_on_over_pages_that_lead_to_each_other(client, show, monkeypatch):
    monkeypatch.setattr(feeds, "EPISODES", 2)
    for number in range(1, 6):
        heard_episode(show, title=f"Aflevering {number}", published_on=date(2026, 1, number))

    pages = [client.get(FEED), client.get(f"{FEED}?pagina=2"), client.get(f"{FEED}?pagina=3")]

    assert [titles(page) for page in pages] == [
        ["Aflevering 5", "Aflevering 4"],
        ["Aflevering 3", "Aflevering 2"],
        ["Aflevering 1"],
    ]
    links = [
        {link.get("rel"): link.get("href")[-9:] for link in channel(page).iterfind("atom:link", NAMES)}
        for page in pages
    ]
    assert links[1] == {
        "self": "?pagina=2",
        "first": "/feed.xml",
        "last": "?pagina=3",
        "previous": "/feed.xml",
        "next": "?pagina=3",
    }
    assert "previous" not in links[0]
    assert "next" not in links[2]


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "99999", ""])
def test_page_that_is_not_there_is_not_found(client, episode, number):
    assert client.get(f"{FEED}?pagina={number}").status_code == 404


def test_feed_that_moved_away_leads_on_and_says_so_inside(client, show, episode):
    show.moved_to_url = "https://elders.example.org/feed.xml"
    show.save_revision().publish()

    response = client.get(FEED)

    assert (response.status_code, response["Location"]) == (301, "https://elders.example.org/feed.xml")
    assert channel(response).findtext("itunes:new-feed-url", namespaces=NAMES) == "https://elders.example.org/feed.xml"
    assert channel(response).findtext("podcast:locked", namespaces=NAMES) == "no"


def test_old_address_elsewhere_on_the_site_leads_here_for_good(client, show, episode):
    Redirect.objects.create(old_path="/feed/podcast", redirect_link=FEED, is_permanent=True)

    response = client.get("/feed/podcast/")

    assert (response.status_code, response["Location"]) == (301, FEED)
    assert channel(client.get(FEED)).findtext("itunes:new-feed-url", namespaces=NAMES) == f"http://testserver{FEED}"


def test_feed_follows_its_show_to_another_address(client, show, episode, django_capture_on_commit_callbacks):
    show.slug = "omringd"
    with django_capture_on_commit_callbacks(execute=True):
        show.save_revision().publish()

    response = client.get(FEED)

    assert (response.status_code, response["Location"]) == (301, "http://testserver/podcast/omringd/feed.xml")
    assert client.get("/podcast/omringd/feed.xml").status_code == 200


@pytest.mark.parametrize("slug", ["niets", "goed-omringd-2"])
def test_unknown_show_is_not_found(client, show, slug):
    assert client.get(f"/podcast/{slug}/feed.xml").status_code == 404


def test_draft_show_has_no_feed(client, show):
    show.unpublish()

    assert client.get(FEED).status_code == 404


def test_vertical_tab_pasted_in_a_title_or_name_does_not_break_the_feed(client, show):
    heard_episode(show, title="De\x0b koffiepot\x0c")
    Person.objects.update(public_name="No\x0bor")
    type(show).objects.filter(pk=show.pk).update(hosts="Fien\x0b")

    found = feedparser.parse(client.get(FEED).content)

    assert not found.bozo
    assert found.entries[0].title == "De koffiepot"


def test_alias_of_an_episode_has_an_identity_of_its_own_and_keeps_it(client, show, episode):
    alias = episode.create_alias(parent=show, update_slug="nog-eens")
    identity = alias.guid

    episode.save_revision().publish()

    alias.refresh_from_db()
    assert alias.guid == identity != episode.guid
    assert client.get(FEED).status_code == 200


def test_copy_of_a_show_is_another_feed(show):
    copy = show.copy(update_attrs={"slug": "een-tweede", "title": "Een tweede"})

    assert copy.feed_guid not in (None, show.feed_guid)


def test_feed_cannot_move_to_where_it_is(show):
    show.moved_to_url = show.feed_url + "/"

    with pytest.raises(ValidationError, match="adres"):
        show.full_clean()


def test_show_notes_travel_whole_with_links_that_work_anywhere(client, show):
    """Words of the page, without what is past and without links that lead nowhere."""
    document = DocumentFactory()
    news, draft = NewsPageFactory(title="Nieuws"), NewsPageFactory(title="Later", draft=True)
    term = TermFactory(term="lusgroep")
    notes = (
        f'<p>Lees <a linktype="page" id="{news.pk}">dit</a>, <a linktype="page" id="{draft.pk}">later</a>, '
        f'<a linktype="document" id="{document.pk}">de folder</a> of wat een <a linktype="term" id="{term.pk}">lusgroep</a> is. '
        '<a href="https://example.org/">Elders</a></p>'
    )
    heard_episode(
        show,
        body=[
            ("heading", {"text": "Kopjes & thee", "level": "h2"}),
            ("text", {"text": RichText(notes)}),
            ("text", {"text": RichText("<p>Tot morgen.</p>"), "use_by": now() - timedelta(hours=1)}),
            ("quote", {"text": "Zo is het.", "name": "", "role": ""}),
        ],
    )

    response = client.get(FEED)
    said = channel(response).findtext("item/content:encoded", namespaces=NAMES)

    assert said == (
        f'<h3>Kopjes &amp; thee</h3><p>Lees <a href="http://testserver{news.url}">dit</a>, later, '
        f'<a href="http://testserver{document.url}">de folder</a> of wat een lusgroep is. '
        '<a href="https://example.org/">Elders</a></p><blockquote><p>Zo is het.</p></blockquote>'
    )
    read = feedparser.parse(BytesIO(response.content))
    assert not read.bozo
    assert "Kopjes" in read.entries[0].content[0].value
    assert queries_of(client, FEED, at_most=6) == 6


def test_episode_without_words_has_no_notes(client, episode):
    assert channel(client.get(FEED)).find("item/content:encoded", NAMES) is None
