"""Telling who received the edition before: to how many, and what, before anything leaves (spec D10)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.admin.rights import CHANGE_PRODUCTS, product_screen
from catalogue.errors import ShopRefused
from catalogue.models import Product
from catalogue.services import announce_edition
from catalogue.services.editions import not_told, who_hears
from trust.outbox.rehearsing import LINK_WORDS, rehearse
from trust.viewing import BOTH


@product_screen(CHANGE_PRODUCTS, BOTH)
def announce(request: HttpRequest, product: Product) -> HttpResponse:
    """`…/<pk>/announce/`: the number of people and the mail first, then the mails."""
    if request.method == "POST":
        try:
            told = announce_edition(product_id=product.pk, by=request.user)  # type: ignore[arg-type]
        except ShopRefused:
            messages.warning(request, _("Nothing was sent: it replaces no edition, or does not stand in the shop."))
        else:
            said = ngettext("%(count)d person hears of it.", "%(count)d people hear of it.", told) % {"count": told}
            messages.success(request, said)
        return HttpResponseRedirect(reverse("products:edit", args=[product.pk]))
    waiting = not_told(product, who_hears(product)) if product.replaces_id and product.is_shown else []
    letters = []
    if waiting:
        act = lambda: announce_edition(product_id=product.pk, by=request.user)  # noqa: E731  # type: ignore[arg-type]
        letters = rehearse(waiting[0], deed=act, among=Q(purpose="catalogue.edition"), link=str(LINK_WORDS))
    title = _("Tell who received the edition before")
    context = {
        "product": product,
        "people": len(waiting),
        "letters": letters[:1],
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse("products:index"), "label": _("Products")},
            {"url": reverse("products:edit", args=[product.pk]), "label": product.title},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "catalogue/admin/announce.html", context)


patterns = [path("<int:pk>/announce/", announce, name="announce")]
