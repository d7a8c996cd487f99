"""Who of staff sees and settles money: of everything who looks after payments, of one kind who looks after what was paid for (spec B16, D8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from catalogue.payments.payables import all_payables, payable_of

SEE_CASES = "catalogue.view_paymentcase"
SETTLE_CASES = "catalogue.change_paymentcase"
GIVE_BACK = "catalogue.add_refund"


def kinds_for(user: Any, right: str) -> list[str]:
    """The kinds of what can be paid whose money `user` may see, settle or give back (`right`); empty for who may nothing."""
    every = user.has_perm(right)
    return [payable.kind for payable in all_payables() if every or user.has_perm(payable.money_right)]


def may(user: Any, right: str, kind: str) -> bool:
    """The same, of one kind."""
    return user.has_perm(right) or user.has_perm(payable_of(kind).money_right)


def money_screen(right: str, methods: tuple[str, ...]) -> Callable:
    """Decorator: who may do it with the money of nothing gets 403 before anything else; the view gets the kinds as `kinds`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def screen(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            kinds = kinds_for(request.user, right)
            if not kinds:
                raise PermissionDenied
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, kinds=kinds, **kwargs)

        return screen

    return decorate
