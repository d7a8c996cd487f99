"""What can be paid: an order, a date of the calendar. Each says itself what its money does; this room only follows the money (spec B16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from catalogue.enums import CaseKind
from catalogue.models import Payment
from catalogue.payments.stripe_api import Bill


@dataclass(frozen=True)
class Payable:
    """`kind` names it in `Payment.payable_kind`. What takes a thing gets it locked, in the transaction of the payment;
    only `bill` may get one that was just looked at.

    `look(public_id)`, `lock(public_id)`: the thing, or None when it is gone. `bill(thing)`: what is to be paid, None when nothing is (any more).
    `hold(thing, payment)`: it stays reserved until the payment ends. `paid(thing, payment)`: the money is there; returns the case that staff must
    settle when it should not have been. `ended(thing, payment)`: nobody paid. `given_back(thing, payment)`: so much went back in all.
    `staff_url(public_id)`: where staff see it, who have `see_right`. `money_right`: who has it gives money of this kind back and settles its
    cases, as who looks after all payments does. `group`: the role that hears of a case.
    """

    kind: str
    look: Callable[[UUID], Any]
    lock: Callable[[UUID], Any]
    bill: Callable[[Any], Bill | None]
    reference: Callable[[Any], str]
    hold: Callable[[Any, Payment], None]
    paid: Callable[[Any, Payment], CaseKind | None]
    ended: Callable[[Any, Payment], None]
    given_back: Callable[[Any, Payment], None]
    staff_url: Callable[[UUID], str]
    see_right: str
    money_right: str
    group: str


_payables: dict[str, Payable] = {}


def register_payable(payable: Payable) -> None:
    """From `AppConfig.ready()`. Raises `ValueError` for a second one of the same kind."""
    if _payables.setdefault(payable.kind, payable) != payable:
        raise ValueError(f"{payable.kind} is payable already")


def payable_of(kind: str) -> Payable:
    """Raises `KeyError`."""
    return _payables[kind]


def all_payables() -> list[Payable]:
    """Everything that can be paid."""
    return list(_payables.values())
