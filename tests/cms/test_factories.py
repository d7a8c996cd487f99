"""What the other tests stand on."""

import pytest

from cms.blocks import BodyBlock
from tests.factories import PAGE_FACTORIES
from tests.factories.blocks import KINDS, full, minimal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_every_page_factory_makes_a_valid_live_page_with_a_card(site, name):
    page = PAGE_FACTORIES[name]()

    page.full_clean()
    assert page.live
    assert page.card.kind == page._meta.model_name


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
