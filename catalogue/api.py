"""`GET /api/v3/catalogue/products/`, `POST …/orders/`, `GET` and `DELETE …/orders/{token}/`: the shop as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router, Status
from ninja.decorators import decorate_view
from wagtail.rich_text import expand_db_html

from catalogue import words
from catalogue.addresses import path_of_product
from catalogue.basket import lines_of
from catalogue.enums import OrderActor, StockState
from catalogue.errors import NothingToPay, PaymentsOff, ShopRefused
from catalogue.forms import OrderForm
from catalogue.models import Order, Product
from catalogue.paying import checkout_address, waits_for_payment
from catalogue.refusals import problem_for
from catalogue.schemas import OrderIn, OrderMade, OrderOut, ProductDetail, ProductList, ProductQuery
from catalogue.services import cancel_order, place_order
from catalogue.showing import deeds_of, money_of, order_of, story_of
from catalogue.terms import STATUS
from cms.api.schemas import Problem
from cms.blocks.live import lives_on
from cms.errors import problem
from cms.renditions import load_renditions
from cms.representations import clean_html, document_of, picture_of
from cms.seo import absolute
from trust.forms.api import refused, safe_post
from trust.links.api import personal_operation
from trust.links.models import PersonalLink

router = Router(tags=["shop"])
MOST_WORDS = 8


@router.get(
    "/products/",
    response=ProductList,
    url_name="list_products",
    operation_id="products_list",
    summary="List what stands in the shop",
)
def list_products(request: HttpRequest, query: Query[ProductQuery]):
    """Shelf by shelf. The stock is live: a copy of the answer is at most ten seconds old."""
    lives_on(request)
    products = _asked(query)
    page = list(products.on_shelves()[query.offset : query.offset + query.limit])
    if "picture" in query.chosen:
        load_renditions([product.cover for product in page])
    return JsonResponse({"count": products.count(), "items": [_product(product, query.chosen) for product in page]})


@router.get(
    "/products/{public_id}/",
    response={200: ProductDetail, 404: Problem},
    url_name="product_detail",
    operation_id="products_detail",
    summary="One product",
)
def product_detail(request: HttpRequest, public_id: UUID):
    """A product with its files and pictures, and which edition replaces which."""
    lives_on(request)
    found = Product.objects.shown().filter(public_id=public_id)
    found = found.select_related("category", "cover", "document", "printable", "replaces")
    product = found.prefetch_related("pictures__picture").first()
    if product is None:
        return problem(404, "There is no such product.")
    pictures = [each.picture for each in product.pictures.all()]
    load_renditions([product.cover, *pictures])
    newer = Product.objects.shown().filter(replaces=product).order_by("-made_at", "-pk").first()
    older = product.replaces if product.replaces and product.replaces.is_shown else None
    return JsonResponse(
        _product(product, frozenset(ProductQuery().chosen))
        | {
            "description": clean_html(expand_db_html(product.description)),
            "paper_format": product.paper_format,
            "pages": product.pages,
            "weight_grams": product.weight_grams,
            "document": document_of(product.document),
            "printable": document_of(product.printable),
            "pictures": [picture_of(picture) for picture in pictures],
            "replaces": _link(older),
            "replaced_by": _link(newer),
        }
    )


def _then_pay(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Once the order is committed, ask Stripe where it is paid: a repeat of the same key gets the page that is open then."""

    @wraps(run)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = run(request, *args, **kwargs)
        if response.status_code != 201:
            return response
        said = json.loads(response.content)
        order = Order.objects.filter(public_id=said["id"]).first() if said["total_cents"] else None
        if order is not None and waits_for_payment(order):
            with suppress(NothingToPay, PaymentsOff):  # it was paid, or ended, meanwhile
                response.content = json.dumps(said | {"checkout_url": checkout_address(order)})
        return response

    return answered


@router.post(
    "/orders/",
    response={201: OrderMade, 409: Problem, 422: Problem, 429: Problem},
    url_name="orders",
    operation_id="catalogue_order_create",
    summary="Order",
)
@decorate_view(_then_pay)
@safe_post(form_id=OrderForm.form_id, email_of=lambda payload: payload.email)
def create_order(request: HttpRequest, payload: OrderIn):
    """An order as the form of the site sends it. What is free is on its way at once; a mail brings the link to its page. What is not waits,
    until `pay_by`, for who pays at `checkout_url`.

    409 with `reason`: `quantity` (`lines` says of each product how many it can be, and why: `step`, `order`, `period`, `stock`), `stock`,
    `product-gone`, `price` (`goods_cents` is not what it costs), `payments-off`, `amount` (too little or too much to be paid), `closed`;
    `possible` is what of this order can be ordered now.
    """
    quantities = {line.product: line.quantity for line in payload.lines}
    said = {name: value for name, value in payload.model_dump(exclude={"lines", "goods_cents"}).items() if value}
    said["seen"] = payload.goods_cents
    form = OrderForm(said, request=request, guarded=False, quantities=quantities)
    if not form.is_valid():
        return refused(form)
    try:
        made = place_order(ordered=form.ordered, source="api")
    except ShopRefused as refusal:
        return problem_for(refusal, lines_of(quantities))
    same = ("reference", "state", "goods_cents", "postage_cents", "total_cents", "pay_by", "delete_on")
    return Status(201, {name: getattr(made, name) for name in same} | {"id": made.public_id, "checkout_url": ""})


@router.get(
    "/orders/{token}/",
    response={200: OrderOut, 404: Problem, 429: Problem},
    url_name="order-status",
    operation_id="catalogue_order_detail",
    summary="One's own order",
)
@personal_operation(purpose=STATUS)
def order_detail(request: HttpRequest, link: PersonalLink):
    """By the token of the personal link: how far it is, and what can be done now."""
    return shown(order_of(cast(Order, link.about).pk))


@router.delete(
    "/orders/{token}/",
    response={204: None, 404: Problem, 409: Problem, 429: Problem},
    url_name="order-status",
    operation_id="catalogue_order_cancel",
    summary="Cancel an order",
)
@personal_operation(purpose=STATUS)
def order_cancel(request: HttpRequest, link: PersonalLink):
    """Until it is packed. A repeat is harmless. 409 with `reason` `state` once it is too late."""
    try:
        cancel_order(public_id=cast(Order, link.about).public_id, actor=OrderActor.CUSTOMER)
    except ShopRefused as refusal:
        return problem_for(refusal)
    return Status(204, None)


def shown(mine: Order) -> dict[str, Any]:
    """One's own order, as `OrderOut` says."""
    same = (
        "reference", "state", "organisation_name", "organisation_number", "contact_name", "email", "delivery", "attention", "street",
        "postcode", "city", "remarks", "wants_editions", "goods_cents", "postage_cents", "total_cents", "carrier", "tracking_code",
        "placed_at", "pay_by", "delete_on",
    )  # fmt: skip
    return {name: getattr(mine, name) for name in same} | {
        "id": mine.public_id,
        "phone": str(mine.phone or ""),
        "lines": [
            {
                "product": line.product.public_id,
                "title": line.title,
                "quantity": line.quantity,
                "price_cents": line.price_cents,
            }
            for line in mine.lines.all()
        ],
        "vat": mine.vat_lines,
        "story": [{"at": one.at, "words": str(one.words), "why": one.why} for one in story_of(mine)],
        "may": sorted(deeds_of(mine, money_of(mine))),
    }


def _asked(query: ProductQuery):
    products = Product.objects.shown()
    if query.category:
        products = products.filter(category__slug=query.category)
    if query.kind:
        products = products.filter(kind=query.kind)
    if query.language:
        products = products.filter(language=query.language)
    if query.free is not None:
        products = products.filter(price_cents=0) if query.free else products.filter(price_cents__gt=0)
    if query.stock:
        products = products.in_stock_state(StockState(query.stock))
    return products.holding([word] for word in query.q.split()[:MOST_WORDS])


def _product(product: Product, chosen: frozenset[str]) -> dict[str, Any]:
    same = ("slug", "title", "summary", "kind", "language", "price_cents", "vat_rate")
    item = {
        "id": str(product.public_id),
        **{name: getattr(product, name) for name in same},
        "url": absolute(path_of_product(product)),
        "category": {"slug": product.category.slug, "name": product.category.name},
        "stock": product.stock_state.value,
        "stock_words": words.stock(product),
        "can_be_ordered": words.can_be_ordered(product),
        "limits": {
            "step": product.step,
            "order_most": product.order_most,
            "period_most": product.period_most,
            "period_days": product.period_days,
            "words": words.limits(product),
        },
    }
    if "picture" in chosen:
        item["picture"] = picture_of(product.cover)
    return {name: value for name, value in item.items() if name in chosen}


def _link(product: Product | None) -> dict[str, Any] | None:
    if product is None:
        return None
    return {"id": str(product.public_id), "title": product.title, "url": absolute(path_of_product(product))}
