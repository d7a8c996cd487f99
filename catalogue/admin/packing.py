"""Packing (spec D5): orders are gathered for a post day, packed one by one by button, keyboard or scanner, and sent together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets import AdminDateInput

from catalogue.admin import papers
from catalogue.admin.refusals import staff_words
from catalogue.admin.rights import MAKE_BATCHES, PACK, SEE_BATCHES, batch_screen
from catalogue.enums import Delivery, OrderState
from catalogue.errors import ShopRefused
from catalogue.models import Batch, Order
from catalogue.parcels import picks_of, plain_reference, with_lines
from catalogue.services import gather_batch, leave_batch, pack_order, send_batch, unpack_order
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import BOTH, READ, SUBMIT, guarded

MOST, BATCHES_MOST = 200, 20
PARCELS = "#parcels"  # who packs with a thumb comes back to the next one, not to the field for a scanner
PACKED_SENT = (OrderState.TO_PACK, OrderState.PACKED, OrderState.SENT)


def next_post_day(today: date) -> date:
    """Today, or the Monday after a weekend."""
    return today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() >= 5 else 0)


class GatherForm(forms.Form):
    """Which orders go together, and when."""

    post_on = forms.DateField(
        label=gettext_lazy("Post day"),
        widget=AdminDateInput,
        error_messages={"required": gettext_lazy("Choose the day on which they leave.")},
    )
    orders = forms.MultipleChoiceField(
        choices=[], error_messages={"required": gettext_lazy("Tick at least one order.")}
    )

    def __init__(self, *args: Any, waiting: list[Order], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["orders"].choices = [(str(order.public_id), order.reference) for order in waiting]  # type: ignore[attr-defined]

    def clean_post_on(self) -> date:
        if self.cleaned_data["post_on"] < localdate():
            raise forms.ValidationError(_("Choose a day from today on."))
        return self.cleaned_data["post_on"]


class SendForm(forms.Form):
    """Who carries the parcels, and a code for each that is packed."""

    carrier = forms.CharField(
        label=gettext_lazy("Carrier"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("It stands in the mail. Empty: the mail says only that it left."),
    )

    def __init__(self, *args: Any, orders: list[Order], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.orders = orders
        for order in orders:
            self.fields[f"code_{order.pk}"] = forms.CharField(
                label=f"{order.reference} · {order.organisation_name or order.contact_name}",
                max_length=60,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def codes(self) -> dict[UUID, str]:
        """Of the parcels that stood on the screen: what a colleague packs meanwhile does not leave unseen."""
        named = {order.public_id: f"code_{order.pk}" for order in self.orders}
        return {public_id: self.cleaned_data[name] for public_id, name in named.items() if name in self.data}


def waiting_for_post() -> QuerySet[Order]:
    """To be packed, by post, in no batch yet; the oldest first."""
    return Order.objects.to_pack().filter(delivery=Delivery.POST, batch=None)


@guarded(SEE_BATCHES, READ)
def queue(request: HttpRequest) -> HttpResponse:
    """`/admin/packing/`."""
    return show_queue(request)


def show_queue(request: HttpRequest, form: GatherForm | None = None, *, status: int = 200) -> HttpResponse:
    waiting = list(
        waiting_for_post().defer("remarks", "notes", "vat_lines").annotate(copies=Sum("lines__quantity"))[:MOST]
    )
    picked_up = Order.objects.filter(delivery=Delivery.PICK_UP, state__in=[OrderState.TO_PACK, OrderState.PACKED])
    shown = list(picked_up.order_by("placed_at", "pk")[:MOST])
    record_access(what="catalogue.queue", by=request.user, access=Access.LIST, count=len(waiting) + len(shown))  # type: ignore[arg-type]
    counted = Batch.objects.annotate(
        to_pack=Count("orders", filter=Q(orders__state=OrderState.TO_PACK)),
        packed=Count("orders", filter=Q(orders__state=OrderState.PACKED)),
        left=Count("orders", filter=Q(orders__state=OrderState.SENT)),
    )
    counted = counted.exclude(sent_at=None, to_pack=0, packed=0)  # everything left it, one by one
    batches = list(counted.order_by(F("sent_at").desc(nulls_first=True), "-post_on", "-pk")[:BATCHES_MOST])
    form = form or GatherForm(waiting=waiting, initial={"post_on": next_post_day(localdate())})
    ticked = set(request.POST.getlist("orders")) if form.is_bound else {str(order.public_id) for order in waiting}
    context = {
        "waiting": waiting,
        "more": max(0, waiting_for_post().count() - len(waiting)) if len(waiting) == MOST else 0,
        "picked_up": shown,
        "open": [batch for batch in reversed(batches) if batch.sent_at is None],
        "sent": [batch for batch in batches if batch.sent_at],
        "form": form,
        "ticked": ticked,
        "may_gather": request.user.has_perm(MAKE_BATCHES),
        "page_title": _("Packing"),
        "breadcrumbs_items": [{"url": "", "label": _("Packing")}],
        "media": form.media,
    }
    return TemplateResponse(request, "catalogue/admin/queue.html", context, status=status)


@guarded(MAKE_BATCHES, SUBMIT)
def gather(request: HttpRequest) -> HttpResponse:
    """`…/gather/`: the orders that are ticked, together."""
    form = GatherForm(request.POST, waiting=list(waiting_for_post().only("public_id", "reference")))
    if not form.is_valid():
        return show_queue(request, form, status=422)
    said = form.cleaned_data
    chosen = [UUID(public_id) for public_id in said["orders"]]
    batch = gather_batch(post_on=said["post_on"], public_ids=chosen, by=request.user)  # type: ignore[arg-type]
    if batch is None:
        messages.warning(request, _("Somebody else gathered these orders already."))
        return HttpResponseRedirect(reverse("packing:queue"))
    return to_batch(batch)


def orders_of(batch: Batch) -> QuerySet[Order]:
    """What leaves with it, with its lines: first what is still to be packed, in the order in which it came."""
    place = Case(When(state=OrderState.TO_PACK, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = with_lines(batch.orders.filter(state__in=PACKED_SENT))
    return rows.alias(place=place).order_by("place", "placed_at", "pk")


@batch_screen(SEE_BATCHES, READ)
def batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/`: one batch."""
    return show_batch(request, batch)


def show_batch(
    request: HttpRequest, batch: Batch, *, typed: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    orders = list(orders_of(batch))
    record_access(what="catalogue.batch", by=request.user, about=batch, count=max(1, len(orders)))  # type: ignore[arg-type]
    states = [order.state for order in orders]
    context = {
        "batch": batch,
        "orders": orders,
        "to_pack": states.count(OrderState.TO_PACK),
        "packed": states.count(OrderState.PACKED),
        "left": states.count(OrderState.SENT),
        "picks": picks_of(order for order in orders if order.state == OrderState.TO_PACK),
        "typed": typed,
        "wrong": wrong,
        "sheets": papers.SHEETS.values(),
        "may_pack": request.user.has_perm(PACK),
        "page_title": _("Batch of %(day)s") % {"day": batch},
        "breadcrumbs_items": breadcrumbs(batch),
    }
    return TemplateResponse(request, "catalogue/admin/batch.html", context, status=status)


@batch_screen(PACK, SUBMIT)
def pack(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/pack/`: the order of a button (`order`), or whose reference was typed or scanned (`reference`), is packed."""
    typed = request.POST.get("reference", "").strip()
    rows = batch.orders.filter(state__in=PACKED_SENT)
    asked = Q(reference=plain_reference(typed)) if typed else Q(pk=_number(request.POST.get("order")))
    found = rows.filter(asked).first()
    if found is None:
        wrong = _("“%(typed)s” is no order of this batch.") % {"typed": typed}
        if not typed:
            wrong = _("That parcel is in this batch no longer: a colleague was first.")
        return show_batch(request, batch, typed=typed, wrong=wrong, status=422)
    if found.state != OrderState.TO_PACK:
        messages.info(request, _("%(reference)s was packed already.") % {"reference": found.reference})
        return to_batch(batch, PARCELS if not typed else "")
    try:
        pack_order(public_id=found.public_id, by=request.user)  # type: ignore[arg-type]
    except ShopRefused as refusal:
        return show_batch(request, batch, typed=typed, wrong=staff_words(refusal), status=409)
    messages.success(request, _("%(reference)s is packed.") % {"reference": found.reference})
    return to_batch(batch, PARCELS if not typed else "")


@batch_screen(PACK, SUBMIT)
def put_back(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/back/`: an order (`order`) is not packed after all, or (`leave`) goes with another batch."""
    found = batch.orders.filter(pk=_number(request.POST.get("order"))).first()
    deed = leave_batch if request.POST.get("leave") else unpack_order
    try:
        if found:
            deed(public_id=found.public_id, by=request.user)  # type: ignore[operator]
    except ShopRefused as refusal:
        messages.error(request, staff_words(refusal))
    return to_batch(batch, PARCELS)


@batch_screen(PACK, BOTH)
def send(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/send/`: everything that is packed leaves; each who ordered gets a mail."""
    orders = [order for order in orders_of(batch) if order.state == OrderState.PACKED]
    if not orders:
        messages.warning(request, _("Nothing of this batch is packed and still here."))
        return to_batch(batch)
    form = SendForm(
        request.POST if request.method == "POST" else None, orders=orders, initial={"carrier": batch.carrier}
    )
    if request.method == "POST" and form.is_valid():
        carrier = form.cleaned_data["carrier"]
        count = send_batch(public_id=batch.public_id, carrier=carrier, codes=form.codes, by=request.user)  # type: ignore[arg-type]
        said = ngettext(
            "%(count)d parcel has left, and who ordered it has a mail.",
            "%(count)d parcels have left, and who ordered them have a mail.",
            count,
        )
        messages.success(request, said % {"count": count})
        return to_batch(batch)
    context = {
        "batch": batch,
        "form": form,
        "count": len(orders),
        "waits": batch.orders.filter(state=OrderState.TO_PACK).count(),
        "page_title": _("Send the batch"),
        "breadcrumbs_items": breadcrumbs(batch, _("Send the batch")),
    }
    return TemplateResponse(
        request, "catalogue/admin/batch_send.html", context, status=422 if request.method == "POST" else 200
    )


def to_batch(batch: Batch, part: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("packing:batch", args=[batch.pk]) + part)


def breadcrumbs(batch: Batch, label: str = "") -> list[dict[str, str]]:
    items = [
        {"url": reverse("packing:queue"), "label": _("Packing")},
        {"url": reverse("packing:batch", args=[batch.pk]) if label else "", "label": str(batch)},
    ]
    return [*items, {"url": "", "label": label}] if label else items


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


patterns = [
    path("", queue, name="queue"),
    path("gather/", gather, name="gather"),
    path("<int:pk>/", batch, name="batch"),
    path("<int:pk>/pack/", pack, name="pack"),
    path("<int:pk>/back/", put_back, name="put-back"),
    path("<int:pk>/send/", send, name="send"),
    *papers.patterns,
]
urls = path("packing/", include((patterns, "packing")))
