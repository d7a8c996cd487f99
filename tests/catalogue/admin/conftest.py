"""What the screens of the shop's staff are looked at with."""

from __future__ import annotations

import pytest

from catalogue.models import Batch, OrderLine
from catalogue.services import pack_order
from tests.catalogue.admin.batches import a_batch
from tests.factories.shop import CategoryFactory, OrderFactory, ProductFactory


@pytest.fixture
def shelves(colleague) -> Batch:
    """Three parcels: a flyer in two, a poster of an earlier shelf in one, and one that is packed already."""
    posters = CategoryFactory(name="Affiches", slug="affiches", sort_order=1)
    flyers = CategoryFactory(sort_order=2)
    flyer = ProductFactory(title="Aardige flyer", category=flyers, paper_format="A5")
    poster = ProductFactory(title="Grote affiche", category=posters, language="fr")
    one, two, packed = (OrderFactory(product=flyer, product__copies=copies) for copies in (25, 50, 75))
    OrderLine.objects.create(order=two, product=poster, title="Zoals ze toen heette", quantity=3)
    batch = a_batch(colleague, one, two, packed)
    pack_order(public_id=packed.public_id, by=colleague)
    return batch
