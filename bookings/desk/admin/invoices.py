"""Invoice records in the admin: the list, one, making one from a request, and the files for who keeps the books (spec C8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from bookings.desk.admin.rights import MAKE_INVOICES, SEE_INVOICES
from bookings.desk.enums import Actor, Country, RequestState
from bookings.desk.errors import DeskRefused, NothingToInvoice
from bookings.desk.fields import LineField
from bookings.desk.invoice_files import csv_lines, file_name, seller, zip_of
from bookings.desk.models import BookingRequest, InvoiceRecord
from bookings.desk.services import accepted_proposal, make_invoice, may_move
from bookings.desk.services.invoicing import Buyer, buyer_of
from bookings.desk.ubl import UblNotPossible, ubl_of, what_is_missing
from cms.money import euro
from trust.organisations.fields import OrganisationNumberField, PeppolIdField
from trust.viewing import BOTH, READ, ShownOnly, guarded

register_permission_policy(InvoiceRecord, ShownOnly(InvoiceRecord))

XML, ZIP = "application/xml", "application/zip"
MISSING_WORDS = {
    "seller_name": gettext_lazy("our own name (settings of the organisation)"),
    "seller_number": gettext_lazy("our own enterprise number, with right check digits (settings of the organisation)"),
    "seller_iban": gettext_lazy("our own account number (settings of the organisation)"),
    "buyer_name": gettext_lazy("the name of the organisation"),
    "buyer_number": gettext_lazy("the organisation number, which who is liable for VAT has"),
    "peppol_id": gettext_lazy("the Peppol id of the organisation: without it nothing arrives"),
    "lines": gettext_lazy("lines"),
}


class BuyerForm(forms.Form):
    """Who gets the invoice, as the request and its organisation say until staff correct it."""

    name = LineField(label=gettext_lazy("Organisation"), max_length=160)
    number = OrganisationNumberField(label=gettext_lazy("Organisation number"), required=False)
    is_vat_liable = forms.BooleanField(label=gettext_lazy("Liable for VAT"), required=False)
    street = LineField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    postcode = LineField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    city = LineField(label=gettext_lazy("Municipality"), max_length=80, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=Country.choices)
    peppol_id = PeppolIdField(
        required=False,
        help_text=gettext_lazy("Scheme and number: 0208:0123456749. Without it there is no electronic invoice."),
    )
    purchase_order = LineField(label=gettext_lazy("Purchase order"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_vat_liable") and "number" in cleaned and not cleaned["number"]:
            self.add_error("number", _("Who is liable for VAT has an organisation number: write it."))
        return cleaned

    @property
    def buyer(self) -> Buyer:
        return Buyer(**{name: value for name, value in self.cleaned_data.items() if name != "purchase_order"})


@guarded(MAKE_INVOICES, BOTH)
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/make/<pk of the request>/`: look over who gets it; POST makes the record, with its number. Made already: leads to it."""
    asked = get_object_or_404(BookingRequest.objects.select_related("organisation"), pk=pk)
    if known := InvoiceRecord.objects.filter(request=asked).first():
        return HttpResponseRedirect(reverse("invoices:detail", args=[known.pk]))
    proposal = accepted_proposal(asked)
    possible = proposal is not None and proposal.total_cents > 0 and may_move(asked, RequestState.INVOICED, Actor.STAFF)
    known_buyer = vars(buyer_of(asked)) | {"purchase_order": asked.purchase_order}
    form = BuyerForm(request.POST if request.method == "POST" else None, initial=known_buyer)
    if request.method == "POST" and possible and form.is_valid():
        try:
            made = make_invoice(
                public_id=asked.public_id,
                by=request.user,  # type: ignore[arg-type]
                buyer=form.buyer,
                purchase_order=form.cleaned_data["purchase_order"],
            )
        except DeskRefused as refusal:
            form.add_error(None, _refused(refusal))
        else:
            messages.success(request, _("Invoice %(number)s is made.") % {"number": made.shown_number})
            return HttpResponseRedirect(reverse("invoices:detail", args=[made.pk]))
    context = {
        "asked": asked,
        "proposal": proposal,
        "possible": possible,
        "form": form,
        "page_title": _("Make an invoice record"),
        "breadcrumbs_items": [
            {"url": reverse("invoices:index"), "label": _("Invoices")},
            {"url": "", "label": _("Make an invoice record")},
        ],
    }
    return TemplateResponse(
        request, "bookings/desk/admin/invoice_make.html", context, status=422 if request.method == "POST" else 200
    )


def _refused(refusal: DeskRefused) -> str:
    if isinstance(refusal, NothingToInvoice):
        return _("Nothing was agreed that costs something.")
    return _("This request is not where an invoice can be made: look at it again.")


@guarded(SEE_INVOICES, READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: one record, as it was made."""
    record = get_object_or_404(InvoiceRecord.objects.select_related("request"), pk=pk)
    context = {
        "record": record,
        "missing": [MISSING_WORDS[name] for name in what_is_missing(record, seller())],
        "page_title": record.shown_number,
        "breadcrumbs_items": [
            {"url": reverse("invoices:index"), "label": _("Invoices")},
            {"url": "", "label": record.shown_number},
        ],
    }
    return TemplateResponse(request, "bookings/desk/admin/invoice.html", context)


@guarded(SEE_INVOICES, READ)
def ubl(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/ubl/`: as UBL 2.1 for Peppol; what it lacks is said on the record's screen."""
    record = get_object_or_404(InvoiceRecord, pk=pk)
    try:
        content = ubl_of(record, seller())
    except UblNotPossible as refusal:
        messages.error(
            request, _("There is no electronic invoice yet. Missing: %(what)s.") % {"what": _in_words(refusal.missing)}
        )
        return HttpResponseRedirect(reverse("invoices:detail", args=[pk]))
    return _as_file(HttpResponse(content, content_type=XML), file_name(record))


class PeriodForm(forms.Form):
    """A period and a kind of file."""

    since = forms.DateField(label=gettext_lazy("From"), widget=AdminDateInput)
    until = forms.DateField(label=gettext_lazy("Until"), widget=AdminDateInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[
            ("csv", gettext_lazy("CSV, a line an invoice")),
            ("ubl", gettext_lazy("electronic invoices (UBL) in a zip")),
        ],
        widget=forms.RadioSelect,
        initial="csv",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end comes before the beginning."))
        return cleaned


@guarded(SEE_INVOICES, BOTH)
def export(request: HttpRequest) -> HttpResponse:
    """`…/export/`: asks for a period; POST gives the file."""
    today = localdate()
    first = {"since": date(today.year, 1, 1), "until": today}
    form = PeriodForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
        records = InvoiceRecord.objects.filter(issued_on__range=(since, until)).order_by("year", "number")
        name = f"facturen-{since:%Y%m%d}-{until:%Y%m%d}"
        if form.cleaned_data["kind"] == "ubl":
            return _as_file(
                HttpResponse(zip_of(records.iterator(), seller(), _in_words), content_type=ZIP), f"{name}.zip"
            )
        lines = csv_lines(records.iterator())
        return _as_file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    context = {
        "form": form,
        "media": form.media,
        "words": _("Take along"),
        "hint": _("Invoices that are dated in this period, both days included."),
        "page_title": _("Take invoices along"),
        "breadcrumbs_items": [
            {"url": reverse("invoices:index"), "label": _("Invoices")},
            {"url": "", "label": _("Take invoices along")},
        ],
    }
    return TemplateResponse(request, "bookings/admin/ask.html", context, status=422 if form.errors else 200)


def _as_file(response: Any, name: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _in_words(missing: list[str]) -> str:
    return "; ".join(str(MISSING_WORDS[name]) for name in missing)


class InvoiceFilterSet(WagtailFilterSet):
    issued_on = django_filters.DateFromToRangeFilter(label=gettext_lazy("Dated"), widget=DateRangePickerWidget)

    class Meta:
        model = InvoiceRecord
        fields = ["year", "issued_on"]


class InvoiceListView(IndexView):
    """Every record, the last number first."""

    any_permission_required = ["view"]
    default_ordering = ("-year", "-number")

    def get_base_queryset(self):
        return InvoiceRecord.objects.all()

    @property
    def header_buttons(self):
        return [HeaderButton(_("Take invoices along"), url=reverse("invoices:export"), icon_name="download")]


def _dated(record: InvoiceRecord) -> str:
    """`30 november 2026`: Wagtail's own column says how long ago."""
    return date_format(record.issued_on, "j F Y")


class InvoiceViewSet(ModelViewSet):
    """What is invoiced, as it was made: nobody changes it any more."""

    model = InvoiceRecord
    name = url_namespace = url_prefix = "invoices"
    icon = "doc-full"
    menu_label = gettext_lazy("Invoices")
    menu_order = 130
    index_view_class = InvoiceListView
    filterset_class = InvoiceFilterSet
    list_display = [
        TitleColumn("shown_number", label=gettext_lazy("Number"), url_name="invoices:detail", sort_key="number"),
        Column("issued_on", label=gettext_lazy("Dated"), accessor=_dated, sort_key="issued_on"),
        Column("buyer_name", label=gettext_lazy("Organisation"), sort_key="buyer_name"),
        Column("description", label=gettext_lazy("What for")),
        Column("total_cents", label=gettext_lazy("Together"), accessor=lambda record: euro(record.total_cents)),
    ]
    search_fields = ["buyer_name", "buyer_number", "description", "purchase_order"]
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []
    copy_view_enabled = False

    def get_urlpatterns(self):
        ours = ("index", "index_results")
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
        return [
            *patterns,
            path("<int:pk>/", detail, name="detail"),
            path("<int:pk>/ubl/", ubl, name="ubl"),
            path("make/<int:pk>/", make, name="make"),
            path("export/", export, name="export"),
        ]
