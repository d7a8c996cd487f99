"""The order form, and the word of thanks."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.addresses import SHOP
from catalogue.basket import lines_of, packed, read_basket, sums_of, write_basket
from catalogue.enums import Delivery
from catalogue.errors import NothingToPay, PaymentNotStarted, PaymentsOff, PriceChanged, ShopRefused
from catalogue.forms import OrderForm
from catalogue.models import Order, shop_settings
from catalogue.paying import lead_to_payment, let_pay, waits_for_payment
from catalogue.refusals import adjusted, words_for
from catalogue.services import place_order
from catalogue.terms import STATUS
from trust.forms.views import answer_form, keep_none
from trust.links.services import lasting_link, link_url

PLACED_SALT = "catalogue.placed"
THANKED_WITHIN = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """`/webwinkel/bestellen/`: what is in the basket, and the form. What is free leads to the thanks, what is not to where it is paid."""
    quantities = read_basket(request)
    if not quantities and request.method != "POST":
        return HttpResponseRedirect(reverse("shop-basket"))
    response = answer_form(request, form=OrderForm, work=_place, show=_show, quantities=quantities)
    if request.method == "POST" and response.status_code == 302:
        return _after(response)
    return let_pay(response)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """`/webwinkel/bedankt/`: what happens next, for who just ordered; nobody else finds anything here."""
    placed = _placed(request.GET.get("d", ""))
    if placed is None:
        return HttpResponseRedirect(SHOP)
    context = {
        "title": _("Thank you, we have your order"),
        "noindex": True,
        "order": placed,
        "by_post": placed.delivery == Delivery.POST,
        "settings": shop_settings(),
    }
    return keep_none(render(request, "catalogue/thanks.html", context))


def _place(form: OrderForm) -> HttpResponse:
    """In the transaction of the form's answer, so that a double click orders once. Stripe is asked when it is over."""
    try:
        placed = place_order(ordered=form.ordered)
    except ShopRefused as refusal:
        if isinstance(refusal, PriceChanged):
            form.show_prices_again()
        for words in words_for(refusal):
            form.add_error(None, words)
        return _show(form.request, form, refusal=refusal, status=409)
    return HttpResponseRedirect(f"{reverse('shop-thanks')}?d={signing.dumps(placed.public_id.hex, salt=PLACED_SALT)}")


def _after(response: HttpResponse) -> HttpResponse:
    """Where who just ordered goes: to pay, to their page when paying does not begin, or to the thanks. Their basket is empty from now on."""
    placed = _placed(response["Location"].rpartition("?d=")[2])
    if placed is not None and waits_for_payment(placed):
        try:
            response = lead_to_payment(placed)
        except (PaymentNotStarted, PaymentsOff):
            own = link_url(link=lasting_link(purpose=STATUS, about=placed, until=placed.delete_on))
            response = HttpResponseRedirect(f"{own}?gedaan=niet-betaald")
        except NothingToPay:  # it is paid already, in another tab
            pass
    write_basket(response, {})
    return keep_none(response)


def _placed(text: str) -> Order | None:
    try:
        public_id = UUID(signing.loads(text, salt=PLACED_SALT, max_age=THANKED_WITHIN))
    except signing.BadSignature:
        return None
    return Order.objects.filter(public_id=public_id).first()


def _show(
    request: HttpRequest, form: OrderForm, *, refusal: ShopRefused | None = None, status: int = 200
) -> HttpResponse:
    lines, shop = lines_of(form.quantities), shop_settings()
    possible = adjusted(lines, refusal) if refusal else {}
    by_post, picked_up = sums_of(lines, shop=shop), sums_of(lines, shop=shop, by_post=False)
    context = {
        "title": _("Your order"),
        "noindex": True,
        "form": form,
        "lines": lines,
        "sums": by_post,
        "picked_up": picked_up,
        "settings": shop,
        "possible": _possible(lines, possible),
        "adjusted": packed(possible) if possible else "",
        "is_short": refusal is not None,
    }
    return render(request, "catalogue/order.html", context, status=status)


def _possible(lines, possible: dict[UUID, int]) -> list[tuple[str, int]]:
    return [
        (line.product.title, possible[line.product.public_id]) for line in lines if line.product.public_id in possible
    ]
