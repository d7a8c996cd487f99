"""How many somebody can order: the form and the order ask the same (spec D3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from catalogue.enums import OrderActor
from catalogue.errors import QuantityNotPossible
from catalogue.models import Customer, Order
from catalogue.services import cancel_order, merge_customers, place_order
from catalogue.services.customers import find_customer, key_of, plain, plain_street
from catalogue.services.limits import Bound, room_for, used_in_period
from tests.factories import UserFactory
from tests.factories.desk import NUMBER
from tests.factories.shop import LINDE, ProductFactory, an_order
from trust.organisations.services import Legal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "used", "most", "bound"),
    [
        ({"stock": 130, "step": 25}, 0, 125, Bound.STOCK),
        ({"order_most": 110, "step": 25}, 0, 100, Bound.ORDER),
        ({"order_most": 100, "period_most": 150, "step": 25}, 60, 75, Bound.PERIOD),
        ({"period_most": 50}, 80, 0, Bound.PERIOD),
    ],
)
def test_room_is_the_smallest_limit_in_whole_packs(said, used, most, bound):
    room = room_for(ProductFactory(**said), used=used)

    assert (room.most, room.bound) == (most, bound)


def test_what_the_form_offers_is_what_the_order_takes():
    product = ProductFactory(step=25, order_most=100, period_most=150)
    place_order(ordered=an_order({product: 75}))
    product.refresh_from_db()
    customer = Customer.objects.get()
    room = room_for(product, used=used_in_period(customer, [product])[product.pk])

    with pytest.raises(QuantityNotPossible) as refused:
        place_order(ordered=an_order({product: room.most + 25}))
    place_order(ordered=an_order({product: room.most}))

    (line,) = refused.value.lines
    assert (line.most, line.reason) == (75, Bound.PERIOD)


def test_half_a_pack_is_refused_with_what_can_be_ordered():
    with pytest.raises(QuantityNotPossible) as refused:
        place_order(ordered=an_order({ProductFactory(step=25): 30}))

    (line,) = refused.value.lines
    assert (line.most, line.reason) == (25, Bound.STEP)


def test_period_ends_and_what_was_cancelled_does_not_count():
    product = ProductFactory(period_most=100, period_days=30)
    first = place_order(ordered=an_order({product: 60}))
    second = place_order(ordered=an_order({product: 40}))
    customer = Customer.objects.get()
    assert used_in_period(customer, [product]) == {product.pk: 100}

    cancel_order(public_id=second.public_id, actor=OrderActor.CUSTOMER)
    Order.objects.filter(pk=first.pk).update(placed_at=now() - timedelta(days=31))

    assert used_in_period(customer, [product]) == {product.pk: 0}


def test_periods_of_several_products_are_counted_in_one_query(django_assert_num_queries):
    short, long, free = ProductFactory(period_most=9, period_days=1), ProductFactory(period_most=9), ProductFactory()
    order = place_order(ordered=an_order({short: 2, long: 3, free: 4}))
    Order.objects.filter(pk=order.pk).update(placed_at=now() - timedelta(days=2))
    customer = Customer.objects.get()

    with django_assert_num_queries(1):
        used = used_in_period(customer, [short, long, free])

    assert used == {short.pk: 0, long.pk: 3}


@pytest.mark.parametrize(
    "same",
    [
        Legal(name="V.Z.W. Dienstencentrum de Lindé", street="Kerkstr. 1", postcode="3000", city="Heverlee"),
        Legal(name="DE LINDE DIENSTENCENTRUM vzw", street="kerk-straat 1 bus 4", postcode="3000", city="Leuven"),
        Legal(name="Dienstencentrum De Linde, V Z W", street="Kerkstraat nr. 01b4", postcode="3000", city="Leuven"),
        Legal(
            name="vzw vzw Dienstencentrum-De-Linde",
            street="Kerkstraat 1, 2de verdieping",
            postcode="3000",
            city="Leuven",
        ),
    ],
)
def test_another_spelling_is_the_same_customer(same):
    product = ProductFactory()
    place_order(ordered=an_order({product: 5}))
    place_order(ordered=an_order({product: 5}, organisation=same, email="piet@example.org"))

    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        Legal(name="Dienstencentrum De Berk", street="Kerkstraat 1", postcode="3000", city="Leuven"),
        Legal(name=LINDE.name, street="Kerkstraat 11", postcode="3000", city="Leuven"),
        Legal(name=LINDE.name, street="Kerkstraat 1 A", postcode="3000", city="Leuven"),
        Legal(name=LINDE.name, street="Box-laan 1", postcode="3000", city="Leuven"),
        Legal(name=LINDE.name, street="Kerkstraat 1", postcode="9000", city="Gent"),
    ],
)
def test_another_name_house_or_town_is_another_customer(other):
    product = ProductFactory()
    place_order(ordered=an_order({product: 5}))
    place_order(ordered=an_order({product: 5}, organisation=other))

    assert Customer.objects.count() == 2


def test_same_number_is_the_same_customer_wherever_it_lives():
    product = ProductFactory()
    for street in ("Kerkstraat 1", "Molenstraat 5"):
        legal = Legal(name="De Linde", number=NUMBER, street=street, postcode="3000", city="Leuven")
        place_order(ordered=an_order({product: 5}, organisation=legal))

    assert Customer.objects.count() == 1


def test_database_holds_no_name_or_address_to_recognise_them_by():
    place_order(ordered=an_order({ProductFactory(): 5}))

    (key,) = Customer.objects.get().keys.all()

    assert len(key.value) == 64
    assert "linde" not in key.value


def test_merged_customers_share_their_limits():
    product, colleague = ProductFactory(period_most=100), UserFactory()
    number = Legal(name="De Linde", number=NUMBER, street="Kerkstraat 1", postcode="3000", city="Leuven")
    place_order(ordered=an_order({product: 60}))
    place_order(ordered=an_order({product: 30}, organisation=number))
    first, second = Customer.objects.order_by("pk")

    for _time in range(2):
        merge_customers(keep_id=first.pk, merged_id=second.pk, by=colleague)

    assert used_in_period(first, [product]) == {product.pk: 90}
    assert find_customer(key_of(number=NUMBER, name="")) == first
    with pytest.raises(QuantityNotPossible):
        place_order(ordered=an_order({product: 20}, organisation=number))


def test_spelling_is_made_plain():
    assert plain("Vzw Het Één-Huis") == "een huis"
    assert plain("O.C.M.W. Leuven") == plain("OCMW Leuven") == "leuven ocmw"
    assert plain_street("Grote Steenweg 12A bus 3") == plain_street("grote stwg. 12a")
    assert plain_street("Kerkstraat 12 A/3") == plain_street("Kerkstr. 12A") == "kerkstr12a"
    assert plain_street("Sint-Jansplein 4") == plain_street("St. Jansplein 4")
    assert plain_street("B. Smetslaan 4") != plain_street("B. Smetslaan 9")
    assert plain("vzw") == "vzw"
