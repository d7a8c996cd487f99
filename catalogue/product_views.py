"""What visitors see of one product."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import words
from catalogue.addresses import SHOP, path_of_product
from catalogue.models import Product, shop_settings
from catalogue.offering import offered
from catalogue.seo import head_of
from cms.freshness import LIVE_SECONDS
from cms.kept import site_of
from cms.models.base import Crumb
from cms.renditions import load_renditions


@require_safe
def product_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/webwinkel/<slug>/`: what it is, how it stands with it, to read or print it oneself, and to order it.

    What left the shop leads to the edition that replaced it, when there is one.
    """
    found = Product.objects.filter(slug=slug).select_related("category", "cover", "document", "printable", "replaces")
    product = found.prefetch_related("pictures__picture").first()
    if product is None:
        raise Http404
    newer = Product.objects.shown().filter(replaces=product).order_by("-made_at", "-pk").first()
    if not product.is_shown:
        if newer is None:
            raise Http404
        return HttpResponseRedirect(path_of_product(newer))
    pictures = [each.picture for each in product.pictures.all()]
    load_renditions([product.cover, *pictures])
    older = product.replaces
    context = {
        "title": product.title,
        "product": product,
        "pictures": pictures,
        "state": product.stock_state.value,
        "stock": words.stock(product),
        "price": words.price_with_vat(product),
        "limits": words.limits(product),
        "facts": words.facts(product),
        "can_be_ordered": words.can_be_ordered(product),
        "offered": offered(product),
        "newer": newer,
        "newer_path": path_of_product(newer) if newer else "",
        "older": older,
        "older_path": path_of_product(older) if older and older.is_shown else "",
        "settings": shop_settings(),
        "breadcrumbs": trail(request, product.title),
        "head": head_of(product),
    }
    return for_everybody(request, render(request, "catalogue/product.html", context))


def trail(request: HttpRequest, title: str) -> list[Crumb]:
    """From the home page over the shop to this page."""
    site = site_of(request)
    home = [Crumb(site.root_page.title, "/")] if site else []
    return [*home, Crumb(_("Shop"), SHOP), Crumb(title, request.path, current=True)]


def for_everybody(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A shared cache may keep it for some seconds, as the stock is live; never what somebody sees who is signed in."""
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=LIVE_SECONDS)
    return response
