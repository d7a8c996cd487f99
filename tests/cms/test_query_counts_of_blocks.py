"""What a page with every block costs: the same queries with one of each and with three (bar: at most twelve)."""

import pytest

from tests.cms.test_query_counts import FILLERS, MOST
from tests.databases import nothing_stays
from tests.factories import PAGE_FACTORIES, ImageFactory
from tests.factories.blocks import every_block
from tests.indexing import catch_up
from tests.queries import queries_of


@pytest.fixture(scope="module")
def bodies(django_db_setup, django_db_blocker):
    """One of every block, and three, with the pages, pictures and documents in them: made once for all kinds of pages."""
    with django_db_blocker.unblock(), nothing_stays():
        made = every_block(), every_block() + every_block() + every_block()
        catch_up()
        yield made


@pytest.mark.parametrize("name", [name for name in FILLERS if not name.endswith("IndexPage")])
def test_page_with_every_block_in_its_body_stays_within_the_bar(bodies, site, client, name):
    fill, find = FILLERS[name]
    once_each, thrice_each = bodies
    page = find() if find else PAGE_FACTORIES[name](picture=ImageFactory())
    page.body = once_each
    page.save_revision().publish()
    fill(0, page)

    once = queries_of(client, page.url, at_most=MOST)
    page = type(page).objects.get(pk=page.pk)
    page.body = thrice_each
    page.save_revision().publish()

    assert queries_of(client, page.url, at_most=MOST) == once
