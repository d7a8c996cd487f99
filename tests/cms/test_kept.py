"""What is kept between requests is never older than the last change, whoever made it and whichever process answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine as time
from django.db import connection
from wagtail.models import PageViewRestriction, Site

from cms import kept
from cms.models import ContentChange, OfferingPage, OrganisationSettings, PlainPage
from cms.routing import find_route
from home.pages import HomePage
from tests.factories import NewsPageFactory, OfferingPageFactory, PlainPageFactory
from tests.queries import exactly
from tests.reading import main_words, soup

pytestmark = pytest.mark.django_db


def menu_of(client) -> list[str]:
    return [link.get_text(strip=True) for link in soup(client.get("/")).select("#menu a.menu__link")][:-1]


def test_menu_follows_each_change_at_once(site, client):
    page = OfferingPageFactory(title="Lusgroepen", show_in_menus=True)
    assert menu_of(client) == ["Lusgroepen"]

    page.title = "Kringen"
    page.save_revision().publish()
    assert menu_of(client) == ["Kringen"]

    page.unpublish()
    assert menu_of(client) == []


def test_page_that_becomes_private_leaves_the_menu_at_once(site, client):
    page = OfferingPageFactory(show_in_menus=True)
    assert menu_of(client) == [page.title]

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert menu_of(client) == []

    PageViewRestriction.objects.all().delete()
    assert menu_of(client) == [page.title]


def test_what_is_private_is_asked_anew_even_when_nobody_announced_it(site, client):
    page = OfferingPageFactory(show_in_menus=True)
    assert menu_of(client) == [page.title]

    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page, restriction_type="login")])

    assert menu_of(client) == []


def test_organisation_follows_its_editors_at_once(site, client):
    settings = OrganisationSettings.for_site(site)
    settings.tagline = "Niemand alleen"
    settings.save()
    assert "Niemand alleen" in client.get("/").content.decode()

    settings.tagline = "Samen rond iemand"
    settings.save()

    assert "Samen rond iemand" in client.get("/").content.decode()


def test_moved_and_deleted_pages_are_followed(site, home, client):
    parent, page = PlainPageFactory(title="Boven"), OfferingPageFactory(title="Onder", show_in_menus=True)
    assert menu_of(client) == ["Onder"]

    page.move(parent, pos="last-child")
    assert menu_of(client) == []

    OfferingPage.objects.get(pk=page.pk).move(HomePage.objects.get(pk=home.pk), pos="last-child")
    assert menu_of(client) == ["Onder"]

    OfferingPage.objects.get(pk=page.pk).delete()
    assert menu_of(client) == []


def test_looking_changes_nothing(site, client):
    client.get("/")

    assert not OrganisationSettings.objects.exists()


def test_second_page_asks_only_for_its_own(site, client):
    page = PlainPageFactory()
    client.get(page.url)

    with exactly(1):  # the state
        client.get(page.url)


def test_page_follows_each_change_at_once(site, client):
    page = PlainPageFactory(title="Vroeger", body=[("text", {"text": "<p>Toen</p>"})])
    assert "Toen" in main_words(client.get(page.url))

    page.title, page.body = "Nu", [("text", {"text": "<p>Vandaag</p>"})]
    page.save_revision().publish()
    words = main_words(client.get(page.url))
    assert "Vandaag" in words
    assert "Nu" in words
    assert "Toen" not in words

    page.unpublish()
    assert client.get(page.url).status_code == 404


def test_page_becomes_private_at_once_even_when_nobody_announced_it(site, client):
    parent = PlainPageFactory()
    page = PlainPageFactory(parent=parent)
    assert client.get(page.url).status_code == 200

    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=parent, restriction_type="login")])

    assert client.get(page.url).status_code == 302


def test_promise_on_a_kept_page_ends_at_its_minute(site, client):
    use_by = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
    promise = ("text", {"text": "<p>Inschrijven kan</p>", "use_by": use_by, "fallback": "<p>Volgend jaar weer</p>"})
    page = PlainPageFactory(body=[promise])

    with time.travel(use_by - timedelta(seconds=1), tick=False):
        assert "Inschrijven kan" in main_words(client.get(page.url))
    with time.travel(use_by, tick=False), exactly(1):
        words = main_words(client.get(page.url))

    assert "Inschrijven kan" not in words
    assert "Volgend jaar weer" in words


def test_what_one_request_does_with_a_page_is_not_seen_by_the_next(site, rf):
    page = PlainPageFactory(body=[("text", {"text": "<p>Van iedereen</p>"})])

    def read():
        return find_route(rf.get(page.url), page.url).page

    first = read()
    first.title, first.mine = "Van mij", True
    first.body.append(("text", {"text": "<p>Van mij</p>"}))
    first.body[0].value["text"] = "<p>Van mij</p>"
    second = read()

    assert (second.title, hasattr(second, "mine"), len(second.body)) == (page.title, False, 1)
    assert "Van iedereen" in str(second.body[0].value["text"])


def test_who_sends_something_meets_the_page_as_it_stands(site, rf):
    page = PlainPageFactory()
    find_route(rf.get(page.url), page.url)

    PlainPage.objects.filter(pk=page.pk).update(summary="Rechtstreeks")  # announced to nobody

    assert find_route(rf.get(page.url), page.url).page.summary == page.summary
    assert find_route(rf.post(page.url), page.url).page.summary == "Rechtstreeks"


def test_address_that_does_not_exist_is_not_kept(site, client):
    parent = PlainPageFactory()
    client.get("/")
    before = kept.names()

    assert client.get(f"{parent.url}nergens/").status_code == 404
    assert client.get("/nergens/").status_code == 404

    assert {name for name in kept.names() - before if name.startswith(("way", "page"))} == set()


def test_lists_and_feed_follow_each_change_at_once(site, client):
    first = NewsPageFactory(title="Eerst")
    parent = OfferingPageFactory()
    child = OfferingPageFactory(title="Onder", parent=parent)

    def seen() -> list[list[str]]:
        index, offering = client.get("/nieuws/").context_data, client.get(parent.url).context_data
        feed = feedparser.parse(client.get("/nieuws/feed.xml").content)
        cards = [[card.title for card in cards] for cards in (index["page_obj"], offering["children"])]
        return [*cards, [entry.title for entry in feed.entries]]

    for _each in range(3):
        assert seen() == [["Eerst"], ["Onder"], ["Eerst"]]
    first.title, child.title = "Anders", "Erbij"
    first.save_revision().publish()
    child.save_revision().publish()
    assert seen() == [["Anders"], ["Erbij"], ["Anders"]]

    first.unpublish()
    child.unpublish()
    assert seen() == [[], [], []]


def test_full_shelf_loses_what_was_put_there_first(site, monkeypatch):
    monkeypatch.setattr(kept, "KEPT_MOST", 3)
    kept.forget()

    for name in ("a", "b", "c", "a", "d"):
        kept.keep(name, name)

    assert kept.names() == {"c", "a", "d"}


def test_one_request_is_told_one_state(site):
    seen = []

    def view(request):
        seen.extend([kept.state(), kept.state()])

    with exactly(1):
        kept.KeptMiddleware(view)(None)

    assert seen[0] is seen[1]


def test_change_within_a_request_is_seen_by_that_request(site):
    def view(_request):
        before = kept.state()
        PlainPageFactory()
        assert kept.state().version != before.version

    kept.KeptMiddleware(view)(None)


@pytest.mark.parametrize(
    ("host", "port", "found"),
    [
        ("lus.example", 80, "exact"),
        ("lus.example", 8000, "default"),
        ("elders.example", 80, "other"),
        ("elders.example", 8000, "other"),
        ("onbekend.example", 80, "default"),
    ],
)
def test_site_is_matched_as_wagtail_matches_it(site, home, rf, settings, host, port, found):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.all().delete()
    sites = {
        "default": Site.objects.create(hostname="www.lus.example", port=80, root_page=home, is_default_site=True),
        "exact": Site.objects.create(hostname="lus.example", port=80, root_page=home),
        "second": Site.objects.create(hostname="lus.example", port=81, root_page=home),
        "other": Site.objects.create(hostname="elders.example", port=80, root_page=home),
    }
    request = rf.get("/", headers={"host": f"{host}:{port}"}, SERVER_PORT=str(port))

    assert kept.site_of(request) == sites[found]
    del request._wagtail_site
    assert Site.find_for_request(request) == sites[found]


def test_notes_of_old_changes_are_thrown_away_and_the_newest_stays(site, time_machine):
    from django.core.management import call_command

    ContentChange.objects.all().delete()
    time_machine.move_to("2026-11-20 10:00+01:00", tick=False)
    old = [ContentChange.objects.create() for _each in range(3)]
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)

    call_command("forget_changes", verbosity=0)

    assert list(ContentChange.objects.all()) == old[-1:]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_do_not_wait_for_each_other(site):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    from django.db import close_old_connections, transaction

    first = transaction.atomic()
    first.__enter__()
    ContentChange.objects.create()

    def another():
        try:
            with transaction.atomic():
                ContentChange.objects.create()
            return ContentChange.objects.count()
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        seen = pool.submit(another).result(timeout=10)
    first.__exit__(None, None, None)

    assert ContentChange.objects.count() == seen + 1
