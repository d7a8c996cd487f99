"""The page of an order, as somebody with its link comes there; a basket, as a browser carries it."""

from __future__ import annotations

from django.test import Client

from catalogue.basket import unpacked
from catalogue.models import Order, Product
from catalogue.terms import STATUS
from tests.reading import fragment
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url

BASKET = "/webwinkel/mandje/"


def put_in(client: Client, product: Product, quantity: int | str = 1, deed: str = "add"):
    """The answer to one of the basket's buttons."""
    return client.post(BASKET, {"product": str(product.public_id), "quantity": quantity, "deed": deed})


def basket_of(client: Client) -> dict:
    """Copies by public id, as the cookie says."""
    return unpacked(client.cookies["mandje"].value) if "mandje" in client.cookies else {}


def page_of(order: Order) -> str:
    """The path of the page of `order`: the link in their newest mail, or a new one."""
    link = PersonalLink.objects.about(order).for_purpose(STATUS).first() or issue_link(purpose=STATUS, about=order)
    return link_url(link=link).removeprefix("http://testserver")


def api_of(order: Order) -> str:
    """The same in the API."""
    return f"/api/v3/catalogue/orders/{page_of(order).rstrip('/').rpartition('/')[2]}/"


def errors(response) -> dict[str, str]:
    """What stands beside each field."""
    html = fragment(response.content.decode())
    return {
        one["id"].removeprefix("id_").removesuffix("_error"): one.text.strip() for one in html.select(".field__error")
    }


def refusals(response) -> list[str]:
    """What stands on top."""
    return [one.text for one in fragment(response.content.decode()).select(".error-summary li, .error-summary p")]
