"""How orders, customers and payments are found, exported, erased and how long they are kept; the link of an order."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from catalogue.enums import ENDED_STATES
from catalogue.models import Customer, Order, OrderMove, Payment
from catalogue.services.erasing import erase_orders, wipe_orders
from catalogue.terms import KEEP, KEEP_PAID, NOTICE, STATUS
from trust.keys import normal_email
from trust.links.purposes import LinkPurpose, register_purpose, while_kept
from trust.registry import Ground, LegalHold, PersonalData, Retention, declare_impersonal, register


def orders_of(email: str) -> QuerySet:
    return Order.objects.filter(email__iexact=normal_email(email)).exclude(email="").order_by("pk")


def export_order(order: Order) -> dict:
    return {
        "bestelling": order.reference,
        "stand": order.get_state_display(),
        "organisatie": order.organisation_name,
        "ondernemingsnummer": order.organisation_number,
        "naam": order.contact_name,
        "e-mailadres": order.email,
        "telefoon": str(order.phone or ""),
        "ter attentie van": order.attention,
        "adres": f"{order.street}, {order.postcode} {order.city}".strip(", "),
        "opmerkingen": order.remarks,
        "nota van Lus": order.notes,
        "wil horen van een nieuwe uitgave": order.wants_editions,
        "wat": [{"titel": line.title, "aantal": line.quantity} for line in order.lines.all()],
        "samen in cent": order.total_cents,
        "stappen": [
            {"wanneer": localtime(step.at).isoformat(), "naar": step.get_to_state_display(), "waarom": step.why}
            for step in order.moves.all()
        ],
        "besteld": order.placed_at.isoformat(),
        "gewist op": order.delete_on.isoformat(),
    }


def holds_of(order: Order) -> Iterable[LegalHold]:
    """What is on its way must arrive; what was paid is a paper of our bookkeeping."""
    if order.state not in ENDED_STATES:
        yield LegalHold(_("Your order has not left yet. Cancel it first, or wait until it has."))
    elif order.paid_at:
        until = localtime(order.paid_at).date() + KEEP_PAID
        yield LegalHold(_("You paid for it: the law asks us to keep what proves that for ten years."), until)


register(
    PersonalData(
        model="catalogue.Order",
        label=_("orders"),
        fields=[
            *("contact_name", "email", "phone", "organisation_name", "organisation_number", "attention"),
            *("street", "postcode", "city", "remarks", "notes", "tracking_code"),
        ],
        purpose=NOTICE.purpose,
        ground=NOTICE.ground,
        find=orders_of,
        erase=erase_orders,
        export=export_order,
        holds=holds_of,
        retention=[
            Retention(
                name="term of the form",
                after=KEEP,
                due=lambda now: Order.objects.past_term(localdate(now)),
                wipe=wipe_orders,
            )
        ],
        ledger_key=lambda order: str(order.public_id),
    )
)
register(
    PersonalData(
        model="catalogue.OrderMove",
        label=_("steps of orders"),
        fields=["why", "by"],
        purpose=NOTICE.purpose,
        ground=NOTICE.ground,
        find=lambda email: OrderMove.objects.filter(order__in=orders_of(email).values("pk")).order_by("pk"),
        erase=lambda rows: rows.delete()[0],
        export=lambda row: {"bij bestelling": row.order.reference},
        holds=lambda row: holds_of(row.order),
    )
)
register(
    PersonalData(
        model="catalogue.Customer",
        label=_("customers of the shop"),
        fields=["name"],
        purpose=_("To share out fairly what is free: so much for each organisation or person in a period."),
        ground=Ground.LEGITIMATE_INTEREST,
        find=lambda email: Customer.objects.filter(orders__in=orders_of(email).values("pk")).order_by("pk").distinct(),
        erase=lambda rows: Customer.objects.filter(
            pk__in=list(rows.values_list("pk", flat=True)), orders=None
        ).delete()[0],
        export=lambda row: {"naam": row.name},
    )
)
register(
    PersonalData(
        model="catalogue.Payment",
        label=_("payments"),
        fields=["method"],
        purpose=_("Bookkeeping keeps its papers for ten years: the law asks it."),
        ground=Ground.LEGAL_DUTY,
        find=lambda email: Payment.objects.none(),  # it names nobody; its order does
        erase=lambda rows: 0,
        retention=[
            Retention(
                name="ten years of bookkeeping",
                after=KEEP_PAID,
                due=lambda now: Payment.objects.filter(made_at__lt=now - KEEP_PAID).order_by("pk"),
            )
        ],
    )
)
declare_impersonal("catalogue.OrderLine", because="how many of what; whose it is goes with the order")
declare_impersonal("catalogue.CustomerKey", because="a keyed hash; whose it is goes with the customer")
declare_impersonal("catalogue.Product", because="print")
declare_impersonal("catalogue.Category", because="a shelf")
declare_impersonal("catalogue.ShopSettings", because="where and when our own office is open")
declare_impersonal("catalogue.Batch", because="a post day")
declare_impersonal("catalogue.Refund", because="an amount, and which of our own staff gave it back")
declare_impersonal("catalogue.PaymentCase", because="an amount, and which of our own staff settled it")
declare_impersonal("catalogue.ReachTally", because="numbers by quarter, region and kind")
declare_impersonal("catalogue.StockMovement", because="copies; why staff moved them")


register_purpose(
    LinkPurpose(
        name=STATUS,
        url_name="order-status",
        label=_("see your order"),
        lifetime=while_kept,
        email_of=lambda order: order.email,
        records_of=lambda email: orders_of(email),
        api_url_name="order-status",
    )
)
