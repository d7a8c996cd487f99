"""The demo site: every page is there, valid and readable, and building it twice harms nothing."""

import io
from collections import Counter
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from PIL import Image
from wagtail.models import Page, Site

from bookings.enums import EventKind, RegistrationState
from bookings.models import Event, Registration, Series
from catalogue.models import Order, OrderLine, Product
from circles.enums import CircleState
from circles.models import Circle
from cms.editor_checks import check_page
from cms.models import LivingPromise, LusDocument, LusImage, NewsPage, OrganisationSettings, Term
from home.demo import files
from home.demo.content import PAGES
from home.demo.content.papers import PAPERS, Paper
from home.demo.drawing import as_jpeg
from home.demo.episodes import _sound
from home.demo.pictures import PICTURES, Picture, podcast_cover
from home.demo.resolve import _moment
from home.demo.shape import In, Talk, Voice
from podcast.enums import PersonRole
from tests import addresses
from tests.databases import nothing_stays
from tests.indexing import catch_up


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demo site from a database as Wagtail leaves it, once for this module; each test undoes its own changes.

    Pictures are one pixel and files a few bytes: drawing is tested by itself.
    """
    pixel = as_jpeg(Image.new("RGB", (8, 6), "white"))
    cover = as_jpeg(Image.new("RGB", (1400, 1400), "white"))
    small = {key: Paper(paper.title, paper.extension, lambda: b"demo") for key, paper in PAPERS.items()}
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, nothing_stays():
        patch.setattr(Picture, "as_bytes", lambda picture: cover if picture.draw is podcast_cover else pixel)
        patch.setattr("home.demo.library.PAPERS", small)
        Site.objects.all().delete()
        Page.objects.get(depth=2).delete()
        Page.get_first_root_node().add_child(title="Welcome to your new Wagtail site!", slug="home")
        call_command("fill_demo", stdout=io.StringIO())
        catch_up()
        yield


@pytest.fixture
def demo(built, db):
    """The demo site."""


def demo_pages():
    return [
        page for page in Page.objects.filter(depth__gt=1).specific() if page.url in addresses.PAGES or page.depth > 3
    ]


def test_every_address_of_the_demo_site_answers(demo, client):
    answers = {address: client.get(address).status_code for address in addresses.PAGES}

    assert answers == dict.fromkeys(addresses.PAGES, 200)


def test_demo_bodies_are_what_an_editor_could_have_saved(demo):
    used = Counter()

    for page in demo_pages():
        body = getattr(page, "body", None)
        if body:
            body.stream_block.clean(body)
            used.update(child.block_type for child in body)

    assert set(used) == set(page.body.stream_block.child_blocks)


def test_demo_pages_have_no_remarks_and_read_easily(demo):
    hard = {}
    for page in demo_pages():
        checks = check_page(page)
        if checks.remarks or not checks.readability.is_easy:
            hard[page.url] = (checks.remarks, checks.readability.score)

    assert hard == {}


def test_demo_promises_are_partly_open_and_partly_to_review(demo):
    assert LivingPromise.objects.past().count() >= 1
    assert LivingPromise.objects.count() > LivingPromise.objects.past().count()


def test_groups_live_start_and_are_proposed(demo):
    states = set(Circle.objects.values_list("state", flat=True))

    assert {CircleState.MET, CircleState.STARTING, CircleState.PROPOSED} <= states


def test_filling_twice_makes_nothing_twice(demo):
    def counts():
        models = (Page, LusImage, LusDocument, Term, get_user_model(), OrganisationSettings, Circle)
        return [model.objects.count() for model in models]

    before = counts()

    call_command("fill_demo", stdout=io.StringIO())

    assert counts() == before


def test_filling_again_keeps_what_an_editor_changed_renamed_and_moved(demo):
    page = NewsPage.objects.get(slug="warm-aan-de-waterkant")
    page.title, page.slug = "Koud aan de waterkant", "koud-aan-de-waterkant"
    page.save_revision().publish()
    count = Page.objects.count()

    call_command("fill_demo", stdout=io.StringIO())

    assert Page.objects.count() == count
    assert NewsPage.objects.get(pk=page.pk).title == "Koud aan de waterkant"
    assert not NewsPage.objects.filter(slug="warm-aan-de-waterkant").exists()


def test_longer_lists_keep_the_tree_whole(demo, client):
    posts = NewsPage.objects.count()

    call_command("fill_demo", "--times=3", stdout=io.StringIO())
    call_command("fill_demo", "--times=3", stdout=io.StringIO())

    assert NewsPage.objects.count() == 3 * posts
    assert not any(Page.find_problems())
    assert client.get("/nieuws/warm-aan-de-waterkant-3/").status_code == 200


def test_longer_lists_have_more_dates_people_products_and_orders_too(demo):
    models = (Series, Event, Registration, Product, Order, OrderLine)
    before = {model: model.objects.count() for model in models}

    call_command("fill_demo", "--times=3", stdout=io.StringIO())
    call_command("fill_demo", "--times=3", stdout=io.StringIO())

    assert all(before.values())
    assert {model: model.objects.count() for model in models} == {model: 3 * count for model, count in before.items()}
    assert not Product.objects.with_ledger().exclude(ledger=F("available")).exists()
    held = Event.objects.annotate(held=Coalesce(Sum("registrations__seats_held"), 0))
    assert not held.exclude(held=F("seats_taken")).exists()


def test_sound_of_an_episode_is_listened_through(db, django_capture_on_commit_callbacks):
    talk = Talk([Voice("Fien", PersonRole.HOST, 180)], [("Fien", "Hallo en welkom.")])
    with django_capture_on_commit_callbacks(execute=True):
        audio = _sound("hallo", talk)

    audio.refresh_from_db()
    assert audio.analysed_at
    assert audio.analysis_error == ""


def test_demo_password_is_the_setting_and_only_for_new_people(demo, settings):
    get_user_model().objects.filter(username="redacteur@example.org").delete()
    settings.DEMO_PASSWORD = "kies-zelf-iets-langs"
    told = io.StringIO()

    call_command("fill_demo", stdout=told)

    assert get_user_model().objects.get(username="redacteur@example.org").check_password("kies-zelf-iets-langs")
    assert not get_user_model().objects.get(username="admin@example.org").check_password("kies-zelf-iets-langs")
    assert "kies-zelf-iets-langs" not in told.getvalue()


def test_dates_of_the_demo_know_that_somebody_waits(demo):
    waited_for = Event.objects.filter(registrations__state=RegistrationState.WAITING)
    assert waited_for.exists()
    assert all(waited_for.values_list("has_line", flat=True))


def test_infomoments_are_on_working_days(demo):
    days = [
        localdate(begins) for begins in Event.objects.filter(kind=EventKind.INFO).values_list("starts_at", flat=True)
    ]

    assert days
    assert all(day.weekday() < 5 for day in days)


@pytest.mark.parametrize(
    ("today", "days", "shown"),
    [("2026-11-23", 9, "2026-12-02"), ("2026-11-23", 12, "2026-12-07"), ("2026-11-23", 38, "2027-01-04")],
)
def test_moment_on_a_working_day_waits_for_one(monkeypatch, today, days, shown):
    monkeypatch.setattr("home.demo.resolve.localdate", lambda: date.fromisoformat(today))

    assert _moment(In(days, working=True), as_day=True) == shown


def test_every_demo_page_is_at_an_address_of_its_own():
    paths = [page.path for page in PAGES]

    assert len(set(paths)) == len(paths)
    assert settings.LANGUAGE_CODE == "nl"


@pytest.mark.parametrize("key", ["kring", "portret_hilde", "logo_lus"])
def test_a_picture_is_drawn_the_same_each_time_and_says_what_it_shows(key):
    picture = PICTURES[key]

    assert picture.as_bytes() == picture.as_bytes()
    assert picture.alt


def test_a_film_is_a_webm_with_a_frame_for_every_quarter_of_a_second():
    film = files.film([Image.new("RGB", (64, 36), "white")], seconds=2)

    assert film.startswith(b"\x1a\x45\xdf\xa3")
    assert film.count(b"\x9d\x01\x2a") == 2 * files.FRAMES_A_SECOND  # the start code of a VP8 key frame


def test_captions_are_numbered_cues_with_times():
    captions = files.vtt([(0, 1.5, "Hallo"), (61, 3723.25, "Dag")]).decode()

    assert captions == "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\nHallo\n\n2\n00:01:01.000 --> 01:02:03.250\nDag\n"


def test_a_document_has_its_title_and_a_reference_to_every_object():
    document = files.pdf("Één (proef)", ["# Kop", "Tekst " * 800])

    start = int(document.rsplit(b"startxref\n", 1)[1].split()[0])
    assert document[start : start + 4] == b"xref"
    assert "/Title (Één \\(proef\\))".encode("cp1252") in document
