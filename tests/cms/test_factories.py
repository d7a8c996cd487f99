"""What the other tests stand on."""

import pytest

from cms.blocks import BodyBlock
from tests.factories import PAGE_FACTORIES, PlainPageFactory
from tests.factories.blocks import KINDS, full, minimal

pytestmark = pytest.mark.django_db


def row_of(page) -> dict:
    return type(page).objects.values().get(pk=page.pk)


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_every_page_factory_makes_a_valid_live_page_with_a_card(site, name):
    page = PAGE_FACTORIES[name]()

    page.full_clean()
    assert page.live
    assert page.card.kind == page._meta.model_name


def test_page_of_a_factory_is_as_publishing_leaves_it(site):
    """Two pages, one published by Wagtail: the same but for who they are and when."""
    ours, theirs = PlainPageFactory(), PlainPageFactory(draft=True)
    theirs.get_latest_revision().publish()
    their_own = {"id", "page_ptr_id", "path", "title", "draft_title", "slug", "url_path", "translation_key"}
    moments = {name for name in row_of(ours) if name.endswith("_at")}

    def rest(page):
        found = row_of(page)
        assert found["live_revision_id"] == found["latest_revision_id"] == page.get_latest_revision().pk
        return {
            name: bool(value) if name in moments else value for name, value in found.items() if name not in their_own
        } | {"live_revision_id": None, "latest_revision_id": None}

    assert rest(ours) == rest(theirs)


def test_every_page_type_that_editors_can_make_has_a_factory():
    from django.apps import apps

    from cms.models import BasePage

    ours = {
        model.__name__ for model in apps.get_models() if issubclass(model, BasePage) and model.__name__ != "HomePage"
    }

    assert set(PAGE_FACTORIES) == ours


@pytest.mark.parametrize("make", [minimal, full])
@pytest.mark.parametrize("kind", KINDS)
def test_the_blocks_of_the_factory_pass_their_own_validation(site, kind, make):
    block = BodyBlock().child_blocks[kind]

    block.clean(block.normalize(make(kind)))
