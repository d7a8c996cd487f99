"""Stock in the admin: every product with its level, and of one product the ledger, the deeds that write it, how it went and goes (spec D2)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.refusals import staff_words
from catalogue.admin.rights import CHANGE_PRODUCTS, MOVE_STOCK, SEE_ORDERS, SEE_STOCK, product_screen
from catalogue.enums import MovementKind
from catalogue.errors import ShopRefused
from catalogue.forecast import Outlook, forecast, levels
from catalogue.models import Product
from catalogue.services import count_stock, hand_out_stock, receive_stock, return_stock
from cms.charts import months_up_to, stacked
from cms.sheets import csv_lines
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import READ, SUBMIT, guarded

A_PAGE, AT_ONCE = 50, 500
MOVED = "shop-stock-moved"
ONLY = {"low": gettext_lazy("only what runs low"), "wrong": gettext_lazy("only what does not add up")}


class StockForm(forms.Form):
    """What somebody did with copies by hand. `key`: made with the form, so that a second press moves nothing twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    deed = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=[
            ("receive", gettext_lazy("copies came in from the printer")),
            ("hand-out", gettext_lazy("we handed copies out ourselves")),
            ("return", gettext_lazy("copies came back")),
            ("count", gettext_lazy("I counted what lies on the shelf")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happened.")},
    )
    copies = forms.IntegerField(
        label=gettext_lazy("How many copies?"),
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy("After counting: everything that lies there, also what is kept or packed for orders."),
        error_messages={"required": gettext_lazy("Write how many.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why, or for what"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It stands in the ledger: the printer, the stand, what was found. No names of people."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        deed = cleaned.get("deed")
        if deed and deed != "count" and cleaned.get("copies") == 0:
            self.add_error("copies", _("Write one or more."))
        if deed and deed != "receive" and not cleaned.get("why"):
            self.add_error("why", _("Write why: later nobody remembers."))
        return cleaned


@guarded(SEE_STOCK, READ)
def overview(request: HttpRequest) -> HttpResponse:
    """`/admin/stock/`: `q`, `only` (low, wrong), `p`."""
    words, only = request.GET.get("q", "").strip(), request.GET.get("only", "")
    rows = Product.objects.with_kept().defer("description").order_by("title", "pk")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(slug__icontains=words))
    if only == "low":
        rows = rows.low()
    elif only == "wrong":
        wrong = Product.objects.with_ledger().exclude(ledger=F("available")).order_by()
        rows = rows.filter(pk__in=wrong.values("pk"))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    for product in page.object_list:
        product.on_shelf = product.available + product.kept
    context = {
        "page": page,
        "words": words,
        "only": only,
        "choices": ONLY.items(),
        "query": urlencode({"q": words, "only": only}) + "&",
        "page_title": _("Stock"),
        "breadcrumbs_items": [{"url": "", "label": _("Stock")}],
    }
    return TemplateResponse(request, "catalogue/admin/stock_list.html", context)


@product_screen(SEE_STOCK, READ)
def product(request: HttpRequest, product: Product) -> HttpResponse:
    """`…/<pk>/`: its level, its ledger (`p`), and the form that moves it."""
    return show(request, product, StockForm())


def show(request: HttpRequest, product: Product, form: StockForm, *, status: int = 200) -> HttpResponse:
    today = localdate()
    months = months_up_to(today)
    ledger = product.movements.select_related("order", "by").order_by("-pk")
    rows = [
        (date_format(month, "F Y"), date_format(month, "M").lower(), {"level": level})
        for month, level in zip(months, levels(product, months), strict=True)
    ]
    kept = product.kept  # type: ignore[attr-defined]
    context = {
        "product": product,
        "kept": kept,
        "on_shelf": product.available + kept,
        "is_low": product.is_shown and product.available <= product.low_at,
        "form": form,
        "page": Paginator(ledger, A_PAGE).get_page(request.GET.get("p")),
        "chart": stacked(
            "levels", _("How many could be ordered, at the end of each month"), {"level": _("copies")}, rows
        ),
        "outlook": outlook_words(product),
        "may_move": request.user.has_perm(MOVE_STOCK),
        "may_change": request.user.has_perm(CHANGE_PRODUCTS),
        "may_see_orders": request.user.has_perm(SEE_ORDERS),
        "page_title": product.title,
        "breadcrumbs_items": [
            {"url": reverse("stock:list"), "label": _("Stock")},
            {"url": "", "label": product.title},
        ],
    }
    return TemplateResponse(request, "catalogue/admin/stock_product.html", context, status=status)


def outlook_words(product: Product) -> str:
    """The forecast as a sentence."""
    found = forecast(product)
    if found.outlook == Outlook.OUT:
        return _("There is less than one pack left.")
    if found.outlook == Outlook.STILL:
        return _("In the last %(days)d days none left us on balance, so there is no day at which they are gone.") % {
            "days": found.days
        }
    if found.outlook == Outlook.TOO_LITTLE:
        return _("Too little has left us yet to say when they will be gone.")
    pace = ngettext("%(count)d copy a week", "%(count)d copies a week", found.a_week) % {"count": found.a_week}
    if found.outlook == Outlook.FAR:
        return _("At this pace (%(pace)s over the last %(days)d days) they last more than two years.") % {
            "pace": pace,
            "days": found.days,
        }
    return _("At this pace (%(pace)s over the last %(days)d days) they are gone around %(day)s.") % {
        "pace": pace,
        "days": found.days,
        "day": date_format(found.on, "j F Y"),
    }


@product_screen(MOVE_STOCK, SUBMIT)
def move(request: HttpRequest, product: Product) -> HttpResponse:
    """`…/<pk>/move/`: copies came, went, came back, or were counted."""
    form = StockForm(request.POST)
    if not form.is_valid():
        return show(request, product, form, status=422)
    said, by, key = form.cleaned_data, request.user, str(form.cleaned_data["key"])
    back = HttpResponseRedirect(reverse("stock:product", args=[product.pk]))
    if request.session.get(MOVED) == key:
        return back
    try:
        if said["deed"] == "count":
            movement = count_stock(product_id=product.pk, counted=said["copies"], why=said["why"], by=by)  # type: ignore[arg-type]
        else:
            deed: Any = {"receive": receive_stock, "hand-out": hand_out_stock, "return": return_stock}[said["deed"]]
            movement = deed(product_id=product.pk, quantity=said["copies"], why=said["why"], by=by)
    except ShopRefused as refusal:
        if said["deed"] == "count":
            form.add_error(
                "copies",
                _("Orders wait for more than that. Look which orders those are, and change or cancel one first."),
            )
        else:
            form.add_error("copies", staff_words(refusal))
        return show(request, product, form, status=409)
    request.session[MOVED] = key
    if movement is None:
        messages.success(request, _("The count is right: nothing changes."))
    else:
        messages.success(request, _("Noted: %(copies)+d, so %(level)d can be ordered.") % vars_of(movement))
    return back


def vars_of(movement: Any) -> dict[str, int]:
    return {"copies": movement.quantity, "level": movement.level}


@product_screen(SEE_STOCK, SUBMIT)
def ledger(request: HttpRequest, product: Product) -> HttpResponse:
    """`…/<pk>/ledger/`: every line as CSV, in a few at a time; logged as an export."""
    rows = product.movements.select_related("order", "by").order_by("pk")
    record_access(
        what="catalogue.ledger",
        by=request.user,  # type: ignore[arg-type]
        about=product,
        access=Access.EXPORT,
        count=rows.count(),
    )
    lines = (line.encode() for line in csv_lines(ledger_rows(rows)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="voorraad-{product.slug}-{localdate():%Y-%m-%d}.csv"'
    return response  # type: ignore[return-value]


def ledger_rows(rows: QuerySet) -> Iterator[list[Any]]:
    yield [_("When"), _("What happened"), _("Copies"), _("Can be ordered after it"), _("Order"), _("Why"), _("Who")]
    kinds = dict(MovementKind.choices)
    for line in rows.iterator(chunk_size=AT_ONCE):
        yield [
            f"{localtime(line.at):%Y-%m-%d %H:%M}",
            str(kinds[line.kind]),
            line.quantity,
            line.level,
            line.order.reference if line.order else "",
            line.why,
            line.by.get_full_name() or line.by.get_username() if line.by else "",
        ]


patterns = [
    path("", overview, name="list"),
    path("<int:pk>/", product, name="product"),
    path("<int:pk>/move/", move, name="move"),
    path("<int:pk>/ledger/", ledger, name="ledger"),
]
urls = path("stock/", include((patterns, "stock")))
