"""What the stand-in remembers, and what happens in it: sessions, payments, refunds, and the events that tell of them."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from stripe.params import EventListParams, RefundCreateParams, RefundListParams
from stripe.params.checkout import SessionCreateParams, SessionRetrieveParams

from catalogue.payments.stand_in.fields import Unknown, check
from catalogue.prices import can_be_paid

THIRTY_MINUTES = 30 * 60 - 30  # Stripe takes none that ends sooner; some seconds pass on the way


class Refused(Exception):
    """An answer of Stripe that is no: `status`, `kind` and words, as its error object has them."""

    def __init__(self, status: int, kind: str, words: str, code: str = ""):
        super().__init__(words)
        self.status, self.kind, self.words, self.code = status, kind, words, code


def number(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def signature(payload: bytes, secret: str, at: int | None = None) -> str:
    """The header `Stripe-Signature` of `payload`."""
    at = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


@dataclass
class Memory:
    """`deliver(event)` sends one event on; `requests` lists what was asked, as (method, path, form)."""

    api_version: str
    deliver: Callable[[dict[str, Any]], None]
    address: str = ""
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    # --- what is asked of it -----------------------------------------------------------------------------------------

    def create_session(self, form: dict[str, Any]) -> dict[str, Any]:
        _checked(form, SessionCreateParams)
        amount = 0
        for line in form.get("line_items", {}).values():
            price = line["price_data"]
            if price["currency"] != "eur":
                raise Refused(400, "invalid_request_error", "only eur here")
            amount += int(price["unit_amount"]) * int(line["quantity"])
        if form.get("mode") != "payment" or amount <= 0:
            raise Refused(400, "invalid_request_error", "The Checkout Session's total amount must be greater than 0")
        if not can_be_paid(amount):
            raise Refused(400, "invalid_request_error", "The amount is too small or too large", code="amount_too_small")
        expires_at = int(form.get("expires_at", time.time() + 86400))
        if not time.time() + THIRTY_MINUTES <= expires_at <= time.time() + 86400:
            raise Refused(
                400, "invalid_request_error", "The `expires_at` timestamp must be 30 minutes to 24 hours from now"
            )
        made = {
            "id": number("cs_test"),
            "object": "checkout.session",
            "amount_total": amount,
            "client_reference_id": form.get("client_reference_id"),
            "currency": "eur",
            "expires_at": expires_at,
            "livemode": False,
            "metadata": form.get("metadata", {}),
            "mode": "payment",
            "payment_intent": None,
            "payment_status": "unpaid",
            "status": "open",
            "success_url": form["success_url"],
            "cancel_url": form.get("cancel_url"),
            "_intent_metadata": form.get("payment_intent_data", {}).get("metadata", {}),
        }
        made["url"] = f"{self.address}/pay/{made['id']}"
        self.sessions[made["id"]] = made
        return made

    def session(self, session_id: str, form: dict[str, Any]) -> dict[str, Any]:
        _checked(form, SessionRetrieveParams)
        self.end_overdue()
        return self._found(self.sessions, session_id)

    def expire_session(self, session_id: str) -> dict[str, Any]:
        session = self._found(self.sessions, session_id)
        if session["status"] != "open":
            raise Refused(
                400, "invalid_request_error", "Only Checkout Sessions with a status of `open` can be expired."
            )
        session.update(status="expired", url=None)
        self.emit("checkout.session.expired", session)
        return session

    def create_refund(self, form: dict[str, Any]) -> dict[str, Any]:
        _checked(form, RefundCreateParams)
        intent = self._found(self.intents, form.get("payment_intent", ""))
        left = intent["amount"] - intent["latest_charge"]["amount_refunded"]
        amount = int(form.get("amount", left))
        if not 0 < amount <= left:
            words = "Refund amount is greater than unrefunded amount on charge"
            raise Refused(400, "invalid_request_error", words, code="charge_already_refunded" if not left else "")
        return self.refund(intent["id"], amount, metadata=form.get("metadata", {}))

    def list_refunds(self, form: dict[str, Any]) -> dict[str, Any]:
        _checked(form, RefundListParams)
        rows = [refund for refund in self.refunds.values() if refund["payment_intent"] == form.get("payment_intent")]
        return {"object": "list", "url": "/v1/refunds", "has_more": False, "data": rows[::-1]}

    def list_events(self, form: dict[str, Any]) -> dict[str, Any]:
        _checked(form, EventListParams)
        kinds, since = set(form.get("types", {}).values()), int(form.get("created", {}).get("gte", 0))
        rows = [event for event in self.events if event["type"] in kinds and event["created"] >= since]
        if after := form.get("starting_after"):
            rows = rows[[event["id"] for event in rows].index(after) + 1 :]
        limit = int(form.get("limit", 10))
        return {"object": "list", "url": "/v1/events", "has_more": len(rows) > limit, "data": rows[:limit]}

    def once(self, key: str, asked: Any, do: Callable[[], Any]) -> Any:
        """What `do` answers, the first time that `key` comes; the same again, whatever happened since (Stripe keeps keys a day)."""
        if not key:
            return do()
        if key in self.answers:
            before, answer = self.answers[key]
            if before != asked:
                raise Refused(
                    400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters"
                )
            return answer
        answer = json.loads(json.dumps(do()))
        self.answers[key] = (asked, answer)
        return answer

    # --- what happens in it ------------------------------------------------------------------------------------------

    def pay(self, session_id: str, *, method: str = "card", slow: bool = False) -> None:
        """Somebody pays; `slow`: the bank has not answered yet (`settle` does)."""
        with self.lock:
            session = self._found(self.sessions, session_id)
            if session["status"] != "open":
                raise Refused(400, "invalid_request_error", "This session is no longer open.")
            charge = {
                "id": number("ch"),
                "object": "charge",
                "amount": session["amount_total"],
                "amount_refunded": 0,
                "currency": "eur",
                "disputed": False,
                "metadata": session["_intent_metadata"],
                "paid": not slow,
                "payment_method_details": {"type": method},
                "refunded": False,
            }
            intent = {
                "id": number("pi"),
                "object": "payment_intent",
                "amount": session["amount_total"],
                "amount_received": 0 if slow else session["amount_total"],
                "currency": "eur",
                "latest_charge": charge,
                "livemode": False,
                "metadata": session["_intent_metadata"],
                "status": "processing" if slow else "succeeded",
            }
            charge["payment_intent"] = intent["id"]
            self.intents[intent["id"]] = intent
            session.update(
                status="complete", payment_status="unpaid" if slow else "paid", payment_intent=intent["id"], url=None
            )
            self.emit("checkout.session.completed", session)

    def settle(self, session_id: str, *, succeeded: bool) -> None:
        """The bank answers."""
        with self.lock:
            session = self._found(self.sessions, session_id)
            intent = self.intents[session["payment_intent"]]
            if succeeded:
                session["payment_status"] = "paid"
                intent.update(status="succeeded", amount_received=intent["amount"])
                intent["latest_charge"]["paid"] = True
            else:
                intent.update(status="requires_payment_method")
            self.emit(f"checkout.session.async_payment_{'succeeded' if succeeded else 'failed'}", session)

    def refund(self, intent_id: str, amount: int, *, metadata: dict | None = None) -> dict[str, Any]:
        """Given back: by the API, or by hand on the dashboard."""
        with self.lock:
            intent = self.intents[intent_id]
            charge = intent["latest_charge"]
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            made = {
                "id": number("re"),
                "object": "refund",
                "amount": amount,
                "charge": charge["id"],
                "currency": "eur",
                "metadata": metadata or {},
                "payment_intent": intent_id,
                "status": "succeeded",
            }
            self.refunds[made["id"]] = made
            self.emit("charge.refunded", charge)
            return made

    def fail_refund(self, refund_id: str) -> None:
        """The bank sends the money back to us."""
        with self.lock:
            refund = self.refunds[refund_id]
            refund["status"] = "failed"
            charge = self.intents[refund["payment_intent"]]["latest_charge"]
            charge["amount_refunded"] -= refund["amount"]
            charge["refunded"] = False
            self.emit("refund.failed", refund)

    def dispute(self, intent_id: str) -> None:
        with self.lock:
            charge = self.intents[intent_id]["latest_charge"]
            charge["disputed"] = True
            dispute = {
                "id": number("dp"),
                "object": "dispute",
                "amount": charge["amount"],
                "charge": charge["id"],
                "currency": "eur",
                "payment_intent": intent_id,
                "status": "needs_response",
            }
            self.emit("charge.dispute.created", dispute)

    def end_overdue(self) -> None:
        for session in list(self.sessions.values()):
            if session["status"] == "open" and session["expires_at"] < time.time():
                self.expire_session(session["id"])

    def emit(self, kind: str, about: dict[str, Any]) -> dict[str, Any]:
        event = {
            "id": number("evt"),
            "object": "event",
            "api_version": self.api_version,
            "created": int(time.time()),
            "data": {"object": shown(about)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        event = json.loads(json.dumps(event))  # as it was at that moment
        self.events.insert(0, event)
        self.deliver(event)
        return event

    def answer(self, about: dict[str, Any], expand: list[str]) -> dict[str, Any]:
        """`about` with what was asked to come along."""
        found = shown(about)
        if (
            about["object"] == "checkout.session"
            and about["payment_intent"]
            and "payment_intent" in {path.partition(".")[0] for path in expand}
        ):
            found["payment_intent"] = self.answer(
                self.intents[about["payment_intent"]], [path.partition(".")[2] for path in expand]
            )
        if about["object"] == "payment_intent" and "latest_charge" not in expand:
            found["latest_charge"] = about["latest_charge"]["id"]
        return found

    @staticmethod
    def _found(rows: dict[str, dict[str, Any]], key: str) -> dict[str, Any]:
        if key not in rows:
            raise Refused(404, "invalid_request_error", f"No such object: '{key}'", code="resource_missing")
        return rows[key]


def shown(about: dict[str, Any]) -> dict[str, Any]:
    """Without what is the stand-in's own."""
    return {key: value for key, value in about.items() if not key.startswith("_")}


def _checked(form: dict[str, Any], kind: Any) -> None:
    try:
        check(form, kind)
    except Unknown as fault:
        raise Refused(400, "invalid_request_error", str(fault), code="parameter_unknown") from fault
