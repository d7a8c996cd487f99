"""Where Stripe tells us of money, and where people come back to after paying."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.enums import CaseKind, PaymentState
from catalogue.errors import NothingToPay, PaymentNotStarted, PaymentsOff
from catalogue.models import Payment
from catalogue.paying import let_pay
from catalogue.payments.payables import payable_of
from catalogue.payments.services import payment_url, receive_event
from catalogue.payments.stripe_api import SignatureWrong, read_event
from trust.limits import MINUTE, address_of, anonymous, count

# An event of a payment has some kilobytes.
BODY_MOST = 256 * 1024
TRIES_MOST = 10


@csrf_exempt
@require_POST
@never_cache
def webhook(request: HttpRequest) -> HttpResponse:
    """200 for what is signed, whether or not it says something to us; 400 for what is not, 413 for what is too long. Nothing is written then."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_MOST:
        return HttpResponse(status=413)
    body = request.read(BODY_MOST + 1)
    if len(body) > BODY_MOST:
        return HttpResponse(status=413)
    try:
        told = read_event(body, request.headers.get("Stripe-Signature", ""))
    except SignatureWrong:
        return HttpResponse(status=400)
    receive_event(told)
    return HttpResponse(status=200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponseBase:
    """How a payment stands, for who comes back from Stripe. It names nobody: its address went through another's hands.

    GET only shows; POST leads to Stripe again, to the session that is open or a new one.
    """
    payment = Payment.objects.of(kind, public_id).order_by("-made_at", "-pk").first()
    if payment is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        if count(name=f"pay.{anonymous(use='pay', value=address_of(request))}", most=TRIES_MOST, seconds=MINUTE):
            problem = "often"
        else:
            try:
                return HttpResponseRedirect(payment_url(kind=kind, public_id=public_id))
            except NothingToPay:
                payment.refresh_from_db()
            except (PaymentNotStarted, PaymentsOff):
                problem = "not-started"
    context = {
        "payment": payment,
        "can_pay": payment.state not in (PaymentState.PAID, PaymentState.PROCESSING) and _is_due(kind, public_id),
        "came_late": payment.cases.filter(kind=CaseKind.PAID_TOO_LATE).exists(),
        "problem": problem,
    }
    status = 503 if problem == "not-started" else 200
    return let_pay(render(request, "catalogue/payment.html", context, status=status))


def _is_due(kind: str, public_id: UUID) -> bool:
    payable = payable_of(kind)
    thing = payable.look(public_id)
    return thing is not None and payable.bill(thing) is not None
