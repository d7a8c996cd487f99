"""The page of who ordered."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.basket import fitting, lines_of, write_basket
from catalogue.basket_views import AGAIN as BASKET_AGAIN
from catalogue.basket_views import DONE
from catalogue.enums import Delivery, OrderActor, OrderState
from catalogue.errors import ShopRefused
from catalogue.models import Order, shop_settings
from catalogue.papers import receipt
from catalogue.paying import lead_to_payment, let_pay, waits_for_payment
from catalogue.refusals import words_for
from catalogue.services import cancel_order, stop_editions, withdraw_sale, withdraw_until
from catalogue.showing import AGAIN, CANCEL, PAY, WITHDRAW, deeds_of, money_of, order_of, steps_of, story_of
from catalogue.terms import STATUS
from cms.pdf import PdfNotReady, pdf_download
from trust.links.models import PersonalLink
from trust.links.views import personal_page

# The first of the two steps of a withdrawal: what it means.
STEP, WITHDRAWING = "stap", "herroepen"
NOT_PAID = "niet-betaald"


@personal_page(purpose=STATUS)
def status(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/bestelling/<token>/`: how far it is, and what one can do about it. GET shows, POST acts."""
    mine = order_of(cast(Order, link.about).pk)
    if request.method != "POST":
        return _show(request, mine)
    deed = request.POST.get("deed", "")
    try:
        match deed:
            case "pay" if waits_for_payment(mine):
                return lead_to_payment(mine)
            case "cancel":
                cancel_order(public_id=mine.public_id, actor=OrderActor.CUSTOMER)
            case "withdraw":
                withdraw_sale(public_id=mine.public_id)
            case "again":
                return _order_again(mine)
            case "stop-editions":
                stop_editions(public_id=mine.public_id)
            case "pay":
                return _show(request, mine, why=[_("This order need not be paid (any more). Below you see how it stands.")], status=409)  # fmt: skip
            case _:
                return _show(request, mine, why=[_("Press one of the buttons.")], status=400)
    except ShopRefused as refusal:
        return _show(request, order_of(mine.pk), why=words_for(refusal), status=409)
    return HttpResponseRedirect(f"{request.path}?{DONE}={deed}")


def _order_again(mine: Order) -> HttpResponse:
    """A basket with what of this order can be ordered now, in place of what was in it."""
    quantities = {line.product.public_id: line.quantity for line in mine.lines.all()}
    response = HttpResponseRedirect(f"{reverse('shop-basket')}?{DONE}={BASKET_AGAIN}")
    write_basket(response, fitting(lines_of(quantities)))
    return response


def _show(request: HttpRequest, mine: Order, *, why: list[str] | None = None, status: int = 200) -> HttpResponse:
    money, state = money_of(mine), OrderState(mine.state)
    deeds = deeds_of(mine, money)
    withdrawing = WITHDRAW in deeds and request.GET.get(STEP) == WITHDRAWING
    context = {
        "title": _("Your order"),
        "noindex": True,
        "order": mine,
        "state": state.value,
        "money": money,
        "lines": mine.lines.all(),
        "steps": steps_of(mine),
        "story": story_of(mine),
        "by_post": mine.delivery == Delivery.POST,
        "can_pay": PAY in deeds,
        "can_cancel": CANCEL in deeds,
        "can_order_again": AGAIN in deeds,
        "can_withdraw": WITHDRAW in deeds,
        "withdraw_until": withdraw_until(mine),
        "withdrawing": withdrawing,
        "settings": shop_settings(),
        "why": why or [],
        "done": request.GET.get(DONE, "") if request.method != "POST" else "",
    }
    return let_pay(render(request, "catalogue/status.html", context, status=status))


@personal_page(purpose=STATUS)
def receipt_file(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/bestelling/<token>/betaalbewijs.pdf`: of an order that was paid."""
    mine = Order.objects.filter(pk=int(link.about_id)).exclude(paid_at=None).first()
    if mine is None:
        raise Http404
    try:
        content = receipt(mine)
    except PdfNotReady:
        context = {"title": _("Receipt"), "noindex": True}
        return render(request, "components/no_paper.html", context, status=503)
    return pdf_download(content, f"betaalbewijs-{mine.reference}.pdf")
