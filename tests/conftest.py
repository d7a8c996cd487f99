"""What every test may rely on: empty caches, a site with its own home page, and a way to ask for pages."""

from __future__ import annotations

import gc
import os

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.backends.signals import connection_created
from wagtail.models import Locale, Page, Site

from cms import kept
from cms.services.roles import ensure_roles
from tests.databases import migrated_database, put_back_after_transactions
from tests.engines import runs_on_both
from tests.factories import HomePageFactory
from tests.indexing import catch_up, look_first_on, nothing_left_waiting
from tests.stripe import stripe  # noqa: F401  (a fixture)

gc.set_threshold(100_000, 50, 1000)  # a quarter of the work of the tests was looking for garbage that hardly came
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API runs inside an event loop


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marker
def pytest_collection_modifyitems(items):
    """What runs on both engines is marked so (tests/engines.py); what needs PostgreSQL is skipped on SQLite."""
    for item in items:
        if runs_on_both(item.nodeid):
            item.add_marker("both")
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: name it in DATABASE_URL"))


def pytest_collection_finish():
    """What is loaded by now stays: nobody need look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def empty_caches():
    """Nothing that one test remembered is known to the next."""
    cache.clear()
    ContentType.objects.clear_cache()
    kept.forget()
    with nothing_left_waiting():
        yield


def make_site() -> Site:
    """A site with a home page of ours, in the place of the welcome page that Wagtail's migrations leave."""
    locale, _made = Locale.objects.get_or_create(language_code="nl")
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    Page.objects.filter(depth=1).update(numchild=0, locale=locale)
    home = HomePageFactory(parent=Page.objects.get(depth=1))
    return Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True, site_name="Lus")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A migrated copy for each process, with the site and the roles made once in it, as a release leaves them."""
    connection_created.connect(look_first_on)
    with django_db_blocker.unblock(), migrated_database():
        make_site()
        ensure_roles()
        catch_up()
        with put_back_after_transactions():
            yield


@pytest.fixture
def site(db) -> Site:
    """The default site; its root page is a `HomePage`."""
    return Site.objects.get(root_page__homepage__isnull=False)


@pytest.fixture
def home(site):
    """The home page."""
    return site.root_page.specific


@pytest.fixture
def tuesday_morning(time_machine):
    """It is a working day, ten in the morning, and stays so until a test moves the clock."""
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
