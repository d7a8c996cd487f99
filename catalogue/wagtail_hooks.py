"""What staff see of the shop in the admin, and its codes in words."""

from django.utils.translation import gettext_lazy as _

from catalogue.enums import MovementKind, OrderState
from trust.audit.words import register_deeds
from trust.words import register_words

register_deeds(
    {
        "catalogue.batch-gathered": _("Parcels gathered for a post day"),
        "catalogue.batch-sent": _("Batch of parcels sent"),
        "catalogue.customers-merged": _("Customers made one"),
        "catalogue.order-changed": _("Order changed"),
        "catalogue.order-moved": _("Order moved"),
        "catalogue.order-placed": _("Order placed"),
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
        "catalogue.order-sent": _("Order: on its way"),
        "catalogue.order-withdrawn": _("Order: sale withdrawn"),
    },
)
register_words("detail", {"copies": _("copies")})
register_words("value", {f"catalogue.{state.value}": state.label for state in OrderState})
register_words("value", {f"catalogue.{kind.value}": kind.label for kind in MovementKind})
