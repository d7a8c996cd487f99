"""What staff see of the shop in the admin, and its codes in words."""

from django.utils.translation import gettext_lazy as _

from catalogue.enums import CaseKind, MovementKind, OrderState, PaymentState
from catalogue.payments import wagtail_hooks as _payments  # noqa: F401  (registers itself)
from trust.audit.words import register_deeds
from trust.words import register_words

register_deeds(
    {
        "catalogue.batch-gathered": _("Parcels gathered for a post day"),
        "catalogue.batch-sent": _("Batch of parcels sent"),
        "catalogue.case-closed": _("Case about a payment settled"),
        "catalogue.case-opened": _("Case about a payment opened"),
        "catalogue.customers-merged": _("Customers made one"),
        "catalogue.order-changed": _("Order changed"),
        "catalogue.order-moved": _("Order moved"),
        "catalogue.order-placed": _("Order placed"),
        "catalogue.payment-given-back": _("Payment given back"),
        "catalogue.payment-moved": _("Payment moved"),
        "catalogue.refund-asked": _("Refund asked"),
        "catalogue.sale-withdrawn": _("Sale withdrawn by who bought"),
        "catalogue.stock-moved": _("Stock changed by hand"),
    }
)
register_words(
    "mail",
    {
        "catalogue.order-cancelled": _("Order: cancelled"),
        "catalogue.order-confirmed": _("Order: we have it"),
        "catalogue.order-not-paid": _("Order: not paid in time"),
        "catalogue.order-ready": _("Order: to be picked up"),
        "catalogue.order-refunded": _("Order: money given back"),
        "catalogue.order-sent": _("Order: on its way"),
        "catalogue.order-withdrawn": _("Order: sale withdrawn"),
        "catalogue.payment-case": _("To staff: a payment waits"),
    },
)
register_words("detail", {"cents": _("cents"), "copies": _("copies")})
register_words("job", {"mind_payments": _("Look after payments")})
register_words(
    "value",
    {
        f"catalogue.{code.value}": code.label
        for codes in (PaymentState, OrderState, MovementKind, CaseKind)
        for code in codes
    },
)
