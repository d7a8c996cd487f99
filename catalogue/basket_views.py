"""The basket: what somebody wants to order, changed by POST, kept in their own browser."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.basket import COPIES_MOST, Quantities, fitting, lines_of, read_basket, sums_of, write_basket
from catalogue.models import Product, shop_settings
from catalogue.offering import offered
from catalogue.product_views import trail
from catalogue.terms import LINES_MOST
from catalogue.words import can_be_ordered
from cms.renditions import load_renditions
from trust.forms.views import keep_none

DONE = "gedaan"
ADDED, FEWER, CHANGED, DROPPED, GONE, FULL, AGAIN = "erbij", "minder", "veranderd", "weg", "niet", "vol", "opnieuw"
# Sent along by a form on a page that shared caches keep, and that therefore holds no token of one visitor.
OWN = frozenset({"", "none", "same-origin"})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def basket(request: HttpRequest) -> HttpResponse:
    """`/webwinkel/mandje/`: GET shows, POST adds (`deed=add`), changes (`set`), takes out (`drop`) or makes everything fit (`fit`)."""
    if request.method == "POST":
        refuse_strangers(request)
        quantities = read_basket(request)
        done = _change(request, quantities)
        response = HttpResponseRedirect(f"{reverse('shop-basket')}?{DONE}={done}")
        write_basket(response, quantities)
        return keep_none(response)
    quantities = read_basket(request)
    lines, shop = lines_of(quantities), shop_settings()
    load_renditions([line.product.cover for line in lines])
    title = _("Your basket")
    context = {
        "title": title,
        "noindex": True,
        "lines": lines,
        "fits": all(line.fits for line in lines),
        "lost": len(quantities) - len(lines),
        "sums": sums_of(lines, shop=shop),
        "settings": shop,
        "done": request.GET.get(DONE, ""),
        "breadcrumbs": trail(request, title),
    }
    return keep_none(render(request, "catalogue/basket.html", context))


def refuse_strangers(request: HttpRequest) -> None:
    """Raises `PermissionDenied` for a form of another site: nobody else fills somebody's basket. Browsers say where a form stood."""
    origin = request.headers.get("Origin", "")
    if origin and origin != "null" and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied
    if request.headers.get("Sec-Fetch-Site", "") not in OWN:
        raise PermissionDenied


def _change(request: HttpRequest, quantities: Quantities) -> str:
    """Change `quantities` as was asked; says what was done."""
    deed, said = request.POST.get("deed", ""), request.POST
    if deed == "fit":
        kept = fitting(lines_of(quantities))
        quantities.clear()
        quantities.update(kept)
        return CHANGED
    product = _product(said.get("product", ""))
    if product is None:
        return GONE
    key = product.public_id
    if deed == "drop":
        quantities.pop(key, None)
        return DROPPED
    if not can_be_ordered(product):
        return GONE
    if key not in quantities and len(quantities) >= LINES_MOST:
        return FULL
    text, had = said.get("quantity", "").strip(), quantities.get(key, 0)
    typed = _copies(text)
    if typed == 0 and deed == "set":
        quantities.pop(key, None)
        return DROPPED
    asked = typed or (had if deed == "set" else product.step)
    if deed != "set":
        asked += had
    quantities[key] = offered(product).nearest(asked)
    if quantities[key] != asked or (text and not typed):
        return FEWER
    return CHANGED if deed == "set" else ADDED


def _product(text: str) -> Product | None:
    try:
        return Product.objects.shown().filter(public_id=UUID(text)).first()
    except ValueError:
        return None


def _copies(text: str) -> int | None:
    """What was typed, at most `COPIES_MOST`; None for what is no whole number."""
    if not text.isdecimal():
        return None
    return min(int(text), COPIES_MOST) if len(text) < 10 else COPIES_MOST
