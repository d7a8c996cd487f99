"""What staff do about money: settle a case, give back in full or in part (spec D7, D8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.errors import TooMuchGivenBack
from catalogue.models import Payment, PaymentCase
from catalogue.payments.following import left_to_give
from catalogue.payments.payables import payable_of
from catalogue.payments.rights import GIVE_BACK, SEE_CASES, SETTLE_CASES, may, money_screen
from catalogue.payments.services import close_case, refund_payment
from cms.money import EuroField, euro
from trust.viewing import BOTH, READ

ON_A_PAGE = 50


class SettleForm(forms.Form):
    """How it was settled."""

    how = forms.CharField(
        label=gettext_lazy("How it was settled"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class GiveBackForm(forms.Form):
    """So many euro, and why."""

    amount_cents = EuroField(label=gettext_lazy("Amount in euro"), least_cents=1)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=200)


@money_screen(SEE_CASES, READ)
def cases(request: HttpRequest, *, kinds: list[str]) -> HttpResponse:
    """`/admin/payments/cases/`: what waits, the oldest first; with `?settled`, what was settled."""
    settled = "settled" in request.GET
    rows = PaymentCase.objects.filter(closed_at__isnull=not settled, payment__payable_kind__in=kinds)
    rows = rows.select_related("payment", "closed_by")
    page = Paginator(rows.order_by("-closed_at" if settled else "opened_at", "pk"), ON_A_PAGE).get_page(
        request.GET.get("p")
    )
    title = _("Payments that wait")
    context = {
        "page": page,
        "settled": settled,
        "page_title": title,
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    return TemplateResponse(request, "catalogue/admin/cases.html", context)


@money_screen(SETTLE_CASES, BOTH)
def close(request: HttpRequest, pk: int, *, kinds: list[str]) -> HttpResponse:
    """`…/cases/<pk>/`: what it is about; POST says how it was settled."""
    case = get_object_or_404(PaymentCase.objects.select_related("payment", "closed_by"), pk=pk)
    refuse_others(case.payment, kinds)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        close_case(case_id=case.pk, how=form.cleaned_data["how"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Settled."))
        return HttpResponseRedirect(reverse("payment-cases"))
    context = {
        "case": case,
        "form": form,
        "staff_url": staff_url(case.payment, request.user),
        "may_give_back": may(request.user, GIVE_BACK, case.payment.payable_kind),
        "left_cents": left_to_give(case.payment),
        "page_title": capfirst(case.get_kind_display()),
        "breadcrumbs_items": [
            {"url": reverse("payment-cases"), "label": _("Payments that wait")},
            {"url": "", "label": capfirst(case.get_kind_display())},
        ],
    }
    return TemplateResponse(
        request, "catalogue/admin/case.html", context, status=422 if request.method == "POST" else 200
    )


@money_screen(GIVE_BACK, BOTH)
def give_back(request: HttpRequest, pk: int, *, kinds: list[str]) -> HttpResponse:
    """`/admin/payments/<pk>/give-back/`: asks how much; POST has Stripe give it back."""
    payment = get_object_or_404(Payment, pk=pk)
    refuse_others(payment, kinds)
    left = left_to_give(payment)
    form = GiveBackForm(request.POST if request.method == "POST" else None, initial={"amount_cents": left})
    if request.method == "POST" and form.is_valid():
        try:
            refund = refund_payment(
                public_id=payment.public_id,
                amount_cents=form.cleaned_data["amount_cents"],
                why=form.cleaned_data["why"],
                by=request.user,  # type: ignore[arg-type]
            )
        except TooMuchGivenBack as refusal:
            form.add_error("amount_cents", _("At most %(left)s can go back.") % {"left": euro(refusal.left_cents)})
        else:
            messages.success(
                request,
                _("%(amount)s goes back. Stripe tells us when it is done.") % {"amount": euro(refund.amount_cents)},
            )
            return HttpResponseRedirect(staff_url(payment, request.user) or reverse("payment-cases"))
    context = {
        "payment": payment,
        "left_cents": left,
        "form": form,
        "staff_url": staff_url(payment, request.user),
        "page_title": _("Give money back"),
        "breadcrumbs_items": [
            {"url": reverse("payment-cases"), "label": _("Payments that wait")},
            {"url": "", "label": _("Give money back")},
        ],
    }
    return TemplateResponse(
        request, "catalogue/admin/give_back.html", context, status=422 if request.method == "POST" else 200
    )


def refuse_others(payment: Payment, kinds: list[str]) -> None:
    """Raises `PermissionDenied` for the money of what somebody else looks after."""
    if payment.payable_kind not in kinds:
        raise PermissionDenied


def staff_url(payment: Payment, user: Any) -> str:
    """Where `user` sees what it pays for; empty when that is gone, or not theirs to see."""
    payable = payable_of(payment.payable_kind)
    return payable.staff_url(UUID(str(payment.payable_id))) if user.has_perm(payable.see_right) else ""


def money_of(kind: str, public_id: UUID, *, user: Any) -> dict[str, Any]:
    """For the screen of what is paid for: every attempt with its refunds, the cases that are open, and what `user` may. Three queries."""
    payments = list(Payment.objects.of(kind, public_id).prefetch_related("refunds", "cases").order_by("made_at", "pk"))
    return {
        "payments": payments,
        "open_cases": [case for payment in payments for case in payment.cases.all() if case.closed_at is None],
        "may_settle": may(user, SETTLE_CASES, kind),
        "may_give_back": may(user, GIVE_BACK, kind),
    }
