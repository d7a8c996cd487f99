"""Ordering: the form, what it refuses and how it comes back, and where it leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue import order_views
from catalogue.enums import Delivery, OrderState
from catalogue.errors import PaymentNotStarted
from catalogue.models import Order, Product, ShopSettings
from catalogue.services import place_order
from tests.catalogue.reading import BASKET, basket_of, errors, put_in, refusals
from tests.factories.shop import ProductFactory, an_order, stripe_keys
from tests.reading import fragment, main_words, soup
from trust.organisations.models import Organisation
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]
FORM = "/webwinkel/bestellen/"
NUMBER = "0123456749"


@pytest.fixture
def fill_in(client, time_machine):
    """The order form filled in, ten seconds after it was shown."""

    def make(**said) -> dict:
        form = soup(client.get(FORM)).select_one("form[data-safe-form]")
        carried = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
        time_machine.shift(timedelta(seconds=10))
        return {
            "contact_name": "Rita Peeters",
            "email": "rita@example.org",
            "delivery": "post",
            "street": "Kerkstraat 1",
            "postcode": "3000",
            "city": "Leuven",
        } | carried | said  # fmt: skip

    return make


@pytest.fixture
def to_stripe(monkeypatch, settings):
    """Payments are on; who orders is led to a page of their own."""
    stripe_keys(settings)
    asked = []

    def page(*, order: Order) -> str:
        asked.append(order.reference)
        return f"https://checkout.stripe.com/c/{order.reference}"

    monkeypatch.setattr("catalogue.paying.checkout_url", page)
    return asked


def again(client, response, **said):
    """The form as it came back, sent once more."""
    form = fragment(response.content.decode()).select_one("form[data-safe-form]")
    typed = [field for field in form.select("input[name]") if field.get("type") not in ("radio", "checkbox")]
    filled = {field["name"]: field.get("value", "") for field in typed}
    filled |= {field["name"]: field["value"] for field in form.select("input[type=radio][checked]")}
    filled |= {field["name"]: field.text.strip("\n") for field in form.select("textarea")}
    return client.post(FORM, filled | said)


def test_free_order_is_placed_confirmed_and_empties_the_basket(client, fill_in):
    flyer = ProductFactory(step=25)
    put_in(client, flyer, 50)

    response = client.post(FORM, fill_in(attention="De balie", remarks="Graag\r\nvoor de middag", wants_editions="on"))

    order = Order.objects.get()
    assert (response.status_code, response.url.partition("?")[0]) == (302, "/webwinkel/bedankt/")
    assert (order.state, order.street, order.city, order.attention) == ("to-pack", "Kerkstraat 1", "Leuven", "De balie")
    assert (order.remarks, order.wants_editions, order.source) == ("Graag\nvoor de middag", True, "site")
    assert list(order.lines.values_list("quantity", flat=True)) == [50]
    assert client.cookies["mandje"].value == ""
    words = main_words(client.get(response.url))
    assert order.reference in words
    assert "rita@example.org" in words
    assert OutboundEmail.objects.about(order).get().purpose == "catalogue.order-confirmed"


def test_thanks_are_for_who_ordered_alone(client):
    for address in ("/webwinkel/bedankt/", "/webwinkel/bedankt/?d=verzonnen"):
        assert client.get(address).url == "/webwinkel/"


def test_double_click_orders_once_and_gets_the_same_answer(client, fill_in):
    put_in(client, ProductFactory(), 5)
    said = fill_in()

    answers = [client.post(FORM, said)["Location"] for _time in range(2)]

    assert answers[0] == answers[1]
    assert Order.objects.count() == 1


def test_empty_basket_leads_to_the_basket(client, fill_in):
    assert client.get(FORM).url == BASKET


def test_form_says_why_it_asks_and_until_when_it_is_kept(client):
    put_in(client, ProductFactory())

    response = client.get(FORM)

    assert soup(response).select_one(".form__notice time")["datetime"] == "2027-12-01"
    assert response["Cache-Control"] == "private, no-store"


def test_form_says_that_what_is_paid_is_kept_as_long_as_bookkeeping(client, settings):
    stripe_keys(settings)
    put_in(client, ProductFactory(paid=True))

    shown = soup(client.get(FORM)).select_one(".form__notice time")["datetime"]

    order = place_order(ordered=an_order({ProductFactory(paid=True): 1}))
    assert shown == order.delete_on.isoformat() == "2036-12-01"


def test_all_that_is_missing_is_said_beside_its_field(client, fill_in):
    put_in(client, ProductFactory())

    response = client.post(FORM, fill_in(contact_name="", email="geen", street="", postcode="abc", city=""))

    assert response.status_code == 422
    assert set(errors(response)) == {"contact_name", "email", "street", "postcode", "city"}
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("postcode", "city", "written"),
    [
        ("3000", "leuven", "Leuven"),
        ("3000", "Lueven", "Leuven"),
        ("3001", "Heverlee", "Heverlee"),
        ("B-9050", "Gentbrugge (Gent)", "Gentbrugge (Gent)"),
        ("1050", "Ixelles", "Ixelles"),
        ("1050", "Brussel", "Brussel"),
        ("9820", "Merelbeke", "Merelbeke"),
        ("4000", "Luik", "Luik"),
    ],
)
def test_municipality_is_that_of_the_postcode_or_a_part_of_it(client, fill_in, postcode, city, written):
    put_in(client, ProductFactory())

    client.post(FORM, fill_in(postcode=postcode, city=city))

    assert Order.objects.get().city == written


def test_another_municipality_is_refused_with_the_right_one(client, fill_in):
    put_in(client, ProductFactory())

    response = client.post(FORM, fill_in(postcode="3000", city="Gent"))

    assert errors(response) == {"city": "De postcode 3000 is die van Leuven. Verander de postcode of de gemeente."}


def test_who_picks_up_needs_no_address(client, site, fill_in):
    ShopSettings.objects.create(site=site, pick_up_place="Voorbeeldstraat 1", pick_up_hours="Dinsdag van 9 tot 12")
    put_in(client, ProductFactory())
    label = fragment(client.get(FORM).content.decode()).select_one('label[for="id_delivery_1"]').text

    response = client.post(FORM, fill_in(delivery="pick-up", street="", postcode="", city=""))

    assert "Voorbeeldstraat 1, Dinsdag van 9 tot 12" in label
    assert Order.objects.get().delivery == Delivery.PICK_UP
    assert "Voorbeeldstraat 1" in main_words(client.get(response.url))


def test_known_organisation_needs_its_number_alone(client, fill_in):
    Organisation.objects.create(number=NUMBER, name="De Linde", street="Markt 2", postcode="9000", city="Gent")
    put_in(client, ProductFactory())

    client.post(FORM, fill_in(organisation_number="BE 0123.456.749", street="", postcode="", city=""))

    order = Order.objects.get()
    assert (order.organisation_name, order.organisation_number, order.street, order.city) == ("De Linde", NUMBER, "Markt 2", "Gent")  # fmt: skip


def test_unknown_number_asks_for_the_name(client, fill_in):
    put_in(client, ProductFactory())

    response = client.post(FORM, fill_in(organisation_number=NUMBER, street="", postcode="", city=""))

    assert set(errors(response)) == {"organisation_name", "street", "postcode", "city"}


def test_limit_of_the_organisation_comes_back_filled_in_with_one_button(client, fill_in):
    flyer, poster = ProductFactory(title="Flyer", step=25, period_most=100), ProductFactory()
    place_order(ordered=an_order({flyer: 75}))
    put_in(client, flyer, 100)
    put_in(client, poster, 2)

    response = client.post(FORM, fill_in(organisation_name="Dienstencentrum De Linde", remarks="Dank!"))

    assert response.status_code == 409
    assert refusals(response) == [
        "Van “Flyer” kan je er nog 25 bestellen: je kreeg er al in de voorbije 90 dagen, en we verdelen ze eerlijk."
    ]
    page = fragment(response.content.decode())
    assert page.select_one("[name=remarks]").text.strip() == "Dank!"
    assert sorted(one.text for one in page.select(".order__possible li")) == sorted([f"2 × {poster.title}", "25 × Flyer"])  # fmt: skip
    button = page.select_one("button[name=adjusted]")
    assert button["form"] == page.select_one("form[data-safe-form]")["id"]

    done = again(client, response, adjusted=button["value"])

    assert done.status_code == 302
    assert sorted(Order.objects.latest("pk").lines.values_list("quantity", flat=True)) == [2, 25]


def test_share_that_is_used_up_leaves_nothing_to_adjust(client, fill_in):
    flyer = ProductFactory(title="Flyer", period_most=50)
    place_order(ordered=an_order({flyer: 50}))
    put_in(client, flyer, 10)

    response = client.post(FORM, fill_in(organisation_name="Dienstencentrum De Linde"))

    assert "kreeg je je deel al" in refusals(response)[0]
    assert not fragment(response.content.decode()).select("button[name=adjusted]")


def test_what_sold_out_or_left_meanwhile_is_said_by_name(client, fill_in):
    flyer, gone = ProductFactory(title="Flyer"), ProductFactory(title="Oude folder")
    put_in(client, flyer, 5)
    put_in(client, gone, 1)
    said = fill_in()
    Product.objects.filter(pk=gone.pk).update(is_shown=False)

    response = client.post(FORM, said)
    assert refusals(response) == ["“Oude folder” is intussen uit onze webwinkel."]
    Product.objects.filter(pk=flyer.pk).update(available=3)
    adjusted = fragment(response.content.decode()).select_one("button[name=adjusted]")["value"]
    response = again(client, response, adjusted=adjusted)

    assert refusals(response) == ["Van “Flyer” zijn er nog maar 3."]
    adjusted = fragment(response.content.decode()).select_one("button[name=adjusted]")["value"]
    assert again(client, response, adjusted=adjusted).status_code == 302
    assert Order.objects.get().lines.get().quantity == 3


def test_shop_that_closed_meanwhile_keeps_what_was_filled_in(client, site, fill_in):
    put_in(client, ProductFactory(), 5)
    said = fill_in()
    ShopSettings.objects.create(site=site, is_open=False, closed_text="Terug op 3 januari.")

    response = client.post(FORM, said)

    assert (response.status_code, refusals(response)) == (409, ["Terug op 3 januari."])
    assert fragment(response.content.decode()).select_one("[name=contact_name]")["value"] == "Rita Peeters"
    assert not Order.objects.exists()


def test_forged_basket_orders_nothing(client, fill_in):
    put_in(client, ProductFactory())

    response = client.post(FORM, fill_in(basket="verzonnen", adjusted="ook"))

    assert refusals(response) == ["Je mandje is leeg: kies eerst iets."]


def test_order_with_something_to_pay_leads_to_stripe_with_free_and_paid_lines(client, fill_in, to_stripe):
    put_in(client, ProductFactory(), 5)
    put_in(client, ProductFactory(paid=True), 2)
    said = fill_in()

    answers = [client.post(FORM, said) for _time in range(2)]

    order = Order.objects.get()
    assert (order.state, order.total_cents) == (OrderState.PLACED, 2950)
    assert [(one.status_code, one["Location"]) for one in answers] == [(303, f"https://checkout.stripe.com/c/{order.reference}")] * 2  # fmt: skip
    assert client.cookies["mandje"].value == ""


def test_payment_that_does_not_begin_leads_to_the_page_of_the_order(client, fill_in, to_stripe, monkeypatch):
    def refuse(order):
        raise PaymentNotStarted

    monkeypatch.setattr(order_views, "lead_to_payment", refuse)
    put_in(client, ProductFactory(paid=True))

    response = client.post(FORM, fill_in())

    page = client.get(response.url)
    assert "probeer het over een minuut opnieuw" in main_words(page)
    assert [button["value"] for button in soup(page).select("button[name=deed]")] == ["pay", "again", "cancel"]


def test_payments_that_went_off_meanwhile_leave_what_is_free(client, fill_in, settings):
    stripe_keys(settings)
    put_in(client, ProductFactory(title="Flyer"), 5)
    put_in(client, ProductFactory(paid=True))
    said = fill_in()
    settings.STRIPE_SECRET_KEY = ""

    response = client.post(FORM, said)

    assert refusals(response) == ["Betalen lukt hier nu niet. Wat gratis is, kan je wel bestellen."]
    assert [one.text for one in fragment(response.content.decode()).select(".order__possible li")] == ["5 × Flyer"]


def test_price_that_changed_since_the_form_was_shown_is_said_before_anything_is_ordered(client, fill_in, to_stripe):
    book = ProductFactory(paid=True)
    put_in(client, book, 2)
    said = fill_in()
    Product.objects.filter(pk=book.pk).update(price_cents=1500)

    response = client.post(FORM, said)

    assert response.status_code == 409
    assert refusals(response) == [
        "Een prijs is intussen veranderd: wat je bestelt, kost nu €\u00a030,00. Kijk het na. Is het goed? Druk dan opnieuw op de knop."
    ]
    assert (Order.objects.count(), to_stripe) == (0, [])
    assert again(client, response).status_code == 303
    assert Order.objects.get().goods_cents == 3000


def test_what_became_paid_meanwhile_is_not_ordered_as_if_it_were_free(client, fill_in, to_stripe):
    flyer = ProductFactory()
    put_in(client, flyer, 5)
    said = fill_in()
    Product.objects.filter(pk=flyer.pk).update(price_cents=100)

    response = client.post(FORM, said)

    assert (response.status_code, Order.objects.count()) == (409, 0)
    assert (
        fragment(response.content.decode()).select_one("form[data-safe-form] button[type=submit]").text
        == "Bestel en betaal"
    )


@pytest.mark.parametrize(("paid", "button"), [(True, "Bestel en betaal"), (False, "Plaats de bestelling")])
def test_button_says_so_when_ordering_means_paying(client, settings, paid, button):
    stripe_keys(settings)
    put_in(client, ProductFactory(paid=paid))

    assert soup(client.get(FORM)).select_one("form[data-safe-form] button[type=submit]").text == button


@pytest.mark.parametrize("price_cents", [49, 100_000_000])
def test_amount_that_stripe_takes_not_is_refused_by_name(client, fill_in, to_stripe, price_cents):
    put_in(client, ProductFactory(paid=True, price_cents=price_cents))

    response = client.post(FORM, fill_in(delivery="pick-up"))

    assert response.status_code == 409
    assert refusals(response) == [
        "Zo’n bedrag kan je hier niet in één keer betalen. Bestel er meer of minder, of mail of bel ons."
    ]
    assert not Order.objects.exists()


@pytest.mark.parametrize("field", ["street", "attention", "contact_name"])
def test_line_of_an_address_stays_one_line(client, fill_in, field):
    put_in(client, ProductFactory())

    client.post(FORM, fill_in(**{field: "Kerkstraat 1\r\nNog\u202e een lijn\x07"}))

    assert getattr(Order.objects.get(), field) == "Kerkstraat 1 Nog een lijn"


def test_basket_of_another_tab_does_not_change_what_was_seen(client, fill_in):
    flyer, poster = ProductFactory(), ProductFactory()
    put_in(client, flyer, 5)
    said = fill_in()
    put_in(client, poster, 2)

    client.post(FORM, said)

    assert Order.objects.get().lines.get().product == flyer
    assert basket_of(client) == {}
