"""Stock in the admin: the list, the ledger, what is moved by hand."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalogue.models import Product
from catalogue.services import hand_out_stock, place_order, receive_stock
from cms.services.roles import SHOP
from cms.todo import todo_items
from tests.catalogue.admin.asking import kept_out
from tests.factories import user_with_role
from tests.factories.shop import ProductFactory, an_order
from tests.queries import cost
from trust.audit.models import AccessEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def moved(desk, product, **said):
    words = {"key": str(uuid4()), "deed": "receive", "copies": "10", "why": "Drukwerk"} | said
    return desk.post(reverse("stock:move", args=[product.pk]), words)


def test_screen_shows_what_can_be_ordered_what_is_kept_and_what_lies_there(desk):
    product = ProductFactory(stock=100)
    place_order(ordered=an_order({product: 30}))

    shown = desk.get(reverse("stock:product", args=[product.pk])).context

    assert (shown["product"].available, shown["kept"], shown["on_shelf"]) == (70, 30, 100)
    assert [line.quantity for line in shown["page"].object_list] == [-30, 100]


@pytest.mark.parametrize(
    ("deed", "copies", "level"), [("receive", 10, 80), ("hand-out", 10, 60), ("return", 10, 80), ("count", 97, 67)]
)
def test_deeds_write_the_ledger_with_who_and_why(desk, colleague, deed, copies, level):
    product = ProductFactory(stock=100)
    place_order(ordered=an_order({product: 30}))

    response = moved(desk, product, deed=deed, copies=copies, why="Een reden")

    assert response.status_code == 302
    product.refresh_from_db()
    line = product.movements.order_by("-pk").first()
    assert (product.available, line.level, line.by, line.why) == (level, level, colleague, "Een reden")


def test_second_press_moves_nothing_twice(desk):
    product, key = ProductFactory(stock=0), str(uuid4())

    moved(desk, product, key=key)
    moved(desk, product, key=key)

    product.refresh_from_db()
    assert product.available == 10


@pytest.mark.parametrize(
    ("said", "field", "status"),
    [
        ({"deed": "hand-out", "copies": "101"}, "copies", 409),
        ({"deed": "count", "copies": "29"}, "copies", 409),
        ({"deed": "hand-out", "why": ""}, "why", 422),
        ({"deed": "receive", "copies": "0"}, "copies", 422),
        ({"deed": ""}, "deed", 422),
    ],
)
def test_refusal_comes_back_with_the_form_filled_in(desk, said, field, status):
    product = ProductFactory(stock=100)
    place_order(ordered=an_order({product: 30}))

    response = moved(desk, product, **said)

    assert response.status_code == status
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in said} == said
    product.refresh_from_db()
    assert product.available == 70


def test_no_look_moves_anything(desk):
    product = ProductFactory(stock=100)

    assert desk.get(reverse("stock:move", args=[product.pk])).status_code == 405
    assert product.movements.count() == 1


def test_ledger_leaves_as_csv_and_that_is_written_down(desk):
    product = ProductFactory(stock=100)
    order = place_order(ordered=an_order({product: 30}))
    hand_out_stock(product_id=product.pk, quantity=1, why="=1+1", by=None)

    answer = desk.post(reverse("stock:ledger", args=[product.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()), delimiter=";"))

    assert [row[2:6] for row in rows[1:]] == [
        ["100", "100", "", "Drukwerk"],
        ["-30", "70", order.reference, ""],
        ["-1", "69", "", "'=1+1"],
    ]
    assert AccessEntry.objects.filter(what="catalogue.ledger", access="export").exists()


def test_list_shows_only_what_runs_low_or_does_not_add_up(desk):
    fine, low, wrong = ProductFactory(), ProductFactory(stock=10, low_at=20), ProductFactory(stock=10)
    Product.objects.filter(pk=wrong.pk).update(available=12)

    def titles(only):
        page = desk.get(reverse("stock:list"), {"only": only}).context["page"]
        return [product.pk for product in page.object_list]

    assert titles("low") == [low.pk]
    assert titles("wrong") == [wrong.pk]
    assert set(titles("")) == {fine.pk, low.pk, wrong.pk}


def test_list_and_screen_cost_the_same_with_one_and_with_three(desk):
    product = ProductFactory()
    urls = [reverse("stock:list"), reverse("stock:product", args=[product.pk])]
    place_order(ordered=an_order({product: 1}))
    one = [cost(desk, url) for url in urls]
    for _more in range(2):
        receive_stock(product_id=product.pk, quantity=1, by=user_with_role(SHOP))
        place_order(ordered=an_order({product: 1, ProductFactory(): 1}))

    assert [cost(desk, url) for url in urls] == one == [10, 13]


def test_staff_hear_once_each_time_that_a_product_falls_below_its_alarm(colleague):
    product = ProductFactory(stock=100, low_at=50)
    mails = OutboundEmail.objects.filter(purpose="catalogue.stock-low")

    hand_out_stock(product_id=product.pk, quantity=49, why="Stand", by=None)
    assert not mails.exists()
    hand_out_stock(product_id=product.pk, quantity=1, why="Stand", by=None)
    hand_out_stock(product_id=product.pk, quantity=50, why="Stand", by=None)
    assert mails.count() == 1
    receive_stock(product_id=product.pk, quantity=100)
    hand_out_stock(product_id=product.pk, quantity=60, why="Stand", by=None)

    assert mails.count() == 2
    mail = mails.latest("pk")
    assert mail.recipient == colleague.email
    assert reverse("stock:product", args=[product.pk]) in mail.text
    assert product.title not in mail.text


def test_nobody_hears_of_a_product_that_is_taken_out_of_the_shop(colleague):
    product = ProductFactory(stock=100, low_at=50, is_shown=False)

    hand_out_stock(product_id=product.pk, quantity=80, why="Oud papier", by=None)

    assert not OutboundEmail.objects.exists()


def test_night_finds_what_does_not_add_up_and_tells_staff_once_a_day(colleague):
    product = ProductFactory(stock=10)
    call_command("prove_stock")
    assert not OutboundEmail.objects.exists()
    Product.objects.filter(pk=product.pk).update(available=12)

    call_command("prove_stock")
    call_command("prove_stock")

    mail = OutboundEmail.objects.get(purpose="catalogue.stock-wrong")
    assert f"{reverse('stock:list')}?only=wrong" in mail.text
    assert [(item.count, item.url) for item in todo_items(colleague) if item.urgent] == [
        (1, reverse("stock:product", args=[product.pk]))
    ]


@pytest.mark.parametrize("name", ["list", "product", "move", "ledger"])
def test_who_has_another_role_opens_nothing(site, name):
    args = [] if name == "list" else [ProductFactory().pk]

    assert kept_out(reverse(f"stock:{name}", args=args), post=name in ("move", "ledger"))
