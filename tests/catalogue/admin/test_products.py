"""Products and categories in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.models import Category, Product, ShopSettings
from catalogue.services import place_order
from tests.catalogue.admin.asking import kept_out
from tests.factories.shop import CategoryFactory, OrderFactory, ProductFactory, an_order
from tests.queries import cost

pytestmark = pytest.mark.django_db


def said(product: Product | None = None, **words) -> dict:
    """What the form of a product sends."""
    known = {
        "title": "Flyer van Lus",
        "slug": "",
        "kind": "flyer",
        "category": CategoryFactory().pk,
        "language": "nl",
        "summary": "Wat Lus doet.",
        "description": "null",
        "paper_format": "A5",
        "pages": "2",
        "weight_grams": "5",
        "price_cents": "0",
        "vat_rate": "6",
        "step": "25",
        "order_most": "100",
        "period_most": "200",
        "period_days": "90",
        "low_at": "50",
        "is_shown": "on",
        "replaces": "",
        "cover": "",
        "document": "",
        "printable": "",
        "pictures-TOTAL_FORMS": "0",
        "pictures-INITIAL_FORMS": "0",
        "pictures-MIN_NUM_FORMS": "0",
        "pictures-MAX_NUM_FORMS": "1000",
    }
    if product:
        known |= {"title": product.title, "slug": product.slug}
    return known | words


def test_product_is_made_with_an_address_after_its_title_and_a_price_in_euro(desk):
    response = desk.post(reverse("products:add"), said(price_cents="12,50"))

    assert response.status_code == 302, response.context["form"].errors
    made = Product.objects.get()
    assert (made.slug, made.price_cents, made.step, made.available) == ("flyer-van-lus", 1250, 25, 0)


@pytest.mark.parametrize(
    ("price", "step", "taken"), [("0,49", 1, False), ("0,50", 1, True), ("0,01", 25, False), ("0,02", 25, True)]
)
def test_price_of_a_pack_is_nothing_or_as_much_as_can_be_paid(desk, price, step, taken):
    response = desk.post(reverse("products:add"), said(price_cents=price, step=str(step)))

    assert Product.objects.exists() == taken
    if not taken:
        (words,) = response.context["form"].errors["price_cents"]
        assert words.replace("\u00a0", " ") == (
            "Wie één pak neemt, betaalt dan minder dan € 0,50. Zo’n klein bedrag kan je hier niet betalen. Schrijf 0, of een hogere prijs."
        )


def test_price_is_shown_in_euro(desk):
    product = ProductFactory(price_cents=1205)

    page = desk.get(reverse("products:edit", args=[product.pk])).content.decode()

    assert 'value="12,05"' in page


def test_form_that_was_open_while_orders_came_leaves_the_level_alone(desk):
    product = ProductFactory(stock=100)
    stale = Product.objects.get(pk=product.pk)
    place_order(ordered=an_order({product: 30}))

    stale.title = "Nieuwe titel"
    stale.save()

    product.refresh_from_db()
    assert (product.title, product.available) == ("Nieuwe titel", 70)


def test_level_is_never_typed(desk):
    product = ProductFactory(stock=100)

    desk.post(reverse("products:edit", args=[product.pk]), said(product, available="999"))

    product.refresh_from_db()
    assert product.available == 100


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"order_most": "110"}, "order_most"),
        ({"period_most": "210"}, "period_most"),
        ({"order_most": "100", "period_most": "75"}, "period_most"),
        ({"step": "0"}, "step"),
    ],
)
def test_limits_that_contradict_each_other_are_refused(desk, words, field):
    response = desk.post(reverse("products:add"), said(**words))

    assert list(response.context["form"].errors) == [field]
    assert not Product.objects.exists()


def test_address_of_another_product_is_refused_with_what_was_filled_in(desk):
    ProductFactory(slug="flyer-van-lus")

    response = desk.post(reverse("products:add"), said(slug="flyer-van-lus", title="Iets anders"))

    form = response.context["form"]
    assert list(form.errors) == ["slug"]
    assert form["title"].value() == "Iets anders"


def test_editions_do_not_replace_each_other_in_a_circle(desk):
    first = ProductFactory()
    second = ProductFactory(replaces=first)

    response = desk.post(reverse("products:edit", args=[first.pk]), said(first, replaces=second.pk))

    assert list(response.context["form"].errors) == ["replaces"]


def test_product_that_was_never_ordered_nor_moved_goes(desk):
    product = ProductFactory(stock=0)

    desk.post(reverse("products:delete", args=[product.pk]))

    assert not Product.objects.exists()


@pytest.mark.parametrize("used", ["ordered", "moved"])
def test_product_with_orders_or_movements_stays(desk, used):
    product = ProductFactory(stock=10 if used == "moved" else 0)
    if used == "ordered":
        OrderFactory(product=product)

    response = desk.post(reverse("products:delete", args=[product.pk]))

    assert response["Location"] == reverse("products:edit", args=[product.pk])
    assert Product.objects.filter(pk=product.pk).exists()


def test_category_gets_an_address_after_its_name(desk):
    desk.post(reverse("shop-categories:add"), {"name": "Affiches en posters", "slug": "", "sort_order": "3"})

    assert Category.objects.get().slug == "affiches-en-posters"


def test_list_costs_the_same_with_one_and_with_three(desk):
    ProductFactory()
    one = cost(desk, reverse("products:index"))
    ProductFactory.create_batch(2)

    assert cost(desk, reverse("products:index")) == one == 11


def test_settings_of_the_shop_stand_in_the_menu_and_are_kept_in_euro(desk, site):
    url = reverse("wagtailsettings:edit", args=["catalogue", "shopsettings", site.pk])
    assert reverse("wagtailsettings:edit", args=["catalogue", "shopsettings"]) in desk.get("/admin/").content.decode()

    desk.post(url, {"is_open": "on", "postage_cents": "5,20", "free_postage_from_cents": "40"})

    kept = ShopSettings.objects.get()
    assert (kept.postage_cents, kept.free_postage_from_cents) == (520, 4000)


@pytest.mark.parametrize("name", ["index", "add", "edit", "delete", "announce"])
def test_who_has_another_role_opens_nothing(site, name):
    args = [ProductFactory().pk] if name in ("edit", "delete", "announce") else []

    assert kept_out(reverse(f"products:{name}", args=args))


def test_product_with_another_address_is_found_at_its_old_ones(desk, client):
    product = ProductFactory(slug="flyer")
    for slug in ("folder", "flyer-van-lus"):
        product.refresh_from_db()
        desk.post(reverse("products:edit", args=[product.pk]), said(product, slug=slug))

    assert [client.get(f"/webwinkel/{slug}/").headers.get("Location") for slug in ("flyer", "folder")] == [
        "/webwinkel/flyer-van-lus/"
    ] * 2

    desk.post(reverse("products:edit", args=[product.pk]), said(product, slug="flyer"))

    assert client.get("/webwinkel/flyer/").status_code == 200
    assert client.get("/webwinkel/folder/").headers["Location"] == "/webwinkel/flyer/"
