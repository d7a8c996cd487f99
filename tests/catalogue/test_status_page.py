"""The page of an order: what it shows in each state, what one can do there, and what others cannot learn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from catalogue.enums import CaseKind, Delivery, OrderState, PaymentState
from catalogue.errors import WithdrawalNotPossible
from catalogue.models import Order, Payment, PaymentCase, Product, ShopSettings
from catalogue.services import cancel_order, pack_order, place_order, withdraw_sale
from tests.catalogue.reading import basket_of, page_of
from tests.factories import UserFactory
from tests.factories.shop import OrderFactory, ProductFactory, an_order, stripe_keys
from tests.queries import queries_of
from tests.reading import fragment, main_words, soup
from trust.audit.models import AuditEntry
from trust.links.services import revoke_links
from trust.organisations.services import Legal
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]
RITA = Legal(name="", street="Kerkstraat 1", postcode="3000", city="Leuven")


def mails_to(email: str) -> list[str]:
    return list(OutboundEmail.objects.filter(recipient=email).values_list("purpose", flat=True))


def bought(state: OrderState = OrderState.SENT, **said) -> Order:
    """What somebody bought for themselves, and what they paid for it."""
    order = OrderFactory(
        state=state,
        product=ProductFactory(paid=True),
        product__copies=2,
        organisation_name="",
        paid_at=now(),
        left_at=now() if state == OrderState.SENT else None,
        **said,
    )
    Payment.objects.create(
        payable_kind="order",
        payable_id=order.public_id,
        state=PaymentState.PAID,
        amount_cents=order.total_cents,
        expires_at=now(),
    )
    return order


def deeds(response) -> list[str]:
    return [button["value"] for button in fragment(response.content.decode()).select("button[name=deed]")]


@pytest.mark.parametrize(
    ("state", "heading", "can"),
    [
        (OrderState.PLACED, "Ze wacht op je betaling", ["again", "cancel"]),
        (OrderState.TO_PACK, "We hebben ze, en pakken ze gauw in", ["again", "cancel"]),
        (OrderState.PACKED, "Ze is ingepakt", ["again"]),
        (OrderState.SENT, "Ze is naar je onderweg", ["again"]),
        (OrderState.PICKED_UP, "Je hebt ze", ["again"]),
        (OrderState.CANCELLED, "Ze is geannuleerd", ["again"]),
        (OrderState.REFUNDED, "Wat je betaalde, is terugbetaald", ["again"]),
    ],
)
def test_page_says_how_far_it_is_and_what_one_can_do(client, state, heading, can):
    delivery = Delivery.PICK_UP if state == OrderState.PICKED_UP else Delivery.POST
    response = client.get(page_of(OrderFactory(state=state, delivery=delivery)))

    assert soup(response).select_one("#stand").text == heading
    assert deeds(response) == can
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_line_of_steps_shows_what_is_behind_and_ahead(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    pack_order(public_id=order.public_id, by=UserFactory())

    steps = soup(client.get(page_of(order))).select(".steps__step")

    assert [step["class"][1].rpartition("--")[2] for step in steps] == ["done", "done", "now", "ahead"]
    assert steps[2]["aria-current"] == "step"


@pytest.mark.parametrize(
    ("state", "words"), [(OrderState.CANCELLED, "Geannuleerd"), (OrderState.REFUNDED, "Terugbetaald")]
)
def test_line_of_steps_ends_with_what_became_of_it(client, state, words):
    steps = soup(client.get(page_of(OrderFactory(state=state)))).select(".steps__step--off")

    assert [step.get_text(" ", strip=True) for step in steps] == [words]


def test_parcel_shows_carrier_and_code_and_where_it_goes(client):
    order = OrderFactory(state=OrderState.SENT, carrier="bpost", tracking_code="3232", attention="De balie")

    words = main_words(client.get(page_of(order)))

    assert "bpost brengt het naar je toe" in words
    assert "3232" in words
    assert "Ter attentie van De balie" in words


def test_what_waits_to_be_picked_up_says_where_and_when(client, site):
    ShopSettings.objects.create(site=site, pick_up_place="Voorbeeldstraat 1", pick_up_hours="Dinsdag")

    words = main_words(client.get(page_of(OrderFactory(state=OrderState.PACKED, delivery=Delivery.PICK_UP))))

    assert "Ze ligt voor je klaar" in words
    assert "Voorbeeldstraat 1 Dinsdag" in words


def test_looking_changes_nothing(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    before = list(Order.objects.values())

    client.get(f"{page_of(order)}?deed=cancel")
    client.head(page_of(order))

    assert list(Order.objects.values()) == before


def test_order_is_cancelled_until_it_is_packed(client):
    flyer = ProductFactory(stock=10)
    order = place_order(ordered=an_order({flyer: 5}))

    for _time in range(2):
        response = client.post(page_of(order), {"deed": "cancel"})

    assert response.url.endswith("?gedaan=cancel")
    assert "Je bestelling is geannuleerd." in main_words(client.get(response.url))
    assert Order.objects.get().state == OrderState.CANCELLED
    assert Product.objects.get().available == 10


def test_packed_order_is_refused_with_how_it_stands_now(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    pack_order(public_id=order.public_id, by=UserFactory())

    response = client.post(page_of(order), {"deed": "cancel"})

    assert response.status_code == 409
    page = fragment(response.content.decode())
    assert "intussen verder gegaan" in page.select_one(".error-summary p").text
    assert page.select_one("#stand").text == "Ze is ingepakt"


def test_unpaid_order_is_paid_from_its_page(client, settings, monkeypatch):
    stripe_keys(settings)
    monkeypatch.setattr(
        "catalogue.paying.checkout_url", lambda *, order: f"https://checkout.stripe.com/{order.reference}"
    )
    order = place_order(ordered=an_order({ProductFactory(paid=True): 1}))

    assert deeds(client.get(page_of(order)))[0] == "pay"
    response = client.post(page_of(order), {"deed": "pay"})

    assert (response.status_code, response["Location"]) == (303, f"https://checkout.stripe.com/{order.reference}")


def test_what_need_not_be_paid_does_not_lead_to_stripe(client):
    order = place_order(ordered=an_order({ProductFactory(): 1}))

    assert client.post(page_of(order), {"deed": "pay"}).status_code == 409
    assert client.post(page_of(order), {"deed": "dansen"}).status_code == 400


def test_order_again_fills_the_basket_with_what_there_is(client):
    flyer, poster, gone = ProductFactory(), ProductFactory(), ProductFactory()
    order = place_order(ordered=an_order({flyer: 50, poster: 2, gone: 1}))
    Product.objects.filter(pk=flyer.pk).update(available=30)
    Product.objects.filter(pk=gone.pk).update(is_shown=False)

    response = client.post(page_of(order), {"deed": "again"})

    assert response.url == "/webwinkel/mandje/?gedaan=opnieuw"
    assert basket_of(client) == {flyer.public_id: 30, poster.public_id: 2}


def test_consumer_withdraws_in_two_steps(client, colleague):
    order = bought()
    page = page_of(order)
    assert "withdraw" not in deeds(client.get(page))
    first = soup(client.get(page)).select_one('a[href^="?stap=herroepen"]')["href"].partition("#")[0]

    assert deeds(client.get(page + first))[-1] == "withdraw"
    assert not Order.objects.get().withdrawn_at, "looking is no withdrawal"
    for _time in range(2):
        response = client.post(page, {"deed": "withdraw"})

    assert response.url.endswith("?gedaan=withdraw")
    assert Order.objects.get().withdrawn_at == now()
    case = PaymentCase.objects.get()
    assert (case.kind, case.amount_cents) == (CaseKind.REFUND_DUE, order.total_cents)
    assert mails_to(order.email) == mails_to(colleague.email) == ["catalogue.order-withdrawn"]
    assert AuditEntry.objects.filter(verb="catalogue.sale-withdrawn").count() == 1
    told = main_words(client.get(page))
    assert "Je herriep de koop." in told
    assert "Stuur binnen veertien dagen terug wat je kreeg." in told


def test_withdrawal_is_possible_for_fourteen_days_after_it_came(client, colleague, time_machine):
    order = bought()

    time_machine.shift(timedelta(days=17))
    assert "herroepen" in str(soup(client.get(page_of(order))).main)
    time_machine.shift(timedelta(days=1))

    assert "herroepen" not in str(soup(client.get(page_of(order))).main)
    assert client.post(page_of(order), {"deed": "withdraw"}).status_code == 409
    assert mails_to(colleague.email) == []


@pytest.mark.parametrize("case", ["free", "organisation", "not-sent"])
def test_only_a_consumer_withdraws_from_what_was_paid_and_left(case, colleague):
    orders = {
        "free": lambda: OrderFactory(state=OrderState.SENT, organisation_name="", left_at=now()),
        "organisation": lambda: OrderFactory(state=OrderState.SENT, paid_at=now(), left_at=now()),
        "not-sent": lambda: bought(OrderState.TO_PACK),
    }
    order = orders[case]()

    with pytest.raises(WithdrawalNotPossible):
        withdraw_sale(public_id=order.public_id)

    assert mails_to(colleague.email) == []
    assert not Order.objects.get().withdrawn_at


def test_reason_of_staff_is_told_when_they_stopped_it_and_their_notes_are_not(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    Order.objects.update(notes="Lastige klant")
    cancel_order(public_id=order.public_id, actor="staff", by=UserFactory(), why="Dubbel besteld")

    words = main_words(client.get(page_of(order)))

    assert "Dubbel besteld" in words
    assert "Lastige" not in words


def test_old_and_wrong_links_open_the_kind_page(client):
    order = place_order(ordered=an_order({ProductFactory(): 5}))
    page = page_of(order)
    revoke_links(about=order)

    for address in (page, "/bestelling/verzonnen/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Deze link werkt niet meer" in fragment(response.content.decode()).h1.text


def test_page_costs_the_same_with_one_and_three_lines(client):
    def costs(lines: int) -> int:
        products = ProductFactory.create_batch(lines)
        order = place_order(ordered=an_order(dict.fromkeys(products, 1), email=f"{lines}@example.org"))
        return queries_of(client, page_of(order))

    assert [costs(1), costs(3)] == [11, 11]


def test_rita_buys_for_herself_and_her_name_stands_on_the_parcel(client):
    order = place_order(ordered=an_order({ProductFactory(): 1}, organisation=RITA))

    assert "Rita Peeters" in soup(client.get(page_of(order))).select_one("address").text


def test_receipt_is_for_who_has_the_link_and_paid(client):
    paid, free = bought(), OrderFactory(state=OrderState.SENT)

    receipt = client.get(f"{page_of(paid)}betaalbewijs.pdf")

    assert receipt.content.startswith(b"%PDF-")
    assert paid.reference in receipt["Content-Disposition"]
    assert client.get(f"{page_of(free)}betaalbewijs.pdf").status_code == 404
    assert client.get("/bestelling/verkeerd/betaalbewijs.pdf").status_code == 404
    assert "betaalbewijs.pdf" in client.get(page_of(paid)).text


def test_who_wants_no_more_editions_says_so_by_a_button_and_not_by_a_link(client):
    order = OrderFactory(state=OrderState.SENT, wants_editions=True)

    client.get(page_of(order))
    order.refresh_from_db()
    assert order.wants_editions
    page = client.post(page_of(order), {"deed": "stop-editions"}, follow=True)

    order.refresh_from_db()
    assert not order.wants_editions
    assert "stop-editions" not in page.text
