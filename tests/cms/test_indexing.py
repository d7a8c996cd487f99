"""What the tests themselves rely on: the indexes wait until somebody looks, and then hold everything (tests/indexing.py)."""

import pytest
from django.db import connection
from wagtail.models import ReferenceIndex
from wagtail.search.models import IndexEntry

from tests.factories import ImageFactory, NewsPageFactory
from tests.indexing import INDEXING, waiting
from tests.queries import exactly

pytestmark = pytest.mark.django_db


def test_indexing_waits_for_who_looks_and_is_none_of_their_queries(site):
    page = NewsPageFactory(picture=ImageFactory())
    assert {path for path, *_arguments in waiting} == INDEXING

    with exactly(1):
        leads_to = set(ReferenceIndex.get_references_for_object(page).values_list("to_object_id", flat=True))

    assert str(page.picture_id) in leads_to
    assert IndexEntry.objects.filter(object_id=str(page.pk)).exists()
    assert not waiting
    assert not connection.force_debug_cursor


def test_what_another_test_left_does_not_wait_here():
    assert not waiting
